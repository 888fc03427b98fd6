"""A portfolio as JSON Lines: an object a piece of work, and one with its faults for each that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.finding import Unread
from kpo_advisor.portable.emit import json_number
from kpo_advisor.portfolios.placement import SCHEMA, Placement
from kpo_advisor.reports.formats.to_json import fields_of, written

if TYPE_CHECKING:
    from kpo_advisor.portfolios.work import Rejected


def json_line(row: Placement | Rejected) -> str:
    """The line of a piece of work, with its end."""
    if isinstance(row, Placement):
        found = {**fields_of(row), "share": json_number(row.share)}
    else:
        unread = Unread.of(SCHEMA, row.file, row.findings)
        found = {**fields_of(unread), "line": row.line, "further": dict(row.further)}
    return f"{written(found, None)}\n"
