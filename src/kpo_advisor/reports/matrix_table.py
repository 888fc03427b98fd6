"""The matrix of criteria by alternatives as a table for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.layout import FAINT, STRONG, cells, cut, padded, signed
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.advice.matrix import Cell, Matrix
    from kpo_advisor.reports.layout import Page

NAME, WEIGHT, GAP, WIDEST_COLUMN = 14, 6, 2, 18
"""Columns kept for a criterion's title and weight, between columns, and at most for an alternative."""


def write_matrix(page: Page, matrix: Matrix) -> None:
    """The matrix, in several tables where the alternatives do not fit beside each other.

    A cell is the rating and the points; a dot where nothing speaks for or against. A title that does not
    fit its column stands on a line of its own.
    """
    widths = [_width(matrix, at) for at in range(len(matrix.totals))]
    for number, columns in enumerate(_chunks(widths, page.width - NAME - WEIGHT)):
        if number:
            page.blank()
        _table(page, matrix, columns, widths)
    page.write("Each cell: the rating (-3 to 3), then the points: weight times rating.", style=FAINT)


def _chunks(widths: Sequence[int], room: int) -> list[list[int]]:
    """The columns in groups that fit; at least one in each."""
    found: list[list[int]] = []
    left = 0
    for at, width in enumerate(widths):
        if not found or width > left:
            found.append([])
            left = room
        found[-1].append(at)
        left -= width
    return found


def _width(matrix: Matrix, at: int) -> int:
    total = matrix.totals[at]
    texts = [_cell(row.cells[at]) for row in matrix.rows] + [clean(total.title), total.standing, f"{total.points:+d}"]
    return min(max(cells(each) for each in texts), WIDEST_COLUMN) + GAP


def _table(page: Page, matrix: Matrix, columns: Sequence[int], widths: Sequence[int]) -> None:
    name = min(page.width - WEIGHT - sum(widths[at] for at in columns), _longest_title(matrix))
    totals = [matrix.totals[at] for at in columns]

    def line(text: str, weight: str, texts: Sequence[str], style: str = "") -> None:
        title = clean(text)
        if cells(title) > name:
            page.write(title, style=style)
            title = ""
        shown = [_right(text, widths[at]) for text, at in zip(texts, columns, strict=True)]
        page.row(f"{padded(title, name)}{weight:>{WEIGHT}}{''.join(shown)}", style)

    line("Criterion", "weight", [each.title for each in totals], FAINT)
    for row in matrix.rows:
        line(row.title, str(row.weight), [_cell(row.cells[at]) for at in columns])
    line(f"Points of {matrix.out_of}", "", [f"{each.points:+d}" if each.points else "0" for each in totals], STRONG)
    line("Score", "", [signed(each.score) for each in totals])
    line("Standing", "", [each.standing.replace("-", " ") for each in totals])
    line("Rank", "", [str(each.rank) for each in totals])


def _longest_title(matrix: Matrix) -> int:
    return max(cells(clean(title)) for title in (*(row.title for row in matrix.rows), f"Points of {matrix.out_of}"))


def _cell(cell: Cell) -> str:
    if not cell.favours and not cell.opposes:
        return "."
    return f"{cell.rating:+d} {cell.points:>+4d}" if cell.rating else f"0 {0:>4}"


def _right(text: str, width: int) -> str:
    shown = cut(clean(text), width - GAP)
    return " " * (width - cells(shown)) + shown
