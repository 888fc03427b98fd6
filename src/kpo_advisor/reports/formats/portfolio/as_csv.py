"""A portfolio as CSV: a line a piece of work, in words, and one for each that cannot be read, with why."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from kpo_advisor.portfolios.placement import Placement
from kpo_advisor.portfolios.reading.header import OWN
from kpo_advisor.reports.portfolio.rows import ahead_by, goes_to, how_sure, out_with_why, share_of
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.portfolios.work import Rejected

COLUMNS = (
    *("title", "group", "share", "goes_to", "lead", "how_sure", "from_where", "in_what_form", "out"),
    *("confirm_next", "ask", "open", "may_decide", "file", "line", "fault"),
)
"""The columns before those that are carried through."""

_RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class PortfolioCsv:
    """Writes lines of CSV; `further` are the titles of columns that are carried through."""

    def __init__(self, titles: Mapping[str, str], further: Sequence[str]) -> None:
        self._titles = titles
        self._further = further

    def header(self) -> str:
        """The first line; a column that is carried through under a name of ours gets `given_` before it."""
        return _line([*COLUMNS, *(f"given_{title}" if title in COLUMNS else title for title in self._further)])

    def line(self, row: Placement | Rejected) -> str:
        """The line of a piece of work, with its end."""
        further = dict(row.further)
        own = self._placed(row) if isinstance(row, Placement) else _rejected(row)
        return _line([*own, *(further.get(title, "") for title in self._further)])

    def _placed(self, row: Placement) -> list[str]:
        return [
            row.title,
            row.group,
            share_of(row),
            goes_to(row, self._titles),
            ahead_by(row).lstrip("+"),
            how_sure(row),
            self._titles[row.place] if row.place else "",
            self._titles[row.form] if row.form else "",
            "; ".join(out_with_why(row.out, self._titles)),
            row.next.label if row.next else "",
            row.next.who if row.next else "",
            str(len(row.open)),
            str(sum(asked.may_decide for asked in row.open)),
            row.file,
            "" if row.line is None else str(row.line),
            "",
        ]


def table_header(questions: Iterable[str]) -> str:
    """The first line of a table to be filled in: its columns are these questions, and what stands before them."""
    return _line([*OWN, *questions])


def _rejected(row: Rejected) -> list[str]:
    told = " ".join(finding.message for finding in row.findings)
    line = "" if row.line is None else str(row.line)
    return [*[""] * (len(COLUMNS) - 3), row.file, line, told]


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(map(_harmless, cells))
    return written.getvalue()


def _harmless(cell: str) -> str:
    """The cell as a spreadsheet shows it and does not run it: what it would take for a formula gets a ' before it."""
    shown = clean(cell)
    return f"'{shown}" if _RUNS.match(cell) and not _NUMBER.fullmatch(cell) else shown
