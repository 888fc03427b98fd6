"""A profile as assumptions: which pieces there are, what is known of each, and what they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.reasoning.solver import MOST_PIECES, Sketch, solver_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reasoning.pieces import Piece
    from kpo_advisor.reasoning.solver import Literal, Solver


@dataclass(frozen=True, slots=True)
class Asked:
    """One piece as the solver sees it.

    `known` are the known answers, `open_questions` those that are free, `own` the questions that the
    activity answers for itself (its own `unknown` included), `violated` the contradictions given.
    """

    known: Mapping[str, Answer]
    open_questions: frozenset[str]
    own: frozenset[str]
    violated: frozenset[str]


def asked_of(profile: Profile, pieces: Sequence[Piece]) -> tuple[Asked, ...]:
    """The pieces of a profile; activities with the same known answers are one piece of work, cut in two."""
    found: list[Asked] = []
    for at, piece in enumerate(pieces):
        known = {id: answer for id, answer in piece.answers.items() if answer is not None}
        if any(known == each.known for each in found):
            continue
        own = frozenset(profile.activities[at].answers) if piece.activity is not None else frozenset[str]()
        found.append(
            Asked(known, frozenset(piece.assessment.open_questions), own, frozenset(piece.assessment.violated))
        )
    return tuple(found)


class Asking:
    """A solver with the assumptions that say what a profile knows, in one world or in two."""

    def __init__(self, rulebook: Rulebook, profile: Profile, asked: Sequence[Asked], worlds: int = 1) -> None:
        self.rulebook = rulebook
        self.asked = asked
        self.worlds = worlds
        sketch = Sketch(len(asked), worlds, activities=bool(profile.activities))
        self.solver: Solver = solver_of(rulebook, profile.weights, sketch)

    @staticmethod
    def fits(asked: Sequence[Asked]) -> bool:
        """Whether so many pieces are reasoned about together."""
        return len(asked) <= MOST_PIECES

    def completions(self, *, apart: str | None = None) -> list[Literal]:
        """All ways to answer what is open; of two worlds, they differ in the answer to `apart` alone."""
        found: list[Literal] = [("complete", True), ("changing", False)]
        for world in range(self.worlds):
            for at, asked in enumerate(self.asked, start=1):
                piece = world * len(self.asked) + at
                found += self.solver.answered(piece, asked.known, asked.open_questions)
                found += self._violations(piece, asked)
        found += self.sharing(apart)
        return found

    def sharing(self, apart: str | None = None) -> Iterator[Literal]:
        """Which pieces share which answers: common unknowns within a world, all but `apart` between worlds."""
        count = len(self.asked)
        for first in self.solver.pieces:
            for second in range(first + 1, count * self.worlds + 1):
                same_world = (first - 1) // count == (second - 1) // count
                twins = (second - first) % count == 0 and not same_world
                for id in self.rulebook.questions:
                    common = same_world and self._common(id, (first - 1) % count, (second - 1) % count)
                    yield f'shared({first},{second},"{id}")', common or (twins and id != apart)

    def _common(self, question: str, first: int, second: int) -> bool:
        """Whether a question is one unknown of both pieces: open in both, and answered by neither for itself."""
        a, b = self.asked[first], self.asked[second]
        return question in a.open_questions & b.open_questions and question not in a.own | b.own

    def _violations(self, piece: int, asked: Asked) -> Iterator[Literal]:
        for each in self.rulebook.incompatible:
            yield f'violated({piece},"{each.id}")', each.id in asked.violated


def outcome(alternative: str, holds: bool = True, world: int = 1) -> Literal:
    """That an alternative stands first, perhaps with others."""
    return f'outcome({world},"{alternative}")', holds


def alone(alternative: str, holds: bool = True, world: int = 1) -> Literal:
    """That an alternative stands first by itself."""
    return f'alone({world},"{alternative}")', holds


def ticks(piece: int, question: str, choices: Iterable[str], every: Iterable[str]) -> Iterator[Literal]:
    """That a piece's answer to a question is exactly these choices."""
    chosen = set(choices)
    for choice in every:
        yield f'ans({piece},"{question}","{choice}")', choice in chosen
