"""Where people differ, and the pieces of work that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.certainty.stakes import stakes_of
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.solver.assumptions import Premise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Narrowed, Plain
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Disagreeing:
    """The different answers, two at least, that people gave to one question.

    `activity` None: they are common answers, which hold in each activity that has no answer of its own.
    """

    activity: str | None
    question: str
    answers: tuple[Plain | Narrowed, ...]


@dataclass(frozen=True, slots=True)
class PieceOfWork:
    """All of the work or activities of it: what is known beside the differences, and what is open.

    `differing` are the questions on whose answer for it people differ, each with the place of the difference;
    `at_stake` those that something open about the main decision hangs on: no others can change that.
    """

    premise: Premise
    differing: Mapping[str, int]
    at_stake: frozenset[str]

    def answers(self, differences: Sequence[Disagreeing], taken: Mapping[int, int]) -> dict[str, Answer]:
        """The known answers where of each difference one option is taken, by the places of both."""
        return {**self.premise.known, **{id: differences[at].answers[taken[at]] for id, at in self.differing.items()}}


def pieces_of_work(rulebook: Rulebook, merged: Profile, differences: Sequence[Disagreeing]) -> list[PieceOfWork]:
    """The pieces of a merged profile; those with the same answers and the same differences are one, cut in two."""
    every = [alternative.id for alternative in rulebook.main.alternatives]
    found: list[PieceOfWork] = []
    for piece in assess_profile(program_of(rulebook), merged).pieces:
        differing = _differing(piece, differences)
        known = {id: answer for id, answer in piece.known.items() if id not in differing}
        same = next((other for other in found if other.premise.known == known and other.differing == differing), None)
        if same is not None:
            activities = (*same.premise.activities, piece.activity or "")
            premise = replace(same.premise, activities=activities, own=same.premise.own & piece.own)
            found[found.index(same)] = replace(same, premise=premise)
            continue
        free, violated = frozenset(piece.assessment.open_questions), frozenset(piece.assessment.violated)
        premise = Premise(() if piece.activity is None else (piece.activity,), known, free, piece.own, violated)
        at_stake = frozenset(stakes_of(rulebook, merged.weights, piece, every))
        found.append(PieceOfWork(premise, differing, at_stake))
    return found


def _differing(piece: Piece, differences: Sequence[Disagreeing]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, options in enumerate(differences):
        is_own = options.activity is not None and options.activity == piece.activity
        if is_own or (options.activity is None and options.question not in piece.own):
            found[options.question] = at
    return found
