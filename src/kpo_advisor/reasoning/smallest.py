"""A complete profile that meets assumptions, chosen so that every run picks the same small one.

Small: as few questions as can be have an answer other than the plain one, which is the choice that the
fewest tests ask for. Among those, the questions of the questionnaire get, one after another, the
plain answer if that is still possible, else the first choice that is.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Compare, NoneOf, OneOf, tests
from kpo_advisor.model.questions import Kind
from kpo_advisor.reasoning.asking import ticks
from kpo_advisor.reasoning.solver import MOST_CHANGES, encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kpo_advisor.model.conditions import Test
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reasoning.encoding import Encoding
    from kpo_advisor.reasoning.solver import Assumed, Literal, Solver


@lru_cache(maxsize=16)
def plain_answers(rulebook: Rulebook) -> Mapping[str, Answer]:
    """For every question the answer under which the fewest tests hold, the first of these."""
    encoding = encoding_of(rulebook)
    held = Counter(
        hit for condition in encoding.conditions for test in tests(condition) for hit in _hits(encoding, test)
    )
    found: dict[str, Answer] = {}
    for id, question in rulebook.questions.items():
        found[id] = encoding.answer(id, [min(encoding.choices(question), key=lambda choice: held[id, choice])])
    return found


def _hits(encoding: Encoding, test: Test) -> Iterator[tuple[str, str]]:
    """The question of a test with each choice under which it holds."""
    match test:
        case OneOf(question, choices):
            yield from ((question, choice) for choice in choices)
        case NoneOf(question, choices):
            every = encoding.choices(encoding.rulebook.questions[question])
            yield from ((question, choice) for choice in every if choice not in choices)
        case Compare(question):
            yield from ((question, cell) for cell in encoding.cells_in(test))


def smallest_profile(solver: Solver, literals: Iterable[Literal]) -> dict[int, dict[str, Answer]] | None:
    """The small profile of each piece that meets the assumptions, which can be met; None past the bound.

    Questions that do not apply have an answer too.
    """
    fixed = solver.assumed([*literals, *_measured(solver)])
    for most in range(MOST_CHANGES + 1):
        fewer = solver.assumed([(f"more_than({most})", False)], fixed)
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


def _measured(solver: Solver) -> Iterator[Literal]:
    """That every answer may be any, and that those other than the plain ones are counted."""
    encoding = solver.encoding
    plain = plain_answers(encoding.rulebook)
    yield "changing", True
    for piece in solver.pieces:
        for id, question in encoding.rulebook.questions.items():
            yield f'counted({piece},"{id}")', True
            yield f'has({piece},"{id}")', True
            for choice in encoding.choices(question):
                yield f'given({piece},"{id}","{choice}")', choice in encoding.ticked(id, plain[id])
                yield f'allowed({piece},"{id}","{choice}")', True


def _ticked(solver: Solver, fixed: Assumed, piece: int, question: Question) -> tuple[str, ...] | None:
    """The plain answer where it can be given, else the first choice that can be, or the fewest that must be ticked."""
    encoding = solver.encoding
    every = encoding.choices(question)
    plain = encoding.ticked(question.id, plain_answers(encoding.rulebook)[question.id])
    for choice in dict.fromkeys((*plain, *every)):
        if solver.ask(ticks(piece, question.id, (choice,), every), fixed):
            return (choice,)
    return _many(solver, fixed, piece, question) if question.kind is Kind.MULTI else None


def _many(solver: Solver, fixed: Assumed, piece: int, question: Question) -> tuple[str, ...] | None:
    """Ticks none of which can be left out while the others stay."""
    ticked = []
    for choice in solver.encoding.choices(question):
        without = solver.assumed([(f'ans({piece},"{question.id}","{choice}")', False)], fixed)
        if solver.ask((), without):
            fixed = without
        else:
            ticked.append(choice)
            fixed = solver.assumed([(f'ans({piece},"{question.id}","{choice}")', True)], fixed)
    return tuple(ticked) if ticked and solver.ask((), fixed) else None
