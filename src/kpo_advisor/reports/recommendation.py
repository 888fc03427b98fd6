"""The recommendation: the answer first, then why, then what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.activities import WHICH_WHERE, barred_by, goes_to, named
from kpo_advisor.reports.blocks import BlockReport, Gap, Heading, Item, Paragraph, Run
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.details import Details
from kpo_advisor.reports.page.page import opening, scores_of_whole
from kpo_advisor.reports.phrases import (
    answers_in_words,
    bar_in_words,
    flips,
    other_weights,
    standing_in_words,
    tone_of,
)
from kpo_advisor.reports.pictures.leads import lead_of, parts_of_lead, parts_of_score, telling
from kpo_advisor.reports.pictures.plan import plan
from kpo_advisor.reports.pictures.scores import score_bars
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import listed, signed, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.model.recommendation import CitedReason, PlanRow, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Contrast
    from kpo_advisor.reports.blocks import Block, Words

DISCLAIMER = "This supports a decision; it is no legal advice. Have counsel check terms, law and licences."

MOST_REASONS = 3
"""Reasons given for the home of one activity."""


def recommendation(given: Recommendation, rulebook: Rulebook, *, is_brief: bool) -> BlockReport:
    """The whole report; a brief one fits a terminal, the other is to be handed on.

    `rulebook` is the one the recommendation was made with.
    """
    return BlockReport(given.profile.title, tuple(_RecommendationReport(given, rulebook, is_brief=is_brief).blocks()))


def ranking(given: Recommendation, rulebook: Rulebook) -> BlockReport:
    """The answer so far, how certain it is, the ranking, and where each activity goes."""
    where = [Heading(WHICH_WHERE), *(goes_to(given, row, rulebook.titles) for row in given.plan)] if given.plan else []
    head = (*opening(given, rulebook), Heading("Ranking"), scores_of_whole(given))
    return BlockReport(given.profile.title, (*head, *where))


class _RecommendationReport:
    def __init__(self, given: Recommendation, rulebook: Rulebook, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.is_brief = is_brief
        self.cite = Citations(rulebook, is_brief=is_brief)
        self.titles = rulebook.titles

    def head(self) -> Iterator[Block]:
        yield from opening(self.given, self.rulebook)
        yield Heading("Ranking")
        yield score_bars(self.given)

    def blocks(self) -> Iterator[Block]:
        yield from self.head()
        yield from self._plan()
        yield from self._why_first()
        yield from self._why_not()
        yield from self._barred()
        yield from flips(self.given, self.titles)
        yield from other_weights(self.given, self.titles)
        yield from Details(self.given, self.rulebook, self.cite, is_brief=self.is_brief).blocks()
        yield Gap()
        yield Paragraph(DISCLAIMER, STRONG)

    def _plan(self) -> Iterator[Block]:
        drawn = plan(self.given, self.rulebook)
        if drawn is None:
            return
        yield Heading(WHICH_WHERE)
        if not self.is_brief:
            yield table_of(drawn)
        for row in self.given.plan:
            yield from self._activity(row) if self.is_brief else self._activity_in_full(row)

    def _activity(self, row: PlanRow) -> Iterator[Block]:
        yield goes_to(self.given, row, self.titles)
        for reason in telling(row)[:MOST_REASONS]:
            because = reason.because[0] if reason.because else ""
            yield Item((because, *self.cite.cited(reason)), lead="    ", depth=1)

    def _activity_in_full(self, row: PlanRow) -> Iterator[Block]:
        """The strongest reasons for an activity's home, and what bars the others."""
        yield Heading(named(self.given, row), level=3)
        for home in row.ranking:
            if home.alternative in row.first:
                yield from self._reasons(home, _for(home.reasons)[:MOST_REASONS])
        for home in row.ranking:
            yield from self._bars(home)

    def _why_first(self) -> Iterator[Block]:
        first = next((row for row in self.given.ranking if row.alternative == self.given.recommended), None)
        if first is None:
            return
        yield Heading(f"Why {first.title}")
        if self.given.plan:
            yield from self._why_the_plan(first)
        if self.given.plan and self.is_brief:  # the activities' own reasons stand with the plan
            return
        yield from self._reasons(first, _for(first.reasons))
        if not _for(first.reasons):
            yield Paragraph("Nothing speaks for it by itself; it is first because of what stands against the others.")
        against = _against(first.reasons)
        if against:
            yield Paragraph("Against it:", STRONG)
            yield from self._reasons(first, against)

    def _why_the_plan(self, first: Ranked) -> Iterator[Block]:
        """What the activities' reasons add up to."""
        homes = {row.first for row in self.given.plan}
        yield Paragraph(
            "The activities go to different places." if len(homes) > 1 else "All activities go to the same place."
        )
        parts = parts_of_score(first)
        for word, reasons in (("For it", _for(first.reasons)), ("Against it", _against(first.reasons))):
            if reasons:
                shares = [f"{reason.title} {signed(parts[reason.criterion, reason.points > 0])}" for reason in reasons]
                told = ", ".join(shares)
                yield Paragraph(f"{word}, over all activities: {told}.", lead="  ")

    def _reasons(self, row: Ranked, reasons: Iterable[CitedReason]) -> Iterator[Block]:
        """Reasons of one alternative, each with its part of the score, which sum as printed."""
        parts = parts_of_score(row)
        for reason in reasons:
            told = " ".join(dict.fromkeys(reason.because))
            words: Words = (Run(reason.title), f". {told}", *self.cite.cited(reason))
            yield Item(words, lead=f"{signed(parts[reason.criterion, reason.points > 0]):>6}  ")
            if reason.answers and not self.is_brief:
                yield Item(f"Rests on {answers_in_words(reason.answers, self.rulebook.questions)}.", FAINT, depth=1)

    def _why_not(self) -> Iterator[Block]:
        rows = {row.alternative: row for row in self.given.ranking}
        for contrast in self.given.contrast:
            first, row = rows[contrast.first], rows[contrast.second]
            if not (self.is_brief and standing_in_words(row.standing)):
                yield Heading(f"Why not {row.title}")
                yield from self._lead(contrast, first, row)
        if self.given.recommended is None:
            for row in self.given.ranking:
                if row.alternative in self.given.first and row.reasons:
                    yield Heading(f"For and against {row.title}")
                    yield from self._reasons(row, (*_for(row.reasons), *_against(row.reasons)))

    def _lead(self, contrast: Contrast, first: Ranked, row: Ranked) -> Iterator[Block]:
        lead = lead_of(first, row)
        points = unsigned(lead)
        if lead < 0:
            yield Paragraph(f"On what is known now it is {points} ahead; the standings or the open answers decide.")
        else:
            yield Paragraph(f"It is {points} behind.")
        parts = parts_of_lead(contrast, first, row)
        for home, leading in ((first, parts), (row, [*reversed(parts)])):
            sign = 1 if home is first else -1
            told = [f"{part.title} {signed(abs(part.shown))}" for part in leading if sign * part.shown > 0]
            if told:
                yield Paragraph(f"{home.title} leads on {listed(told)}.", lead="  ")

    def _barred(self) -> Iterator[Block]:
        barred = [row for row in self.given.ranking if row.bars]
        if barred:
            yield Heading("Ruled out or held back")
        for row in barred:
            yield from self._bars(row)

    def _bars(self, row: Ranked) -> Iterator[Block]:
        cures: set[str] = set()
        for bar in row.bars:
            yield Item(bar_in_words([row.title], bar, self.cite, barred_by(self.given, row, bar)), tone_of(bar))
            if bar.cure and bar.cure not in cures:
                yield Item(f"What would lift it: {bar.cure}", lead="    ", depth=1)
                cures.add(bar.cure)


def _for(reasons: Sequence[CitedReason]) -> list[CitedReason]:
    return sorted((reason for reason in reasons if reason.points > 0), key=lambda reason: -reason.points)


def _against(reasons: Sequence[CitedReason]) -> list[CitedReason]:
    return sorted((reason for reason in reasons if reason.points < 0), key=lambda reason: reason.points)
