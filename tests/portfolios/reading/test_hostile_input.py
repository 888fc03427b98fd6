"""Whatever stands in a table or in JSON Lines: each record is read or told with its place, and nothing is raised."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.portable.limits import MAX_BYTES
from kpo_advisor.portfolios.reading import records as record_reader
from kpo_advisor.portfolios.reading.json_lines import works_in_lines
from kpo_advisor.portfolios.reading.lines import numbered
from kpo_advisor.portfolios.reading.records import MOST_LINES
from kpo_advisor.portfolios.reading.sources import works_in
from kpo_advisor.portfolios.reading.tables import works_in_table
from kpo_advisor.portfolios.work import Rejected, Work
from tests.portfolios.reading.tables import faults, read
from tests.small_rulebooks.every_kind import RULEBOOK

HEAD = b"title,share,work_nature,goals,team_size\n"
SIGNS = ('"', '""', ",", ";", "\t", "\n", "\r", "|", "?", "..", "\0", "=", "a", "1", "ä")
PIECES = [b"\xff", *(sign.encode() for sign in SIGNS)]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join) | st.binary(max_size=80))
def test_any_bytes_below_a_header_are_read_or_told(body: bytes) -> None:
    found = list(works_in_table(numbered(io.BytesIO(HEAD + body), "t.csv"), "t.csv", RULEBOOK))
    lines = [row.line or 0 for row in found]
    assert all(first < second for first, second in pairwise(lines))
    assert all(isinstance(row, Work) or (row.findings and row.findings[0].span) for row in found)


@given(st.lists(st.sampled_from([*map(str.encode, '{}[:,1"\n'), b'"a"', b"\xff"]), max_size=60).map(b"".join))
def test_any_bytes_as_json_lines_are_read_or_told(body: bytes) -> None:
    for row in works_in_lines(numbered(io.BytesIO(b"1\n" + body), "t.jsonl"), "t.jsonl", RULEBOOK):
        assert isinstance(row, Work) or row.findings


def test_a_quote_that_is_never_closed_costs_its_own_line_alone() -> None:
    body = '"open,rules-only\n' + "after,rules-only\n" * (MOST_LINES + 5)
    found = read(f"title,work_nature\n{body}", RULEBOOK)
    assert [row.line for row in found if isinstance(row, Rejected)] == [2]
    assert len(found) == MOST_LINES + 6


def test_of_very_many_lines_that_each_leave_a_quote_open_each_is_told_and_read_once_a_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read from its beginning with each line that is added, a record would be read two hundred times."""
    lines, seen = 3 * MOST_LINES, list[int]()

    def counted(text: str, newline: str) -> io.StringIO:
        seen.append(len(text))
        return io.StringIO(text, newline=newline)

    body = 'x",y,"\n' * lines
    monkeypatch.setattr(record_reader, "io", SimpleNamespace(StringIO=counted))
    told = faults(f"title,work_nature\n{body}", RULEBOOK)
    assert len(told) == lines
    assert all("A quote that opens here is never closed." in fault for fault in told)
    assert sum(seen) < 2 * MOST_LINES * len(body)


def test_a_cell_of_very_many_characters_is_told() -> None:
    (told,) = faults(f'title,work_nature\n"{"x" * 200_000}",rules-only\n', RULEBOOK)
    assert told.startswith("table.csv:2:1: A cell holds more than 131,072 characters.")


def test_a_line_that_is_too_long_is_told_and_the_next_one_is_read() -> None:
    table = f"title,work_nature\n{'x' * (MAX_BYTES + 9)},rules-only\nafter,rules-only\n"
    (told,) = faults(table, RULEBOOK)
    assert told == "table.csv:2:1: This line is longer than 4 MiB, the most that is read. [too-large]"
    assert [row.line for row in read(table, RULEBOOK)] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_table_in_another_encoding_is_refused_as_a_whole(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("title,work_nature\na,rules-only\n".encode(encoding))
    (found,) = works_in([str(file)], RULEBOOK)
    assert isinstance(found, Rejected)
    assert "Save it as UTF-8." in found.findings[0].one_line()


def test_a_header_of_very_many_columns_is_refused_at_once_and_one_of_a_hundred_faults_told_in_part() -> None:
    (told,) = faults("title;" * 500_000 + "\n", RULEBOOK)
    assert told == "table.csv:1:1: A table has at most 2,000 columns, found 500,001. [too-many-columns]"
    told_in_part = faults("title" + ";title" * 1999 + "\n", RULEBOOK)
    assert len(told_in_part) == 101
    assert told_in_part[0] == 'table.csv:1:7: The column "title" is here twice. Keep one of them. [duplicate-column]'
    assert told_in_part[-1].endswith("There are 1899 more faults here; 100 are shown. [too-many-faults]")


def test_a_record_of_very_many_cells_is_told_at_once() -> None:
    (told,) = faults("title,work_nature\nInvoices,rules-only" + ",x" * 500_000, RULEBOOK)
    assert told.startswith("table.csv:2:21: This record has 500002 cells, the header 2.")
