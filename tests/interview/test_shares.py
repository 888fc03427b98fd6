"""Shares of parts as they are typed, and what they come to together."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.interview import moves
from kpo_advisor.interview.dialogues.add_activity import add_activity
from kpo_advisor.interview.dialogues.talk import Talk
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import Interview
from kpo_advisor.interview.typed.line import Refused
from kpo_advisor.interview.typed.shares import in_whole_numbers, parts_of_whole, share_in_words, share_typed
from kpo_advisor.model.profile import Activity, Profile
from tests.interview.paper import Paper
from tests.small_rulebooks import every_kind

BEGUN = moves.titled(moves.begin(Options(every_kind.RULEBOOK)), "Some work")


def named(interview: Interview, *lines: str) -> Interview:
    """The interview after a part was named, with these lines typed."""
    return add_activity(interview, lines[0], Talk(Paper(list(lines[1:]))))


def shares(interview: Interview) -> dict[str, int]:
    return {part.title: part.share for part in interview.parts}


@pytest.mark.parametrize(
    ("line", "share"),
    [
        ("60%", Fraction(3, 5)),
        ("60 percent", Fraction(3, 5)),
        ("12.5 %", Fraction(1, 8)),
        ("3/5", Fraction(3, 5)),
        ("3 of 5", Fraction(3, 5)),
        ("0.6", Fraction(3, 5)),
        ("0,6", Fraction(3, 5)),
        (".25", Fraction(1, 4)),
        ("a third", Fraction(1, 3)),
        ("half", Fraction(1, 2)),
        ("11", 11),
        ("1000000", 1_000_000),
    ],
)
def test_a_share_is_a_part_of_the_whole_or_a_whole_number(line: str, share: Fraction | int) -> None:
    assert share_typed(line) == share


@pytest.mark.parametrize(
    "line",
    ["", "0", "-1", "0%", "100%", "120%", "5/5", "3/0", "1.5", "1000001", "lots", "1/7000003", "²", "1/1000001"],
)
def test_what_is_no_share_is_explained(line: str) -> None:
    assert isinstance(share_typed(line), Refused)


@given(st.integers(1, 999), st.integers(2, 1000))
def test_a_share_is_read_as_it_is_shown(over: int, under: int) -> None:
    part = Fraction(over, over + under)
    assert share_typed(share_in_words(part).replace("%", " %")) == part


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6))
def test_in_whole_numbers_parts_keep_their_proportions(sizes: list[int]) -> None:
    parts = [Fraction(size, sum(sizes)) for size in sizes]
    whole = in_whole_numbers(parts)
    assert whole is not None
    assert [Fraction(number, sum(whole)) for number in whole] == parts


def test_the_rest_is_offered_and_shares_in_percent_are_kept_so() -> None:
    assert shares(named(BEGUN, "Expert", "60%", "", "")) == {"Expert": 60, "The rest": 40}
    assert shares(named(BEGUN, "Expert", "1/3", "", "")) == {"Expert": 1, "The rest": 2}
    assert shares(named(BEGUN, "Expert", "", "", "")) == {"Expert": 50, "The rest": 50}
    assert shares(named(BEGUN, "The rest", "60%", "", "")) == {"The rest": 60, "What is left": 40}


def test_whole_numbers_stay_as_they_are_and_what_is_missing_to_a_hundred_is_offered() -> None:
    assert shares(named(BEGUN, "Year end", "2", "Monthly", "22", "")) == {"Year end": 2, "Monthly": 22}
    assert shares(named(BEGUN, "Expert", "60", "", "", "")) == {"Expert": 60, "The rest": 40}
    assert shares(named(BEGUN, "Year end", "200", "Monthly", "", "22")) == {"Year end": 200, "Monthly": 22}
    assert shares(named(BEGUN, "Year end", "2", "", "75%")) == {"Year end": 25, "The rest": 75}


def test_a_part_of_the_whole_and_the_rest_that_do_not_make_the_whole_are_asked_again() -> None:
    assert shares(named(BEGUN, "Expert", "60%", "", "30%", "40")) == {"Expert": 60, "The rest": 40}
    assert shares(named(BEGUN, "Expert", "60%", "", "30%", "b", "b", "70%", "", "30%")) == {
        "Expert": 70,
        "The rest": 30,
    }


def test_a_further_part_is_taken_out_of_one_part_or_of_all() -> None:
    two = named(BEGUN, "Expert", "60%", "", "")
    assert shares(named(two, "Audits", "10%", "rest")) == {"Expert": 60, "The rest": 30, "Audits": 10}
    assert shares(named(two, "Audits", "10%", "")) == {"Expert": 50, "The rest": 40, "Audits": 10}
    assert shares(named(two, "Audits", "10%", "all")) == {"Expert": 54, "The rest": 36, "Audits": 10}
    assert shares(named(two, "Audits", "40%", "2", "1")) == {"Expert": 20, "The rest": 40, "Audits": 40}
    assert shares(named(two, "Audits", "", "all")) == {"Expert": 6, "The rest": 4, "Audits": 5}
    assert shares(named(two, "Audits", "25")) == {"Expert": 60, "The rest": 40, "Audits": 25}


@given(
    st.lists(st.integers(1, 999), min_size=2, max_size=5),
    st.fractions(Fraction(1, 99), Fraction(98, 99), max_denominator=99),
)
def test_a_part_has_the_share_that_was_given_and_the_whole_stays_the_whole(before: list[int], part: Fraction) -> None:
    parts = tuple(Activity(f"Part {at}.", share, {}) for at, share in enumerate(before))
    work = moves.begin(Options(every_kind.RULEBOOK), Profile("Some work", activities=parts))
    after = named(work, "Audits", str(part), "all")
    of = parts_of_whole(after.parts)
    assert (of[-1], sum(of)) == (part, 1)
    assert [each / (1 - part) for each in of[:-1]] == parts_of_whole(parts)
