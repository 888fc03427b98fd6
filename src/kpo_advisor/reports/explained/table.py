"""The table of an explanation: criteria by alternatives, in parts of the score that add up as they are printed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Column, Grid, Paragraph
from kpo_advisor.reports.phrases import standing_in_words
from kpo_advisor.text.apportioning import apportioned, as_printed
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import listed, signed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.advice.matrix import Cell, CriterionRow, Matrix
    from kpo_advisor.reports.blocks import Block

NOTHING = "."
LEGEND = "Parts of the score, which is -100 to 100; each column adds up to its score. A dot: nothing for or against."


def parts_of(matrix: Matrix) -> tuple[tuple[Fraction, ...], ...]:
    """For each alternative, what each criterion adds to its score, in tenths that sum to the score as printed."""
    found = []
    for at, total in enumerate(matrix.totals):
        exact = [Fraction(100 * row.cells[at].points, matrix.out_of or 1) for row in matrix.rows]
        found.append(apportioned(exact, as_printed(total.score)))
    return tuple(found)


def table(matrix: Matrix, *, is_whole: bool) -> Iterator[Block]:
    """The table; the criteria that say nothing of any alternative are only named unless it is whole."""
    totals = matrix.totals
    by_row = tuple(zip(*parts_of(matrix), strict=True))
    told = [at for at, row in enumerate(matrix.rows) if is_whole or any(map(_says, row.cells))]
    rows = [_row(matrix.rows[at], by_row[at]) for at in told]
    rows += [
        ("Score", "", *(signed(total.score) for total in totals)),
        ("Rank", "", *(str(total.rank) for total in totals)),
    ]
    standings = [standing_in_words(total.standing) for total in totals]
    if any(standings):
        rows.append(("Standing", "", *(standing or "eligible" for standing in standings)))
    alternatives = (Column(total.title, ">", most=18) for total in totals)
    columns = (Column("Criterion", gap=0), Column("weight", ">", width=7, gap=0), *alternatives)
    yield Grid(columns, tuple(rows), totals=len(rows) - len(told), stay=2)
    yield Paragraph(LEGEND, FAINT)
    silent = [row.title for at, row in enumerate(matrix.rows) if at not in told]
    if silent:
        yield Paragraph(f"Nothing for or against any comes from: {listed(silent)}.", FAINT)


def _says(cell: Cell) -> bool:
    return bool(cell.favours or cell.opposes)


def _row(row: CriterionRow, parts: Sequence[Fraction]) -> tuple[str, ...]:
    shown = [signed(part) if _says(cell) else NOTHING for cell, part in zip(row.cells, parts, strict=True)]
    return row.title, str(row.weight), *shown
