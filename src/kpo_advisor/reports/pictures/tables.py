"""A picture as a table that says the same, for what cannot draw, and for who cannot see."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Column, Grid
from kpo_advisor.reports.drawn.pictures import Activities, Bars, HeatMap, Portions, Shares, Spans, Turns, Waterfall
from kpo_advisor.text.phrases import figure, signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.reports.drawn.pictures import BarRow, Pictured, Step


def table_of(picture: Pictured) -> Grid:
    """The table: a row for each row of the picture, in its order, with every number that it draws."""
    match picture:
        case Bars():
            return _bars(picture.rows)
        case Waterfall():
            return _waterfall(picture)
        case Shares():
            titles = (Column("Criterion", gap=0), *_figures(picture.alternatives))
            rows = [(title, *map(signed, scores)) for title, scores in picture.rows]
            return Grid(titles, (*rows, ("Score", *map(signed, picture.totals))), totals=1, stay=1)
        case HeatMap():
            titles = (Column("Criterion", gap=0), Column("Weight", ">"), *_figures(picture.alternatives))
            told = [(row.title, str(row.weight), *map(rating, row.ratings)) for row in picture.rows]
            return Grid(titles, tuple(told), stay=2)
        case Spans():
            return _spans(picture)
        case Turns():
            columns = tuple(Column(title) for title in ("Question", "Now", "Otherwise", "First then"))
            return Grid(columns, tuple((row.question, row.now, row.otherwise, row.first) for row in picture.rows))
        case Activities():
            return _activities(picture)
        case Portions():
            titles = (Column("Certain, of all", gap=0, most=24), *_figures(picture.homes))
            told = [(row.title, *(portion.told for portion in row.portions)) for row in (*picture.rows, picture.total)]
            return Grid(titles, tuple(told), totals=1)


def spread(row: BarRow) -> str:
    """`-3.0 to +12.5`; nothing where the score cannot change."""
    return "" if row.low == row.high else f"{signed(row.low)} to {signed(row.high)}"


def rating(value: Fraction) -> str:
    """`+2`, `-1`, `0`; with a decimal only where activities are averaged."""
    told = signed(value)
    return told.removesuffix(".0") if value.denominator == 1 else told


def _figures(titles: Sequence[str]) -> list[Column]:
    return [Column(title, ">") for title in titles]


def _bars(rows: Sequence[BarRow]) -> Grid:
    """Without the columns that would be empty."""
    columns = [Column("Alternative", gap=0), Column("Score", ">")]
    cells = [[row.title, signed(row.score)] for row in rows]
    if any(spread(row) for row in rows):
        columns.append(Column("Could be"))
        cells = [[*told, spread(row)] for told, row in zip(cells, rows, strict=True)]
    if any(row.told for row in rows):
        columns.append(Column("Standing"))
        cells = [[*told, row.told] for told, row in zip(cells, rows, strict=True)]
    return Grid(tuple(columns), tuple(map(tuple, cells)))


def _waterfall(picture: Waterfall) -> Grid:
    ends = f"Score of {picture.rival.title}", f"Score of {picture.first.title}"
    rows = [(ends[0], signed(picture.rival.score))]
    rows += [(step.title, signed(step.score)) for step in picture.steps]
    rows.append((ends[1], signed(picture.first.score)))
    return Grid((Column("Criterion", gap=0), Column("Points", ">")), tuple(rows), totals=1)


def running(picture: Waterfall) -> tuple[tuple[Step, Fraction, Fraction], ...]:
    """Each bar of a waterfall, with where it begins and ends: those at its ends begin at nothing."""
    found = [(picture.rival, Fraction(0), picture.rival.score)]
    reached = picture.rival.score
    for step in picture.steps:
        found.append((step, reached, reached + step.score))
        reached += step.score
    return (*found, (picture.first, Fraction(0), picture.first.score))


def _spans(picture: Spans) -> Grid:
    titles = (Column("Weight", ">"), Column("From", ">"), Column("To", ">"), Column("Beyond that, first is"))
    rows = [
        (row.title, figure(row.weight), figure(row.low), "any" if row.high is None else figure(row.high), row.note)
        for row in picture.rows
    ]
    return Grid((Column("Criterion", gap=0), *titles), tuple(rows), wraps=True)


def _activities(picture: Activities) -> Grid:
    whole = sum(row.share for row in picture.rows)
    titles = ("Activity", "Share", "Goes to", "Place", "How sure")
    rows = [(row.title, f"{row.share} of {whole}", row.home, row.place, row.certainty) for row in picture.rows]
    return Grid(tuple(Column(title) for title in titles), tuple(rows))
