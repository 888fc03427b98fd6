"""Which open questions can still change the first place, over all completions of a profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import differ

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.solver.effort import Effort


PIVOT_CONFLICTS = 1_000
"""A harder bound than for the possible firsts: there is one query for each open question."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """Whether a question can change the first place; None: not decided within the bound."""

    question: str
    can_change: bool | None


def pivots(examined: Examined, questions: Iterable[str], effort: Effort | None = None) -> tuple[Pivot, ...]:
    """For each open question: is there a way to answer all others such that it decides who is first?

    Two worlds with the same answers to all other questions are looked for whose firsts differ.
    """
    if not Query.fits(examined.rulebook, examined.premises):
        return tuple(Pivot(question, None) for question in questions)
    query = Query(examined.rulebook, examined.profile, examined.premises, worlds=2, effort=effort)
    completions = query.solver.assumed(query.completions())
    if query.solver.ask((), completions) is not True:
        # Where there is no way to answer the rest without a contradiction, anything could be claimed of all ways.
        return tuple(Pivot(question, None) for question in questions)
    base = query.solver.assumed([differ()], completions)
    return tuple(
        Pivot(question, query.solver.ask(query.twins(question), base, PIVOT_CONFLICTS)) for question in questions
    )
