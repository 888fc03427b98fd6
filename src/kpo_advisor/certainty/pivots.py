"""Which open questions can still change the first place, over all completions of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import differ

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.solver.effort import Effort


PIVOT_CONFLICTS = 1_000
"""A harder bound than for the possible firsts: there is one query for each open question."""


def pivots(examined: Examined, questions: Iterable[str], effort: Effort | None = None) -> dict[str, bool | None]:
    """For each open question: is there a way to answer all others such that it decides who is first?

    Two worlds with the same answers to all other questions are looked for whose firsts differ. None: not decided
    within the bound.
    """
    undecided = dict.fromkeys(questions)
    if not Query.fits(examined.rulebook, examined.premises):
        return undecided
    query = Query(examined.rulebook, examined.profile, examined.premises, worlds=2, effort=effort)
    completions = query.solver.assumed(query.completions())
    if query.solver.ask((), completions) is not True:
        # Where there is no way to answer the rest without a contradiction, anything could be claimed of all ways.
        return undecided
    base = query.solver.assumed([differ()], completions)
    return {question: query.solver.ask(query.twins(question), base, PIVOT_CONFLICTS) for question in undecided}
