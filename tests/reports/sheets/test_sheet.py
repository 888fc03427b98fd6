"""A sheet asks one person what they know of what is open, and says what the answers may change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.reports.sheets.effects import completes, may_change
from kpo_advisor.reports.sheets.sheet import blank_sheet, person_called, sheet_of, who_answers
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.reports.given import recommendation, rulebook
from tests.reports.sheets.given import profile, sheet


def test_a_sheet_asks_what_is_open_and_this_person_knows() -> None:
    assert [asked.question.id for asked in sheet("part-known", "head-of-housekeeping").asked] == ["kinds", "parts"]
    assert [asked.question.id for asked in sheet("part-known", "tailor").asked] == ["kinds"]
    assert [asked.question.id for asked in sheet("part-known", "counsel").asked] == ["consent"], "permit is answered"
    assert sheet("nothing-left", "counsel").asked == ()


def test_without_a_profile_all_is_asked_that_the_person_knows_and_nothing_is_said_of_effects() -> None:
    blank = blank_sheet(person_called("counsel", rulebook()), rulebook())
    assert [asked.question.id for asked in blank.deciding] == ["permit", "consent"]
    assert {asked.may_change for asked in blank.asked} == {""}
    assert (blank.title, blank.heading) == (None, "Questions for counsel")


def test_what_was_asked_before_is_told_apart_from_what_was_not() -> None:
    kinds, parts = sheet("part-known", "head-of-housekeeping").asked
    assert (kinds.is_unknown, parts.is_unknown) == (True, False)


def test_of_activities_a_question_is_asked_where_its_answer_is_open() -> None:
    places = [(asked.question.id, asked.activity) for asked in sheet("in-two-parts", "counsel").asked]
    assert places == [("permit", "Staff uniforms"), ("consent", None)]
    assert sheet("in-two-parts", "counsel").activities == (("Bed linen | towels", 3), ("Staff uniforms", 1))


def test_a_question_that_some_activities_answer_by_themselves_is_asked_for_the_others() -> None:
    given = Profile("Hotel", activities=(Activity("Linen", 1, {"dirt": "heavy"}), Activity("Uniforms", 1, {})))
    person = person_called("head-of-housekeeping", rulebook())
    asked = sheet_of(person, recommend(given, rulebook()), given, rulebook()).asked
    assert [(one.activity, one.for_others) for one in asked if one.question.id == "dirt"] == [(None, True)]


def test_what_comes_first_is_told_with_what_may_come_in_its_place_and_what_is_barred() -> None:
    given = recommendation("part-known")
    assert may_change(given, rulebook(), "consent") == (
        "Depending on the answer, A laundry or Both may come first in place of Your own staff; "
        "what stands against A laundry may be lifted."
    )
    assert may_change(given, rulebook(), "kinds") == "Together with other answers it may change what comes first."
    assert may_change(given, rulebook(), "own_machines") == (
        "Depending on the answer, nothing may be left to come first; Your own staff may be ruled out."
    )


def test_what_cannot_change_the_first_place_is_asked_only_for_what_else_depends_on_it() -> None:
    counsel = sheet("in-two-parts", "counsel")
    assert counsel.deciding == ()
    assert [asked.may_change for asked in counsel.completing] == [
        "It cannot change what comes first for the whole, but A laundry may be ruled out.",
        "It cannot change what comes first for the whole, but what must be in place or how to go about it may depend "
        "on it.",
    ]


def test_a_tie_may_be_settled() -> None:
    given = recommendation("part-known")
    tied = replace(given, recommended=None, first=("laundry", "own"), conditions=())
    rows = tuple(
        replace(row, turns=tuple(replace(turn, first=("own",)) for turn in row.turns)) for row in tied.open_questions
    )
    said = may_change(replace(tied, open_questions=rows, checks=()), rulebook(), "consent")
    assert said == "The answer may settle which of A laundry and Your own staff comes first."


def test_no_open_question_that_a_sheet_leaves_out_can_change_the_first_place() -> None:
    for name in ("part-known", "in-two-parts"):
        given = recommendation(name)
        asked = {one.question.id for person in who_answers(rulebook()) for one in sheet(name, person.id).asked}
        for row in given.open_questions:
            if row.question not in asked:
                assert not row.can_change_first
                assert not completes(given, rulebook(), row.question)


def test_people_are_found_by_id_and_by_label_and_mistakes_are_told() -> None:
    packaged = load_rulebook()
    assert person_called("function-head", packaged) == person_called("Head of the function", packaged)
    with pytest.raises(KpoAdvisorError, match=r'Nobody called "councel" answers questions\. Did you mean "counsel"\?'):
        person_called("councel", packaged)
    with pytest.raises(KpoAdvisorError, match=r"There are head-of-housekeeping, tailor, caretaker, counsel\."):
        person_called("king", rulebook())
    with pytest.raises(KpoAdvisorError, match="no question that security officer could answer"):
        person_called("security-officer", packaged)


def test_every_question_of_the_packaged_rulebook_is_on_the_sheet_of_somebody() -> None:
    packaged = load_rulebook()
    asked = [one.question.id for person in who_answers(packaged) for one in blank_sheet(person, packaged).asked]
    assert set(asked) == set(packaged.questions)


def test_nothing_is_asked_of_a_profile_that_knows_all() -> None:
    assert profile("nothing-left").answers
    assert sheet("nothing-left", "caretaker").left_out == 0
