"""Answers that are not settled, as reports, JSON and drafts have them."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kpo_advisor import explain, recommend, to_json, what_if
from kpo_advisor.interview.drafts import draft
from kpo_advisor.interview.moves import begin
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.words.review import review
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Among, Answer, Between, PerhapsTicked
from kpo_advisor.portable.condition_words import answer_in_words
from kpo_advisor.profiles.profile import profile_from
from kpo_advisor.reports import explanation, recommendation
from kpo_advisor.reports.compared import what_if as before_and_after
from kpo_advisor.reports.formats.contracts.schema import recommendation_schema
from kpo_advisor.reports.formats.to_markdown import to_markdown
from tests.small_rulebooks.every_kind import RULEBOOK

NATURE, PEOPLE = Among(("rules-only", "even-mix")), Between(Fraction(2), Fraction(7, 2))
GOALS, DATA = PerhapsTicked(("unit-cost",), ("insight", "quality")), PerhapsTicked((), ("none", "health"))
GIVEN = Profile(
    "Unsettled",
    {"work_nature": NATURE, "goals": GOALS, "data_types": DATA, "review_capability": "some", "people_needed": PEOPLE},
)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (NATURE, "not settled: rules-only or even-mix"),
        (Among(("a", "b", "c")), "not settled: a, b or c"),
        (PEOPLE, "not settled: 2 to 3.5"),
        (GOALS, "not settled: unit-cost, perhaps insight, quality"),
        (DATA, "not settled: at least one of none, health"),
    ],
)
def test_an_answer_that_is_not_settled_says_so_and_what_may_hold(answer: Answer, words: str) -> None:
    assert answer_in_words(answer) == words


def test_json_has_answers_as_a_profile_would_and_they_read_back_as_the_same() -> None:
    found = json.loads(to_json(recommend(GIVEN, RULEBOOK)))
    narrowed = {one["question"]: one["narrowed"] for one in found["open_questions"]}
    assert narrowed["work_nature"] == {"one_of": ["rules-only", "even-mix"]}
    assert narrowed["people_needed"] == {"between": [2, 3.5]}
    assert narrowed["goals"] == {"ticked": ["unit-cost"], "perhaps": ["insight", "quality"]}
    assert narrowed["data_types"] == {"perhaps": ["none", "health"]}
    assert narrowed["on"] is None
    assert found["profile"]["narrowed"] == 4
    given = {id: answer for id, answer in narrowed.items() if answer}
    read = profile_from({"answers": given}, RULEBOOK)
    assert dict(read.answers) == {id: GIVEN.answers[id] for id in read.answers}
    assert len(read.answers) == 4


def test_json_with_answers_that_are_not_settled_fits_its_schema() -> None:
    found = json.loads(to_json(recommend(GIVEN, RULEBOOK)))
    assert list(Draft202012Validator(recommendation_schema()).iter_errors(found)) == []
    wrong = {**found, "open_questions": [{**found["open_questions"][0], "narrowed": {"some_of": ["a"]}}]}
    assert list(Draft202012Validator(recommendation_schema()).iter_errors(wrong)) != []


def test_reports_say_what_is_not_settled() -> None:
    given = recommend(GIVEN, RULEBOOK)
    page = to_markdown([recommendation.recommendation(given, RULEBOOK, is_brief=False)])
    assert (
        "1 of 8 questions answered, 3 not asked. Not settled: work nature, goals, data types and people needed." in page
    )
    assert "people needed (not settled: 2 to 3.5 people; ask: team leader)" in page
    page = to_markdown([explanation.explanation(explain(GIVEN, RULEBOOK), RULEBOOK, is_brief=False)])
    assert "work nature (not settled: rules only or even mix)" in page
    settled = replace(GIVEN, answers={**GIVEN.answers, "work_nature": "even-mix"})
    page = to_markdown([before_and_after.what_if(what_if(GIVEN, settled, RULEBOOK), RULEBOOK, is_brief=False)])
    assert "work nature: not settled: rules only or even mix" in page


def test_what_is_narrowed_otherwise_in_each_activity_is_told_of_none() -> None:
    parts = (Activity("one", 1, {"people_needed": PEOPLE}), Activity("two", 1, {"people_needed": Fraction(2)}))
    cut = replace(GIVEN, activities=parts)
    found = {one.question: one.narrowed for one in recommend(cut, RULEBOOK).open_questions}
    assert (found["people_needed"], found["work_nature"]) == (PEOPLE, NATURE)
    parts = (parts[0], Activity("two", 1, {"people_needed": None}))
    found = {one.question: one.narrowed for one in recommend(replace(cut, activities=parts), RULEBOOK).open_questions}
    assert found["people_needed"] is None


def test_explanation_and_what_if_tell_them_too() -> None:
    settled = replace(GIVEN, answers={**GIVEN.answers, "work_nature": "even-mix"})
    explained = json.loads(to_json(explain(GIVEN, RULEBOOK)))
    assert explained["schema"] == "kpo-advisor/explanation/2"
    (change,) = json.loads(to_json(what_if(GIVEN, settled, RULEBOOK)))["answers"]
    assert (change["before"], change["after"]) == ({"one_of": ["rules-only", "even-mix"]}, "even-mix")


def test_an_interview_keeps_them_in_its_draft_and_shows_them(tmp_path: Path) -> None:
    interview = begin(Options(RULEBOOK), GIVEN)
    path = str(tmp_path / "unsettled.yaml.draft")
    draft.save(interview, path)
    kept = draft.load(path, RULEBOOK).profile
    assert kept.answers == GIVEN.answers
    shown = "\n".join(line.text for line in review(interview))
    assert "people needed: not settled: 2 to 3.5 people" in shown
    assert "goals: not settled: unit cost, perhaps insight, quality" in shown
