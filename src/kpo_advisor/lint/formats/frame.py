"""The line of a file that a finding is about, with a mark below what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.text import lines_of
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.finding import Span

WIDEST = 120
"""Characters of a line that are shown; of a longer one, the part around the mark."""

_BEFORE = 40


class Sources:
    """The lines of files, from their bytes; each file is split once."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """A line, counted from 1, without its end; None where there is none."""
        if file not in self._lines:
            self._lines[file] = lines_of(self._texts.get(file, b""))
        lines = self._lines[file]
        return lines[number - 1] if 1 <= number <= len(lines) else None


def frame(file: str, span: Span, sources: Sources) -> list[str]:
    """Lines such as `12 |   weight: 3000` and a mark under what the span covers of its first line.

    Empty where the file has no such line. Everything is made visible and on one line; the mark counts
    columns of a terminal, in which East Asian characters are two wide and combining ones have none.
    """
    line = sources.line(file, span.start.line)
    if line is None:
        return []
    begin = min(span.start.column - 1, len(line))
    end = span.end.column - 1 if span.end.line == span.start.line else len(line.rstrip())
    end = min(max(end, begin + 1), len(line))
    start = max(0, begin - _BEFORE) if len(line) > WIDEST else 0
    stop = start + WIDEST
    before, marked, after = line[start:begin], line[begin : min(end, stop)], line[end:stop]
    shown = f"{'…' if start else ''}{clean(before)}{clean(marked)}{clean(after)}{'…' if stop < len(line) else ''}"
    indent = cells(clean(before)) + bool(start)
    number = str(span.start.line)
    edge = " " * len(number)
    return [
        f"{edge} |",
        f"{number} | {shown}".rstrip(),
        f"{edge} | {' ' * indent}{'^' * max(1, cells(clean(marked)))}",
    ]
