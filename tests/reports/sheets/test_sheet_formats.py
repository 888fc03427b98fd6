"""A sheet on paper, in Markdown and as YAML to be filled in; what is filled in is what comes back.

The golden files are tests/golden/sheet-*. To write them anew after a wanted change, run the tests with
KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.profile import Activity, Profile, Said
from kpo_advisor.portable.emit import flow
from kpo_advisor.portable.tree import plain as tree
from kpo_advisor.profiles.filled_in import filled_in
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.reports.formats.sheets.to_json import sheets_json
from kpo_advisor.reports.formats.sheets.to_yaml import sheet_yaml
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_paper
from kpo_advisor.reports.sheets.on_paper import on_paper
from kpo_advisor.reports.sheets.sheet import blank_sheet, person_called, sheet_of, who_answers
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.text.lines import plain
from tests.profiles.random_profiles import answers_to, profiles
from tests.reports.given import NOT_TO_BE_WRITTEN, check_golden, poisoned, rulebook
from tests.reports.sheets.given import filled, profile, read, sheet
from tests.reports.test_markdown import structure
from tests.small_rulebooks.every_kind import RULEBOOK

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.reports.sheets.sheet import Sheet

Holder = TypeVar("Holder", Profile, Activity)

FORMATS: dict[str, Callable[[Sheet], str]] = {
    "txt": lambda asked: plain(to_paper(on_paper(asked, is_brief=True).blocks, 72)),
    "md": lambda asked: to_markdown([on_paper(asked, is_brief=False)]),
    "yaml": sheet_yaml,
    "json": lambda asked: sheets_json([asked]),
}
SHEETS = (("part-known", "head-of-housekeeping"), ("in-two-parts", "counsel"))


@pytest.mark.parametrize(("name", "who"), SHEETS)
@pytest.mark.parametrize("form", ["txt", "md", "yaml"])
def test_the_sheet_is_as_reviewed(name: str, who: str, form: str) -> None:
    check_golden(f"sheet-{name}.{form}", FORMATS[form](sheet(name, who)))


@pytest.mark.parametrize("who", ["sponsor", "counsel", "procurement", "team-leader"])
def test_what_people_tick_on_names_nothing_by_its_id(who: str) -> None:
    packaged = load_rulebook()
    asked = blank_sheet(person_called(who, packaged), packaged)
    for form in ("txt", "md"):
        text = FORMATS[form](asked).replace("\\", "")
        assert [id for id in packaged.questions if "_" in id and id in text] == []
        for one in asked.asked:
            assert one.question.ask.split()[-1] in text
            assert all(choice.label in " ".join(text.split()) for choice in one.question.choices)


@pytest.mark.parametrize(("name", "who"), SHEETS)
def test_a_sheet_that_is_not_filled_in_changes_nothing(name: str, who: str) -> None:
    came_back = read(sheet_yaml(sheet(name, who)), rulebook())
    assert (came_back.person, came_back.title) == (sheet(name, who).person.label, profile(name).title)
    assert filled_in(profile(name), [came_back], rulebook()) == profile(name)


def test_what_is_filled_in_comes_back_where_it_was_asked() -> None:
    text = filled(sheet_yaml(sheet("in-two-parts", "counsel")), "permit", "forbidden")
    text = filled(text, "consent", "unknown")
    text = text.replace("  # permit: where", "  permit: where")
    after = filled_in(profile("in-two-parts"), [read(text, rulebook())], rulebook())
    before = profile("in-two-parts")
    linen, uniforms = before.activities
    assert after.answers == {**before.answers, "consent": None}
    said = {"permit": (Said("counsel", "forbidden"),)}
    answers = {**uniforms.answers, "permit": "forbidden"}
    assert after.activities == (linen, replace(uniforms, answers=answers, said=said))
    assert after.notes == {"permit": "where it says so, or who said it"}
    assert after.said == {"consent": (Said("counsel", None),)}


EMPTY = read("title: Empty\n", RULEBOOK)


def written(question: str, answer: Answer) -> str:
    """An answer on one line, as a profile has it."""
    if isinstance(answer, tuple):
        return flow(answer)
    return profile_yaml(replace(EMPTY, answers={question: answer}), RULEBOOK).splitlines()[-1].partition(": ")[2]


def with_answer(before: Profile, activity: str | None, question: str, told: Said) -> Profile:
    """The profile with one answer given by somebody, and that it was."""

    def given(to: Holder) -> Holder:
        said = (*(one for one in to.said.get(question, ()) if one.person != told.person), told)
        return replace(to, answers={**to.answers, question: told.answer}, said={**to.said, question: said})

    if activity is None:
        return given(before)
    return replace(before, activities=tuple(given(one) if one.title == activity else one for one in before.activities))


@settings(max_examples=40)
@drawn(profiles(), st.data())
def test_a_sheet_that_is_filled_in_changes_exactly_those_answers(before: Profile, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(who_answers(RULEBOOK)))
    asked = sheet_of(person, recommend(before, RULEBOOK, with_conditions=False, with_flips=False), before, RULEBOOK)
    text, expected = sheet_yaml(asked), before
    titles = [None, *(title for title, _ in asked.activities)]
    for one in sorted(asked.asked, key=lambda one: titles.index(one.activity), reverse=True):
        answer = data.draw(answers_to(one.question))
        if answer is None:
            continue
        places = [titles.index(other.activity) for other in asked.asked if other.question is one.question]
        at = sorted(places).index(titles.index(one.activity))
        text = filled(text, one.question.id, written(one.question.id, answer), at)
        expected = with_answer(expected, one.activity, one.question.id, Said(person.label, answer))
    assert filled_in(before, [read(text, RULEBOOK)], RULEBOOK) == expected


@settings(max_examples=40)
@drawn(profiles())
def test_all_that_can_change_the_first_place_is_asked_of_all_who_know_it(given: Profile) -> None:
    found = recommend(given, RULEBOOK, with_conditions=False, with_flips=False)
    for person in who_answers(RULEBOOK):
        asked = sheet_of(person, found, given, RULEBOOK)
        mine = [row for row in found.open_questions if person in RULEBOOK.questions[row.question].who_knows]
        assert {one.question.id for one in asked.deciding} == {row.question for row in mine if row.can_change_first}
        assert len({one.question.id for one in asked.asked}) + asked.left_out == len(mine)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_texts_steer_nothing(form: str) -> None:
    asked = sheet("in-two-parts", "counsel")
    hostile = FORMATS[form](poisoned(asked))
    assert not set(hostile) & set(NOT_TO_BE_WRITTEN)
    if form == "md":
        assert structure(hostile) == structure(FORMATS[form](asked))
    if form == "yaml":
        held: Any = tree(parse_document(hostile.encode(), "counsel.yaml").root)
        assert [*held] == ["title", "person", "answers", "activities", "notes"]
        assert (held["answers"], held["notes"]) == (None, None)
        assert held["title"] == str(poisoned(asked).title).replace("\ud800", "\ufffd")
        assert [activity["answers"] for activity in held["activities"]] == [None, None]


def test_the_names_in_json_are_a_contract() -> None:
    data = json.loads(sheets_json([sheet("part-known", "counsel")]))
    assert list(data) == ["schema", "rulebook", "title", "people"]
    assert data["schema"] == "kpo-advisor/sheets/1"
    (person,) = data["people"]
    assert list(person) == ["id", "label", "can_change_first", "others", "left_out"]
    (consent,) = person["can_change_first"]
    assert (consent["id"], consent["number"], consent["activity"], consent["asked_before"]) == (
        "consent",
        7,
        None,
        False,
    )
    assert consent["may_change"].startswith("Depending on the answer, A laundry or Both")
    assert consent["so_far"] is None


def test_where_nothing_is_open_the_sheet_says_so_and_is_still_a_profile() -> None:
    asked = sheet("nothing-left", "counsel")
    for form in ("txt", "md", "yaml"):
        assert "there is nothing to fill in" in " ".join(FORMATS[form](asked).replace("#", "").split())
    assert read(sheet_yaml(asked), rulebook()).answers == {}


def test_what_nothing_depends_on_is_left_out_and_counted() -> None:
    asked = replace(sheet("part-known", "counsel"), left_out=2)
    assert "2 more are open, but nothing depends on them now." in " ".join(FORMATS["txt"](asked).split())
