"""What is certain and what is possible over all completions of a profile, and which questions still matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.solver.assumptions import Asking, alone, outcome
from kpo_advisor.solver.solver import MOST_CONFLICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.assumptions import Asked
    from kpo_advisor.solver.effort import Effort


PIVOT_CONFLICTS = 1_000
"""A harder bound than for the possible firsts: there is one query for each open question."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A decision's result with what was proved of it; `undecided`: a query reached its bound."""

    result: DecisionResult
    undecided: bool = False


def settle(
    rulebook: Rulebook,
    profile: Profile,
    asked: Sequence[Asked],
    result: DecisionResult,
    conflicts: int = MOST_CONFLICTS,
    effort: Effort | None = None,
) -> Settled:
    """The result with its exact necessary winner and possible firsts.

    Where the engine's bound already proves a winner, or nothing is open, nothing is left to ask. A query
    that is not decided within so many `conflicts`, or the effort, leaves the alternative possible and claims no winner.
    """
    if result.winner is not None or not any(each.open_questions for each in asked):
        return Settled(result)
    if not Asking.fits(rulebook, asked):
        return Settled(result, undecided=True)
    asking = Asking(rulebook, profile, asked, effort=effort)
    base = asking.solver.assumed(asking.completions())
    answers = {id: asking.solver.ask([outcome(id)], base, conflicts) for id in result.possible}
    possible = tuple(id for id, answer in answers.items() if answer is not False)
    undecided = any(answer is None for answer in answers.values())
    if not possible and asking.solver.ask((), base) is False:
        return Settled(result, undecided=True)  # no way to answer the rest without a contradiction
    winner = None
    if len(possible) == 1 and not undecided:
        escapes = asking.solver.ask([alone(possible[0], holds=False)], base, conflicts)
        winner = possible[0] if escapes is False else None
        undecided = escapes is None
    return Settled(replace(result, possible=possible, winner=winner), undecided)


@dataclass(frozen=True, slots=True)
class Pivot:
    """Whether a question can change the first place; None: not decided within the bound."""

    question: str
    can_change: bool | None


def pivots(
    rulebook: Rulebook,
    profile: Profile,
    asked: Sequence[Asked],
    questions: Iterable[str],
    effort: Effort | None = None,
) -> tuple[Pivot, ...]:
    """For each open question: is there a way to answer all others such that it decides who is first?

    Two worlds with the same answers to all other questions are looked for whose firsts differ.
    """
    if not Asking.fits(rulebook, asked):
        return tuple(Pivot(question, None) for question in questions)
    asking = Asking(rulebook, profile, asked, worlds=2, effort=effort)
    completions = asking.solver.assumed(asking.completions())
    if asking.solver.ask((), completions) is not True:
        # Where there is no way to answer the rest without a contradiction, anything could be claimed of all ways.
        return tuple(Pivot(question, None) for question in questions)
    base = asking.solver.assumed([("differ", True)], completions)
    return tuple(
        Pivot(question, asking.solver.ask(asking.twins(question), base, PIVOT_CONFLICTS)) for question in questions
    )
