"""A portfolio as JSON Lines: an object a piece of work, and one with its faults for each that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.finding import FaultGiven
from kpo_advisor.portable.emit import json_number
from kpo_advisor.portfolios.placement import SCHEMA, Placement, UnreadWork
from kpo_advisor.reports.formats.to_json import fields_of, written

if TYPE_CHECKING:
    from kpo_advisor.portfolios.work import Rejected


def json_line(row: Placement | Rejected) -> str:
    """The line of a piece of work, with its end."""
    if isinstance(row, Placement):
        found = {**fields_of(row), "share": json_number(row.share)}
    else:
        told = sorted(row.findings, key=lambda finding: finding.place)
        found = fields_of(UnreadWork(SCHEMA, row.file, row.line, tuple(map(FaultGiven.of, told)), dict(row.further)))
    return f"{written(found, None)}\n"
