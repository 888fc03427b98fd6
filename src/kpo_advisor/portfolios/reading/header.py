"""The first line of a table: what parts its cells, and what each column holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding
from kpo_advisor.portable.limits import MAX_COLUMNS
from kpo_advisor.portable.most_faults import Kept
from kpo_advisor.portfolios.reading.records import Record, records
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.rulebook import Rulebook

TITLE, GROUP, SHARE = "title", "group", "share"
OWN = (TITLE, GROUP, SHARE)
"""Columns that are no questions; what they hold is told in docs/portfolio.md."""
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class TableHeader:
    """The columns of a table: `questions` by the place of each, by today's or an old id, and those of `OWN`.

    `further` are the others, with their titles. `has_old_ids`: some question is called as it is no more. `warnings` are
    of columns that may be meant as questions.
    """

    record: Record
    delimiter: str
    own: dict[str, int]
    questions: dict[int, str]
    further: dict[int, str]
    has_old_ids: bool
    warnings: tuple[Finding, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.record.cells)


def is_table(text: str, rulebook: Rulebook) -> bool:
    """Whether a first line looks like the header of a table: several columns, and one of them is known."""
    return any(len(cells) > 1 and _known(cells, rulebook) for cells in map(partial(_cells, text), DELIMITERS))


def header_of(line: int, text: str, file: str, rulebook: Rulebook) -> TableHeader:
    """The header that a line is, parted by whatever gives the most columns that are known.

    Raises UnreadableInput with its faults.
    """
    delimiter = max(DELIMITERS, key=lambda sign: _known(_cells(text, sign), rulebook))
    return _Columns(Record(line, text, _cells(text, delimiter)), delimiter, file, rulebook).header()


def header_in_memory(titles: Iterable[str], name: str, rulebook: Rulebook) -> TableHeader:
    """The header that the titles of columns make, of a table that stands in no file.

    Raises UnreadableInput with its faults.
    """
    cells = tuple(title.strip() for title in titles)
    return _Columns(Record(None, "", cells), DELIMITERS[0], name, rulebook).header()


def _cells(text: str, delimiter: str) -> tuple[str, ...]:
    read = next(records([(1, text)], "", delimiter), None)
    return read.cells if isinstance(read, Record) else ()


def _known(cells: tuple[str, ...], rulebook: Rulebook) -> int:
    ids = _ids(rulebook)
    return sum(cell.casefold() in ids for cell in cells)


def _ids(rulebook: Rulebook) -> set[str]:
    return {*OWN, *rulebook.questions, *rulebook.old_ids.successors, *rulebook.old_ids.retired}


class _Columns:
    """Takes the columns of a header one after another."""

    def __init__(self, record: Record, delimiter: str, file: str, rulebook: Rulebook) -> None:
        self.record = record
        self.delimiter = delimiter
        self.file = file
        self.rulebook = rulebook
        self.ids = _ids(rulebook)
        self.faults = Kept()
        self.warnings = Kept()

    def header(self) -> TableHeader:
        if len(self.record.cells) > MAX_COLUMNS:
            message = f"A table has at most {MAX_COLUMNS:,} columns, found {len(self.record.cells):,}."
            self._note(self.faults, 0, "too-many-columns", Severity.ERROR, message)
            self.faults.raise_if_any()
        own: dict[str, int] = {}
        questions: dict[int, str] = {}
        further: dict[int, str] = {}
        for at, title in enumerate(self.record.cells):
            id = title.casefold()
            if id in OWN and id not in own:
                own[id] = at
            elif id in self.ids and id not in OWN and id not in questions.values():
                questions[at] = id
            elif id in self.ids or title in further.values():
                message = f"The column {quoted(title)} is here twice."
                self._note(self.faults, at, "duplicate-column", Severity.ERROR, message, "Keep one of them.")
            elif title:
                further[at] = title
                self._warn_if_near(at, title)
        if not questions and not own:
            message = "No column is called as a question is; the first line of a table names its columns."
            hint = "kpo-advisor questions --format csv writes that line."
            self._note(self.faults, 0, "no-columns", Severity.ERROR, message, hint)
        self.faults.raise_if_any()
        has_old_ids = any(id not in self.rulebook.questions for id in questions.values())
        held = (own, questions, further, has_old_ids, tuple(self.warnings.told()))
        return TableHeader(self.record, self.delimiter, *held)

    def _warn_if_near(self, at: int, title: str) -> None:
        """Say of a column that is called almost as a question is that its cells are carried through unread."""
        hint = did_you_mean(title.casefold(), [*OWN, *self.rulebook.questions])
        if hint is not None:
            message = f"The column {quoted(title)} is no question, and is carried through as it is."
            self._note(self.warnings, at, "further-column", Severity.WARNING, message, hint)

    def _note(self, among: Kept, at: int, slug: str, severity: Severity, message: str, hint: str | None = None) -> None:
        among.keep(Finding(slug, severity, self.file, self.record.span(at, self.delimiter), message, hint))
