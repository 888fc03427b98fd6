"""Before and after: the results side by side, then what lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.comparison.before_after import Becomes
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.reports.blocks import BlockReport, Column, Grid, Heading, Item, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.phrases import effects_in_words, rules_by_decision, standing_in_words, verdict, warnings
from kpo_advisor.text.lines import STRONG, Tone
from kpo_advisor.text.phrases import listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.comparison.what_if import AnswerChange, RuleChange, Stated, WhatIf
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.recommendation import PlanRow, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

HEADINGS = {
    Becomes.FIRES: "Rules that now fire",
    Becomes.STOPS: "Rules that no longer fire",
    Becomes.OPENS: "Rules that are open now",
    Becomes.CLOSES: "Rules that were open and do not hold",
    Becomes.FOR_NOW: "Rules that now fire only until the opposite is shown",
    Becomes.FOR_GOOD: "Rules that now fire for good",
}
SIDE, STANDING = 22, 9
"""Columns of one side of the ranking, and of the standing in it."""


def what_if(given: WhatIf, rulebook: Rulebook, *, is_brief: bool) -> BlockReport:
    """The whole comparison; a brief one says the same."""
    return BlockReport(given.before.profile.title, tuple(_WhatIfReport(given, rulebook, is_brief=is_brief).blocks()))


class _WhatIfReport:
    def __init__(self, given: WhatIf, rulebook: Rulebook, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.is_brief = is_brief
        self.titles = rulebook.titles
        self.cite = Citations(rulebook, is_brief=is_brief)

    def blocks(self) -> Iterator[Block]:
        yield Heading(self.given.before.profile.title, level=1)
        yield from self._changes()
        yield from self._results()
        yield Heading("Ranking")
        yield self._ranking()
        yield from self._plan()
        yield from self._points()
        for change, title in HEADINGS.items():
            rules = [rule for rule in self.given.rules if rule.change == change]
            yield from rules_by_decision(self.rulebook, title, rules, self._rule)
        yield from self.cite.sources()

    def _changes(self) -> Iterator[Block]:
        yield Heading("What is changed")
        for answer in self.given.answers:
            yield Item(_answer(answer, self.rulebook.questions[answer.question]))
        for weight in self.given.weights:
            yield Item(f"weight of {weight.title}: {weight.before} -> {weight.after}")
        if not self.given.answers and not self.given.weights:
            yield Paragraph("Nothing: the profile says all of this already.")

    def _results(self) -> Iterator[Block]:
        yield Heading("Result")
        for word, given in (("Before", self.given.before), ("After", self.given.after)):
            yield Paragraph(f"{self._result(given)}.", STRONG, lead=f"{word + ':':<8} ")
        new = [warning for warning in self.given.after.warnings if warning not in self.given.before.warnings]
        yield from warnings(new, is_brief=self.is_brief)

    def _result(self, given: Recommendation) -> str:
        certainty = [given.certainty] if given.certainty is not Certainty.NONE else []
        notes = dict.fromkeys((*certainty, *(remark.replace("-", " ") for remark in given.remarks)))
        told = f"{verdict(given, self.titles)} ({', '.join(notes)})"
        if given.certainty is not Certainty.PROVISIONAL:
            return told
        return f"{told}; can be first: {listed([self.titles[id] for id in given.possible], 'or')}"

    def _ranking(self) -> Grid:
        before = {row.alternative: row for row in self.given.before.ranking}
        rows = tuple((row.title, _side(before[row.alternative]), _side(row)) for row in self.given.after.ranking)
        name = Column("" if self.is_brief else "Alternative", gap=0)
        return Grid((name, Column("before", "^", SIDE, gap=0), Column("after", "^", SIDE, gap=0)), rows)

    def _plan(self) -> Iterator[Block]:
        if self.given.after.plan:
            yield Heading("Plan")
        for before, after in zip(self.given.before.plan, self.given.after.plan, strict=True):
            was, now = self._home(before), self._home(after)
            differs = was != now
            yield Item(f"{after.activity}: {f'{was} -> {now}' if differs else now}", STRONG if differs else Tone.PLAIN)

    def _home(self, row: PlanRow) -> str:
        home = listed([self.titles[id] for id in row.first], "or") or "everything is ruled out"
        return f"{home} ({row.certainty})"

    def _points(self) -> Iterator[Block]:
        if self.given.points:
            yield Heading("Points that changed, of the first two before and after")
        told: dict[str, list[str]] = {}
        for change in self.given.points:
            told.setdefault(change.alternative, []).append(f"{change.title} {change.before:+d} -> {change.after:+d}")
        for alternative, changes in told.items():
            yield Item(f"{self.titles[alternative]}: {'; '.join(changes)}.")

    def _rule(self, rule: RuleChange) -> Iterator[Block]:
        where = f" [{', '.join(rule.activities)}]" if rule.activities else ""
        does, marks = effects_in_words(self.rulebook, rule.effects, rule.homes), self.cite.cited(rule)
        yield Item((f"{rule.rule}{where}: {does}.", *(() if rule.because else marks)))
        if rule.because:
            yield Item((rule.because, *marks), lead="    ", depth=1)


def _side(row: Ranked) -> str:
    return f"{row.rank:>3} {signed(row.score):>6}  {standing_in_words(row.standing):<{STANDING}} "


def _answer(change: AnswerChange, question: Question) -> str:
    where = f"{change.activity} / " if change.activity else ""
    without = "as for all activities" if change.activity else "not asked"
    return (
        f"{where}{change.label}: {_said(change.before, question, without)} -> {_said(change.after, question, without)}"
    )


def _said(said: Stated, question: Question, without: str) -> str:
    return answer_label(question, said.answer) if said.given else without
