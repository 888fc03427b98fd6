"""What is certain and what is possible over all completions of a profile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.solver.atoms import alone, outcome
from kpo_advisor.solver.solver import MOST_CONFLICTS

if TYPE_CHECKING:
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.solver.assumptions import Query


@dataclass(frozen=True, slots=True)
class Winner:
    """A decision's result with what was proved of who stands first; `undecided`: a query reached its bound."""

    result: DecisionResult
    undecided: bool = False


def prove_winner(
    query: Query,
    result: DecisionResult,
    conflicts: int = MOST_CONFLICTS,
    shown: frozenset[str] = frozenset(),
) -> Winner:
    """The result with its exact necessary winner and possible firsts, over all completions of what is asked about.

    Of the alternatives that are `shown` it is known that they are possible.

    Where the engine's bound already proves a winner, or nothing is open, nothing is left to ask. A query
    that is not decided within so many `conflicts`, or the effort, leaves the alternative possible and claims no winner.
    """
    if result.winner is not None or not any(premise.open_questions for premise in query.premises):
        return Winner(result)
    if not query.fits(query.rulebook, query.premises):
        return Winner(result, undecided=True)
    if len(shown) > 1 and shown.issuperset(result.possible):
        return Winner(result)
    base = query.solver.assumed(query.completions())
    answers = {id: id in shown or query.solver.ask([outcome(id)], base, conflicts) for id in result.possible}
    possible = tuple(id for id, answer in answers.items() if answer is not False)
    undecided = any(answer is None for answer in answers.values())
    if not possible and query.solver.ask((), base) is False:
        return Winner(result, undecided=True)  # no way to answer the rest without a contradiction
    winner = None
    if len(possible) == 1 and not undecided:
        escapes = query.solver.ask([alone(possible[0], holds=False)], base, conflicts)
        winner = possible[0] if escapes is False else None
        undecided = escapes is None
    return Winner(replace(result, possible=possible, winner=winner), undecided)
