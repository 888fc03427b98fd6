"""The answers to a number question, cut into ranges that no rule tells apart."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.portable.emit import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.conditions import Compare
    from kpo_advisor.model.questions import Question


class Cells:
    """A number question's answers cut into ranges that no rule tells apart.

    The cells are the constants the rules compare with and the ranges before, between and after them: an
    even position 2i is the range before mark i, an odd one 2i + 1 is the mark itself.
    """

    def __init__(self, question: Question, constants: Iterable[Fraction]) -> None:
        self.marks = tuple(sorted(set(constants)))
        inside = {at: self._within(at, question.minimum, question.maximum) for at in range(2 * len(self.marks) + 1)}
        self.samples = {at: sample for at, sample in inside.items() if sample is not None}
        self.places = tuple(self.samples)
        self.names = tuple(map(str, self.places))

    def of(self, answer: Fraction) -> int:
        """The position of the cell that holds an answer."""
        at = bisect_left(self.marks, answer)
        return 2 * at + (at < len(self.marks) and self.marks[at] == answer)

    def between(self, low: Fraction, high: Fraction) -> tuple[str, ...]:
        """The names of the cells that hold the answers from one to another."""
        first, last = self.of(low), self.of(high)
        return tuple(str(at) for at in self.places if first <= at <= last)

    def samples_between(self, low: Fraction, high: Fraction) -> Iterator[Fraction]:
        """A number from `low` to `high` of each cell that has such; none where `low` is above `high`."""
        if low <= high:
            for at in range(self.of(low), self.of(high) + 1):
                sample = self._within(at, low, high)
                yield low if sample is None else sample

    def span(self, test: Compare) -> range:
        """The cells in which a test holds, by their place among those with a sample; they are neighbours.

        The test compares with one of the marks.
        """
        at = 2 * bisect_left(self.marks, test.constant) + 1
        end = 2 * len(self.marks) + 1
        ends = {
            "at_least": (at, end),
            "above": (at + 1, end),
            "at_most": (0, at + 1),
            "below": (0, at),
            "is": (at, at + 1),
        }
        first, after = ends[test.comparison]
        return range(bisect_left(self.places, first), bisect_left(self.places, after))

    def words(self, first: int, last: int) -> str:
        """The answers from one position to another, such as `above 2 and at most 5`."""
        if first == last and first % 2:
            return number(self.marks[first // 2])
        ends = []
        if first:
            mark = number(self.marks[(first - 1) // 2])
            ends.append(f"at least {mark}" if first % 2 else f"above {mark}")
        if last // 2 < len(self.marks):
            ends.append(f"{'at most' if last % 2 else 'below'} {number(self.marks[last // 2])}")
        return " and ".join(ends) or "any number"

    def _within(self, at: int, minimum: Fraction | None, maximum: Fraction | None) -> Fraction | None:
        """An answer in the cell that the question takes, or None where it takes none of them."""
        if at % 2:
            mark = self.marks[at // 2]
            return mark if (minimum is None or mark >= minimum) and (maximum is None or mark <= maximum) else None
        low = self.marks[at // 2 - 1] if at else None
        high = self.marks[at // 2] if at // 2 < len(self.marks) else None
        below = high if maximum is None or (high is not None and high <= maximum) else maximum
        above = low if minimum is None or (low is not None and low >= minimum) else minimum
        if above is None:
            return Fraction(0) if below is None else below - 1
        if below is None:
            return above + 1
        return (above + below) / 2 if above < below else None
