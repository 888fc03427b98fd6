"""Tests on a number are told by where they begin or end, so that the facts are as many as the tests."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.engine.truth import compares
from kpo_advisor.model.conditions import Compare
from kpo_advisor.solver.atoms import ans, complete, yes
from kpo_advisor.solver.number_ranges import Cells
from kpo_advisor.solver.rankings import encoding_of
from kpo_advisor.solver.shared_solvers import new_solver
from kpo_advisor.solver.solver import Layout
from tests.small_rulebooks.building import number, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.conditions import Comparison

COMPARISONS: tuple[Comparison, ...] = ("at_least", "at_most", "above", "below", "is")
MARKS = (Fraction(-1), Fraction(0), Fraction(2), Fraction(5), Fraction(7))
"""Two of them are outside what the question takes, and two are its ends."""


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize("mark", MARKS)
def test_a_test_holds_in_the_cells_of_its_span_and_in_no_other(comparison: Comparison, mark: Fraction) -> None:
    cells = Cells(number("n", maximum=Fraction(5)), MARKS)
    span = cells.span(Compare("n", comparison, mark))
    for at, sample in enumerate(cells.samples.values()):
        assert (at in span) == compares(comparison, sample, mark)


@pytest.mark.parametrize("comparison", COMPARISONS)
@pytest.mark.parametrize("mark", MARKS)
def test_the_solver_finds_that_a_test_holds_in_the_cells_where_it_does(comparison: Comparison, mark: Fraction) -> None:
    size = number("n", maximum=Fraction(5))
    rules = [rule(f"r{at}", Compare("n", "is", each), favours={"bpo": 1}) for at, each in enumerate(MARKS)]
    book = rulebook([size], [rule("tested", Compare("n", comparison, mark), favours={"kpo": 1}), *rules])
    solver = new_solver(book, {}, Layout(1))
    node = solver.encoding.node(book.rules[0].when)
    for at, sample in encoding_of(book).cells["n"].samples.items():
        here = [complete(), ans(1, "n", str(at))]
        assert solver.ask([*here, yes(1, node)]) == compares(comparison, sample, mark)
        assert solver.ask([*here, (f"no(1,{node})", True)]) != compares(comparison, sample, mark)


@pytest.mark.parametrize("comparison", COMPARISONS)
def test_the_facts_of_twice_the_constants_are_about_twice_as_many(comparison: Comparison) -> None:
    few, many = (_facts(comparison, count) for count in (100, 200))
    assert many < 2.1 * few


def _facts(comparison: Comparison, count: int) -> int:
    tested = [Compare("n", comparison, Fraction(at)) for at in range(count)]
    book = rulebook([number("n")], [rule(f"r{at}", each, favours={"bpo": 1}) for at, each in enumerate(tested)])
    return len(encoding_of(book).lines)


def test_the_plain_answer_is_the_first_under_which_the_fewest_tests_hold() -> None:
    """Beyond 3 only the first test holds; everywhere else two of the three do."""
    tested = (
        Compare("n", "at_least", Fraction(1)),
        Compare("n", "at_most", Fraction(3)),
        Compare("n", "below", Fraction(1)),
    )
    book = rulebook([number("n")], [rule(f"r{at}", each, favours={"bpo": 1}) for at, each in enumerate(tested)])
    encoding = encoding_of(book)
    assert encoding.answer("n", [encoding.plain["n"]]) == Fraction(4)
