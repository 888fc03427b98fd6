"""How much a screen holds: pages are made for a terminal of 24 rows and 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.text.lines import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.text.lines import Line

ROWS, COLUMNS = 24, 80
PAGE = ROWS - 2
"""What a page may take: an empty line stands before it, and the prompt behind it."""


def rows(lines: Iterable[Line]) -> int:
    """How many rows lines take once they are wrapped."""
    return sum(1 for line in lines for _ in wrapped(line.text, COLUMNS, line.indent))


def screens(blocks: Iterable[Sequence[Line]], most: int = PAGE) -> list[list[Line]]:
    """Blocks on as few screens as hold them in their order; one is parted only where it fills a screen by itself."""
    found: list[list[Line]] = [[]]
    for block in blocks:
        # What fits no screen is laid line by line.
        for piece in [block] if rows(block) <= most else [[line] for line in block]:
            if found[-1] and rows([*found[-1], *piece]) > most:
                found.append([])
            found[-1] += piece
    return found
