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
    from collections.abc import Iterable, Iterator

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
        found = _parsed(text, delimiter)
        while found is None and len(taken) < MOST_LINES and (more := following()) is not None:
            taken.append(more)
            if not isinstance(more[1], str):
                break
            text += more[1]
            found = _parsed(text, delimiter)
        if isinstance(found, tuple):
            if any(found):
                yield Record(number, text, found)
            continue
        waiting.extendleft(reversed(taken))
        message = found or "A quote that opens here is never closed."
        hint = "Write a quote inside of a cell in quotes twice."
        yield number, (Finding("syntax", Severity.ERROR, file, spot(number, 1), message, hint),)


def _parsed(text: str, delimiter: str) -> tuple[str, ...] | str | None:
    """The cells of a record; what is wrong with it, or None where a quote is still open."""
    if '"' not in text:
        return tuple(cell.strip() for cell in text.split(delimiter))
    try:
        return _read(text, delimiter)
    except csv.Error:
        pass
    try:
        _read(text.rstrip("\r\n") + '"', delimiter)
    except csv.Error:
        return "Something stands behind the closing quote of a cell."
    return None


def _read(text: str, delimiter: str) -> tuple[str, ...]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return tuple(cell.strip() for row in rows for cell in row)
