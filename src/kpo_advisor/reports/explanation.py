"""An explanation: criteria by alternatives, differences, weights and what is open; all rules where asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.reports.activities import WHICH_WHERE, goes_to
from kpo_advisor.reports.blocks import BlockReport, Gap, Heading, Item, Paragraph
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.explained.contrasts import Contrasts
from kpo_advisor.reports.explained.one_criterion import one_criterion
from kpo_advisor.reports.explained.open_questions import open_questions
from kpo_advisor.reports.explained.rule_words import OPEN, RuleWords, counts
from kpo_advisor.reports.explained.table import table
from kpo_advisor.reports.page.headline import headline
from kpo_advisor.reports.page.sureness import how_sure, support
from kpo_advisor.reports.phrases import flips, oddities, ranges, stability
from kpo_advisor.text.lines import FAINT, GOOD, STRONG, WARN
from kpo_advisor.text.phrases import listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.advice.explain import Explanation, PieceExplained
    from kpo_advisor.model.recommendation import Ranked
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.stability import Stability
    from kpo_advisor.reports.blocks import Block

MOST_ACTIVITIES = 3
"""Activities that are explained one by one where that is not asked for."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of an explanation is told: by itself what fits on a few pages.

    Only some criteria, by their ids; only what is open; only one activity; or with `is_whole` all there is, with every
    rule.
    """

    criteria: tuple[str, ...] = ()
    activity: str | None = None
    is_open: bool = False
    is_whole: bool = False


def explanation(
    given: Explanation, rulebook: Rulebook, *, is_brief: bool, excerpt: Excerpt | None = None
) -> BlockReport:
    """An explanation, as much of it as the excerpt tells; a brief one says the same, with headings for a terminal."""
    report = _ExplanationReport(given, rulebook, excerpt or Excerpt(), is_brief=is_brief)
    return BlockReport(given.recommendation.profile.title, tuple(report.blocks()))


class _ExplanationReport:
    def __init__(self, given: Explanation, rulebook: Rulebook, excerpt: Excerpt, *, is_brief: bool) -> None:
        self.given = given
        self.rulebook = rulebook
        self.excerpt = excerpt
        self.is_brief = is_brief
        self.titles = rulebook.titles
        self.cite = Citations(rulebook, is_brief=is_brief)
        self.rules = RuleWords(rulebook, self.cite)

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        if self.excerpt.criteria:
            yield from self._criteria()
        elif self.excerpt.is_open:
            yield from self._open()
        elif self.excerpt.activity is not None:
            for piece in self._pieces():
                yield from self._piece(piece)
        else:
            yield from self._overview()
        yield from self.cite.sources()

    def _head(self) -> Iterator[Block]:
        given = self.given.recommendation
        yield Heading(given.profile.title, level=1)
        yield Gap()
        yield Paragraph(headline(given, self.rulebook), STRONG | (GOOD if given.recommended else WARN))
        yield from oddities(given, self.rulebook, is_brief=self.is_brief)

    def _how_sure(self) -> Iterator[Block]:
        given = self.given.recommendation
        yield Heading("How sure")
        yield Paragraph(how_sure(given, self.rulebook), GOOD if given.certainty is Certainty.CERTAIN else WARN)
        yield from support(given, self.rulebook)

    def _pieces(self) -> Iterator[PieceExplained]:
        """The pieces of work that are told."""
        for piece in self.given.pieces:
            if self.excerpt.activity in (None, piece.activity):
                yield piece

    def _overview(self) -> Iterator[Block]:
        given = self.given.recommendation
        alone = None if given.plan else self.given.pieces[0]
        if alone is not None:
            yield from self._table(alone)
        yield from self._plan()
        yield from self._how_sure()
        if self.excerpt.is_whole:
            yield from self._sufficient()
        if alone is not None:
            yield from self._behind(alone)
        elif self.excerpt.is_whole or len(given.plan) <= MOST_ACTIVITIES:
            for piece in self.given.pieces:
                yield from self._piece(piece)
        if self.excerpt.is_whole:
            yield from flips(given, self.titles)
        yield from open_questions(given, self.titles, is_whole=self.excerpt.is_whole)
        if not self.excerpt.is_whole:
            yield from self._more()

    def _plan(self) -> Iterator[Block]:
        given = self.given.recommendation
        if not given.plan:
            return
        yield Heading(WHICH_WHERE)
        for row in given.plan:
            yield goes_to(given, row, self.titles)
        scores = ", ".join(f"{row.title} {signed(row.score)}" for row in given.ranking)
        yield Paragraph(f"Scores of the whole: {scores}.", FAINT)
        yield from self._stability(self.given.stability, "The plan stays the same", 2)

    def _piece(self, piece: PieceExplained) -> Iterator[Block]:
        """An activity by itself."""
        yield Heading(f"Activity: {piece.activity}")
        yield from self._table(piece)
        yield from self._behind(piece)
        if piece.open_questions:
            labels = listed([self.rulebook.questions[id].label for id in piece.open_questions])
            yield Paragraph(f"Open here: {labels}.", FAINT)

    def _level(self, piece: PieceExplained) -> int:
        return 2 if piece.activity is None else 3

    def _table(self, piece: PieceExplained) -> Iterator[Block]:
        yield Heading("Criteria by alternatives", level=self._level(piece))
        yield from table(piece.matrix, is_whole=self.excerpt.is_whole)

    def _behind(self, piece: PieceExplained) -> Iterator[Block]:
        level, is_asked = self._level(piece), self.excerpt.is_whole or self.excerpt.activity is not None
        contrasts = Contrasts(self._ranking(piece), self.cite, level)
        if piece.activity is None or is_asked:
            yield from contrasts.blocks(piece.contrasts)
            yield from contrasts.bars()
            yield from self._stability(piece.stability, f"{self._name(piece.recommended)} stays first", level)
        else:
            yield from contrasts.in_short(piece.contrasts)
        if self.excerpt.is_whole:
            yield from self.rules.by_decision(piece.rules, level)

    def _ranking(self, piece: PieceExplained) -> Sequence[Ranked]:
        given = self.given.recommendation
        return given.plan[self.given.pieces.index(piece)].ranking if given.plan else given.ranking

    def _name(self, alternative: str | None) -> str:
        return self.titles[alternative] if alternative else ""

    def _stability(self, found: Stability | None, holds: str, level: int) -> Iterator[Block]:
        if found is None:
            return
        yield Heading("If the weights were different", level=level)
        yield from stability(found, holds, self.titles)
        if self.excerpt.is_whole:
            yield from ranges(found, self.titles)

    def _sufficient(self) -> Iterator[Block]:
        enough = self.given.sufficient
        if enough is None:
            return
        yield Heading("What makes it certain")
        labels = [self.rulebook.questions[id].label for id in enough]
        told = f"The answers to {listed(labels)} do" if len(enough) > 1 else f"The answer to {''.join(labels)} does"
        none = "No answer is needed: it is first whatever the answers are."
        yield Paragraph(f"{told} by themselves; none of them can be left out." if enough else none)

    def _criteria(self) -> Iterator[Block]:
        asked = [criterion for criterion in self.rulebook.main.criteria if criterion.id in self.excerpt.criteria]
        for piece in self._pieces():
            if piece.activity is not None:
                yield Heading(f"Activity: {piece.activity}")
            for criterion in asked:
                yield from one_criterion(piece, criterion, self.rules, self.titles, self._level(piece))

    def _open(self) -> Iterator[Block]:
        given = self.given.recommendation
        yield from self._how_sure()
        yield from open_questions(given, self.titles, is_whole=True)
        for piece in self._pieces():
            if piece.activity is not None:
                yield Heading(f"Activity: {piece.activity}")
            waiting = [rule for rule in piece.rules if rule.status in OPEN]
            weighing = [rule for rule in waiting if self.excerpt.is_whole or rule.decision == self.rulebook.main.id]
            yield from self.rules.together(weighing, self._level(piece))
            if len(weighing) < len(waiting):
                more = len(waiting) - len(weighing)
                yield Paragraph(f"And {more} that {'bears' if more == 1 else 'bear'} on no ranking: --all.", FAINT)

    def _more(self) -> Iterator[Block]:
        """How to see the rest."""
        yield Heading("More")
        pieces = self.given.pieces
        told = _summed(pieces)
        yield Paragraph(f"{told}.")
        ways: Iterable[tuple[str, str]] = (
            ("--criterion NAME", "what one criterion says of each, with its rules"),
            ("--rule ID", "whether one rule fires, why, and what would change that"),
            ("--open", "all that is open"),
            *((("--activity TITLE", "one activity with its reasons and bars"),) if pieces[0].activity else ()),
            ("--all", "every criterion, rule, question and weight"),
        )
        for option, shows in ways:
            yield Item(f"{option}: {shows}.")


def _summed(pieces: Sequence[PieceExplained]) -> str:
    told = counts([rule for piece in pieces for rule in piece.rules])
    return f"{told}, over all activities" if len(pieces) > 1 else told
