"""The line of a file that a finding is about, with a mark below what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.finding import Span

WIDEST = 120
"""Characters of a line that are shown; of a longer one, the part around the mark."""

_BEFORE = 40


def frame(span: Span, lines: Sequence[str]) -> list[str]:
    """Lines such as `12 |   weight: 3000` and a mark under what the span covers of its first line.

    `lines` are those of the file; empty where it has no such line. Everything is made visible and on one line; the
    mark counts columns of a terminal, in which East Asian characters are two wide and combining ones have none.
    """
    if span.start.line > len(lines):
        return []
    line = lines[span.start.line - 1]
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
