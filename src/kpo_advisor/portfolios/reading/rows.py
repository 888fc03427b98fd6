"""Rows of a table in memory, such as a data frame: each as a profile, with cells as in a table in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.faults import Faults
from kpo_advisor.portfolios.reading.header import header_in_memory
from kpo_advisor.portfolios.reading.records import Record
from kpo_advisor.portfolios.reading.tables import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

ROW_NAME = "<row>"
"""How a row is called in findings, in place of a file."""


class RowReader:
    """Reads rows of a table that is in memory, a piece of work each; docs/portfolio.md says what a cell may hold.

    `titles` are those of the columns: what is called as a question is one, `title` is what the work is called, and no
    other column is looked at. `name` stands in findings where a file would. `warnings` are of columns that may be meant
    as questions. What is said of a row hangs on none that came before it. It can be pickled.
    Raises UnreadableInput with the faults of the titles.
    """

    def __init__(self, titles: Iterable[str], rulebook: Rulebook, *, name: str = ROW_NAME) -> None:
        header = header_in_memory(titles, name, rulebook)
        self.warnings: tuple[Finding, ...] = header.warnings
        self._table = TableReader(header, name, rulebook)

    def profile(self, cells: Sequence[str | None]) -> Profile:
        """The profile that a row holds, its cells in the order of the titles; one that is None is empty.

        Raises UnreadableInput with every fault; `path` in each says which column it is in, as in a profile.
        """
        faults = Faults()
        record = Record(None, "", tuple((cell or "").strip() for cell in cells))
        profile = self._table.profile(record, faults)
        faults.raise_if_any()
        assert profile is not None  # only faults keep a profile from being read
        return profile
