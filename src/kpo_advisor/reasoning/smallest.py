"""A complete profile that meets assumptions, chosen so that every run picks the same small one.

Small: as few questions as can be have an answer other than the plain one, under which the fewest tests
hold. Among such profiles the questions of the questionnaire get, one after another, the plain answer if
that is still possible, else the first choice that is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.reasoning.asking import ticks
from kpo_advisor.reasoning.solver import MOST_CHANGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.reasoning.solver import Assumed, Literal, Solver


def smallest_profile(solver: Solver, literals: Iterable[Literal]) -> dict[int, dict[str, Answer]] | None:
    """The small profile of each piece that meets the assumptions, which can be met; None past the bound.

    The solver's sketch must be `plain`. Questions that do not apply have an answer too.
    """
    fixed = solver.assumed(literals)
    for most in range(MOST_CHANGES + 1):
        fewer = solver.assumed([(f"odder_than({most})", False)], fixed)
        if solver.ask((), fewer):
            fixed = fewer
            break
    found: dict[int, dict[str, Answer]] = {piece: {} for piece in solver.pieces}
    for piece in solver.pieces:
        for id, question in solver.encoding.rulebook.questions.items():
            ticked = _ticked(solver, fixed, piece, question)
            if ticked is None:
                return None
            fixed = solver.assumed(ticks(piece, id, ticked, solver.encoding.choices(question)), fixed)
            found[piece][id] = solver.encoding.answer(id, ticked)
    return found


def _ticked(solver: Solver, fixed: Assumed, piece: int, question: Question) -> tuple[str, ...] | None:
    """The plain answer where it can be given, else the first choice that can be, or the fewest that must be ticked."""
    every = solver.encoding.choices(question)
    for choice in dict.fromkeys((solver.encoding.plain[question.id], *every)):
        if solver.ask(ticks(piece, question.id, (choice,), every), fixed):
            return (choice,)
    return _many(solver, fixed, piece, question) if question.kind is Kind.MULTI else None


def _many(solver: Solver, fixed: Assumed, piece: int, question: Question) -> tuple[str, ...] | None:
    """Ticks none of which can be left out while those after it are free."""
    ticked = []
    for choice in solver.encoding.choices(question):
        without = solver.assumed([(f'ans({piece},"{question.id}","{choice}")', False)], fixed)
        if solver.ask((), without):
            fixed = without
        else:
            ticked.append(choice)
            fixed = solver.assumed([(f'ans({piece},"{question.id}","{choice}")', True)], fixed)
    return tuple(ticked) if ticked and solver.ask((), fixed) else None
