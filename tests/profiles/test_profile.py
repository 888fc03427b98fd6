"""Profiles and settings are taken only when every part of them means something, and all faults are told."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Activity, Expectation, Profile, Scenario
from kpo_advisor.model.questions import Among, Between, PerhapsTicked
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import load_profile, read_profile
from kpo_advisor.profiles.settings import apply_settings, parse_weights
from kpo_advisor.profiles.writing import profile_yaml
from tests.how_many import share
from tests.profiles.random_profiles import documents
from tests.small_rulebooks.every_kind import RULEBOOK

if TYPE_CHECKING:
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.questions import Answer

WHOLE_PROFILE = """
title: Accounts-payable intake
answers:
  people_needed: 0.2
  data_types: health
  goals: [quality, unit-cost]
  work_nature: even-mix
  review_capability: unknown
  review_build:
  "on": "2024"
notes: {goals: "said twice", work_nature: "the manual, page 3"}
weights: {distance: 6, nature: 1000}
activities:
  - {title: Keying, share: 2, answers: {work_nature: rules-only}}
  - title: Deciding
expect:
  recommended: none
  acceptable: [hybrid, bpo]
  excluded: offshore
  mentions: [d1-litmus, no-review-layer, d1-litmus.passes]
  certainty: provisional
  fails: The rule is missing.
  unreachable: {d1-litmus: The case does not say.}
scenarios:
  with-a-reviewer: {answers: {review_capability: unknown}, weights: {nature: 2}}
  All keyed: {activities: [{title: Deciding, answers: {work_nature: rules-only}}]}
"""


ONE_ACTIVITY = "activities: [{title: A}]\n"


def profile_of(text: str, file: str = "case.yaml") -> Profile:
    faults = Faults()
    profile = read_profile(parse_document(text.encode(), file), RULEBOOK, faults)
    faults.raise_if_any()
    assert profile is not None
    return profile


def answers_of(line: str) -> dict[str, Answer]:
    return dict(profile_of(f"answers:\n  {line}\n").answers)


def faults_of(text: str, file: str = "case.yaml") -> tuple[Finding, ...]:
    with pytest.raises(UnreadableInput) as caught:
        profile_of(text, file)
    return caught.value.findings


def told(text: str, file: str = "case.yaml") -> list[tuple[int, int, str]]:
    """Line, column and code of each fault."""
    places = [(each.slug, each.span.start if each.span else None) for each in faults_of(text, file)]
    return [(start.line if start else 0, start.column if start else 0, code) for code, start in places]


def only_fault(text: str, file: str = "case.yaml") -> Finding:
    [finding] = faults_of(text, file)
    return finding


def fault_of_settings(*settings: str, profile: Profile | None = None) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableInput) as caught:
        apply_settings(profile or Profile("p"), settings, RULEBOOK)
    assert all(each.file == "--set" and each.span is None for each in caught.value.findings)
    return [(each.slug, f"{each.message} {each.hint or ''}".strip()) for each in caught.value.findings]


# --- profiles that are taken ---


def test_a_profile_is_read_whole_with_answers_in_the_form_the_engine_takes() -> None:
    assert profile_of(WHOLE_PROFILE) == Profile(
        title="Accounts-payable intake",
        answers={
            "work_nature": "even-mix",
            "goals": ("unit-cost", "quality"),
            "data_types": ("health",),
            "review_capability": None,
            "review_build": None,
            "people_needed": Fraction(1, 5),
            "on": "2024",
        },
        notes={"work_nature": "the manual, page 3", "goals": "said twice"},
        weights={"nature": 1000, "distance": 6},
        activities=(Activity("Keying", 2, {"work_nature": "rules-only"}), Activity("Deciding", 1, {})),
        expect=Expectation(
            recommended="none",
            acceptable=("hybrid", "bpo"),
            excluded=("offshore",),
            mentions=("d1-litmus", "no-review-layer", "d1-litmus.passes"),
            certainty="provisional",
            fails="The rule is missing.",
            unreachable={"d1-litmus": "The case does not say."},
        ),
        scenarios=(
            Scenario("with-a-reviewer", {"review_capability": None}, {"nature": 2}),
            Scenario("All keyed", activities={"Deciding": {"work_nature": "rules-only"}}),
        ),
    )


def test_answers_notes_and_weights_come_in_the_order_of_the_rulebook_whatever_the_order_of_the_file() -> None:
    profile = profile_of(WHOLE_PROFILE)
    assert list(profile.answers) == [id for id in RULEBOOK.questions if id in profile.answers]
    assert list(profile.notes) == ["work_nature", "goals"]
    assert list(profile.weights) == ["nature", "distance"]


def test_json_and_yaml_give_the_same_profile() -> None:
    answers = '{"review_build": true, "people_needed": 1.50, "goals": ["speed"], "saving": null}'
    text = f'{{"title": "t", "answers": {answers}}}'
    assert profile_of(text, "p.json") == profile_of(
        "title: t\nanswers: {review_build: yes, people_needed: 1.5, goals: speed, saving: unknown}"
    )


@pytest.mark.parametrize("word", ["yes", "Yes", '"yes"', "true", "TRUE", "'true'"])
def test_a_yes_no_question_takes_every_way_to_say_yes(word: str) -> None:
    assert answers_of(f"review_build: {word}") == {"review_build": "yes"}


@pytest.mark.parametrize("word", ["no", "NO", '"no"', "false", "False", "'false'"])
def test_a_yes_no_question_takes_every_way_to_say_no(word: str) -> None:
    assert answers_of(f"review_build: {word}") == {"review_build": "no"}


@pytest.mark.parametrize("question", RULEBOOK.questions)
@pytest.mark.parametrize("word", ["unknown", '"unknown"', "null", "~", ""])
def test_every_question_takes_unknown_and_null_as_asked_and_not_known(question: str, word: str) -> None:
    assert answers_of(f'"{question}": {word}') == {question: None}


def test_a_question_that_is_left_out_was_not_asked() -> None:
    assert "goals" not in answers_of("work_nature: rules-only")


@pytest.mark.parametrize("key", ["title", "answers", "notes", "weights", "activities", "expect", "scenarios"])
def test_a_key_without_a_value_counts_as_left_out(key: str) -> None:
    assert profile_of(f"{key}:\n") == Profile("case")


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("work/Invoice intake.yaml", "Invoice intake"),
        ("p.json", "p"),
        ("<stdin>", "untitled"),
        (f"{'a' * 200}.yaml", "a" * 160),
    ],
)
def test_a_profile_without_a_title_has_the_name_of_its_file(file: str, title: str) -> None:
    text = '{"answers": {}}' if file.endswith(".json") else "answers: {}"
    assert profile_of(text, file).title == title


def test_bounds_of_numbers_are_inside() -> None:
    assert answers_of("people_needed: 0") == {"people_needed": Fraction(0)}
    assert answers_of("people_needed: 1000") == {"people_needed": Fraction(1000)}
    assert answers_of("saving: -2.5") == {"saving": Fraction(-5, 2)}


def test_as_many_ticks_as_allowed_are_taken_and_an_exclusive_choice_alone() -> None:
    assert answers_of("goals: [speed, quality, insight]") == {"goals": ("insight", "quality", "speed")}
    assert answers_of("data_types: none") == {"data_types": ("none",)}


def test_a_mention_may_be_a_base_of_facts() -> None:
    expect = profile_of("expect: {mentions: d1-litmus}").expect
    assert expect is not None
    assert expect.mentions == ("d1-litmus",)


# --- answers that are not settled ---


NUMBERS_HELD = Between(Fraction(2), Fraction(7, 2))


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("work_nature: {one_of: [even-mix, rules-only]}", Among(("rules-only", "even-mix"))),
        ("work_nature: {one_of: [even-mix]}", "even-mix"),
        ("work_nature: {one_of: even-mix}", "even-mix"),
        ("review_build: {one_of: [no, true]}", Among(("yes", "no"))),
        ('"on": {one_of: ["2024", "no"]}', Among(("no", "2024"))),
        ("people_needed: {between: [2, 3.5]}", NUMBERS_HELD),
        ("people_needed: {between: [2, 2.0]}", Fraction(2)),
        ("people_needed: {between: [0, 1000]}", Between(Fraction(0), Fraction(1000))),
        ("goals: {ticked: [speed], perhaps: [quality, insight]}", PerhapsTicked(("speed",), ("insight", "quality"))),
        ("goals: {ticked: speed, perhaps: quality}", PerhapsTicked(("speed",), ("quality",))),
        ("goals: {ticked: [speed, quality]}", ("quality", "speed")),
        ("goals: {ticked: [speed], perhaps: []}", ("speed",)),
        (
            "goals: {perhaps: [unit-cost, insight, quality, speed]}",
            PerhapsTicked((), RULEBOOK.questions["goals"].choice_ids),
        ),
        ("data_types: {ticked: [], perhaps: [none, health]}", PerhapsTicked((), ("none", "health"))),
        ("data_types: {ticked: [none]}", ("none",)),
    ],
)
def test_an_answer_that_is_not_settled_is_the_set_of_what_may_hold_and_of_one_that_one(
    line: str, answer: Answer
) -> None:
    question = line.partition(":")[0].strip('"')
    assert answers_of(line) == {question: answer}


def test_json_gives_the_same_answers_that_are_not_settled() -> None:
    text = '{"answers": {"people_needed": {"between": [2, 3.5]}, "review_build": {"one_of": [true, false]}}}'
    expected = {"review_build": Among(("yes", "no")), "people_needed": NUMBERS_HELD}
    assert profile_of(text, "p.json").answers == expected


@pytest.mark.parametrize(
    ("line", "column", "code", "words"),
    [
        ("work_nature: {one_of: []}", 25, "empty-list", "no answer at all"),
        ("work_nature: {one_of: [even-mix, evenmix]}", 36, "unknown-choice", 'mean "even-mix"'),
        ("work_nature: {one_of: [even-mix, even-mix]}", 36, "duplicate-choice", "twice"),
        ("work_nature: {one_of: [even-mix, unknown]}", 36, "wrong-kind", "Write work_nature: unknown"),
        ("work_nature: {oneof: [even-mix]}", 17, "unknown-key", 'mean "one_of"'),
        ("work_nature: {one_of: [even-mix], between: [1, 2]}", 37, "unknown-key", "there is one_of"),
        ("work_nature: {even-mix: 1, rules-only: 1}", 16, "wrong-kind", "{one_of: [some of them]}"),
        ("work_nature: [even-mix, rules-only]", 16, "wrong-kind", "{one_of: [some of them]}"),
        ("review_build: {one_of: [yes, maybe]}", 32, "wrong-kind", "yes, no or unknown"),
        ("people_needed: {between: [5, 2]}", 28, "reversed-bounds", "Write [2, 5]"),
        ("people_needed: {between: [2]}", 28, "wrong-kind", "a list of 1"),
        ("people_needed: {between: 2}", 28, "wrong-kind", "the number 2"),
        ("people_needed: {between: [-1, 2]}", 29, "out-of-range", "at least 0"),
        ("people_needed: {between: [1, 2000]}", 32, "out-of-range", "at most 1000"),
        ("people_needed: {between: [1, many]}", 32, "not-a-number", "a number of people"),
        ("goals: {ticked: [speed], perhaps: [quality, speed]}", 47, "duplicate-choice", "under ticked already"),
        ("goals: {perhaps: [quality]}", 10, "one-choice", "Write [quality], or unknown where"),
        ("goals: {ticked: [], perhaps: []}", 10, "empty-list", "says nothing"),
        ("goals: {ticked: [unit-cost, insight, quality, speed]}", 10, "too-many-choices", "at most 3"),
        ("goals: {ticked: [unit-cost, insight, quality], perhaps: [speed]}", 10, "too-many-choices", "nothing more"),
        ("goals: {perhaps: [sped, quality]}", 21, "unknown-choice", 'mean "speed"'),
        ("data_types: {ticked: [health], perhaps: [none]}", 44, "exclusive-choice", "together with health"),
        ("data_types: {ticked: [none], perhaps: [health]}", 25, "exclusive-choice", "together with health"),
        ("data_types: {perhaps: [health]}", 15, "one-choice", "{perhaps: [none, health]}"),
    ],
)
def test_a_set_that_no_answer_meets_or_that_is_misspelt_is_refused_at_its_place(
    line: str, column: int, code: str, words: str
) -> None:
    finding = only_fault(f"answers:\n  {line}\n")
    assert (finding.span and finding.span.start.column, finding.slug) == (column, code)
    assert words in f"{finding.message} {finding.hint}"


# --- answers that are refused ---


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("work_nature: rules-onyl", 16, "unknown-choice"),
        ("work_nature: [rules-only]", 16, "wrong-kind"),
        ("work_nature: {rules-only: 1}", 16, "wrong-kind"),
        ("work_nature: 3", 16, "unknown-choice"),
        ("work_nature: rules-only | even-mix", 16, "unknown-choice"),
        ("review_capability: no", 22, "unknown-choice"),
        ("review_build: maybe", 17, "wrong-kind"),
        ("review_build: off", 17, "wrong-kind"),
        ("review_build: 1", 17, "wrong-kind"),
        ("review_build: [yes]", 17, "wrong-kind"),
        ("people_needed: many", 18, "not-a-number"),
        ('people_needed: "12"', 18, "not-a-number"),
        ("people_needed: true", 18, "not-a-number"),
        ("people_needed: [12]", 18, "not-a-number"),
        ("people_needed: -0.1", 18, "out-of-range"),
        ("people_needed: 1000.001", 18, "out-of-range"),
        ("goals: {speed: 1}", 10, "wrong-kind"),
        ("goals: []", 10, "empty-list"),
        ("goals: [unknown]", 11, "wrong-kind"),
        ("goals: [~]", 11, "wrong-kind"),
        ("goals: [[speed]]", 11, "wrong-kind"),
        ("goals: [speed, speed]", 18, "duplicate-choice"),
        ("goals: [unit-cost, insight, quality, speed]", 10, "too-many-choices"),
        ("data_types: [health, none]", 24, "exclusive-choice"),
        ("work-nature: rules-only", 3, "unknown-question"),
        ('"on": 2024', 9, "wrong-kind"),
        ('"on": no', 9, "reads-differently"),
        ('"on": 1e3', 9, "reads-differently"),
        ("on: off-hours", 3, "reads-differently"),
    ],
)
def test_an_answer_that_is_none_is_refused_at_its_place(line: str, column: int, code: str) -> None:
    assert told(f"answers:\n  {line}\n") == [(2, column, code)]


@pytest.mark.parametrize(
    ("line", "found", "allowed", "hint"),
    [
        (
            "work_nature: rules-onyl",
            '"rules-onyl"',
            "rules-only, even-mix, judgement-only",
            'mean "rules-only"',
        ),
        ("work_nature: unknwon", '"unknwon"', "and unknown", 'mean "unknown"'),
        ("work_nature: [even-mix]", "a list of 1", "one choice", "without brackets"),
        ("work_nature: even-mix | rules-only", '"even-mix | rules-only"', "even-mix", "delete the other"),
        ("goals: insight, speed", '"insight, speed"', "unit-cost, insight", "[insight, speed]"),
        ("work-nature: x", '"work-nature"', "", 'mean "work_nature"'),
        ("people_needed: 0,2", '"0,2"', "a number of people", "after a point"),
        ('people_needed: "12"', '"12"', "a number of people", "Write 12 without quotes"),
        ("people_needed: 2000", "2000", "at most 1000", ""),
        ("people_needed: -1", "-1", "at least 0", ""),
        ("review_build: maybe", '"maybe"', "yes, no or unknown", ""),
        ("goals: [unit-cost, insight, quality, speed]", "4", "at most 3", ""),
        ("data_types: [none, health]", "together with health", "stands alone", ""),
        ("data_types: []", "an empty list", "", "none or unknown"),
        ('"on": 2024', "the number 2024", "a choice", "quotes"),
    ],
)
def test_a_refusal_names_what_was_found_and_what_is_allowed(line: str, found: str, allowed: str, hint: str) -> None:
    finding = only_fault(f"answers:\n  {line}\n")
    assert found in finding.message
    assert allowed in finding.message
    assert hint in (finding.hint or "")


def test_a_fault_in_json_names_the_path_since_there_is_no_line() -> None:
    finding = only_fault('{"activities": [{"title": "A", "answers": {"goals": ["sped"]}}]}', "p.json")
    assert finding.message.startswith("At activities[0].answers.goals[0]: ")
    assert finding.path == ("activities", 0, "answers", "goals", 0)


# --- the rest of a profile ---


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- a", (1, 1, "wrong-kind")),
        ("hello", (1, 1, "wrong-kind")),
        ("titel: x", (1, 1, "unknown-key")),
        ("work_nature: even-mix", (1, 1, "unknown-key")),
        ("answers: [even-mix]", (1, 10, "wrong-kind")),
        ('title: ""', (1, 8, "empty-text")),
        ('title: "  "', (1, 8, "empty-text")),
        ("title: 12", (1, 8, "not-text")),
        ("title: no", (1, 8, "reads-differently")),
        ("title: [a]", (1, 8, "not-text")),
        (f"title: {'a' * 161}", (1, 8, "too-long")),
        ("notes: {gaols: a}", (1, 9, "unknown-question")),
        ("notes: {goals: 3}", (1, 16, "not-text")),
        ("notes: {goals: }", (1, 14, "not-text")),
        ("notes: a", (1, 8, "wrong-kind")),
        ("weights: {quality: 3}", (1, 11, "unknown-criterion")),
        ("weights: {nature: 0}", (1, 19, "not-a-whole-number")),
        ("weights: {nature: 1001}", (1, 19, "not-a-whole-number")),
        ("weights: {nature: 2.0}", (1, 19, "not-a-whole-number")),
        ('weights: {nature: "2"}', (1, 19, "not-a-whole-number")),
        ("weights: {nature: true}", (1, 19, "not-a-whole-number")),
        ("activities: []", (1, 13, "wrong-kind")),
        ("activities: {title: a}", (1, 13, "wrong-kind")),
        ("activities: [a]", (1, 14, "wrong-kind")),
        ("activities: [{share: 2}]", (1, 14, "missing-key")),
        ("activities: [{title: a, shares: 2}]", (1, 25, "unknown-key")),
        ("activities: [{title: a, share: 0}]", (1, 32, "not-a-whole-number")),
        ("activities: [{title: a, share: 1000001}]", (1, 32, "not-a-whole-number")),
        ("activities: [{title: a}, {title: a}]", (1, 34, "duplicate-title")),
        ("activities: [{title: a, answers: {goals: sped}}]", (1, 42, "unknown-choice")),
        ("expect: {}", (1, 9, "expects-nothing")),
        ("expect: {fails: too strict}", (1, 9, "expects-nothing")),
        ("expect: {acceptable: [], mentions: []}", (1, 9, "expects-nothing")),
        ("expect: {excluded: null}", (1, 9, "expects-nothing")),
        ("expect: {recommend: bpo, certainty: none}", (1, 10, "unknown-key")),
        ("expect: bpo", (1, 9, "wrong-kind")),
        ("expect: {recommended: bop}", (1, 23, "unknown-alternative")),
        ("expect: {recommended: offshore}", (1, 23, "unknown-alternative")),
        ("expect: {recommended: }", (1, 21, "wrong-kind")),
        ("expect: {recommended: [bpo]}", (1, 23, "wrong-kind")),
        ("expect: {acceptable: [none]}", (1, 23, "unknown-alternative")),
        ("expect: {acceptable: [bpo, bpo]}", (1, 28, "duplicate-id")),
        ("expect: {excluded: nearshore}", (1, 20, "unknown-alternative")),
        ("expect: {mentions: [d1-litmu]}", (1, 21, "unknown-rule-or-fact")),
        ("expect: {mentions: [d1-litmus.maybe]}", (1, 21, "unknown-rule-or-fact")),
        ("expect: {mentions: {d1-rules: 1}}", (1, 20, "wrong-kind")),
        ("expect: {certainty: sure}", (1, 21, "unknown-certainty")),
        ("expect: {certainty: certain, fails: no}", (1, 37, "reads-differently")),
        ("expect: {mentions: d1-rules, unreachable: {far-away: x}}", (1, 44, "unknown-mention")),
        ("expect: {mentions: d1-rules, unreachable: {d1-rules: }}", (1, 52, "not-text")),
        ("expect: {recommended: bpo, excluded: bpo}", (1, 23, "expects-both")),
        ("expect: {recommended: bpo, acceptable: bpo}", (1, 40, "expects-both")),
        ("expect: {acceptable: kpo, excluded: kpo}", (1, 22, "expects-both")),
        ("scenarios: [a]", (1, 12, "wrong-kind")),
        ("scenarios: {a: }", (1, 13, "changes-nothing")),
        ("scenarios: {a: {}}", (1, 13, "changes-nothing")),
        ("scenarios: {a: [b]}", (1, 16, "wrong-kind")),
        ("scenarios: {a: {goals: speed}}", (1, 17, "unknown-key")),
        ("scenarios: {a: {answers: {goals: sped}}}", (1, 34, "unknown-choice")),
        ("scenarios: {a: {weights: {nature: 0}}}", (1, 35, "not-a-whole-number")),
        ("scenarios: {' ': {weights: {nature: 2}}}", (1, 13, "empty-text")),
        (f"scenarios: {{{'a' * 61}: {{weights: {{nature: 2}}}}}}", (1, 13, "too-long")),
        ("scenarios: {a: {activities: [{answers: {goals: speed}}]}}", (1, 30, "missing-key")),
        ("scenarios: {a: {activities: [{title: A, answers: {}}]}}", (1, 38, "unknown-activity")),
        (f"{ONE_ACTIVITY}scenarios: {{a: {{activities: [{{title: A}}, {{title: A}}]}}}}", (2, 50, "duplicate-title")),
    ],
)
def test_a_part_that_means_nothing_is_refused_at_its_place(text: str, place: tuple[int, int, str]) -> None:
    assert told(text) == [place]


def test_a_scenario_is_the_profile_with_its_own_answers_and_weights_in_place_of_those() -> None:
    reviewed, keyed = (profile_of(WHOLE_PROFILE).under(scenario) for scenario in profile_of(WHOLE_PROFILE).scenarios)
    assert reviewed.answers["review_capability"] is None
    assert reviewed.answers["work_nature"] == "even-mix"
    assert reviewed.weights == {"nature": 2, "distance": 6}
    assert [activity.answers for activity in keyed.activities] == [{"work_nature": "rules-only"}] * 2


def test_an_activity_keeps_its_own_answer_where_a_scenario_gives_a_common_one() -> None:
    profile = profile_of(f"{WHOLE_PROFILE}  plain: {{answers: {{work_nature: judgement-only}}}}\n")
    under = profile.under(profile.scenarios[-1])
    assert [under.answers_of(activity)["work_nature"] for activity in under.activities] == [
        "rules-only",
        "judgement-only",
    ]


def test_too_many_scenarios_are_refused_before_they_cost_time() -> None:
    listed = ", ".join(f"s{number}: {{answers: {{goals: speed}}}}" for number in range(21))
    assert told(f"scenarios: {{{listed}}}") == [(1, 13 + listed.index("s20"), "too-many")]


def test_too_many_activities_are_refused_before_they_cost_time() -> None:
    few = "\n".join(f"- title: a{number}" for number in range(200))
    assert len(profile_of(f"activities:\n{few}\n").activities) == 200
    assert told(f"activities:\n{few}\n- title: b\n") == [(2, 1, "wrong-kind")]


def test_a_question_at_the_top_is_sent_below_answers() -> None:
    finding = only_fault("work_nature: even-mix")
    assert "is a question" in finding.message
    assert "below answers" in (finding.hint or "")


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """title: no
answers:
  work_nature: rules
  goals: [speed, speed]
notes: {gaols: x}
weights: {nature: 0}
activities: [{title: a, share: 0}, {title: a}]
expect: {recommended: bop}
"""
    assert [line for line, _, _ in told(text)] == [1, 3, 4, 5, 6, 7, 7, 8]


def warnings_of(text: str) -> list[tuple[str, str, int]]:
    faults = Faults()
    assert read_profile(parse_document(text.encode(), "p.yaml"), RULEBOOK, faults) is not None
    found = sorted(faults.warnings, key=lambda warning: warning.place)
    return [(each.slug, each.severity, each.span.start.line if each.span else 0) for each in found]


def test_answers_about_splitting_are_warned_of_where_activities_are_listed() -> None:
    text = "answers: {separable: clean-split}\nactivities:\n- {title: a, answers: {separable: unknown}}\n"
    assert profile_of(text).answers == {"separable": "clean-split"}
    assert warnings_of(text) == [("answer-ignored", "warning", 1), ("answer-ignored", "warning", 3)]
    assert warnings_of("answers: {separable: clean-split}\n") == []


def test_a_profile_with_a_fault_gives_none_and_leaves_the_faults_of_others_alone() -> None:
    faults = Faults()
    assert read_profile(parse_document(b"title: no", "a.yaml"), RULEBOOK, faults) is None
    assert read_profile(parse_document(b"title: yes", "b.yaml"), RULEBOOK, faults) is None
    assert read_profile(parse_document(b"title: maybe", "c.yaml"), RULEBOOK, faults) == Profile("maybe")
    assert [each.file for each in faults.findings] == ["a.yaml", "b.yaml"]


def test_a_file_is_loaded_under_its_own_name_or_the_one_given(tmp_path: Path) -> None:
    file = tmp_path / "Payroll.yaml"
    file.write_text("answers: {work_nature: even-mix}\n")
    assert load_profile(file, RULEBOOK) == Profile("Payroll", {"work_nature": "even-mix"})
    file.write_text("x: 1\n")
    with pytest.raises(UnreadableInput) as caught:
        load_profile(file, RULEBOOK, name="shown.yaml")
    assert [each.file for each in caught.value.findings] == ["shown.yaml"]


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"answers": {"goals": "speed"}}')))
    assert load_profile("-", RULEBOOK) == Profile("untitled", {"goals": ("speed",)})


def test_importing_the_loader_loads_nothing_of_weight() -> None:
    program = "import sys, kpo_advisor.profiles.profile; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"pydantic", "yaml", "clingo", "rich", "typer", "difflib"} & set(done.stdout.split()) == set()


@pytest.mark.long
@settings(max_examples=share(2000))
@given(documents())
def test_whatever_is_given_is_a_profile_that_can_be_written_or_a_list_of_faults_with_a_path(value: object) -> None:
    faults = Faults()
    profile = read_profile(parse_document(json.dumps(value).encode(), "case.json"), RULEBOOK, faults)
    assert (profile is None) == bool(faults.findings)
    assert all(each.message and each.slug and each.message.startswith(("At ", "A profile")) for each in faults.findings)
    if profile is not None:
        assert profile_of(profile_yaml(profile, RULEBOOK)) == profile


# --- settings ---


@pytest.mark.parametrize(
    ("setting", "answers"),
    [
        ("work_nature=even-mix", {"work_nature": "even-mix", "goals": ("speed",)}),
        ("work_nature=unknown", {"work_nature": None, "goals": ("speed",)}),
        (" work_nature = even-mix ", {"work_nature": "even-mix", "goals": ("speed",)}),
        ("goals=quality,insight", {"goals": ("insight", "quality")}),
        ("goals=quality, insight", {"goals": ("insight", "quality")}),
        ("goals=unit-cost", {"goals": ("unit-cost",)}),
        ("goals=", {}),
        ("work_nature=", {"goals": ("speed",)}),
        ("data_types=none", {"goals": ("speed",), "data_types": ("none",)}),
        ("review_build=TRUE", {"goals": ("speed",), "review_build": "yes"}),
        ("people_needed=2.50", {"goals": ("speed",), "people_needed": Fraction(5, 2)}),
        ("on=2024", {"goals": ("speed",), "on": "2024"}),
        ("on=no", {"goals": ("speed",), "on": "no"}),
        ("work_nature=even-mix, rules-only", {"work_nature": Among(("rules-only", "even-mix")), "goals": ("speed",)}),
        ("review_build=no,yes", {"goals": ("speed",), "review_build": Among(("yes", "no"))}),
        ("people_needed=2..3.5", {"goals": ("speed",), "people_needed": NUMBERS_HELD}),
        ("people_needed= 2 .. 2", {"goals": ("speed",), "people_needed": Fraction(2)}),
        ("goals=speed, insight?", {"goals": PerhapsTicked(("speed",), ("insight",))}),
        ("goals=speed?,insight?", {"goals": PerhapsTicked((), ("insight", "speed"))}),
    ],
)
def test_a_setting_changes_one_common_answer(setting: str, answers: dict[str, Answer]) -> None:
    profile = Profile("p", {"goals": ("speed",)}, notes={"goals": "n"})
    assert apply_settings(profile, [setting], RULEBOOK) == Profile("p", answers, notes={"goals": "n"})


TWO = Profile(
    "p",
    {"goals": ("speed",)},
    activities=(
        Activity("2", 1, {"goals": ("insight",)}),
        Activity("a/b=c", 1, {}),
        Activity("Third", 3, {}),
    ),
)


@pytest.mark.parametrize(
    ("setting", "index", "answers"),
    [
        ("Third/work_nature=even-mix", 2, {"work_nature": "even-mix"}),
        ("3/work_nature=even-mix", 2, {"work_nature": "even-mix"}),
        ("a/b=c/work_nature=unknown", 1, {"work_nature": None}),
        ("2/goals=quality", 0, {"goals": ("quality",)}),
        ("1/goals=", 0, {}),
    ],
)
def test_a_setting_names_an_activity_by_title_before_number(
    setting: str, index: int, answers: dict[str, Answer]
) -> None:
    changed = apply_settings(TWO, [setting], RULEBOOK)
    assert changed.answers == TWO.answers
    assert changed.activities[index].answers == answers
    others = [number for number in range(3) if number != index]
    assert [changed.activities[number] for number in others] == [TWO.activities[number] for number in others]


def test_settings_leave_the_answers_in_the_order_of_the_questionnaire() -> None:
    changed = apply_settings(Profile("p", {"goals": ("speed",)}), ["people_needed=1", "work_nature=even-mix"], RULEBOOK)
    assert list(changed.answers) == ["work_nature", "goals", "people_needed"]


@pytest.mark.parametrize(
    ("setting", "code", "words"),
    [
        ("work_nature", "setting-shape", "question=answer"),
        ("work-nature=even-mix", "unknown-question", 'mean "work_nature"'),
        ("work_nature=evenmix", "unknown-choice", 'mean "even-mix"'),
        ("work_nature=null", "unknown-choice", '"null" is no choice'),
        ("goals=speed,sped", "unknown-choice", 'mean "speed"'),
        ("goals=speed,", "unknown-choice", '"" is no choice'),
        ("goals=speed,unknown", "wrong-kind", "without a list"),
        ("goals=unit-cost,insight,quality,speed", "too-many-choices", "at most 3"),
        ("data_types=none,health", "exclusive-choice", "stands alone"),
        ("people_needed=null", "not-a-number", "a number of people"),
        ("people_needed=010", "not-a-number", "a number of people"),
        ("people_needed=-1", "out-of-range", "at least 0"),
        ("review_build=perhaps", "wrong-kind", "yes, no or unknown"),
        ("Keying/goals=speed", "unknown-activity", "no activities"),
        ("=x", "unknown-question", '"" is no question'),
        ("work_nature=even-mix,evenmix", "unknown-choice", 'mean "even-mix"'),
        ("people_needed=3..2", "reversed-bounds", "Write [2, 3]"),
        ("people_needed=1..2..3", "wrong-kind", "a list of 3"),
        ("people_needed=1..", "not-a-number", "a number of people"),
        ("goals=speed?", "one-choice", "only speed"),
        ("data_types=none,health?", "exclusive-choice", "stands alone"),
    ],
)
def test_a_setting_that_means_nothing_is_refused_in_its_own_words(setting: str, code: str, words: str) -> None:
    [(found, message)] = fault_of_settings(setting)
    assert found == code
    assert words in message
    assert message.startswith(f'In "{setting}": ')


@pytest.mark.parametrize("title", ["Thrid", "4", "0", "-1", "", "３"])
def test_an_activity_that_is_not_listed_is_refused(title: str) -> None:
    [(code, message)] = fault_of_settings(f"{title}/goals=speed", profile=TWO)
    assert code == "unknown-activity"
    assert "Third" in message


def test_a_question_about_splitting_is_not_set_for_an_activity() -> None:
    assert [code for code, _ in fault_of_settings("3/separable=clean-split", profile=TWO)] == ["whole-question"]


def test_settings_that_contradict_each_other_are_refused_and_repeated_ones_are_not() -> None:
    [(code, message)] = fault_of_settings("goals=speed,quality", "goals=speed")
    assert code == "set-twice"
    assert "goals" in message
    assert [code for code, _ in fault_of_settings("goals=", "goals=unknown")] == ["set-twice"]
    assert [code for code, _ in fault_of_settings("3/goals=speed", "Third/goals=quality", profile=TWO)] == ["set-twice"]
    same = apply_settings(TWO, ["goals=speed,quality", "goals=quality,speed", "3/goals=speed"], RULEBOOK)
    assert same.answers["goals"] == ("quality", "speed")
    assert same.activities[2].answers == {"goals": ("speed",)}


def test_the_faults_of_all_settings_are_told_at_once() -> None:
    codes = [code for code, _ in fault_of_settings("goals=sped", "x=1", "people_needed=a", "goals=speed")]
    assert sorted(codes) == ["not-a-number", "unknown-choice", "unknown-question"]


def test_weights_are_taken_in_the_order_of_the_rulebook() -> None:
    weights = parse_weights(["distance=1000", "nature=1", "distance=1000"], RULEBOOK)
    assert list(weights.items()) == [("nature", 1), ("distance", 1000)]


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ("nature", "setting-shape"),
        ("natrue=3", "unknown-criterion"),
        ("nature=0", "not-a-whole-number"),
        ("nature=1001", "not-a-whole-number"),
        ("nature=2.5", "not-a-whole-number"),
        ("nature=2.0", "not-a-whole-number"),
        ("nature=", "not-a-whole-number"),
        ("nature=3=3", "unknown-criterion"),
    ],
)
def test_a_weight_that_means_nothing_is_refused(setting: str, code: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_weights([setting, "checking=x"], RULEBOOK)
    assert sorted(each.slug for each in caught.value.findings) == sorted([code, "not-a-whole-number"])
    assert {each.file for each in caught.value.findings} == {"--weight"}


def test_two_different_weights_for_one_criterion_are_refused() -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_weights(["nature=3", "nature=4"], RULEBOOK)
    assert [each.slug for each in caught.value.findings] == ["set-twice"]
