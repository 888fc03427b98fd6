"""Reading a table that stands in a test."""

from __future__ import annotations

import io

from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.portfolios.reading.lines import numbered
from kpo_advisor.portfolios.reading.tables import works_in_table
from kpo_advisor.portfolios.work import Rejected, Work


def read(text: str | bytes, rulebook: Rulebook) -> list[Work | Rejected]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(works_in_table(numbered(io.BytesIO(data), "table.csv"), "table.csv", rulebook))


def works(text: str | bytes, rulebook: Rulebook) -> list[Work]:
    found = read(text, rulebook)
    assert [row for row in found if isinstance(row, Rejected)] == []
    return [row for row in found if isinstance(row, Work)]


def faults(text: str | bytes, rulebook: Rulebook) -> list[str]:
    """The faults of all records, each with its place."""
    rejected = [row for row in read(text, rulebook) if isinstance(row, Rejected)]
    return [finding.one_line() for row in rejected for finding in row.findings]
