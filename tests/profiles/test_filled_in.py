"""Answers that come back on sheets: what they replace, what stays, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.profile import Activity, Profile, Said
from kpo_advisor.model.questions import Among
from kpo_advisor.profiles.filled_in import filled_in, left_out
from tests.small_rulebooks.every_kind import RULEBOOK

NARROWED = Among(("rules-only", "even-mix"))
WORK = Profile(
    "Intake",
    answers={"work_nature": NARROWED, "goals": None},
    notes={"goals": "asked in May"},
    weights={"nature": 2},
    activities=(Activity("Café", 2, {"on": "no"}), Activity("Rest", 1, {})),
)
SHEET = Profile("Intake", file="sponsor.yaml")


def after(*sheets: Profile) -> Profile:
    return filled_in(WORK, sheets, RULEBOOK)


def test_an_answer_takes_the_place_of_what_was_open_and_nothing_else_changes() -> None:
    sheet = replace(SHEET, answers={"goals": ("insight",)}, notes={"on": "in the plan"}, weights={"nature": 9})
    notes = {"goals": "asked in May", "on": "in the plan"}
    assert after(sheet) == replace(WORK, answers={**WORK.answers, "goals": ("insight",)}, notes=notes)


def test_not_knowing_is_noted_where_nothing_was_said_and_takes_no_answer_away() -> None:
    sheet = replace(SHEET, answers={"work_nature": None, "data_types": None})
    assert after(sheet).answers == {"work_nature": NARROWED, "goals": None, "data_types": None}


def test_answers_of_activities_go_where_the_title_looks_the_same() -> None:
    sheet = replace(SHEET, activities=(Activity("Cafe\u0301 ", 1, {"on": "2024"}), Activity("Rest", 1, {"on": None})))
    first, rest = after(sheet).activities
    assert (first.title, first.share, first.answers) == ("Café", 2, {"on": "2024"})
    assert rest.answers == {"on": None}


def test_all_that_does_not_fit_is_told_at_once() -> None:
    sheets = (
        replace(SHEET, file="a.yaml", answers={"goals": ("insight",), "on": "no"}),
        replace(SHEET, file="b.yaml", answers={"goals": ("quality",), "on": "2024"}),
        replace(SHEET, file="c.yaml", answers={"goals": None}, activities=(Activity("Rset", 1, {"on": "no"}),)),
    )
    with pytest.raises(KpoAdvisorError) as refused:
        after(*sheets)
    assert str(refused.value).splitlines() == [
        'c.yaml answers for "Rset", which the profile does not list. Did you mean "Rest"?',
        'a.yaml and b.yaml answer "goals" and "on" differently. Take one of them, or set them side by side with '
        "kpo-advisor panel.",
    ]


def test_two_sheets_that_say_the_same_or_of_which_one_does_not_know_agree() -> None:
    same = replace(SHEET, answers={"goals": ("insight",)})
    assert after(same, replace(SHEET, answers={"goals": None}), same) == after(same)


def test_an_activity_without_answers_need_not_be_listed() -> None:
    assert after(replace(SHEET, activities=(Activity("Another", 1, {}),))) == WORK


def test_who_gave_an_answer_is_kept_with_what_others_said_before() -> None:
    told = {"goals": (Said("sponsor", ("speed",)), Said("finance", ("unit-cost",)))}
    work = replace(WORK, said=told)
    activities = (Activity("Rest", 1, {"on": "no"}),)
    sheet = replace(SHEET, person="sponsor", date="2026-03-05", answers={"goals": ("insight",)}, activities=activities)
    filled = filled_in(work, [sheet], RULEBOOK)
    given = Said("sponsor", ("insight",), "2026-03-05")
    assert filled.said == {"goals": (Said("finance", ("unit-cost",)), given)}
    assert [activity.said for activity in filled.activities] == [{}, {"on": (Said("sponsor", "no", "2026-03-05"),)}]
    assert filled_in(filled, [sheet], RULEBOOK) == filled


def test_notes_stand_below_each_other_with_whose_they_are_each_once() -> None:
    sponsor = replace(SHEET, person="sponsor", notes={"goals": "in the plan", "on": "a guess"})
    finance = replace(SHEET, person="finance", notes={"on": "a guess", "goals": "see the budget"})
    noted = {"goals": "asked in May\nsponsor: in the plan\nfinance: see the budget", "on": "a guess"}
    assert after(sponsor, finance).notes == noted
    assert after(sponsor, finance, finance).notes == noted


def test_of_two_notes_where_none_stood_each_has_its_person() -> None:
    sponsor = replace(SHEET, person="sponsor", notes={"on": "in the plan"})
    finance = replace(SHEET, person="finance", notes={"on": "see the budget"})
    noted = "sponsor: in the plan\nfinance: see the budget"
    assert after(sponsor, finance).notes["on"] == noted
    assert filled_in(after(sponsor, finance), [finance, sponsor], RULEBOOK).notes["on"] == noted


def test_a_note_is_not_lost_in_the_end_of_another() -> None:
    assert after(replace(SHEET, notes={"goals": "May"})).notes["goals"] == "asked in May\nMay"


def test_what_goes_into_no_profile_is_told() -> None:
    told = (Activity("Rest", 1, {}, {"on": (Said("a", "no"),)}),)
    sheets = [
        replace(SHEET, weights={"nature": 9}),
        replace(SHEET, file="b.yaml", weights={"nature": 2}, activities=told),
    ]
    assert [*left_out(sheets)] == [
        "Left out is weights of sponsor.yaml and b.yaml: a sheet gives its own answers and notes alone.",
        "Left out is said of b.yaml: a sheet gives its own answers and notes alone.",
    ]
    assert [*left_out([replace(SHEET, answers={"on": "no"}, notes={"on": "a guess"})])] == []


def test_a_person_is_the_same_where_the_name_looks_the_same() -> None:
    work = replace(WORK, said={"goals": (Said("Andre\u0301", ("speed",)),)})
    sheet = replace(SHEET, person="Andr\u00e9", answers={"goals": ("insight",)})
    assert filled_in(work, [sheet], RULEBOOK).said == {"goals": (Said("Andr\u00e9", ("insight",)),)}
