"""Complete sets of answers that show what may come first, so that the solver need not look for any.

For each alternative of the main decision two are made once: one question after another is answered as suits it best,
twice over. Laid under what a profile answers, one that puts an alternative first proves that it may come first.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import NO_WEIGHTS, masks_of, violated_by
from kpo_advisor.engine.first_place import first_in, holding_under, places_of
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.questions import Kind, is_plain
from kpo_advisor.solver.rankings import encoding_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kpo_advisor.engine.assess import Masks
    from kpo_advisor.engine.first_place import Places
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.questions import Answer, Plain
    from kpo_advisor.model.rulebook import Rulebook

ROUNDS = 2
"""How often each question is answered anew; once leaves twice as much to the solver, more often nothing less."""


@lru_cache(maxsize=16)
def witnesses_of(rulebook: Rulebook) -> Witnesses:
    """The witnesses of a rulebook, made once."""
    return Witnesses(rulebook)


class Witnesses:
    """Shows of pieces of work what may come first, and never what may not; each set is made when it is first tried."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._program = program_of(rulebook)
        self._made: dict[tuple[str, bool], dict[str, Plain]] = {}

    def shown(self, piece: Piece, weights: Mapping[str, int], possible: Collection[str]) -> frozenset[str]:
        """Those of the possible alternatives that some set of answers puts first with what the piece answers."""
        found: set[str] = set()
        for alternative in possible:
            for is_turned in (False, True):
                if alternative not in found:
                    found.update(self._first({**self._made_for(alternative, is_turned), **piece.known}, piece, weights))
        return frozenset(found.intersection(possible))

    def _first(self, answers: Mapping[str, Answer], piece: Piece, weights: Mapping[str, int]) -> Iterable[str]:
        """What is first with these answers; none where some is narrowed, or they contradict each other anew."""
        if not all(map(is_plain, answers.values())):
            return ()
        masks = masks_of(self._program, answers, is_part=False)
        if violated_by(self._program, masks) != piece.assessment.violated:
            return ()
        return first_in(self._places(masks, weights))

    def _made_for(self, alternative: str, is_turned: bool) -> dict[str, Plain]:
        """Answers that suit an alternative, found in the order of the questionnaire or, turned, from its end."""
        made = self._made.get((alternative, is_turned))
        if made is None:
            ids = list(self._rulebook.questions)
            made = {}
            for id in (ids[::-1] if is_turned else ids) * ROUNDS:
                leads = {way: self._lead(alternative, {**made, id: way}) for way in self._ways(id)}
                made[id] = max(leads, key=leads.__getitem__)
            self._made[alternative, is_turned] = made
        return made

    def _ways(self, id: str) -> Iterable[Plain]:
        question = self._rulebook.questions[id]
        if question.kind is Kind.NUMBER:
            return encoding_of(self._rulebook).cells[id].samples.values()
        return ((choice,) if question.kind is Kind.MULTI else choice for choice in question.choice_ids)

    def _lead(self, alternative: str, answers: Mapping[str, Answer]) -> tuple[bool, tuple[int, int]]:
        """How far an alternative is ahead of all others; answers that contradict each other come last."""
        masks = masks_of(self._program, answers, is_part=False)
        return not violated_by(self._program, masks), _ahead(self._places(masks, NO_WEIGHTS), alternative)

    def _places(self, masks: Masks, weights: Mapping[str, int]) -> Places:
        return places_of(self._program, holding_under(self._program, masks), weights)


def _ahead(places: Places, alternative: str) -> tuple[int, int]:
    """By how much the standing and the points of an alternative are better than the best of all others."""
    if alternative not in places:
        return (-1, 0)
    standing, points = places[alternative]
    others = [(other[0] - standing, other[1] - points) for id, other in places.items() if id != alternative]
    return min(others, default=(1, 0))
