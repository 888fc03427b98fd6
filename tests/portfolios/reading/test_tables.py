"""Tables: what a cell says, how columns are told apart, and what is said of records that cannot be read."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.model.questions import Among, Between, PerhapsTicked
from kpo_advisor.portable.emit import number
from tests.portfolios.reading.tables import faults, read, works
from tests.profiles.random_profiles import answers, texts
from tests.small_rulebooks.every_kind import RULEBOOK

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer

KEEPS = {"work_nature": "rules-only", "goals": ("unit-cost", "speed")}


def cell(answer: Answer) -> str:
    """How a table has an answer, by docs/portfolio.md."""
    match answer:
        case None:
            return "unknown"
        case Fraction():
            return number(answer)
        case tuple():
            return ";".join(answer)
        case Among(choices):
            return "|".join(choices)
        case Between(low, high):
            return f"{number(low)}..{number(high)}"
        case PerhapsTicked((), perhaps):
            return "|".join(perhaps)
        case PerhapsTicked(ticked, perhaps):
            return ";".join([*ticked, *(f"{choice}?" for choice in perhaps)])
    return str(answer)


@given(title=texts(40), given=answers(), delimiter=st.sampled_from(",;\t"))
def test_what_is_written_as_a_record_is_read_as_the_same_profile(
    title: str, given: dict[str, Answer], delimiter: str
) -> None:
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter)
    table.writerow(["title", *RULEBOOK.questions])
    table.writerow([title, *(cell(given[id]) if id in given else "" for id in RULEBOOK.questions)])
    (found,) = works(written.getvalue().encode("utf-8", "replace"), RULEBOOK)
    assert found.profile.answers == given


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_what_parts_the_cells_is_told_from_the_header(delimiter: str) -> None:
    text = 'title|work_nature|goals\nInvoices|rules-only|"unit-cost;speed"\n'.replace("|", delimiter)
    (found,) = works(text, RULEBOOK)
    assert (found.profile.title, found.profile.answers) == ("Invoices", KEEPS)


def test_group_and_share_stand_beside_the_answers_and_other_columns_are_carried_through() -> None:
    text = "Ref,Title,GROUP,Share,work_nature\nA-1,Invoices,Finance,120.5,rules-only\n"
    (found,) = works(text, RULEBOOK)
    assert (found.group, found.share, found.further) == ("Finance", Fraction("120.5"), (("Ref", "A-1"),))
    assert (found.file, found.line) == ("table.csv", 2)


def test_an_empty_cell_was_not_asked_and_unknown_was() -> None:
    (found,) = works("title,work_nature,goals\nInvoices,,unknown\n", RULEBOOK)
    assert found.profile.answers == {"goals": None}


def test_a_piece_without_a_title_is_called_by_its_line_and_counts_1_without_a_share() -> None:
    (found,) = works("title,share,work_nature\n\n,,rules-only\n", RULEBOOK)
    assert (found.profile.title, found.share) == ("Line 3", Fraction(1))


def test_a_cell_in_quotes_may_hold_what_parts_cells_and_line_ends() -> None:
    text = 'title,work_nature\n"Invoices, all\nof them",rules-only\nMore,even-mix\n'
    assert [(row.line, row.profile.title) for row in works(text, RULEBOOK)] == [
        (2, "Invoices, all\nof them"),
        (4, "More"),
    ]


def test_a_byte_order_mark_and_the_line_ends_of_windows_change_nothing() -> None:
    (found,) = works(b"\xef\xbb\xbftitle,work_nature\r\nInvoices,rules-only\r\n", RULEBOOK)
    assert found.profile.answers == {"work_nature": "rules-only"}


BAD = [
    ("Invoices,rulesonly", "2:10: ", "Did you mean", "unknown-choice"),
    ('Invoices,rules-only,"unit-cost;insigth"', "2:21: ", 'Did you mean "insight"', "unknown-choice"),
    ("Invoices,rules-only,speed,x", "2:27: ", "has 4 cells, the header 3", "too-many-cells"),
    ('"Invoices,rules-only,speed', "2:1: ", "never closed", "syntax"),
    ('"Invoices"x,rules-only,speed', "2:1: ", "behind the closing quote", "syntax"),
    (f"{'x' * 161},rules-only,speed", "2:1: ", "at most 160 characters", "too-long"),
    ("Invoices,rules-only|nothing,speed", "2:10: ", '"nothing" is no choice', "unknown-choice"),
]


@pytest.mark.parametrize(("record", "place", "message", "slug"), BAD, ids=[record[:20] for record, *_ in BAD])
def test_a_bad_record_is_told_with_the_place_of_its_cell_and_the_others_are_read(
    record: str, place: str, message: str, slug: str
) -> None:
    text = f"title,work_nature,goals\n{record}\nAfter,even-mix,speed\n"
    (told,) = faults(text, RULEBOOK)
    assert told.startswith(f"table.csv:{place}")
    assert message in told
    assert told.endswith(f"[{slug}]")
    assert [row.line for row in read(text, RULEBOOK)] == [2, 3]


@pytest.mark.parametrize("share", ["-1", "0", "many", "1,5", "1e99"])
def test_a_share_is_a_number_above_0(share: str) -> None:
    (told,) = faults(f'title,share,work_nature\nInvoices,"{share}",even-mix\n', RULEBOOK)
    assert told.startswith("table.csv:2:10: The share is a number above 0")


def test_a_record_that_is_no_utf8_is_told_and_the_others_are_read() -> None:
    text = b"title,work_nature\nB\xfcro,rules-only\nAfter,even-mix\n"
    assert [told[:40] for told in faults(text, RULEBOOK)] == ["table.csv:2:2: The file is not in UTF-8:"]
    assert len(read(text, RULEBOOK)) == 2


def test_several_faults_of_a_record_are_told_at_once() -> None:
    told = faults("title,work_nature,share\nInvoices,nothing,none,more\n", RULEBOOK)
    assert [fault.rsplit("[", 1)[1] for fault in told] == ["too-many-cells]", "not-a-share]", "unknown-choice]"]


def test_a_column_that_is_there_twice_stops_the_table() -> None:
    assert faults("title,work_nature,Work_Nature\nInvoices,rules-only,even-mix\n", RULEBOOK) == [
        'table.csv:1:19: The column "Work_Nature" is here twice. Keep one of them. [duplicate-column]'
    ]


def test_a_table_without_any_column_that_is_known_says_where_to_get_its_header() -> None:
    (told,) = faults("name,amount\nInvoices,3\n", RULEBOOK)
    assert told.startswith("table.csv:1:1: No column is called as a question is")
    assert "questions --format csv" in told


def test_a_column_that_is_called_almost_as_a_question_is_warned_of_and_carried_through() -> None:
    (found,) = works("title,work_natur\nInvoices,rules-only\n", RULEBOOK)
    assert [warning.one_line() for warning in found.warnings] == [
        'table.csv:1:7: The column "work_natur" is no question, and is carried through as it is. '
        'Did you mean "work_nature"? [further-column]'
    ]
    assert found.further == (("work_natur", "rules-only"),)
