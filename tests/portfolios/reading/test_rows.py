"""Rows of a table in memory: they are read as those of a file are, and what is wrong with one is told by its column."""

from __future__ import annotations

import csv
import pickle
from fractions import Fraction

import pytest

from kpo_advisor import RowReader, UnreadableInput
from kpo_advisor.model.questions import Among, Between, PerhapsTicked
from tests.docs.outputs import ROOT
from tests.packaged import rulebook
from tests.portfolios.reading.tables import works

TITLES = ["ref", "title", "work_nature", "goals", "people_needed"]


def answers(*cells: str | None) -> dict[str, object]:
    return dict(RowReader(TITLES, rulebook()).profile(cells).answers)


def test_each_row_of_the_example_is_read_as_the_line_of_the_file_is() -> None:
    text = (ROOT / "examples" / "portfolio.csv").read_text(encoding="utf-8")
    titles, *rows = csv.reader(text.splitlines())
    reader = RowReader(titles, rulebook())
    found = [reader.profile(row) for row in rows]
    expected = [work.profile for work in works(text, rulebook())]
    assert [(profile.title, profile.answers) for profile in found] == [
        (profile.title, profile.answers) for profile in expected
    ]
    assert len(found) == 12


def test_cells_may_be_open_in_part_and_empty_ones_were_not_asked() -> None:
    assert answers("A-1", "Invoices", "rules-only|mostly-rules", "quality;unit-cost?", "2..5") == {
        "work_nature": Among(("rules-only", "mostly-rules")),
        "goals": PerhapsTicked(("quality",), ("unit-cost",)),
        "people_needed": Between(Fraction(2), Fraction(5)),
    }
    assert answers("A-1", "Invoices", " ", None, "9.0") == {"people_needed": 9}
    assert answers("A-1", None, "unknown") == {"work_nature": None}


def test_a_row_without_a_title_is_untitled() -> None:
    reader = RowReader(["work_nature"], rulebook())
    assert reader.profile(["rules-only"]).title == "untitled"


def test_all_faults_of_a_row_are_told_each_with_its_column() -> None:
    with pytest.raises(UnreadableInput) as raised:
        answers("A-1", "Invoices", "rulesonly", "quality;unit-cosst?", "2..many", "over")
    assert {(finding.slug, finding.path) for finding in raised.value.findings} == {
        ("unknown-choice", ("answers", "work_nature")),
        ("unknown-choice", ("answers", "goals")),
        ("not-a-number", ("answers", "people_needed")),
        ("too-many-cells", ()),
    }
    assert all((finding.file, finding.span) == ("<row>", None) for finding in raised.value.findings)


def test_a_row_that_cannot_be_read_changes_nothing_of_the_next() -> None:
    reader = RowReader(TITLES, rulebook(), name="works")
    with pytest.raises(UnreadableInput, match=r"^works: At answers\.work_nature: "):
        reader.profile(["A-1", "Invoices", "rulesonly"])
    assert reader.profile(["A-1", "Invoices", "rules-only"]).answers == {"work_nature": "rules-only"}


def test_titles_that_name_no_question_are_refused_and_one_that_is_almost_a_question_is_warned_of() -> None:
    with pytest.raises(UnreadableInput, match=r"\[no-columns\]"):
        RowReader(["ref", "cost"], rulebook())
    with pytest.raises(UnreadableInput, match=r"\[duplicate-column\]"):
        RowReader(["goals", "goals"], rulebook())
    (warning,) = RowReader(["title", "work_natur"], rulebook()).warnings
    assert (warning.slug, warning.hint) == ("further-column", 'Did you mean "work_nature"?')


def test_a_reader_that_was_sent_to_another_process_reads_the_same() -> None:
    reader = RowReader(TITLES, rulebook())
    row = ["A-1", "Invoices", "rules-only", "quality", "3"]
    found = reader.profile(row)
    assert pickle.loads(pickle.dumps(reader)).profile(row) == found
