"""A table, a line a piece of work: its columns are the questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.files.text_file import TextFile
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Entry, Scalar, Table
from kpo_advisor.portfolios.reading.cells import cell_node
from kpo_advisor.portfolios.reading.header import GROUP, SHARE, TITLE, TableHeader, header_of
from kpo_advisor.portfolios.reading.records import Record, records
from kpo_advisor.portfolios.reading.shares import share_in
from kpo_advisor.portfolios.work import Rejected, Work
from kpo_advisor.profiles.answers import read_answer
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.fields import TITLE_MAX
from kpo_advisor.profiles.profile import UNTITLED, read_profile
from kpo_advisor.profiles.settings import number_node
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.portfolios.reading.lines import Numbered

MOST_KEPT = 10_000
"""Cells whose answers are kept: most say what another has said."""


def works_in_table(lines: Iterator[Numbered], file: str, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    """The pieces of work of a table, whose first line names its columns. A bad one does not stop the others."""
    number, first = next(lines, (1, ""))
    if not isinstance(first, str):
        yield Rejected(file, number, first)
        return
    try:
        header = header_of(number, first, file, rulebook)
    except UnreadableInput as error:
        yield Rejected(file, number, error.findings)
        return
    table = TableReader(header, file, rulebook)
    for record in records(lines, file, header.delimiter):
        yield table.work(record) if isinstance(record, Record) else Rejected(file, *record)


class TableReader:
    """Reads the records of one table, in a file or in memory.

    A cell that says what another of its column has said is not read again. Where one is no answer, or an old one, the
    record is read as a profile in a file would be, with the place of each cell.
    """

    def __init__(self, header: TableHeader, file: str, rulebook: Rulebook) -> None:
        self._header = header
        self._file = file
        self._rulebook = rulebook
        self._known: dict[tuple[str, str], Answer] = {}

    def work(self, record: Record) -> Work | Rejected:
        """The piece of work that a record tells of."""
        faults = Faults()
        self._check_width(record, faults)
        share = self._share(record, faults)
        profile = self._told_before(record) or self._as_profile(record, faults)
        further = tuple((title, _cell(record, at)) for at, title in self._header.further.items())
        if faults.count or profile is None:
            return Rejected(self._file, record.line, tuple(faults.told()), further)
        told = (self._own(record, GROUP), share, further, (*self._header.warnings, *profile.outdated))
        return Work(self._file, record.line, profile, *told)

    def profile(self, record: Record, faults: Faults) -> Profile | None:
        """The answers of a record; None where something keeps them from being read."""
        self._check_width(record, faults)
        return self._told_before(record) or self._as_profile(record, faults)

    def _check_width(self, record: Record, faults: Faults) -> None:
        beyond = [at for at in range(self._header.width, len(record.cells)) if record.cells[at]]
        if beyond:
            message = f"This record has {counted(len(record.cells), 'cell')}, the header {self._header.width}."
            hint = "Put a cell in quotes that holds what parts cells."
            place = record.span(beyond[0], self._header.delimiter)
            faults.take([Finding("too-many-cells", Severity.ERROR, self._file, place, message, hint)])

    def _own(self, record: Record, column: str) -> str:
        at = self._header.own.get(column)
        return "" if at is None else _cell(record, at)

    def _share(self, record: Record, faults: Faults) -> Fraction:
        told = self._own(record, SHARE)
        place = record.span(self._header.own[SHARE], self._header.delimiter) if told else None
        return share_in(number_node(told, place) if told else None, Reporter(self._file, faults))

    def _title(self, record: Record) -> str:
        return self._own(record, TITLE) or (UNTITLED if record.line is None else f"Line {record.line}")

    def _told_before(self, record: Record) -> Profile | None:
        """The profile, if every cell is an answer by today's ids."""
        title = self._title(record)
        if self._header.has_old_ids or len(title) > TITLE_MAX:
            return None
        answers: dict[str, Answer] = {}
        for at, id in self._header.questions.items():
            text = _cell(record, at)
            if not text:
                continue
            if (id, text) not in self._known and not self._learns(id, text):
                return None
            answers[id] = self._known[id, text]
        in_order = {id: answers[id] for id in self._rulebook.questions if id in answers}
        return Profile(title, in_order, file=self._file)

    def _learns(self, id: str, text: str) -> bool:
        """Whether a cell is an answer, which is kept then."""
        faults, question = Faults(), self._rulebook.questions[id]
        answer = read_answer(question, cell_node(question.kind, text, None), Reporter(self._file, faults))
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        if not faults.count:
            self._known[id, text] = answer
        return not faults.count

    def _as_profile(self, record: Record, faults: Faults) -> Profile | None:
        entries = [self._entry(TITLE, _text(self._title(record), record, self._header.own.get(TITLE, 0), self._header))]
        answers = []
        for at, id in self._header.questions.items():
            text = _cell(record, at)
            if text:
                key = Scalar(self._header.record.span(at, self._header.delimiter), ("answers", id), id, id, None)
                node = cell_node(self._kind(id), text, record.span(at, self._header.delimiter), key.path)
                answers.append(Entry(key, node))
        entries.append(self._entry("answers", Table(None, ("answers",), tuple(answers))))
        document = TextFile(self._file, b"", Table(None, (), tuple(entries)))
        return read_profile(document, self._rulebook, faults)

    def _kind(self, id: str) -> Kind:
        """The kind of a question; an old one that is no more is read as one that takes several ticks."""
        question = self._rulebook.questions.get(self._rulebook.old_ids.renamed.get(id, id))
        return Kind.MULTI if question is None else question.kind

    def _entry(self, key: str, node: Node) -> Entry:
        return Entry(Scalar(None, (key,), key, key, None), node)


def _text(text: str, record: Record, at: int, header: TableHeader) -> Scalar:
    return Scalar(record.span(at, header.delimiter), (TITLE,), text, text, None)


def _cell(record: Record, at: int) -> str:
    return record.cells[at] if at < len(record.cells) else ""
