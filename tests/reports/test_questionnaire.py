"""The questionnaire for a workshop holds everything that is asked, in every format.

The golden files are tests/golden/questions-*. To write them anew after a wanted change, run the tests
with KPO_ADVISOR_REGOLD=1 in the environment, then read what has changed.
"""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.reports.formats.rules_to_json import questions_json
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_paper
from kpo_advisor.reports.questionnaire import questionnaire
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import plain
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, check_golden, poisoned, rulebook
from tests.reports.test_markdown import structure, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from kpo_advisor.model.rulebook import Rulebook


def on_paper(given: Rulebook, width: int = 72, **options: Any) -> str:
    return plain(to_paper(questionnaire(given, is_brief=True, **options).blocks, width))


def in_markdown(given: Rulebook, **options: Any) -> str:
    return to_markdown([questionnaire(given, is_brief=False, **options)])


def in_html(given: Rulebook, **options: Any) -> str:
    return to_html([questionnaire(given, is_brief=False, **options)])


FORMATS: dict[str, Callable[..., str]] = {
    "txt": on_paper,
    "md": in_markdown,
    "html": in_html,
    "json": questions_json,
}
REVIEWED = ("txt", "md")


@pytest.mark.parametrize("form", REVIEWED)
def test_the_questionnaire_is_as_reviewed(form: str) -> None:
    check_golden(f"questions-all.{form}", FORMATS[form](rulebook()))


@pytest.mark.parametrize("form", REVIEWED)
def test_the_questionnaire_by_person_is_as_reviewed(form: str) -> None:
    check_golden(f"questions-by-who.{form}", FORMATS[form](rulebook(), by_who=True))


def test_the_names_in_json_are_a_contract() -> None:
    assert '"minimum": 0,' in questions_json(rulebook()), "whole numbers are whole"
    data = json.loads(questions_json(rulebook()))
    assert list(data) == ["schema", "rulebook", "title", "introduction", "sections"]
    assert data["schema"] == "kpo-advisor/questions/1"
    assert data["rulebook"] == {"name": "laundry", "version": "2.1", "sha256": rulebook().sha256}
    assert [list(section) for section in data["sections"]] == [["id", "title", "questions"]] * 2
    kilos = next(one for section in data["sections"] for one in section["questions"] if one["id"] == "kilos")
    assert kilos == {
        "number": 5,
        "id": "kilos",
        "label": "Amount",
        "section": "house",
        "kind": "number",
        "ask": "How much is it?",
        "help": None,
        "who_knows": ["caretaker"],
        "scope": "piece",
        "only_if": "own_machines is yes and dirt is normal or heavy",
        "asked_if": "you have machines of your own and the linen is more than lightly soiled",
        "otherwise": None,
        "choices": [],
        "max": None,
        "exclusive": [],
        "unit": "kg a day",
        "unit_of_one": None,
        "minimum": 0,
        "maximum": None,
        "actionable": "no",
        "can_become": [],
    }


@pytest.mark.parametrize("form", FORMATS)
def test_one_section_holds_its_questions_only(form: str) -> None:
    text = FORMATS[form](rulebook(), section="house")
    assert "May linen leave the house?" in text
    assert "Which kinds need special care?" not in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_section_that_does_not_exist_is_refused(form: str) -> None:
    with pytest.raises(KpoAdvisorError, match='no section "hause"'):
        FORMATS[form](rulebook(), section="hause")


def test_one_section_by_person_leaves_the_others_people_out() -> None:
    data = json.loads(questions_json(rulebook(), section="linen", by_who=True))
    assert {each["who"]: [question["id"] for question in each["questions"]] for each in data["people"]} == {
        "head of housekeeping": ["dirt", "kinds", "parts"],
        "tailor": ["kinds"],
    }


@pytest.mark.parametrize(("width", "widest"), [(60, 60), (97, 97), (200, 200), (1, 60), (10_000, 200)])
@pytest.mark.parametrize("by_who", [False, True])
def test_text_keeps_to_its_width(width: int, widest: int, *, by_who: bool) -> None:
    lines = on_paper(load_rulebook(cache=False), width, by_who=by_who).splitlines()
    assert widest - 20 < max(map(len, lines)) <= widest


@pytest.mark.parametrize("form", FORMATS)
def test_every_wording_definition_and_condition_of_the_packaged_rulebook_is_there(form: str) -> None:
    packaged = load_rulebook(cache=False)
    text = " ".join(unescape(FORMATS[form](packaged)).replace("\\", "").split())
    for question in packaged.questions.values():
        wanted = [question.id, question.ask, question.help or "", *(person.label for person in question.who_knows)]
        wanted += [part for choice in question.choices for part in (choice.id, choice.means, choice.example or "")]
        wanted += [each.how for each in question.can_become]
        for each in wanted:
            assert " ".join(each.replace('"', "").split()) in text.replace('"', ""), (question.id, each)
    conditional = [each for each in packaged.questions.values() if each.only_if is not None]
    assert text.count("Only if ") + text.count('"only_if": "') == len(conditional) > 0


def test_hostile_texts_steer_no_terminal_and_are_shown_whole() -> None:
    for by_who in (False, True):
        text = on_paper(poisoned(rulebook()), 100, by_who=by_who)
        assert not set(text) & set(NOT_TO_BE_WRITTEN)
        assert " ".join(clean(HOSTILE).split()) in " ".join(text.split())


def test_hostile_texts_leave_the_markdown_as_it_is() -> None:
    hostile = in_markdown(poisoned(rulebook()))
    assert structure(hostile) == structure(in_markdown(rulebook()))
    assert not set(hostile) & set(NOT_TO_BE_WRITTEN)
    assert "<script>alert(1)</script>" in words(hostile)


def test_hostile_texts_come_back_from_json_as_they_were() -> None:
    text = questions_json(poisoned(rulebook()))
    assert text.encode()
    assert not set(text) & set(NOT_TO_BE_WRITTEN)
    first: dict[str, Any] = json.loads(text)["sections"][0]["questions"][0]
    assert first["ask"] == f"How dirty is it, on a scale of * to ***? {HOSTILE}"
    assert first["choices"][2]["example"] == f"a ski lodge in March {HOSTILE}"


def test_the_json_has_the_group_of_each_choice_and_the_unit_of_one() -> None:
    asked = {
        question["id"]: question
        for section in json.loads(questions_json(load_rulebook()))["sections"]
        for question in section["questions"]
    }
    assert (asked["people_needed"]["unit"], asked["people_needed"]["unit_of_one"]) == ("people", "person")
    groups = {choice["id"]: choice["group"] for choice in asked["work_area"]["choices"]}
    assert groups["order-management"] == "Office and customers" != groups["market-business-research"]
    assert {choice["group"] for choice in asked["work_nature"]["choices"]} == {None}
