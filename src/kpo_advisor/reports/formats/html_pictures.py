"""Pictures on a page: tables of which one column is drawn, so that who cannot see them reads the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Citation
from kpo_advisor.reports.drawn.pictures import Activities, Bars, HeatMap, Portions, Shares, Spans, Waterfall
from kpo_advisor.reports.formats.svg import Axis
from kpo_advisor.reports.pictures.tables import rating, running, spread
from kpo_advisor.text.escape import html
from kpo_advisor.text.phrases import figure, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kpo_advisor.reports.drawn.pictures import Pictured, Portion, PortionRow

BEFORE_THE_LINE = 15
"""Percent of a drawing that the word for its left side takes."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A row: its name, its number with the range of it, and in HTML the drawing and what is said below that."""

    title: str
    figure: str
    drawing: str
    note: str = ""
    range: str = ""
    is_end: bool = False


def drawn(picture: Pictured, cited: Callable[[Citation], str]) -> str:
    """The table of a picture; nothing of one that is words only, which is a table as others are.

    `cited` shows the marks behind what bars an alternative.
    """
    match picture:
        case Bars():
            return _bars(picture, cited)
        case Waterfall():
            return _waterfall(picture)
        case Spans():
            return _spans(picture)
        case Activities():
            return _activities(picture)
        case Shares():
            return _shares(picture)
        case HeatMap():
            return _heat_map(picture)
        case Portions():
            return _portions(picture)
    return ""


def _bars(picture: Bars, cited: Callable[[Citation], str]) -> str:
    axis = Axis(value for row in picture.rows for value in (row.score, row.low, row.high))
    rows = []
    for row in picture.rows:
        drawing = axis.drawing(_bar(axis, Fraction(0), row.score), axis.spread(row.low, row.high))
        marks = f" {cited(Citation(row.sources, row.has_more))}" if row.sources else ""
        rows.append(_Drawn(row.title, signed(row.score), drawing, f"{html(row.bar)}{marks}", spread(row)))
    could_be = '<span class="range">Could be</span>' if any(row.range for row in rows) else ""
    standing = '<span class="unseen">Standing: </span>' if any(row.note for row in rows) else ""
    return _table("Alternative", f"{standing}{_sides(axis)}", f"Score {could_be}", rows)


def _waterfall(picture: Waterfall) -> str:
    steps = running(picture)
    axis = Axis(end for *_, end in steps)
    rows = []
    for at, (step, start, end) in enumerate(steps):
        is_end = at in (0, len(steps) - 1)
        bar = axis.bar(start, end, "sum") if is_end else _bar(axis, start, end)
        title = f"Score of {step.title}" if is_end else step.title
        rows.append(_Drawn(title, signed(step.score), axis.drawing(bar), is_end=is_end))
    return _table("Criterion", "From the one score to the other", "Points", rows)


def _spans(picture: Spans) -> str:
    """A weight without an upper end is drawn to the right edge."""
    edge = max((value for row in picture.rows for value in (row.weight, row.high or 0)), default=0) * Fraction(11, 10)
    axis = Axis([edge])
    rows = []
    for row in picture.rows:
        bar = axis.bar(row.low, edge if row.high is None else row.high, "for")
        upto = "any" if row.high is None else figure(row.high)
        range = f"{figure(row.low)} to {upto}"
        rows.append(
            _Drawn(row.title, figure(row.weight), axis.drawing(bar, axis.tick(row.weight)), html(row.note), range)
        )
    return _table("Criterion", "From where to where it may be; the mark is its weight", "Weight", rows)


def _activities(picture: Activities) -> str:
    whole = sum(row.share for row in picture.rows)
    axis = Axis([Fraction(max(row.share for row in picture.rows))])
    rows = []
    for row in picture.rows:
        told = ", ".join(text for text in (row.home, row.place, row.certainty) if text)
        bar = axis.bar(Fraction(0), Fraction(row.share), "sum")
        rows.append(_Drawn(row.title, f"{row.share} of {whole}", axis.drawing(bar), html(told)))
    return _table("Activity", "Goes to", "Share", rows)


def _table(name: str, sides: str, number: str, rows: Iterable[_Drawn]) -> str:
    head = f'<th scope="col" class="name">{name}</th><th scope="col" class="right figure">{number}</th>'
    body = "".join(map(_row, rows))
    head += f'<th scope="col">{sides}</th>'
    return f'<table class="drawn">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n'


def _row(row: _Drawn) -> str:
    note = f'<span class="note">{row.note}</span>' if row.note else ""
    range = f' <span class="range">{html(row.range)}</span>' if row.range else ""
    end = ' class="end"' if row.is_end else ""
    number = f'<td class="right">{html(row.figure)}{range}</td>'
    return f'<tr{end}><th scope="row">{html(row.title)}</th>{number}<td class="picture">{row.drawing}{note}</td></tr>\n'


def _sides(axis: Axis) -> str:
    """What is left and what is right of the line, set around it."""
    zero = axis.at(Fraction(0)) * 100
    against = "against" if zero >= BEFORE_THE_LINE else ""
    return f'<span class="axis"><span style="width: {round(zero)}%">{against}</span><span>for</span></span>'


def _bar(axis: Axis, start: Fraction, end: Fraction) -> str:
    return axis.bar(start, end, "against" if end < start else "for")


def _shares(picture: Shares) -> str:
    """One scale for all cells, so that they can be compared in both directions; the sums are only told."""
    axis = Axis(share for _, shares in picture.rows for share in shares)
    rows = []
    for title, shares in picture.rows:
        cells = "".join(f'<td class="share">{_share(axis, share)}</td>' for share in shares)
        rows.append(f'<tr><th scope="row">{html(title)}</th>{cells}</tr>\n')
    sums = "".join(f"<td>{signed(total)}</td>" for total in picture.totals)
    foot = f'<tfoot>\n<tr><th scope="row">Score</th>{sums}</tr>\n</tfoot>\n'
    return f"<table>\n{_head(('Criterion', *picture.alternatives))}<tbody>\n{''.join(rows)}</tbody>\n{foot}</table>\n"


def _share(axis: Axis, share: Fraction) -> str:
    return f'<span class="pair"><span>{signed(share)}</span>{axis.drawing(_bar(axis, Fraction(0), share))}</span>'


def _portions(picture: Portions) -> str:
    """One scale for the groups and one for all, so that no group is drawn too small to be seen."""
    rows = "".join(_portion_row(row, _axis(picture.rows)) for row in picture.rows)
    total = _portion_row(picture.total, _axis([picture.total]))
    body = f"<tbody>\n{rows}</tbody>\n" if picture.rows else ""
    head = _head(("Certain, of all", *picture.homes))
    return f'<table class="portions">\n{head}{body}<tfoot>\n{total}</tfoot>\n</table>\n'


def _axis(rows: Sequence[PortionRow]) -> Axis:
    return Axis(Fraction(portion.whole) for row in rows for portion in row.portions)


def _portion_row(row: PortionRow, axis: Axis) -> str:
    cells = "".join(f"<td>{_portion(portion, axis)}</td>" for portion in row.portions)
    return f'<tr><th scope="row">{html(row.title)}</th>{cells}</tr>\n'


def _portion(portion: Portion, axis: Axis) -> str:
    """What is certain is drawn over all of it, darker; nothing where there is nothing."""
    if not portion.whole:
        return ""
    zero, certain, whole = (Fraction(value) for value in (0, portion.certain, portion.whole))
    return f"{portion.told}{axis.drawing(axis.bar(zero, whole, 'open'), axis.bar(zero, certain, 'for'))}"


def _heat_map(picture: HeatMap) -> str:
    rows = []
    for row in picture.rows:
        cells = "".join(f"<td{_heat(value)}>{rating(value)}</td>" for value in row.ratings)
        rows.append(f'<tr><th scope="row">{html(row.title)}</th><td>{row.weight}</td>{cells}</tr>\n')
    head = _head(("Criterion", "Weight", *picture.alternatives))
    return f'<table class="heat">\n{head}<tbody>\n{"".join(rows)}</tbody>\n</table>\n'


def _heat(value: Fraction) -> str:
    degree = min(3, round(abs(value)))
    return f' class="{"for" if value > 0 else "against"}-{degree}"' if degree else ""


def _head(titles: Sequence[str]) -> str:
    cells = "".join(f'<th scope="col">{html(title)}</th>' for title in titles)
    return f"<thead><tr>{cells}</tr></thead>\n"
