"""Old ids of questions and choices are read with a warning that names what took their place, by every reader."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import profile_from
from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Activity, Profile, Said
from kpo_advisor.model.questions import Among, Between, Choice, Kind, PerhapsTicked
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import profile_schema, read_profile
from kpo_advisor.profiles.settings import apply_settings
from tests.small_rulebooks.building import question, rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

RESIDENCY = (
    Choice("free", "anywhere", formerly=(("residency_rule", "none"),)),
    Choice("provider-found", "a provider is there", formerly=(("residency_answer", "centre-found"),)),
    Choice("inside", "inside", formerly=(("residency_rule", "region"), ("residency_rule", "country"))),
)
DATA = (
    Choice("none", "nothing"),
    Choice("health", "health", formerly=(("secrets", "patients"),)),
    Choice("people", "people", formerly=(("data", "personal"), ("privacy", "yes"))),
)
BOOK = rulebook(
    [
        question("work", Kind.SCALE, ("rules", "mix", "judgement"), formerly=("work_nature", "kind_of_work")),
        question("staff", Kind.NUMBER, formerly=("people_needed",)),
        question("expert", formerly=("is_expert",)),
        replace(question("residency", Kind.CHOICE), choices=RESIDENCY),
        replace(question("data", Kind.MULTI), choices=DATA, exclusive=frozenset(("none",))),
        question("scope", Kind.CHOICE, ("whole", "half"), formerly=("extent",)),
    ],
    [],
)
"""Renamed are work, staff, expert and scope; residency is merged of two questions, data took in two."""


def read(text: str) -> tuple[Profile | None, list[tuple[str, int, str]]]:
    faults = Faults()
    profile = read_profile(parse_document(text.encode(), "p.yaml"), BOOK, faults)
    told = [*faults.findings, *faults.warnings]
    return profile, [(one.slug, one.span.start.line if one.span else 0, one.message) for one in told]


def answers(text: str) -> tuple[Mapping[str, object], list[str]]:
    profile, told = read(f"answers:\n{text}")
    assert profile is not None, told
    assert {slug for slug, _, _ in told} <= {"old-id"}
    assert [warning.message for warning in profile.outdated] == [message for _, _, message in told]
    return profile.answers, [message for _, _, message in told]


def faults(text: str) -> list[tuple[str, int]]:
    profile, told = read(f"answers:\n{text}")
    assert profile is None
    return [(slug, line) for slug, line, _ in told if slug != "old-id"]


def test_a_renamed_question_is_read_under_its_new_id_with_a_warning_where_it_stands() -> None:
    profile, told = read("title: P\nanswers:\n  work_nature: mix\n  people_needed: 2.5\n  is_expert: yes\n")
    assert profile is not None
    assert profile.answers == {"work": "mix", "staff": Fraction("2.5"), "expert": "yes"}
    assert told == [
        ("old-id", 3, '"work_nature" is an old id; the question is work now.'),
        ("old-id", 4, '"people_needed" is an old id; the question is staff now.'),
        ("old-id", 5, '"is_expert" is an old id; the question is expert now.'),
    ]


def test_a_choice_of_a_merged_question_is_read_as_the_one_that_took_its_place() -> None:
    found, told = answers("  residency_rule: country\n")
    assert found == {"residency": "inside"}
    assert told == [
        '"residency_rule" is an old id; the question is residency now.',
        '"country" of residency_rule is an old id; the choice is inside of residency now.',
    ]


def test_a_renamed_choice_is_read_within_its_question() -> None:
    found, told = answers("  data: [personal, health]\n")
    assert found == {"data": ("health", "people")}
    assert told == ['"personal" of data is an old id; the choice is people now.']


@pytest.mark.parametrize("word", ["yes", "Yes", "true", '"yes"'])
def test_yes_of_an_old_question_is_a_choice_today_in_any_spelling(word: str) -> None:
    assert answers(f"  secrets: patients\n  privacy: {word}\n")[0] == {"data": ("health", "people")}


def test_old_ticks_of_one_question_of_today_are_put_together() -> None:
    assert answers("  secrets: patients\n  privacy: yes\n")[0] == {"data": ("health", "people")}
    assert answers("  data: [personal]\n  secrets: patients\n")[0] == {"data": ("health", "people")}


def test_old_answers_that_say_the_same_are_one_and_others_are_a_fault() -> None:
    assert answers("  work_nature: mix\n  kind_of_work: mix\n")[0] == {"work": "mix"}
    assert faults("  work_nature: mix\n  kind_of_work: rules\n") == [("answered-twice", 3)]
    assert faults("  residency_rule: country\n  residency_answer: centre-found\n") == [("answered-twice", 3)]


@pytest.mark.parametrize("value", ["mix", "rules", "unknown"])
def test_an_old_id_beside_the_new_one_is_a_fault_whatever_they_say(value: str) -> None:
    assert faults(f"  work: mix\n  work_nature: {value}\n") == [("answered-twice", 3)]
    assert faults(f"  work_nature: {value}\n  work: mix\n") == [("answered-twice", 3)]


def test_an_old_tick_beside_the_new_one_is_a_fault() -> None:
    assert faults("  data: [personal, people]\n") == [("duplicate-choice", 2)]
    assert faults("  data: unknown\n  secrets: patients\n") == [("answered-twice", 3)]


def test_unknown_under_an_old_id_is_unknown_today() -> None:
    assert answers("  work_nature: unknown\n  residency_rule: unknown\n")[0] == {"work": None, "residency": None}


def test_unknown_to_one_of_two_merged_questions_leaves_the_answer_to_the_other() -> None:
    assert answers("  residency_rule: country\n  residency_answer: unknown\n")[0] == {"residency": "inside"}


def test_a_choice_that_nothing_took_the_place_of_is_a_fault_that_lists_the_others() -> None:
    profile, told = read("answers:\n  residency_rule: village\n")
    assert profile is None
    (message,) = [message for slug, _, message in told if slug == "unknown-choice"]
    assert message == (
        '"village" is no choice of residency_rule that another took the place of; there are none, region and country.'
    )


def test_notes_and_activities_are_read_so_too() -> None:
    profile, told = read(
        "answers: {}\nnotes: {work_nature: seen}\nactivities:\n  - {title: A, answers: {kind_of_work: rules}}\n"
    )
    assert profile is not None
    assert profile.notes == {"work": "seen"}
    assert profile.activities == (Activity("A", 1, {"work": "rules"}),)
    assert [(slug, line) for slug, line, _ in told] == [("old-id", 2), ("old-id", 4)]
    assert read("answers: {}\nnotes: {work_nature: seen, work: not seen}\n")[0] is None


def test_what_people_said_is_read_so_too_each_by_itself() -> None:
    profile, told = read(
        "answers: {work: rules, data: [health]}\nsaid:\n"
        "  work_nature: [{person: a, answer: rules}, {person: b, answer: {one_of: [mix, judgement]}}]\n"
        "  work: [{person: c, answer: mix}]\n"
        "  secrets: [{person: a, answer: patients}]\n"
        "  privacy: [{person: b, answer: yes, date: '2026-03-05'}]\n"
        "activities: [{title: A, answers: {work: rules}, said: {kind_of_work: [{person: a, answer: rules}]}}]\n"
    )
    assert profile is not None, told
    assert profile.said == {
        "work": (Said("a", "rules"), Said("b", Among(("mix", "judgement"))), Said("c", "mix")),
        "data": (
            Said("a", PerhapsTicked(("health",), ("people",))),
            Said("b", PerhapsTicked(("people",), ("health",)), "2026-03-05"),
        ),
    }
    assert profile.activities[0].said == {"work": (Said("a", "rules"),)}
    assert {(slug, line) for slug, line, _ in told} == {("old-id", line) for line in (3, 5, 6, 7)}
    assert len(profile.outdated) == len(set(profile.outdated))


def test_json_is_read_so_too_with_the_path_in_the_message() -> None:
    profile = profile_from({"answers": {"work_nature": "mix", "privacy": True, "secrets": "patients"}}, BOOK)
    assert profile.answers == {"work": "mix", "data": ("health", "people")}
    assert profile.outdated[0].path == ("answers", "work_nature")
    assert profile.outdated[0].message.startswith("At answers.work_nature: ")


def test_a_setting_may_name_old_ids() -> None:
    profile = apply_settings(
        Profile("P", {"expert": "yes"}, activities=(Activity("A", 1, {}),)),
        ["work_nature=mix", "people_needed=2.5", "secrets=patients", "1/residency_rule=country", "is_expert="],
        BOOK,
    )
    assert profile.answers == {"work": "mix", "staff": Fraction("2.5"), "data": PerhapsTicked(("health",), ("people",))}
    assert profile.activities[0].answers == {"residency": "inside"}
    assert profile.outdated[0].one_line().startswith('--set: In "work_nature=mix": "work_nature" is an old id;')


def test_settings_by_an_old_and_a_new_id_that_differ_are_a_fault() -> None:
    with pytest.raises(UnreadableInput) as caught:
        apply_settings(Profile("P"), ["work_nature=mix", "work=rules"], BOOK)
    assert [finding.slug for finding in caught.value.findings] == ["set-twice"]


def test_a_word_that_never_was_an_id_is_as_unknown_as_ever() -> None:
    assert faults("  work_natures: mix\n") == [("unknown-question", 2)]
    assert faults("  work_nature: mixed\n") == [("unknown-choice", 2)]


def test_what_was_read_so_is_equal_to_what_is_written_today() -> None:
    assert read("title: P\nanswers: {work_nature: mix}\n")[0] == read("title: P\nanswers: {work: mix}\n")[0]


def test_the_schema_takes_old_ids_as_the_reader_does() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    check = jsonschema.Draft202012Validator(profile_schema(BOOK))
    old = {"work_nature": "mix", "residency_rule": "country", "data": ["personal"], "privacy": True, "people_needed": 2}
    assert [error.message for error in check.iter_errors({"answers": old, "notes": {"work_nature": "x"}})] == []
    assert list(check.iter_errors({"answers": {"work_natures": "mix"}}))
    assert json.dumps(profile_schema(BOOK)["$defs"]["answers"]["properties"]["work_nature"]).count("deprecated") == 1


def test_narrowed_answers_are_read_under_todays_ids_too() -> None:
    given, told = answers("  work_nature: {one_of: [rules, mix]}\n  people_needed: {between: [2, 5]}\n")
    assert given == {"work": Among(("rules", "mix")), "staff": Between(Fraction(2), Fraction(5))}
    assert len(told) == 2
    given, told = answers("  data: {ticked: [health], perhaps: [personal]}\n")
    assert given == {"data": PerhapsTicked(("health",), ("people",))}
    assert told == ['"personal" of data is an old id; the choice is people now.']


def test_settings_that_are_not_settled_take_old_ids_too() -> None:
    texts = ("data=health,personal?", "work_nature=rules,mix", "people_needed=2..5")
    found = apply_settings(Profile("P", {}), texts, BOOK)
    assert found.answers == {
        "work": Among(("rules", "mix")),
        "staff": Between(Fraction(2), Fraction(5)),
        "data": PerhapsTicked(("health",), ("people",)),
    }
    assert len(found.outdated) == 3
