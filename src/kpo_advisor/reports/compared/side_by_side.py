"""Several profiles, or the scenarios of one, side by side: a table of what comes of each, then what moved it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.comparison.side_by_side import Shift
from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.reports.activities import barred_by
from kpo_advisor.reports.blocks import BlockReport, Column, Gap, Grid, Heading, Item, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.compared.change_words import answer_change, weight_change
from kpo_advisor.reports.page.headline import headline
from kpo_advisor.reports.page.sureness import how_sure, support
from kpo_advisor.reports.phrases import bar_in_words, standing_in_words, tone_of
from kpo_advisor.text.apportioning import apportioned, as_printed
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import counted, cut, inside_a_sentence, listed, sentence_case, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.comparison.side_by_side import LeadMoved, Moved, Other, SideBySide
    from kpo_advisor.model.recommendation import Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Words

MOST_TOLD = 3
"""Criteria that moved a lead and are told in a sentence; the others are named."""
MOST_CHANGES = 12
"""Answers that differ and are listed; the rest is counted."""
SHIFTS = {Shift.GONE: "No longer", Shift.MORE: "Weighs more now", Shift.LESS: "Weighs less now"}
NAME = 24
"""Columns of a name in the table."""


def side_by_side(given: SideBySide, rulebook: Rulebook, *, title: str, is_brief: bool) -> BlockReport:
    """The whole comparison below a title; a brief one says the same."""
    return BlockReport(title, tuple(_SideBySideReport(given, rulebook, is_brief=is_brief).blocks(title)))


class _SideBySideReport:
    def __init__(self, given: SideBySide, rulebook: Rulebook, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.is_brief = is_brief
        self.cite = Citations(rulebook, is_brief=is_brief)
        self.placing = rulebook.ranked[1] if len(rulebook.ranked) > 1 else None

    def blocks(self, title: str) -> Iterator[Block]:
        yield Heading(title, level=1)
        yield Paragraph(self._summary(), STRONG)
        yield Gap()
        yield self._table()
        yield Heading(sentence_case(self.given.name))
        yield from self._result(self.given.first)
        yield from _barred(self.given.first.ranking)
        for other in self.given.others:
            yield Heading(sentence_case(other.name))
            yield from self._other(other)
        yield from self.cite.sources()

    def _summary(self) -> str:
        """Whether the first place is the same everywhere, and where it is not."""
        base = self.given.first.first
        differing = [other.name for other in self.given.others if other.recommendation.first != base]
        if not differing:
            return f"The same first place everywhere: {self._homes(self.given.first)}."
        names = listed([f'"{name}"' for name in differing], "and")
        return f"Another first place than {self._homes(self.given.first)} ({self.given.name}): {names}."

    def _homes(self, given: Recommendation) -> str:
        return listed([self.rulebook.titles[id] for id in given.first], "or") or "nothing"

    def _table(self) -> Grid:
        columns = (
            Column("", most=NAME),
            Column("First", most=16),
            Column("Lead"),
            Column("How sure", most=14),
            Column("" if self.placing is None else self.placing.label or self.placing.title, most=14),
        )
        rows = [self._row(self.given.name, self.given.first)]
        rows += [self._row(other.name, other.recommendation) for other in self.given.others]
        return Grid(columns, tuple(rows), stay=1)

    def _row(self, name: str, given: Recommendation) -> tuple[str, ...]:
        lead = "" if given.lead is None or given.recommended is None else signed(as_printed(given.lead))
        name = cut(name, NAME) if self.is_brief else name
        return name, self._homes(given), lead, _sure(given), self._place(given)

    def _place(self, given: Recommendation) -> str:
        """What the decision after the main one says, where it says one thing for the whole work."""
        results = given.decisions.get(self.placing.id, ()) if self.placing is not None else ()
        taken = [placed for placed in results if placed.taken]
        places = {self.rulebook.titles[placed.recommended] if placed.recommended else "open" for placed in taken}
        return "by activity" if len(places) > 1 else "".join(places)

    def _other(self, other: Other) -> Iterator[Block]:
        yield from self._changes(other)
        yield from self._result(other.recommendation)
        yield from self._lead(other.lead)
        yield from self._bars(other.recommendation)

    def _result(self, given: Recommendation) -> Iterator[Block]:
        """The answer and how sure it is, as the page says them."""
        yield Paragraph(f"{headline(given, self.rulebook)} {how_sure(given, self.rulebook)}", STRONG)
        if given.conditions:
            yield from support(given, self.rulebook)

    def _changes(self, other: Other) -> Iterator[Block]:
        """What is answered, weighed or divided differently."""
        for change in other.answers[:MOST_CHANGES]:
            yield Item(answer_change(change, self.rulebook))
        more = len(other.answers) - MOST_CHANGES
        if more > 0:
            yield Item(f"{counted(more, 'more answer')}; JSON has them all.")
        for weight in other.weights:
            yield Item(weight_change(weight))
        for titles, word in ((other.new, "Only here"), (other.no_longer, "Not here")):
            if titles:
                yield Item(f"{word}: {listed(titles)}.")
        if not (other.answers or other.weights or other.new or other.no_longer):
            yield Item("Nothing is answered or weighed differently.")

    def _lead(self, lead: LeadMoved | None) -> Iterator[Block]:
        """What moved the lead of what comes first now, the most in sentences; they sum to what is printed."""
        if lead is None or not lead.parts:
            return
        before, after = as_printed(lead.before), as_printed(lead.after)
        leader, rival = self.rulebook.titles[lead.leader], self.rulebook.titles[lead.rival]
        moved = f"from {signed(before)} to {signed(after)} ({signed(after - before)})"
        yield Heading(f"{leader} against {rival}: {moved}", level=3)
        parts = list(zip(lead.parts, apportioned([part.score for part in lead.parts], after - before), strict=True))
        for part, score in parts[:MOST_TOLD]:
            yield Item(self._sentence(part), lead=f"{signed(score):>6}  ")
        rest = parts[MOST_TOLD:]
        if rest:
            total = sum((score for _, score in rest), Fraction())
            names = ", ".join(f"{part.title} {signed(score)}" for part, score in rest if score)
            yield Item(f"from {len(rest)} more: {names}.", FAINT, lead=f"{signed(total):>6}  ")

    def _sentence(self, part: Moved) -> Words:
        reason = part.reason
        if reason is None or not reason.because:
            return (f"{part.title}.",)
        before = SHIFTS.get(part.shift) if part.shift is not None else None
        said = f"{before}: {inside_a_sentence(reason.because[0])}" if before else reason.because[0]
        return (said, *self.cite.cited(reason))

    def _bars(self, given: Recommendation) -> Iterator[Block]:
        """What bars there are here and not in the first, and for whom there are none any more."""
        was = {(row.alternative, bar.because) for row in self.given.first.ranking for bar in row.bars}
        for row in given.ranking:
            for bar in row.bars:
                if (row.alternative, bar.because) not in was:
                    yield Item(bar_in_words([row.title], bar, self.cite, barred_by(given, row, bar)), tone_of(bar))
        free = {row.alternative for row in given.ranking if not row.bars}
        freed: dict[str, list[str]] = {}
        for row in self.given.first.ranking:
            if row.bars and row.alternative in free:
                freed.setdefault(standing_in_words(row.standing), []).append(row.title)
        for standing, titles in freed.items():
            yield Item(f"No longer {standing}: {listed(titles)}.")


def _sure(given: Recommendation) -> str:
    """How sure the first place is, in a word or two."""
    if given.certainty is Certainty.NONE:
        return ""
    if given.certainty is Certainty.CERTAIN:
        return "certain, close" if given.close else "certain"
    number = len(given.conditions)
    return counted(number, "condition") if number else "open"


def _barred(ranking: Sequence[Ranked]) -> Iterator[Block]:
    """Who is out or held back, by which of both."""
    by_standing: dict[str, list[str]] = {}
    for row in ranking:
        if row.standing != Standing.ELIGIBLE.word:
            by_standing.setdefault(standing_in_words(row.standing), []).append(row.title)
    for standing, titles in by_standing.items():
        yield Item(f"{sentence_case(standing)}: {listed(titles)}.")
