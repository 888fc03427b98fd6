"""Narrowed answers as the solver has them: what they are, and what tests come to under them."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import FALSE, OPEN, TRUE
from kpo_advisor.model.conditions import Answered, Compare, NoneOf, OneOf
from kpo_advisor.model.questions import Kind, PerhapsTicked, is_plain
from kpo_advisor.solver.assumptions import answered, fixed
from kpo_advisor.solver.atoms import ans, complete, has, narrowed, perhaps, yes
from kpo_advisor.solver.shared_solvers import new_solver
from kpo_advisor.solver.solver import Layout
from tests.engine import brute_force
from tests.small_rulebooks.building import number, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.conditions import Condition, Test
    from kpo_advisor.model.questions import Answer, Plain, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.solver import Solver

THREE = ("a", "b", "c")
QUESTIONS = {
    "scale": question("q", Kind.SCALE, THREE),
    "yes or no": question("q"),
    "number": number("q", maximum=Fraction(9)),
    "ticks": question("q", Kind.MULTI, THREE),
    "at most two ticks": question("q", Kind.MULTI, THREE, maximum_choices=2),
    "ticks of which one stands alone": question("q", Kind.MULTI, THREE, exclusive=frozenset("a")),
    "one tick": question("q", Kind.MULTI, THREE, maximum_choices=1),
}
MARKS = (Fraction(2), Fraction(5))

asked = pytest.mark.parametrize("about", QUESTIONS.values(), ids=QUESTIONS)


def subsets(things: Iterable[str]) -> Iterator[tuple[str, ...]]:
    listed = tuple(things)
    return chain.from_iterable(combinations(listed, size) for size in range(len(listed) + 1))


def every_test(about: Question) -> list[Test]:
    if about.kind is Kind.NUMBER:
        words = ("at_least", "at_most", "above", "below", "is")
        return [Answered("q"), *(Compare("q", word, mark) for word in words for mark in MARKS)]  # type: ignore[arg-type]
    named = [frozenset(choices) for choices in subsets(about.choice_ids)]
    none_of = [NoneOf("q", choices) for choices in named] if about.kind is Kind.MULTI else []
    return [Answered("q"), *(OneOf("q", choices) for choices in named), *none_of]


def book_of(about: Question) -> Rulebook:
    return rulebook([about], [rule(f"r{at}", test, favours={"bpo": 1}) for at, test in enumerate(every_test(about))])


def solver_of(book: Rulebook) -> Solver:
    return new_solver(book, {}, Layout(1, narrowing=True))


def by_definition(book: Rulebook, about: Question, test: Condition, answer: Answer) -> int:
    """True where the test holds for all that may be, false where it does for none, else open."""
    if answer is None:
        return OPEN
    held = {holds(test, member) for member in brute_force.members(book, about, answer)}
    return OPEN if len(held) > 1 else TRUE if held.pop() else FALSE


def holds(test: Condition, answer: Answer) -> bool:
    return brute_force._holds(test, brute_force.Known({"q": answer}))


@asked
def test_the_engine_has_a_test_hold_where_it_does_for_all_that_may_be_and_fail_where_for_none(about: Question) -> None:
    book = book_of(about)
    answering, bits = program_of(book).answering["q"], program_of(book).bits
    met = set()
    for answer in brute_force.in_part(book, about, None):
        if answer is None:
            continue
        every, some = answering.bounds(answer)
        for test in every_test(about):
            bit = 1 << bits.index[test]
            found = TRUE if every & bit else OPEN if some & bit else FALSE
            assert found == by_definition(book, about, test, answer), (test, answer)
            met.add(found)
    assert met == {TRUE, OPEN, FALSE}


@asked
def test_the_solver_has_a_test_hold_where_it_does_for_all_that_may_be_and_fail_where_for_none(about: Question) -> None:
    book = book_of(about)
    solver = solver_of(book)
    for answer in brute_force.in_part(book, about, None):
        here = solver.assumed([complete(False), *fixed(solver.encoding, 1, about, answer)])
        assert solver.ask((), here), answer
        for test in every_test(about):
            node, truth = solver.encoding.node(test), by_definition(book, about, test, answer)
            said = [not solver.ask([atom], here) for atom in (yes(1, node, False), (f"no(1,{node})", False))]
            assert said == [truth == TRUE, truth == FALSE], (test, answer)


@asked
def test_the_solver_knows_just_the_answers_there_are_plain_and_narrowed(about: Question) -> None:
    book = book_of(about)
    solver = solver_of(book)
    choices = solver.encoding.choices(about)
    listed = {_told(solver, answer) for answer in brute_force.in_part(book, about, None) if answer is not None}
    # Nothing ticked and one choice perhaps is that one choice, ticked.
    one_perhaps = {((), (choice,)) for choice in choices if about.kind is Kind.MULTI}
    found = set()
    for ticked in subsets(choices):
        for may_be in subsets(choices) if about.kind is Kind.MULTI else ((),):
            if solver.ask([complete(False), has(1, "q"), *_exactly(choices, ticked, may_be)]):
                found.add((ticked, may_be))
    assert found - one_perhaps == listed


def _told(solver: Solver, answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return solver.encoding.ticked("q", answer), solver.encoding.perhaps_ticked(answer)


def _exactly(choices: Iterable[str], ticked: Iterable[str], may_be: Iterable[str]) -> Iterator[Literal]:
    for choice in choices:
        yield ans(1, "q", choice, choice in ticked)
        yield perhaps(1, "q", choice, choice in may_be)


@asked
def test_the_solver_completes_a_narrowed_answer_with_each_that_may_be_and_with_no_other(about: Question) -> None:
    book = book_of(about)
    solver = solver_of(book)
    everything: list[Plain] = [answer for answer in brute_force.members(book, about, None) if is_plain(answer)]
    for answer in brute_force.in_part(book, about, None):
        if answer is None or is_plain(answer):
            continue
        here = solver.assumed([complete(), *answered(solver.encoding, 1, {"q": answer}, ["q"])])
        assert not solver.ask([narrowed(1, "q")], here), answer
        may_be = {_told(solver, member) for member in brute_force.members(book, about, answer)}
        choices = solver.encoding.choices(about)
        can_be = {_told(solver, one) for one in everything if solver.ask(_exactly(choices, *_told(solver, one)), here)}
        assert can_be == may_be, answer


def test_what_is_narrowed_may_be_narrowed_further_in_part_and_in_no_other_way() -> None:
    about = QUESTIONS["ticks"]
    solver = solver_of(book_of(about))
    given = PerhapsTicked(("a",), ("b",))
    here = solver.assumed([complete(False), *answered(solver.encoding, 1, {"q": given}, ["q"])])
    left = {
        (ticked, may_be)
        for ticked in subsets(THREE)
        for may_be in subsets(THREE)
        if solver.ask(_exactly(THREE, ticked, may_be), here)
    }
    assert left == {(("a",), ("b",)), (("a",), ()), (("a", "b"), ())}
    assert not solver.ask([has(1, "q", False)], here)
