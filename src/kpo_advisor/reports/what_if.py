"""Before and after as text for a terminal: the results side by side, then what lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.comparison import what_if as changed
from kpo_advisor.reports.explain import verdict
from kpo_advisor.reports.layout import FAINT, STRONG, Page, cells, cut, listed, padded, signed
from kpo_advisor.reports.rule_words import effects_in_words, typed
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from kpo_advisor.comparison.what_if import AnswerChange, RuleChange, Said, WhatIf
    from kpo_advisor.model.recommendation import PlanRow, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.layout import Line

HEADINGS = {
    changed.FIRES: "Rules that now fire",
    changed.STOPS: "Rules that no longer fire",
    changed.OPENS: "Rules that are open now",
    changed.CLOSES: "Rules that were open and do not hold",
    changed.FOR_NOW: "Rules that now fire only until the opposite is shown",
    changed.FOR_GOOD: "Rules that now fire for good",
}
SIDE, STANDING = 22, 9
"""Columns of one side of the ranking, and of the standing in it."""


def what_if_lines(given: WhatIf, rulebook: Rulebook, width: int) -> list[Line]:
    """The comparison as lines of at most `width` columns (40 to 100)."""
    return _Report(given, rulebook, width).lines()


class _Report:
    def __init__(self, given: WhatIf, rulebook: Rulebook, width: int) -> None:
        self.given = given
        self.rulebook = rulebook
        self.page = Page(width)
        self.titles = rulebook.titles

    def lines(self) -> list[Line]:
        self.page.write(self.given.before.profile.title, style=FAINT)
        self._changes()
        self._results()
        self._ranking()
        self._plan()
        self._points()
        for change, title in HEADINGS.items():
            self._rules(title, [each for each in self.given.rules if each.change == change])
        return self.page.lines

    def _changes(self) -> None:
        page = self.page
        page.heading("What is changed")
        for answer in self.given.answers:
            page.write(self._answer(answer), indent="- ")
        for weight in self.given.weights:
            page.write(f"weight of {weight.criterion}: {weight.before} -> {weight.after}", indent="- ")
        if not self.given.answers and not self.given.weights:
            page.write("Nothing: the profile says all of this already.")

    def _answer(self, change: AnswerChange) -> str:
        where = f"{change.activity} / " if change.activity else ""
        without = "as for all activities" if change.activity else "not asked"
        return f"{where}{change.question}: {_said(change.before, without)} -> {_said(change.after, without)}"

    def _results(self) -> None:
        self.page.heading("Result")
        for word, given in (("Before", self.given.before), ("After", self.given.after)):
            self.page.write(f"{self._result(given)}.", indent=f"{word + ':':<8} ", style=STRONG)
        self._warnings()

    def _result(self, given: Recommendation) -> str:
        notes = [
            *([given.certainty] if given.certainty != "none" else []),
            *(each.replace("-", " ") for each in given.remarks),
        ]
        possible = [self.titles[id] for id in given.possible]
        told = f"{verdict(given, self.titles)} ({', '.join(dict.fromkeys(notes))})"
        return f"{told}; can be first: {listed(possible, 'or')}" if given.certainty == "provisional" else told

    def _warnings(self) -> None:
        for warning in self.given.after.warnings:
            if warning not in self.given.before.warnings:
                self.page.write(warning, indent="! ")

    def _ranking(self) -> None:
        page = self.page
        page.heading("Ranking")
        before = {each.alternative: each for each in self.given.before.ranking}
        titles = [clean(each.title) for each in self.given.after.ranking]
        name = max(1, min(max(cells(each) for each in titles), page.width - 2 * SIDE))
        page.row(f"{padded('', name)}{'before':^{SIDE}}{'after':^{SIDE}}", FAINT)
        for after, title in zip(self.given.after.ranking, titles, strict=True):
            page.row(f"{padded(cut(title, name), name)}{_side(before[after.alternative])}{_side(after)}")

    def _plan(self) -> None:
        if self.given.after.plan:
            self.page.heading("Plan")
        for before, after in zip(self.given.before.plan, self.given.after.plan, strict=True):
            was, now = self._home(before), self._home(after)
            told = f"{was} -> {now}" if was != now else now
            self.page.write(f"{after.activity}: {told}", indent="- ", style=STRONG if was != now else "")

    def _home(self, row: PlanRow) -> str:
        home = listed([self.titles[id] for id in row.first], "or") or "everything is ruled out"
        return f"{home} ({row.certainty})"

    def _points(self) -> None:
        if not self.given.points:
            return
        self.page.heading("Points that changed, of the first two before and after")
        for alternative in dict.fromkeys(each.alternative for each in self.given.points):
            told = [
                f"{each.title} {each.before:+d} -> {each.after:+d}"
                for each in self.given.points
                if each.alternative == alternative
            ]
            self.page.write(f"{self.titles[alternative]}: {'; '.join(told)}.", indent="- ")

    def _rules(self, title: str, rules: list[RuleChange]) -> None:
        if not rules:
            return
        self.page.heading(f"{title} ({len(rules)})")
        for decision in (*self.rulebook.decisions, None):
            here = [each for each in rules if each.decision == (decision.id if decision else None)]
            if here:
                self.page.write(decision.title if decision else "Other", style=STRONG)
            for each in here:
                effects = effects_in_words(self.rulebook, each.effects, each.homes)
                where = f" [{', '.join(each.activities)}]" if each.activities else ""
                self.page.write(f"{each.rule}{where}: {effects or 'does nothing by itself'}.", indent="- ")
                if each.because:
                    self.page.write(each.because, indent="    ")


def _side(row: Ranked) -> str:
    standing = "" if row.standing == "eligible" else row.standing.replace("-", " ")
    return f"{row.rank:>3} {signed(row.score):>6}  {padded(standing, STANDING)} "


def _said(said: Said, without: str) -> str:
    return typed(said.answer) if said.given else without
