"""Numbers rounded together, so that what is printed adds up to what is printed above it."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TENTH = Fraction(1, 10)


def as_printed(score: Fraction) -> Fraction:
    """A score in whole tenths, as `signed` prints it."""
    return round(score / TENTH) * TENTH


def apportioned(parts: Sequence[Fraction], total_as_printed: Fraction, step: Fraction = TENTH) -> tuple[Fraction, ...]:
    """The parts in whole steps that sum to the total exactly, in their order.

    Each is rounded down, then those with the largest remainder get a step more, of equal ones the earlier. Where the
    total is their sum rounded to a step, each is less than a step from what it was, what was nothing stays nothing,
    and none changes its sign. It may be further off (a lead printed as the difference of two printed scores); what is
    missing then is spread in the same way, over those that are not nothing as long as there are any.

    Raises ValueError where the total is no whole number of steps, or not 0 without parts.
    """
    steps = total_as_printed / step
    if steps.denominator != 1 or (steps and not parts):
        raise ValueError(f"{total_as_printed} cannot be had by {len(parts)} parts in steps of {step}")
    found = [floor(part / step) for part in parts]
    order = [at for at, part in enumerate(parts) if part] or list(range(len(parts)))
    order.sort(key=lambda at: found[at] - parts[at] / step)  # the sort is stable: earlier ones first
    everywhere, more = divmod(steps.numerator - sum(found), len(order)) if order else (0, 0)
    for place, at in enumerate(order):
        found[at] += everywhere + (place < more)
    return tuple(step * whole for whole in found)
