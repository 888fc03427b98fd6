"""What the solver says is so, and what a query took is counted as clingo itself counts it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import clingo
from clingo import _internal

from kpo_advisor.certainty.examined import examine
from kpo_advisor.model.conditions import Compare, Every, Some
from kpo_advisor.model.profile import Profile
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import outcome
from kpo_advisor.solver.solver import conflicts_of
from tests.small_rulebooks.building import HOMES, alternative, answered, decision, number, question, rule, rulebook

if TYPE_CHECKING:
    import pytest

PIGEONS = "1 { in(P,H) : H = 1..6 } 1 :- P = 1..7. :- in(P,H), in(Q,H), P < Q. { free }. :- not free, in(1,1)."
"""Seven do not fit into six holes, which takes some conflicts to find out."""


def test_conflicts_are_counted_for_each_query_by_itself() -> None:
    control = clingo.Control(["--seed=1"])
    control.add("base", [], PIGEONS)
    control.ground([("base", [])])
    for _ in range(3):
        control.solve()
        assert conflicts_of(control) == control.statistics["solving"]["solvers"]["conflicts"]
    assert conflicts_of(control) > 0


def test_conflicts_are_counted_where_clingo_is_built_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    control = clingo.Control(["--seed=1"])
    control.add("base", [], PIGEONS)
    control.ground([("base", [])])
    control.solve()
    counted = conflicts_of(control)
    monkeypatch.delattr(_internal, "_c_call")
    assert conflicts_of(control) == counted > 0


def test_sums_of_literals_that_come_to_the_same_are_summed_up_right() -> None:
    """KPO has 1 × 2 and (3 - 2) × 4; hybrid has what KPO alone lends it, (2 - 1) × 4: in-house is out.

    One rule gives all of these but the first, so that its literal stands seven times in the sum.
    """
    fires = Some((Every((Compare("q0", "above", Fraction(1)), answered("q2"))), Compare("q0", "below", Fraction(2))), 2)
    rules = [
        rule("most", fires, favours={"kpo": 3}, opposes={"bpo": 3, "kpo": 2}, excludes=("in-house",), criterion="d"),
        rule("lead", favours={"kpo": 1}),
    ]
    hybrid = alternative("hybrid", lends=("kpo", "in-house"))
    book = rulebook([number("q0"), question("q2")], rules, [decision("model", (*HOMES, hybrid), {"c": 2, "d": 4})])
    profile = Profile("P", {"q0": Fraction(3, 2), "q2": "yes"})
    query = Query(book, profile, examine(profile, book).premises, fresh=True)
    every = query.solver.assumed(query.completions())
    assert {home: query.solver.ask([outcome(home)], every) for home in (*HOMES, "hybrid")} == {
        "bpo": False,
        "kpo": True,
        "in-house": False,
        "hybrid": False,
    }
