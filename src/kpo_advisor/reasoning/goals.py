"""Many small questions answered by few solves: goals that have nothing to do with each other are asked together.

Where the time of one solve grows with the rulebook and so does the number of goals, asking one by one
takes the square of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.reasoning.solver import IMPOSSIBLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.reasoning.solver import Assumed, Literal, Solver


@dataclass(frozen=True, slots=True)
class Goal:
    """Literals that are to hold in one profile, and the questions whose answers they mostly hang on."""

    literals: tuple[Literal, ...]
    about: frozenset[str]


def reachable(solver: Solver, goals: Sequence[Goal], shared: Assumed) -> tuple[bool | None, ...]:
    """What `Solver.ask` says of each goal by itself, given what is shared.

    What one way to meet some goals shows of the others is not asked again. Of goals that cannot be met together, one
    that clashes is put aside, to be asked with others or, where it clashes with everything, by itself.
    """
    wanted = [solver.assumed(goal.literals) for goal in goals]
    found: dict[int, bool | None] = {at: False for at, each in enumerate(wanted) if each == IMPOSSIBLE}
    while len(found) < len(goals):
        # Every batch settles one goal at least, so this ends.
        for batch in _batches({at: goal for at, goal in enumerate(goals) if at not in found}):
            _settle(solver, batch, wanted, shared, found)
    return tuple(found[at] for at in range(len(goals)))


def _settle(
    solver: Solver, batch: Sequence[int], wanted: Sequence[Assumed], shared: Assumed, found: dict[int, bool | None]
) -> None:
    """Find a way to meet some of the batch, or the answer to one of it."""
    together = [at for at in batch if at not in found]
    while together:
        left = {at: each for at, each in enumerate(wanted) if at not in found}
        shown = solver.showing([number for at in together for number in wanted[at]], shared, left)
        found.update(dict.fromkeys(shown.goals, True))
        if shown.answer is True:
            return
        if shown.answer is None:
            if len(together) == 1:
                found[together[0]] = None
                return
            together = together[:1]  # what is hard together need not be hard alone
            continue
        clashing = [at for at in together if not shown.core.isdisjoint(wanted[at])]
        if not clashing:  # what is shared cannot be met
            found.update(dict.fromkeys(left, False))
            return
        if len(clashing) == 1:
            found[clashing[0]] = False
        together.remove(clashing[-1])


def _batches(goals: Mapping[int, Goal]) -> list[list[int]]:
    """The goals in groups, those of a group about different questions and without a word against each other."""
    batches: list[_Batch] = []
    for at, goal in goals.items():
        batch = next((each for each in batches if each.takes(goal)), None)
        if batch is None:
            batch = _Batch()
            batches.append(batch)
        batch.add(at, goal)
    return [each.members for each in batches]


class _Batch:
    def __init__(self) -> None:
        self.members: list[int] = []
        self.about: set[str] = set()
        self.denied: set[Literal] = set()

    def takes(self, goal: Goal) -> bool:
        return self.about.isdisjoint(goal.about) and self.denied.isdisjoint(goal.literals)

    def add(self, at: int, goal: Goal) -> None:
        self.members.append(at)
        self.about |= goal.about
        self.denied.update((atom, not holds) for atom, holds in goal.literals)
