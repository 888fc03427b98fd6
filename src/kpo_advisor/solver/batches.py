"""Many small questions answered by few solves: goals that have nothing to do with each other are asked together.

Where the time of one solve grows with the rulebook and so does the number of goals, asking one by one
takes the square of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.solver.solver import IMPOSSIBLE, MOST_CONFLICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.solver import Assumed, Solver

TOGETHER = 2_000
"""Conflicts of a query about several goals: one of them may be hard, and is then asked by itself."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Literals that are to hold in one profile, and the questions whose answers they mostly hang on.

    A goal that `silences` a group cannot be met together with another that belongs to it.
    """

    literals: tuple[Literal, ...]
    about: frozenset[str]
    silences: frozenset[int] = frozenset()
    belongs: frozenset[int] = frozenset()


def reachable(solver: Solver, goals: Sequence[Goal], shared: Assumed) -> tuple[bool | None, ...]:
    """What `Solver.ask` says of each goal by itself, given what is shared.

    What one way to meet some goals shows of the others is not asked again. Of goals that cannot be met together, one
    that clashes is put aside, to be asked with others or, where it clashes with everything, by itself.
    """
    wanted = [solver.assumed(goal.literals) for goal in goals]
    found: dict[int, bool | None] = {at: False for at, literals in enumerate(wanted) if literals == IMPOSSIBLE}
    left = {at: literals for at, literals in enumerate(wanted) if at not in found}
    while left and not solver.is_done:
        # Every batch settles one goal at least, so this ends.
        for batch in _batches({at: goals[at] for at in left}):
            _settle(solver, [at for at in batch if at in left], shared, left, found)
    return tuple(found.get(at) for at in range(len(goals)))


def _settle(
    solver: Solver, together: Sequence[int], shared: Assumed, left: dict[int, Assumed], found: dict[int, bool | None]
) -> None:
    """Find a way to meet some of a batch, or the answer to one of it; what is found is no longer left."""
    while together:
        wanted = [number for at in together for number in left[at]]
        shown = solver.showing(wanted, shared, left, MOST_CONFLICTS if len(together) == 1 else TOGETHER)
        if shown.answer is True:
            _move(shown.goals, True, left, found)
            return
        if shown.answer is None:
            if len(together) == 1:
                _move(together, None, left, found)
                return
            together = together[:1]  # what is hard together need not be hard alone
            continue
        clashing = [at for at in together if not shown.core.isdisjoint(left[at])]
        if not clashing:  # what is shared cannot be met
            _move(tuple(left), False, left, found)
            return
        together = [at for at in together if at != clashing[-1]]
        if len(clashing) == 1:
            _move(clashing, False, left, found)


def _move(settled: Iterable[int], answer: bool | None, left: dict[int, Assumed], found: dict[int, bool | None]) -> None:
    for at in settled:
        found[at] = answer
        del left[at]


def _batches(goals: Mapping[int, Goal]) -> list[list[int]]:
    """The goals in groups, those of a group about different questions and without a word against each other."""
    batches: list[_Batch] = []
    for at, goal in goals.items():
        batch = next((other for other in batches if other.takes(goal)), None)
        if batch is None:
            batch = _Batch()
            batches.append(batch)
        batch.add(at, goal)
    return [batch.members for batch in batches]


class _Batch:
    def __init__(self) -> None:
        self.members: list[int] = []
        self.about: set[str] = set()
        self.denied: set[Literal] = set()
        self.silenced: set[int] = set()
        self.heard: set[int] = set()

    def takes(self, goal: Goal) -> bool:
        is_free = self.about.isdisjoint(goal.about) and self.denied.isdisjoint(goal.literals)
        return is_free and self.silenced.isdisjoint(goal.belongs) and self.heard.isdisjoint(goal.silences)

    def add(self, at: int, goal: Goal) -> None:
        self.members.append(at)
        self.about |= goal.about
        self.silenced |= goal.silences
        self.heard |= goal.belongs
        self.denied.update((atom, not holds) for atom, holds in goal.literals)
