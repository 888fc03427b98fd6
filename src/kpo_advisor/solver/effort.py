"""How much may be computed for one result: counted in steps, never timed, so that the same input gets the same bytes.

A step is about what the solver does for one atom of its program, and so is a question of ten thousand steps: a
program is laid out once, every query looks at all of it, and every conflict of a search at a part.
"""

from __future__ import annotations

from dataclasses import dataclass

USUAL = 100
"""Millions of steps for all proofs about a rulebook: those about the packaged one take less than ten."""

MOST_EFFORT = 1_000_000
"""Millions of steps that may be asked for: a day and more."""

OF_PROFILE = 10
"""Millions of steps for one kind of question about a profile: what may stand first, which answers can change that, or
what would; those about the packaged rulebook take less than two."""

OF_CONDITIONS = 10
"""Millions of steps to look for the smallest conditions under which a profile's recommendation is certain; where they
are not enough, some that do are looked for with as many as for other questions."""

OF_TURNS = 20
"""Millions of steps to try the answers to the open questions one by one; those to the packaged rulebook's take less,
also for as many activities as a profile may have."""

GROUNDING = 75
"""Steps to lay out one atom."""
CONFLICT = 500
"""Steps of a conflict, besides those for one atom in every SHARE."""
SHARE = 64

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Grant:
    """How many conflicts a query may take, and whether that is less than its own bound."""

    conflicts: int
    is_less: bool


class Effort:
    """What is left of some millions of steps; whoever is past the end gets no answer.

    The bounds on single queries are multiplied by `times`. `fell_short`: some query was not decided, and got
    less than its own bound. Laying out a program counts for proofs about a rulebook and comparisons of two, not for
    questions about a profile, which share programs.
    """

    def __init__(self, millions: int, times: int = 1) -> None:
        self.left = millions * MILLION
        self.times = times
        self.fell_short = False

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0

    def spend(self, steps: int) -> None:
        """Take off some steps; more may be taken than are left."""
        self.left -= steps

    def take(self, steps: int) -> bool:
        """Take off some steps, of which more may be taken than are left; False, and short: nothing is left."""
        if self.is_spent:
            self.fell_short = True
            return False
        self.spend(steps)
        return True

    def grant(self, size: int, most: int) -> Grant | None:
        """Grant the next query up to `most` conflicts, in a program of so many atoms; None, and short: nothing is left.

        No query takes more than a quarter of what is left, so that hard ones leave something for all the easy ones.
        """
        if not self.take(0):
            return None
        most *= self.times
        granted = max(1, min(most, self.left // 4 // _of_conflict(size)))
        return Grant(granted, granted < most)

    def spend_query(self, size: int, assumed: int, conflicts: int, grant: Grant) -> None:
        """Take off what a query took, under so many assumptions, of what it was granted."""
        self.fell_short = self.fell_short or (grant.is_less and conflicts >= grant.conflicts)
        self.spend(size + 4 * assumed + conflicts * _of_conflict(size))

    def admits(self, atoms: int) -> bool:
        """Whether a program of so many atoms can be laid out."""
        return atoms * GROUNDING <= self.left


def _of_conflict(size: int) -> int:
    return CONFLICT + size // SHARE
