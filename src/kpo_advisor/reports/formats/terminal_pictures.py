"""Pictures of bars for a terminal: what is against goes left of a line, what is for goes right, on one scale."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.pictures.tables import running, spread
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import FAINT, STRONG, Line, Tone, cells, cut, padded, wrapped
from kpo_advisor.text.phrases import signed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.reports.drawn.pictures import Activities, Bars, Portions, Turns, Waterfall

WIDE = 70
"""Columns from which the range of a score stands beside it, and what bars it."""

FIGURE, SPREAD = 8, 20
"""Columns of a score, and of its range."""

MOST_OF_A_MARK = 38
"""Columns that bars leave to what bars their alternatives, where that takes so many."""

BEHIND_A_PORTION = 26
"""Columns for the figures of a portion."""

LONGEST_NAME, LONGEST_BAR = 26, 40
SECOND_LINES = 2
"""Marks of a picture that take a second line; none takes a third, so that a picture stays a picture."""


class Scale:
    """So many columns shared between the lowest and the highest of some values, and the line at nothing."""

    def __init__(self, values: Iterable[Fraction], room: int, filled: str) -> None:
        ends = [Fraction(0), *values]
        low, high = min(ends), max(ends)
        self._unit = (high - low) / room or Fraction(1)
        self._filled = filled
        self.left = round(-low / self._unit)
        self._right = room - self.left

    def bar(self, start: Fraction, end: Fraction) -> str:
        """The columns with a bar from one value to the other."""
        low, high = (self.left + round(value / self._unit) for value in sorted((start, end)))
        signs = [self._filled if low <= at < high else " " for at in range(self.left + self._right)]
        return f"{''.join(signs[: self.left])}|{''.join(signs[self.left :])}"

    def head(self, name: int) -> str:
        """What the two sides mean, set around the line; `name` columns stand before the bars."""
        return f"{'against' if self.left else '':>{name + self.left - 2}}  0  for"


def bars(picture: Bars, width: int, filled: str) -> Iterator[Line]:
    """A line an alternative; what bars it stands beside it, on a narrow terminal below it."""
    name = _name(row.title for row in picture.rows)
    is_wide = width >= WIDE
    spreads = [f"  ({spread(row)})" if is_wide and spread(row) else "" for row in picture.rows]
    beside = FIGURE + (SPREAD if any(spreads) else 0)
    longest = max((cells(row.told) for row in picture.rows), default=0)
    room = _room(width - name - beside - (min(longest, MOST_OF_A_MARK) + 2 if is_wide and longest else 0))
    scale = Scale((row.score for row in picture.rows), room, filled)
    yield Line(cut(scale.head(name), width), tone=FAINT)
    more = SECOND_LINES
    for row, told in zip(picture.rows, spreads, strict=True):
        drawn = (
            f"  {padded(clean(row.title), name - 2)}{scale.bar(Fraction(0), row.score)} {signed(row.score):>6}{told}"
        )
        if not is_wide or not row.told:
            yield Line(cut(drawn, width), tone=row.tone)
        if row.told:
            lead = f"{drawn}  " if is_wide else "      "
            lines = list(wrapped(clean(row.told), width, lead))
            allowed = 1 + min(1, more, len(lines) - 1)
            more -= allowed - 1
            for line in _ended(lines, allowed, width):
                yield Line(line, tone=row.tone)


def waterfall(picture: Waterfall, width: int, filled: str) -> Iterator[Line]:
    """From the score of the one to that of the other, a line a step."""
    rows = running(picture)
    name = _name(step.title for step, *_ in rows)
    scale = Scale((end for *_, end in rows), _room(width - name - FIGURE), filled)
    for at, (step, start, end) in enumerate(rows):
        tone = STRONG if at in (0, len(rows) - 1) else Tone.PLAIN
        drawn = f"  {padded(clean(step.title), name - 2)}{scale.bar(start, end)} {signed(step.score):>6}"
        yield Line(cut(drawn, width), tone=tone)


def activities(picture: Activities, width: int, filled: str) -> Iterator[Line]:
    """A line an activity: how much of the whole it is, and where it goes."""
    name = _name(row.title for row in picture.rows)
    whole = sum(row.share for row in picture.rows)
    is_wide = width >= WIDE
    room = min(20, _room(width - name - (40 if is_wide else 12)))
    for row in picture.rows:
        share = f"{row.share} of {whole}"
        drawn = f"  {padded(clean(row.title), name - 2)}{filled * round(Fraction(row.share * room, whole)):<{room}}"
        drawn += f" {share:>8}"
        told = ", ".join(clean(text) for text in (row.home, row.place, row.certainty) if text)
        if not is_wide:
            yield Line(cut(drawn, width))
        yield from (Line(line) for line in wrapped(told, width, f"{drawn}  " if is_wide else "      "))


def portions(picture: Portions, width: int, filled: str) -> Iterator[Line]:
    """A line a home: how much of all goes there, and of how much of that it is certain."""
    name = _name(picture.homes)
    most = max(portion.whole for portion in picture.total.portions)
    room = min(LONGEST_BAR, _room(width - name - BEHIND_A_PORTION))
    for home, portion in zip(picture.homes, picture.total.portions, strict=True):
        drawn = filled * round(Fraction(portion.whole * room, most or 1))
        told = f"{portion.whole}, {portion.certain} certain"
        yield Line(cut(f"  {padded(clean(home), name - 2)}{drawn:<{room}}  {told}", width))


def turns(picture: Turns, width: int) -> Iterator[Line]:
    """Two lines a turn: the question with its answer, then the other one with what it would put first."""
    for row in picture.rows:
        now = f"{row.question}: {row.now}"
        yield from (Line(line) for line in wrapped(clean(now), width, "  - ", "    "))
        then = f"{row.otherwise}: first {row.first}"
        yield from (Line(line) for line in wrapped(clean(then), width, "    -> ", "       "))


def _name(titles: Iterable[str]) -> int:
    """Columns of the names, with two before and two behind them."""
    return min(LONGEST_NAME, max(cells(clean(title)) for title in titles)) + 4


def _room(columns: int) -> int:
    return max(6, min(LONGEST_BAR, columns - 1))


def _ended(lines: Sequence[str], allowed: int, width: int) -> Iterator[str]:
    """As many of the lines as are allowed; the last one shows that more was said."""
    yield from lines[: allowed - 1]
    last = lines[allowed - 1]
    yield last if allowed == len(lines) else f"{cut(last, width - 1).rstrip(' ,;.')}…"
