"""Solvers that all questions about one profile share, each grounded once for its rulebook, weights and layout.

What a solver has learnt decides which of the hard questions reach their bound, so no two profiles of a run share one:
what is said of a profile hangs on none that came before it. Grounding takes little beside the questions. Only an
interview, one piece of work answered step by step, goes on with what it has: its steps ask little and wait for it.
"""

from __future__ import annotations

from _thread import get_ident  # `threading` has it from there, and takes time to load
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.solver.program_size import extent_of
from kpo_advisor.solver.rankings import encoding_of, weight_facts
from kpo_advisor.solver.solver import Layout, Solver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.effort import Effort

MOST_QUERIES = 5_000
"""Queries to one solver: what it has learnt from many slows it down, more than grounding another one takes."""


@lru_cache(maxsize=16)
def _kept(rulebook: Rulebook, weights: tuple[tuple[str, int], ...], layout: Layout, thread: int) -> list[Solver]:
    """Where the one solver that is in use is kept, of each thread its own, since none bears two; empty at first."""
    return []


def start_afresh() -> None:
    """Leave all solvers behind, before the first question about another profile or about the same one again."""
    _kept.cache_clear()


def solver_of(rulebook: Rulebook, weights: Mapping[str, int], layout: Layout) -> Solver:
    """The solver of a rulebook, weights and layout, grounded anew after many queries.

    What is asked of it counts towards the effort that it was given last.
    """
    kept = _kept(rulebook, tuple(sorted(weights.items())), layout, get_ident())
    if not kept or kept[0].queries >= MOST_QUERIES:
        kept[:] = [new_solver(rulebook, weights, layout)]
    return kept[0]


def new_solver(rulebook: Rulebook, weights: Mapping[str, int], layout: Layout, effort: Effort | None = None) -> Solver:
    """A solver that nothing was asked of; `weights` replace the rulebook's for the criteria they name."""
    further = weight_facts(rulebook.main, weights)
    return Solver(encoding_of(rulebook), layout, further, effort, extent_of(rulebook))
