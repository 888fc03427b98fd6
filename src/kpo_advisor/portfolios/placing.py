"""Placing one piece of work of a portfolio: worked out, and told in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.leads import lead_of
from kpo_advisor.advice.open_questions import leverage_of
from kpo_advisor.advice.safeguards import suggestions_of
from kpo_advisor.certainty.decisive_answers import turns
from kpo_advisor.certainty.examined import Examined
from kpo_advisor.certainty.many.ranker import Ranker
from kpo_advisor.model.assessment import Fit, Standing
from kpo_advisor.portfolios.placement import SCHEMA, Placement, RuledOut, ToConfirm
from kpo_advisor.portfolios.work import Work
from kpo_advisor.solver.effort import OF_TURNS, Effort

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.portfolios.work import Rejected


class Placing:
    """Places pieces of work by one rulebook; what is said of one hangs on no other.

    One that `is_quick` goes by bounds and proves nothing: what it calls certain is, and more may be.
    """

    def __init__(self, rulebook: Rulebook, *, is_quick: bool = False) -> None:
        self._rulebook = rulebook
        self._attribution = Attribution(rulebook)
        self._ranker = Ranker(rulebook, with_certainty=not is_quick)
        self._place = next(filter(_says_from_where, rulebook.ranked[1:]), None)
        self._all_places = tuple(option.id for option in self._place.alternatives) if self._place else ()
        self._form = next((decision for decision in rulebook.decisions if self._says_in_what_form(decision)), None)
        self._lending = {id for home in rulebook.main.alternatives for id in home.lends}

    def _says_in_what_form(self, decision: Decision) -> bool:
        """Whether a decision suggests options, and not for where the work is done from."""
        return bool(decision.options) and (self._place is None or decision.label != self._place.label)

    def of(self, work: Work | Rejected) -> Placement | Rejected:
        """Where a piece of work goes; what cannot be read stays as it is."""
        return self.placed(work) if isinstance(work, Work) else work

    def placed(self, work: Work) -> Placement:
        """Where a piece of work goes."""
        ranked = self._ranker.rank(work.profile)
        main = ranked.main
        examined = Examined(self._rulebook, work.profile, main, ranked.pieces, ())
        leverage = {} if main.winner else leverage_of(self._rulebook, examined.pieces, main)
        still_open = {row.question: row for row in self._open(examined, leverage)}
        return Placement(
            schema=SCHEMA,
            file=work.file,
            line=work.line,
            title=work.profile.title,
            group=work.group,
            share=work.share,
            recommended=main.recommended,
            first=main.chosen,
            certainty=main.certainty,
            lead=lead_of(main),
            standing=main[main.chosen[0]].standing.word if main.chosen else None,
            out=tuple(self._out(main)),
            place=self._from_where(examined.pieces),
            places=self._places(examined.pieces),
            form=self._in_what_form(examined.pieces),
            next=still_open.get(self._next(examined, leverage) or ""),
            open=tuple(still_open.values()),
            further=dict(work.further),
        )

    def _out(self, main: DecisionResult) -> Iterator[RuledOut]:
        for row in main.ranking:
            if row.standing is not Standing.ELIGIBLE:
                rules = [bar.rule for bar in row.bars if bar.standing is row.standing and bar.rule is not None]
                labels = (self._rulebook.rule_by_id[rule].label for rule in rules)
                yield RuledOut(row.alternative, row.standing.word, next(filter(None, labels), ""))

    def _from_where(self, pieces: Sequence[Piece]) -> str | None:
        """The one place for all pieces that are done from somewhere; None where there is none, or they differ."""
        found = {placed.recommended for _, placed in self._placed_apart(pieces)}
        return found.pop() if len(found) == 1 else None

    def _places(self, pieces: Sequence[Piece]) -> Mapping[str, tuple[str, ...]]:
        """By the home of a provider that takes something, the places not ruled out for any of what it takes."""
        found: dict[str, tuple[str, ...]] = {}
        for piece, placed in self._placed_apart(pieces):
            barred = {row.alternative for row in placed.ranking if row.standing is Standing.EXCLUDED}
            left = tuple(place for place in self._all_places if place not in barred)
            for home in piece.homes & self._lending if self._lending else piece.homes:
                found[home] = tuple(place for place in found.get(home, left) if place in left)
        return {home.id: found[home.id] for home in self._rulebook.main.alternatives if home.id in found}

    def _placed_apart(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, DecisionResult]]:
        """The pieces for which it is decided from where they are done, each with that."""
        for piece in pieces:
            if self._place is not None and self._place.id in piece.assessment.taken:
                yield piece, piece.assessment.decisions[self._place.id]

    def _in_what_form(self, pieces: Sequence[Piece]) -> str | None:
        if self._form is None:
            return None
        suggested = suggestions_of(self._attribution, self._form, pieces)
        return next((option.option for option in suggested if option.status is not Fit.WITHHELD), None)

    def _open(self, examined: Examined, leverage: Mapping[str, int]) -> Iterator[ToConfirm]:
        still_open = {id for piece in examined.pieces for id in piece.assessment.open_questions}
        for id, question in self._rulebook.questions.items():
            if id in still_open:
                yield ToConfirm(id, question.label, question.who_knows[0].label, id in leverage)

    def _next(self, examined: Examined, leverage: Mapping[str, int]) -> str | None:
        """The question with the most at stake; of several, the one with the most answers that decide alone.

        A quick one takes the first of several.
        """
        highest = max(leverage.values(), default=0)
        most = [id for id in self._rulebook.questions if leverage.get(id) == highest]
        if len(most) < 2 or not self._ranker.with_certainty:
            return next(iter(most), None)
        tries = Effort(OF_TURNS)
        return max(most, key=lambda id: len(turns(examined, id, tries)))


def _says_from_where(decision: Decision) -> bool:
    """Whether a later decision ranks places, and not the parts of a composite."""
    return not any(option.needs for option in decision.alternatives)
