"""What a query took is counted as clingo itself counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import clingo
from clingo import _internal

from kpo_advisor.solver.solver import conflicts_of

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
