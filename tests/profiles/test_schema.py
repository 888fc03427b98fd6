"""The published JSON Schemas take every file that the loaders take, and refuse what an editor should mark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from kpo_advisor.files.text_file import parse_document, read_document
from kpo_advisor.model.profile import Profile
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import plain
from kpo_advisor.profiles.profile import profile_schema, read_profile
from kpo_advisor.profiles.writing import blank_profile, profile_yaml
from kpo_advisor.rulebooks.kinds import FILE_SHAPES, kind_of, rulebook_schema
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from tests.how_many import share
from tests.profiles.random_profiles import documents, profiles
from tests.small_rulebooks.every_kind import FILES, RULEBOOK

EXAMPLES = Path(__file__).parents[2] / "examples"
SMALL = Draft202012Validator(profile_schema(RULEBOOK))
RULEBOOK_SCHEMA = rulebook_schema()
ANY_FILE = Draft202012Validator(RULEBOOK_SCHEMA)
BY_KIND = {
    kind: Draft202012Validator({**RULEBOOK_SCHEMA, "anyOf": [shape]})
    for kind, shape in zip(FILE_SHAPES, RULEBOOK_SCHEMA["anyOf"], strict=True)
}


def value_of(text: str) -> Any:
    return plain(parse_document(text.encode(), "f.yaml").root)


def faults(validator: Draft202012Validator, value: object) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def rulebook_files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yaml"))


def example_profiles() -> list[Path]:
    """All examples that are profiles, not files of a rulebook."""
    rulebooks = {file.parent for file in EXAMPLES.rglob("rulebook.yaml")}
    files = [file for ending in ("yaml", "json") for file in EXAMPLES.rglob(f"*.{ending}")]
    return sorted(file for file in files if not rulebooks.intersection(file.parents))


def test_every_schema_is_one_of_its_dialect() -> None:
    for validator in (SMALL, ANY_FILE, *BY_KIND.values()):
        Draft202012Validator.check_schema(validator.schema)
        assert validator.schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


# --- profiles ---


@pytest.mark.long
@settings(max_examples=share(400))
@given(profiles())
def test_every_profile_that_can_be_written_fits_the_schema(profile: Profile) -> None:
    assert faults(SMALL, value_of(profile_yaml(profile, RULEBOOK))) == []


@pytest.mark.long
@settings(max_examples=share(2000))
@given(documents())
def test_every_document_that_loads_as_a_profile_fits_the_schema(value: object) -> None:
    if read_profile(parse_document(json.dumps(value).encode(), "case.json"), RULEBOOK, Faults()) is not None:
        assert faults(SMALL, value) == []


def test_the_blank_profile_fits_the_schema() -> None:
    assert faults(SMALL, value_of(blank_profile(RULEBOOK))) == []


@pytest.mark.parametrize(
    "text",
    [
        "answers:\nnotes:\nweights:\nactivities:\nexpect:\ntitle:\n",
        "answers: {review_build: yes}",
        "answers: {review_build: true}",
        'answers: {review_build: "FALSE"}',
        "answers: {goals: speed, people_needed: 1.5, saving: -3}",
        "answers: {goals: [speed, quality], data_types: [none]}",
        "answers: {goals: unknown, people_needed: unknown, review_build: }",
        "expect: {excluded: offshore, mentions: [d1-litmus, d1-litmus.fails], acceptable: }",
    ],
)
def test_every_way_to_write_a_profile_fits_the_schema(text: str) -> None:
    assert faults(SMALL, value_of(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "titel: a",
        "title: 12",
        'title: " "',
        f"title: {'a' * 161}",
        "answers: {work-nature: even-mix}",
        "answers: {work_nature: evenmix}",
        "answers: {work_nature: [even-mix]}",
        "answers: {people_needed: many}",
        "answers: {people_needed: -1}",
        "answers: {people_needed: 1001}",
        "answers: {people_needed: true}",
        "answers: {review_build: maybe}",
        "answers: {review_build: 1}",
        "answers: {goals: []}",
        "answers: {goals: {one_of: [speed, quality]}}",
        "answers: {goals: {}}",
        "answers: {goals: {perhaps: [sped, quality]}}",
        "answers: {work_nature: {one_of: [evenmix]}}",
        "answers: {work_nature: {}}",
        "answers: {people_needed: {between: [1]}}",
        "answers: {people_needed: {between: [-1, 2]}}",
        "answers: {review_build: {one_of: [maybe, yes]}}",
        "answers: {goals: [unknown]}",
        "answers: {goals: [speed, speed]}",
        "answers: {goals: [unit-cost, insight, quality, speed]}",
        "answers: {data_types: [none, health]}",
        "notes: {gaols: a}",
        "notes: {goals: 1}",
        "weights: {nature: 0}",
        "weights: {nature: 1001}",
        "weights: {nature: 1.5}",
        "weights: {quality: 1}",
        "activities: []",
        "activities: [{share: 1}]",
        "activities: [{title: a, share: 0}]",
        "activities: [{title: a, answers: {goals: sped}}]",
        "expect: {}",
        "expect: {recommended: offshore}",
        "expect: {recommended: }",
        "expect: {excluded: nearshore}",
        "expect: {mentions: [d1-litmus.maybe]}",
        "expect: {certainty: sure}",
        "expect: {unreachable: {x: y}}",
    ],
)
def test_a_profile_that_an_editor_should_mark_does_not_fit(text: str) -> None:
    assert faults(SMALL, value_of(text)) != []


def test_an_editor_is_told_what_each_question_asks_and_each_choice_means() -> None:
    answers = profile_schema(RULEBOOK)["$defs"]["answers"]["properties"]
    assert list(answers) == list(RULEBOOK.questions)
    assert answers["work_nature"]["description"].startswith("In how many of the last ten pieces")
    assert "- judgement-only: in all ten" in answers["work_nature"]["description"]
    assert "Only if review_capability is none." in answers["review_build"]["description"]
    known, narrowed, unknown = answers["work_nature"]["anyOf"]
    assert list(narrowed["properties"]) == ["one_of"]
    assert known["enum"] == ["rules-only", "even-mix", "judgement-only"]
    assert known["enumDescriptions"][2] == "in all ten, e.g. an opinion on a new point of law"
    assert unknown["enum"] == ["unknown", None]


def test_the_examples_fit_the_schema_of_the_packaged_rulebook() -> None:
    if not EXAMPLES.is_dir():
        pytest.skip("there are no examples here")
    validator = Draft202012Validator(profile_schema(load_rulebook(cache=False)))
    files = example_profiles()
    assert files
    assert {file.name: faults(validator, plain(read_document(file).root)) for file in files} == {
        file.name: [] for file in files
    }


# --- rulebooks ---


def folders() -> list[Path]:
    return [packaged_rulebook(), *(file.parent for file in sorted(EXAMPLES.rglob("rulebook.yaml")))]


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_every_file_of_the_rulebooks_here_fits_the_schema_of_its_kind(folder: Path) -> None:
    files = rulebook_files(folder)
    assert len(files) > 1
    for file in files:
        value = plain(read_document(file).root)
        kind = kind_of(file.relative_to(folder).as_posix())
        assert faults(BY_KIND[kind], value) == [], file
        assert faults(ANY_FILE, value) == [], file


def test_every_kind_of_file_has_a_schema_and_a_name_in_the_combined_one() -> None:
    assert set(BY_KIND) == set(FILE_SHAPES)
    assert {shape.__name__ for shape in FILE_SHAPES.values()} <= set(ANY_FILE.schema["$defs"])


@pytest.mark.parametrize("name", FILES)
def test_a_rulebook_file_with_a_key_too_many_or_of_another_kind_does_not_fit(name: str) -> None:
    value = value_of(FILES[name])
    validator = BY_KIND[kind_of(name)]
    assert faults(validator, value) == []
    assert faults(validator, {**value, "extra": 1}) != []
    assert faults(ANY_FILE, {**value, "extra": 1}) != []
    others = [kind for kind in BY_KIND if kind != kind_of(name) and not faults(BY_KIND[kind], value)]
    assert others == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("rules", "rules: [{id: Not Kebab, inferred: x}]"),
        ("rules", "rules: [{id: a, favours: {kpo: huge}}]"),
        ("rules", "rules: [{id: a, when: {}}]"),
        ("rules", "rules: [{because: x}]"),
        ("rules", "rules: [{id: a, because: {}}]"),
        ("rules", "rules: [{id: a, because: [x]}]"),
        ("rules", "rules: [{id: a, inferred: {kpo: 3}}]"),
        ("questions", "sections: [{id: a, title: A, questions: [{id: a-b, kind: scale, ask: A, who_knows: [x]}]}]"),
        ("questions", "sections: [{id: a, title: A, questions: [{id: a, kind: scales, ask: A, who_knows: [x]}]}]"),
        ("questions", "sections: [{id: a, title: A, questions: [{id: a, kind: scale, ask: A, who_knows: []}]}]"),
        (
            "decision",
            "{decision: a, title: A, kind: ranked, criteria: {c: {title: C, axis: nature, weight: 0, rationale: x}}}",
        ),
        ("rulebook", 'rulebook: {name: a, title: A, version: "1"}'),
        ("rulebook", "{name: a, title: A, version: 1}"),
        ("facts", "{document: {id: d, title: D, publisher: P, date: x}, facts: [{id: f, says: s, basis: guess}]}"),
        ("laws", "laws: [{says: x}]"),
        ("terms", "terms: [{id: a, means: b}]"),
        ("contradictions", "contradictions: [{id: 1, topic: a, one_side: b, treatment: c, treated_by: [d]}]"),
    ],
)
def test_a_broken_rulebook_file_does_not_fit(kind: str, text: str) -> None:
    assert faults(BY_KIND[kind], value_of(text)) != []
    assert faults(ANY_FILE, value_of(text)) != []


def test_schemas_come_out_the_same_every_time() -> None:
    assert repr(profile_schema(RULEBOOK)) == repr(profile_schema(RULEBOOK))
    assert repr(rulebook_schema()) == repr(rulebook_schema())
