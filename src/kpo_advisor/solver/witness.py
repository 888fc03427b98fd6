"""A complete profile that meets assumptions, chosen so that every run picks the same small one.

Small: as few questions as can be have an answer other than the plain one, under which the fewest tests
hold. Among such profiles the questions of the questionnaire get, one after another, the plain answer if
that is still possible, else the first choice that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.solver.assumptions import ticks
from kpo_advisor.solver.atoms import ans, has, odder_than
from kpo_advisor.solver.solver import MOST_CHANGES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.solver import Assumed, Solver, Ticks

STEP_CONFLICTS = 500
"""A hard bound: a step that reaches it keeps the answer that is at hand, and the profile is less small."""


def smallest_profile(
    solver: Solver, literals: Iterable[Literal], shared: Assumed = (), unanswered: Container[str] = ()
) -> dict[int, dict[str, Answer]] | None:
    """The small profile of each piece that meets the assumptions, which can be met; None past the bound.

    The solver's layout must be `plain`. Questions that do not apply have an answer too; those that are to stay
    `unanswered` have none.
    """
    base = solver.assumed([*literals, *_answered(solver, unanswered)], shared)
    for most in range(MOST_CHANGES + 1):
        fewer = solver.assumed([odder_than(most, False)], base)
        model = solver.witness((), fewer, STEP_CONFLICTS)
        if model is not None:
            return _Search(solver, fewer, model).profiles(unanswered)
    model = solver.witness((), base)
    return None if model is None else _Search(solver, base, model).profiles(unanswered)


def _answered(solver: Solver, unanswered: Container[str]) -> Iterator[Literal]:
    """That every question has an answer: one that does not apply may have any, so it gets the plain one."""
    for piece in solver.pieces:
        for id in solver.encoding.questions:
            yield has(piece, id, id not in unanswered)


class _Search:
    """Settles question after question, with one way in which all that is settled can be met."""

    def __init__(self, solver: Solver, fixed: Assumed, model: Ticks) -> None:
        self.solver = solver
        self.fixed = fixed
        self.model = model

    def profiles(self, unanswered: Container[str]) -> dict[int, dict[str, Answer]]:
        encoding = self.solver.encoding
        found: dict[int, dict[str, Answer]] = {piece: {} for piece in self.solver.pieces}
        for piece in self.solver.pieces:
            for id, question in encoding.questions.items():
                if id not in unanswered:
                    found[piece][id] = encoding.answer(id, self._settled(piece, question))
        return found

    def _settled(self, piece: int, question: Question) -> tuple[str, ...]:
        """The plain answer where it can be given, else the first choice that can be, or as few ticks as can be."""
        every = self.solver.encoding.choices(question)
        for choice in dict.fromkeys((self.solver.encoding.plain[question.id], *every)):
            if self._can(ticks(piece, question.id, (choice,), every), (choice,) == self.model[piece, question.id]):
                return (choice,)
        if question.kind is Kind.MULTI:
            for choice in every:
                without = ans(piece, question.id, choice, False)
                if not self._can([without], choice not in self.model[piece, question.id]):
                    self.fixed = self.solver.assumed([ans(piece, question.id, choice)], self.fixed)
        return self.model[piece, question.id]

    def _can(self, literals: Iterable[Literal], known: bool) -> bool:
        """Whether these can hold too; then they are settled. `known`: they hold in the way that is at hand."""
        further = self.solver.assumed(literals, self.fixed)
        model = self.model if known else self.solver.witness((), further, STEP_CONFLICTS)
        if model is None:
            return False
        self.fixed, self.model = further, model
        return True
