"""The recommendation as JSON keeps its contract: names, order, rounding, one line, and its schema."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from kpo_advisor.advice.explain import explain
from kpo_advisor.advice.recommend import recommend
from kpo_advisor.comparison.side_by_side import side_by_side
from kpo_advisor.comparison.what_if import what_if
from kpo_advisor.model.recommendation import SCHEMA, CitedReason, Ranked, Recommendation
from kpo_advisor.profiles.profile import load_profile, profile_from
from kpo_advisor.reports.formats.contracts.field_words import EVERYWHERE, OF, words_of
from kpo_advisor.reports.formats.contracts.schema import (
    compare_schema,
    explanation_schema,
    panel_schema,
    portfolio_schema,
    recommendation_schema,
    what_if_schema,
)
from kpo_advisor.reports.formats.to_json import recommendation_json, to_json
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.several.panel import panel
from tests.packaged import recommended
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, PROFILES, poisoned, recommendation

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def packaged() -> Rulebook:
    return load_rulebook(cache=False)


@cache
def schema() -> dict[str, Any]:
    return recommendation_schema()


def as_data(given: Recommendation) -> Any:
    return json.loads(recommendation_json(given))


def with_first(given: Recommendation, **changes: Any) -> Recommendation:
    """The recommendation with its first alternative changed."""
    return replace(given, ranking=(replace(given.ranking[0], **changes), *given.ranking[1:]))


def faults(data: Any) -> list[str]:
    """What the schema has against the data."""
    return [each.message for each in Draft202012Validator(schema()).iter_errors(data)]


@pytest.mark.parametrize("profile", PROFILES)
def test_it_stands_on_one_line_and_says_the_same_when_indented(profile: str) -> None:
    given = recommendation(profile)
    line = recommendation_json(given, indent=None)
    assert len(line.splitlines()) == 1
    assert len(recommendation_json(given, indent=2).splitlines()) > 100
    assert json.loads(recommendation_json(given, indent=2)) == json.loads(line)


def test_names_and_order_are_those_of_the_model() -> None:
    data = as_data(recommendation("in-two-parts"))
    reason, ranked = data["plan"][0]["ranking"][0]["reasons"][0], data["ranking"][0]
    assert list(data) == [each.name for each in fields(Recommendation)]
    assert list(ranked) == [each.name for each in fields(Ranked)]
    assert list(reason) == [each.name for each in fields(CitedReason)]
    assert reason["facts"][0] == {
        "id": "h-stains",
        "document": "handbook",
        "section": "1. Stains",
        "basis": "document",
        "see": [],
    }
    assert {"rule", "text", "facts", "topic"} <= set(ranked["requires"][0])
    assert {"rule", "text", "facts", "topic"} <= set(data["advice"][0])
    assert set(data["decisions"]) == {"place"}
    assert set(data["suggestions"]) == {"buying"}
    flip = next(each for each in data["flips"] if each["changes"])
    assert {"alternative", "kind", "status", "size", "changes", "held_back"} == set(flip)
    labels = {"label", "before_label", "after_label"}
    assert {"question", "activities", "before", "after", "how"} | labels == set(flip["changes"][0][0])
    assert all(safeguard["owner"] == "head of housekeeping" for safeguard in ranked["requires"])


@pytest.mark.parametrize(
    ("exact", "written"),
    [
        (Fraction(1, 20), "0.0"),  # halves go to the even side
        (Fraction(3, 20), "0.2"),
        (Fraction(1, 4), "0.2"),
        (Fraction(-1, 4), "-0.2"),
        (Fraction(-1, 100), "0.0"),
        (Fraction(0), "0.0"),
        (Fraction(100), "100.0"),
        (Fraction(-9995, 100), "-100.0"),
        (Fraction(940, 27), "34.8"),
        (Fraction(321, 10) + Fraction(1, 10**30), "32.1"),
        (Fraction(3205, 100) + Fraction(1, 10**30), "32.1"),  # a float would be a half, and go to 32.0
    ],
)
def test_scores_are_rounded_to_one_decimal_from_the_exact_value(exact: Fraction, written: str) -> None:
    given = with_first(recommendation("part-known"), score=exact, range=(exact, exact))
    assert f'"score":{written},' in recommendation_json(given, indent=None)
    assert f'"range":[{written},{written}]' in recommendation_json(given, indent=None)


def test_answers_stand_as_in_a_profile() -> None:
    given = recommendation("in-two-parts")
    answers = {
        "one": "heavy",
        "several": ("silk", "uniforms"),
        "whole": Fraction(12),
        "part": Fraction("1.5"),
        "large": Fraction(10**20),
        "open": None,
    }
    reason = replace(given.ranking[0].reasons[0], answers=answers)
    data = as_data(with_first(given, reasons=(reason,)))
    assert data["ranking"][0]["reasons"][0]["answers"] == {
        "one": "heavy",
        "several": ["silk", "uniforms"],
        "whole": 12,
        "part": 1.5,
        "large": 10**20,
        "open": "unknown",
    }
    assert faults(data) == []


def test_hostile_texts_come_back_as_they_were_and_nothing_raw_is_in_the_output() -> None:
    given = poisoned(recommendation("in-two-parts"))
    for indent in (None, 2):
        text = recommendation_json(given, indent=indent)
        assert text.encode()
        assert not set(text) & set(NOT_TO_BE_WRITTEN)
        data = json.loads(text)
        assert data["profile"]["title"] == f"Grand Hotel {HOSTILE}"
        assert data["plan"][0]["ranking"][0]["reasons"][0]["because"][0].endswith(HOSTILE)
        assert faults(data) == []


def test_other_unicode_stays_readable() -> None:
    given = recommendation("part-known")
    given = replace(given, profile=replace(given.profile, title="Wäsche – 洗濯 😀"))
    assert "Wäsche – 洗濯 😀" in recommendation_json(given)


def test_the_schema_is_one_and_names_the_version() -> None:
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    kinds = [schema()["$defs"][kind["$ref"].split("/")[-1]] for kind in schema()["anyOf"]]
    assert [kind["properties"]["schema"]["const"] for kind in kinds] == [SCHEMA, SCHEMA]
    assert "$id" not in schema()
    assert schema()["title"]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_small_rulebooks_output_is_as_the_schema_says(profile: str) -> None:
    assert faults(as_data(recommendation(profile))) == []


@pytest.mark.parametrize(
    "example", sorted(EXAMPLES.glob("*.yaml")) + sorted(EXAMPLES.glob("cases/*.yaml")), ids=lambda path: path.stem
)
def test_every_examples_output_is_as_the_schema_says(example: Path) -> None:
    assert faults(as_data(recommended(example))) == []


@pytest.mark.parametrize("name", [each.name for each in fields(Recommendation)])
def test_the_schema_misses_a_field_that_is_left_out(name: str) -> None:
    data = as_data(recommendation("part-known"))
    del data[name]
    assert faults(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [("schema", "kpo-advisor/recommendation/4"), ("certainty", "sure"), ("first", "own"), ("ranking", [{}])],
)
def test_the_schema_refuses_what_is_not_so(name: str, value: object) -> None:
    assert faults({**as_data(recommendation("part-known")), name: value})


def test_the_schema_lets_fields_be_added() -> None:
    assert faults({**as_data(recommendation("part-known")), "more": 1}) == []


def test_writing_json_does_not_load_pydantic() -> None:
    program = "import kpo_advisor.reports.formats.to_json, sys; print('pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_every_field_of_the_schemas_is_told_in_words_and_no_words_are_left_over() -> None:
    told: dict[str, set[str]] = {}
    several = (("", portfolio_schema()), ("Panel", panel_schema()), ("SideBySide", compare_schema()))
    behind = (("WhatIf", what_if_schema()), ("Explanation", explanation_schema()))
    for name, found in (("", schema()), *several, *behind):
        for kind, data in {**found["$defs"], **({name: found} if name else {})}.items():
            told[kind] = set(data["properties"])
            for field, described in data["properties"].items():
                assert described["description"] == words_of(kind, field)
                assert described["description"].endswith(".")
    assert {(kind, field) for kind, words in OF.items() for field in words if field not in told.get(kind, ())} == set()
    used = {field for kind, names in told.items() for field in names if field not in OF.get(kind, {})}
    assert set(EVERYWHERE) - used == set()


def test_what_several_people_say_is_as_its_schema_says() -> None:
    rulebook = packaged()
    people = [load_profile(path, rulebook) for path in sorted((EXAMPLES / "panel").glob("*.yaml"))]
    data = json.loads(to_json(panel(people, rulebook)))
    assert list(Draft202012Validator(panel_schema()).iter_errors(data)) == []
    del data["topics"][0]["positions"][0]["answer"]
    assert len(list(Draft202012Validator(panel_schema()).iter_errors(data))) == 1


def test_what_is_side_by_side_is_as_its_schema_says() -> None:
    rulebook = packaged()
    profiles = [(name, load_profile(EXAMPLES / f"{name}.yaml", rulebook)) for name in ("payroll", "half-empty")]
    data = json.loads(to_json(side_by_side(profiles, rulebook)))
    assert list(Draft202012Validator(compare_schema()).iter_errors(data)) == []
    del data["others"][0]["answers"][0]["before"]
    assert len(list(Draft202012Validator(compare_schema()).iter_errors(data))) == 1


@pytest.mark.parametrize("name", ["payroll", "half-empty", "activities", "cases/v34-visa-applications"])
def test_what_is_behind_a_recommendation_is_as_its_schema_says(name: str) -> None:
    rulebook = packaged()
    data = json.loads(to_json(explain(load_profile(EXAMPLES / f"{name}.yaml", rulebook), rulebook)))
    validator = Draft202012Validator(explanation_schema())
    assert list(validator.iter_errors(data)) == []
    del data["pieces"][0]["contrasts"][0]["fewest"]
    data["pieces"][0]["rules"][0]["status"] = "off"
    assert sorted(error.json_path for error in validator.iter_errors(data)) == [
        "$.pieces[0].contrasts[0]",
        "$.pieces[0].rules[0].status",
    ]


@pytest.mark.parametrize(
    "answers",
    [
        {"work_nature": "judgement-only", "goals": ["quality"]},
        {"work_nature": "unknown"},
        {"people_needed": {"between": [2, 5]}, "limits": {"perhaps": ["none", "region-only"]}},
        {},
    ],
)
def test_before_and_after_are_as_their_schema_says(answers: dict[str, object]) -> None:
    rulebook = packaged()
    before = load_profile(EXAMPLES / "payroll.yaml", rulebook)
    after = replace(before, answers=profile_from({"answers": answers}, rulebook).answers, weights={"quality": 3})
    data = json.loads(to_json(what_if(before, after, rulebook)))
    validator = Draft202012Validator(what_if_schema())
    assert list(validator.iter_errors(data)) == []
    data["ranking"][0]["after"]["standing"] = data["rules"][0]["change"] = "gone"
    assert sorted(error.json_path for error in validator.iter_errors(data)) == [
        "$.ranking[0].after.standing",
        "$.rules[0].change",
    ]


def test_a_profiles_answers_stand_as_it_gives_them_and_those_of_activities_by_their_titles() -> None:
    rulebook = packaged()
    given = {
        "answers": {
            "people_needed": 12,
            "limits": "unknown",
            "work_nature": {"one_of": ["rules-only", "mostly-rules"]},
        },
        "activities": [{"title": "Keying", "answers": {"goals": ["quality"]}}, {"title": "Deciding", "answers": {}}],
    }
    profile = json.loads(to_json(recommend(profile_from(given, rulebook), rulebook)))["profile"]
    assert profile["answers"] == given["answers"]
    assert profile["activities"] == {"Keying": {"goals": ["quality"]}, "Deciding": {}}
