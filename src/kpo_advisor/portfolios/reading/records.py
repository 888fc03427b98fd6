"""The records of a table: one line each, or several where a cell in quotes holds line ends."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding
from kpo_advisor.portable.limits import MAX_COLUMNS
from kpo_advisor.portable.text import span_at, spot
from kpo_advisor.portfolios.reading.lines import moved_span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kpo_advisor.model.finding import Span
    from kpo_advisor.portfolios.reading.lines import Numbered

MOST_LINES = 200
"""Lines of one record; a quote that is not closed within so many is taken to be never closed."""


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a record, without blanks around them, and its text, which begins on `line`.

    One that stands in no file has neither text nor line.
    """

    line: int | None
    text: str
    cells: tuple[str, ...]

    def span(self, column: int, delimiter: str) -> Span | None:
        """The place of a cell in the file, counting columns from 0; of one that is not there, where the record ends."""
        if self.line is None:
            return None
        begins = _beginnings(self.text, delimiter)
        at = begins[column] if column < len(begins) else len(self.text.rstrip())
        return moved_span(span_at(self.text, at), self.line)


@lru_cache(maxsize=1)
def _beginnings(text: str, delimiter: str) -> list[int]:
    """Where the cells of a record begin, up to as many as a table has columns."""
    apart = re.escape(delimiter)
    cell = re.compile(rf'[^\S\n]*"(?:[^"]|"")*"[^{apart}]*|[^{apart}]*')
    end, found = len(text.rstrip()), [0]
    while len(found) <= MAX_COLUMNS and (match := cell.match(text, found[-1])) is not None and match.end() < end:
        found.append(match.end() + 1)
    return found


def records(lines: Iterable[Numbered], file: str, delimiter: str) -> Iterator[Record | tuple[int, tuple[Finding, ...]]]:
    """The records, each with the number of its first line, or that line with its faults. Empty ones are left out."""
    source = iter(lines)
    waiting: deque[Numbered] = deque()

    def following() -> Numbered | None:
        return waiting.popleft() if waiting else next(source, None)

    while (first := following()) is not None:
        number, text = first
        if not isinstance(text, str):
            yield number, text
            continue
        taken: list[Numbered] = []
        found = _cells(text, delimiter) if '"' in text else tuple(cell.strip() for cell in text.split(delimiter))
        if found is None:
            found, taken = _over_lines(text, following, delimiter)
        if isinstance(found, tuple):
            if any(found):
                yield Record(number, "".join((text, *(str(more) for _, more in taken))), found)
            continue
        waiting.extendleft(reversed(taken))
        hint = "Write a quote inside of a cell in quotes twice."
        yield number, (Finding("syntax", Severity.ERROR, file, spot(number, 1), found, hint),)


def _over_lines(
    text: str, following: Callable[[], Numbered | None], delimiter: str
) -> tuple[tuple[str, ...] | str, list[Numbered]]:
    """The cells of a record that goes on in further lines, or what is wrong with it; and the lines that were taken.

    Each line is looked at once, however many there are.
    """
    taken: list[Numbered] = []
    parts = deque(io.StringIO(text, newline=""))

    def fed() -> Iterator[str]:
        while True:
            while parts:
                yield parts.popleft()
            if len(taken) == MOST_LINES or (more := following()) is None:
                return
            taken.append(more)
            if not isinstance(more[1], str):
                return
            parts.extend(io.StringIO(more[1], newline=""))

    rows, found = csv.reader(fed(), delimiter=delimiter, strict=True), list[str]()
    try:
        while parts:
            found += next(rows)
    except csv.Error as error:
        return _wrong(error), taken
    return tuple(cell.strip() for cell in found), taken


def _cells(text: str, delimiter: str) -> tuple[str, ...] | str | None:
    """The cells of a record on one line; what is wrong with it, or None where a quote is still open."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return None if _is_open(error) else _wrong(error)
    return tuple(cell.strip() for row in rows for cell in row)


def _is_open(error: csv.Error) -> bool:
    return "unexpected end of data" in str(error)


def _wrong(error: csv.Error) -> str:
    if _is_open(error):
        return "A quote that opens here is never closed."
    if "field limit" in str(error):
        return f"A cell holds more than {csv.field_size_limit():,} characters."
    return "Something stands behind the closing quote of a cell."
