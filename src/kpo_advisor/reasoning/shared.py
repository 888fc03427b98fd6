"""Solvers that several questions share, each grounded once for its rulebook, weights and layout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.reasoning.solver import Sketch, Solver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reasoning.effort import Effort

MOST_QUERIES = 5_000
"""Queries to one solver: what it has learnt from many slows it down, more than grounding another one takes."""


@dataclass(slots=True, eq=False)
class _Kept:
    solver: Solver | None = None


@lru_cache(maxsize=16)
def _kept(rulebook: Rulebook, weights: tuple[tuple[str, int], ...], sketch: Sketch) -> _Kept:
    return _Kept()


def solver_of(rulebook: Rulebook, weights: Mapping[str, int], sketch: Sketch, effort: Effort) -> Solver:
    """The solver of a rulebook, weights and layout, grounded anew after many queries.

    What is asked of it counts towards the effort until somebody else asks for it; that it is grounded does not, so
    that all get the same whoever comes first.
    """
    kept = _kept(rulebook, tuple(sorted(weights.items())), sketch)
    if kept.solver is None or kept.solver.queries >= MOST_QUERIES:
        kept.solver = Solver(rulebook, weights, sketch)
    kept.solver.effort = effort
    return kept.solver
