"""Before and after: the results side by side, then what lies between."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.comparison.before_after import Becomes
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.reports.activities import WHICH_WHERE, home_of
from kpo_advisor.reports.blocks import BlockReport, Column, Grid, Heading, Item, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.compared.change_words import answer_change, weight_change
from kpo_advisor.reports.explained.rule_words import does_and_why
from kpo_advisor.reports.page.headline import headline
from kpo_advisor.reports.page.sureness import how_sure
from kpo_advisor.reports.phrases import rules_by_decision, standing_in_words, warnings
from kpo_advisor.text.apportioning import apportioned, as_printed
from kpo_advisor.text.lines import STRONG, Tone
from kpo_advisor.text.phrases import listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.comparison.what_if import RuleChange, WhatIf
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
        yield self._ranking(self.given.before.ranking, self.given.after.ranking)
        yield from self._plan()
        yield from self._activities()
        yield from self._parts()
        for change, title in HEADINGS.items():
            rules = [rule for rule in self.given.rules if rule.change == change]
            yield from rules_by_decision(self.rulebook, title, rules, self._rule)
        yield from self.cite.sources()

    def _changes(self) -> Iterator[Block]:
        yield Heading("What is changed")
        for answer in self.given.answers:
            yield Item(answer_change(answer, self.rulebook))
        for weight in self.given.weights:
            yield Item(weight_change(weight))
        if not self.given.answers and not self.given.weights:
            yield Paragraph("Nothing: the profile says all of this already.")

    def _results(self) -> Iterator[Block]:
        yield Heading("Result")
        for word, given in (("Before", self.given.before), ("After", self.given.after)):
            yield Paragraph(self._result(given), STRONG, lead=f"{word + ':':<8} ")
        new = [warning for warning in self.given.after.warnings if warning not in self.given.before.warnings]
        yield from warnings(new, is_brief=self.is_brief)

    def _result(self, given: Recommendation) -> str:
        """The answer and how sure it is, as the page says them, and what else could still come first."""
        told = f"{headline(given, self.rulebook)} {how_sure(given, self.rulebook)}"
        standings = {row.alternative: standing_in_words(row.standing) for row in given.ranking}
        others = [self._named(id, standings[id]) for id in given.possible if id != given.recommended]
        is_open = given.certainty is Certainty.PROVISIONAL and others
        return f"{told} {listed(others, 'or')} could still be first." if is_open else told

    def _named(self, id: str, standing: str) -> str:
        return f"{self.titles[id]} ({standing} on what is known now)" if standing else self.titles[id]

    def _ranking(self, before: Sequence[Ranked], after: Sequence[Ranked]) -> Grid:
        was = {row.alternative: row for row in before}
        rows = tuple((row.title, _side(was[row.alternative]), _side(row)) for row in after)
        name = Column("" if self.is_brief else "Alternative", gap=0)
        return Grid((name, Column("before", "^", SIDE, gap=0), Column("after", "^", SIDE, gap=0)), rows)

    def _plan(self) -> Iterator[Block]:
        if self.given.after.plan:
            yield Heading(WHICH_WHERE)
        for before, after in zip(self.given.before.plan, self.given.after.plan, strict=True):
            was, now = self._home(before), self._home(after)
            differs = was != now
            yield Item(f"{after.activity}: {f'{was} -> {now}' if differs else now}", STRONG if differs else Tone.PLAIN)

    def _home(self, row: PlanRow) -> str:
        return f"{home_of(row, self.titles)} ({row.certainty})"

    def _activities(self) -> Iterator[Block]:
        """The ranking of each activity that has another one."""
        for before, after in zip(self.given.before.plan, self.given.after.plan, strict=True):
            if {_place(row) for row in before.ranking} != {_place(row) for row in after.ranking}:
                yield Heading(f"Ranking of {after.activity}", level=3)
                yield self._ranking(before.ranking, after.ranking)

    def _parts(self) -> Iterator[Block]:
        """What moved the scores of the first two, before and after."""
        before, after = self.given.before.ranking, self.given.after.ranking
        was, now = ({row.alternative: row for row in rows} for rows in (before, after))
        moved = [
            (was[id], now[id], changes)
            for id in dict.fromkeys(row.alternative for row in (*after[:2], *before[:2]))
            if (changes := _changes(was[id], now[id]))
        ]
        if moved:
            yield Heading("What moved the scores of the first two")
        for row, other, changes in moved:
            scores = f"{other.title} from {signed(row.score)} to {signed(other.score)}"
            yield Item(f"{scores}: {listed([f'{title} {signed(part)}' for title, part in changes])}.")

    def _rule(self, rule: RuleChange) -> Iterator[Block]:
        where = f"{listed(rule.activities)}: " if rule.activities else ""
        yield Item((f"{where}{does_and_why(self.rulebook, rule)}", *self.cite.cited(rule)))


def _changes(before: Ranked, after: Ranked) -> list[tuple[str, Fraction]]:
    """By how much each criterion moved a score, the most first, in tenths that sum to what is between the printed ones.

    Other weights move them all a little, since a score is out of all weights; what is less than a tenth is left out.
    """
    moved: dict[str, Fraction] = {}
    for row, sign in ((after, 1), (before, -1)):
        for reason in row.reasons:
            part = Fraction(100 * sign * reason.points, row.out_of or 1)
            moved[reason.title] = moved.get(reason.title, Fraction(0)) + part
    titles = sorted((title for title, part in moved.items() if part), key=lambda title: -abs(moved[title]))
    between = as_printed(after.score) - as_printed(before.score)
    if not titles:
        return []
    parts = apportioned([moved[title] for title in titles], between)
    return [(title, part) for title, part in zip(titles, parts, strict=True) if part]


def _place(row: Ranked) -> tuple[str, Fraction, str]:
    return row.alternative, row.score, row.standing


def _side(row: Ranked) -> str:
    return f"{row.rank:>3} {signed(row.score):>6}  {standing_in_words(row.standing):<{STANDING}} "
