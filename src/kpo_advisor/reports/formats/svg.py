"""Drawings for a page: one row of a picture each, stretched to whatever room the page has.

Each stands beside the words and the number that it draws, so that it is hidden from who has the page read aloud, and
no colour says what no place or sign says.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDE, HIGH = 1000, 10
"""The measures of a drawing in its own units; the page stretches it."""


class Axis:
    """From the lowest to the highest of some values, nothing always among them."""

    def __init__(self, values: Iterable[Fraction]) -> None:
        ends = [Fraction(0), *values]
        self.low, self.high = min(ends), max(ends)

    def at(self, value: Fraction) -> Fraction:
        """Where a value lies between the ends: 0 … 1."""
        return (value - self.low) / (self.high - self.low or 1)

    def drawing(self, *marks: str) -> str:
        """One row: the line at nothing, and what is drawn over it."""
        zero = _line(self.at(Fraction(0)), 0, HIGH, "zero")
        return (
            f'<svg viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
            f"{''.join(marks)}{zero}</svg>"
        )

    def bar(self, start: Fraction, end: Fraction, kind: str) -> str:
        """A bar from one value to the other; nothing where they are the same."""
        left, right = sorted((self.at(start), self.at(end)))
        if left == right:
            return ""
        place = f'x="{_units(left)}" y="1.5" width="{_units(right - left)}" height="7"'
        return f'<rect class="{kind}" {place}/>'

    def spread(self, low: Fraction, high: Fraction) -> str:
        """A thin line with an end at each side: from where to where a value could be."""
        left, right = self.at(low), self.at(high)
        if left == right:
            return ""
        across = f'<path class="spread" d="M{_units(left)} 5H{_units(right)}"/>'
        return across + _line(left, 3, 7, "spread") + _line(right, 3, 7, "spread")

    def tick(self, value: Fraction) -> str:
        """A line across at a value."""
        return _line(self.at(value), 0, HIGH, "tick")


def _line(place: Fraction, top: int, bottom: int, kind: str) -> str:
    return f'<path class="{kind}" d="M{_units(place)} {top}V{bottom}"/>'


def _units(share: Fraction) -> str:
    tenths = round(share * WIDE * 10)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
