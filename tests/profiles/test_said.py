"""A profile names who gave its answers and when, and who said what where several people answered."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.model.profile import Profile, Said
from kpo_advisor.model.questions import Among
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.writing import profile_yaml
from tests.small_rulebooks.every_kind import RULEBOOK

TEXT = """\
title: Intake
person: counsel
date: "2026-03-05"
answers:
  work_nature: {one_of: [even-mix, judgement-only]}
said:
  work_nature:
    - {person: counsel, answer: even-mix}
    - {person: "head of the function", answer: judgement-only, date: "2026-03-04"}
  review_build:
    - {person: counsel, answer: yes}
    - {person: "no", answer: unknown}
activities:
  - title: Keying
    share: 1
    said:
      people_needed:
        - {person: finance, answer: 2.5}
"""


def profile_of(text: str) -> Profile:
    faults = Faults()
    profile = read_profile(parse_document(text.encode(), "case.yaml"), RULEBOOK, faults)
    faults.raise_if_any()
    assert profile is not None
    return profile


def test_persons_and_what_they_said_are_read_and_written_back_as_they_stand() -> None:
    profile = profile_of(TEXT)
    assert (profile.person, profile.date) == ("counsel", "2026-03-05")
    assert profile.answers == {"work_nature": Among(("even-mix", "judgement-only"))}
    assert profile.said == {
        "work_nature": (
            Said("counsel", "even-mix"),
            Said("head of the function", "judgement-only", "2026-03-04"),
        ),
        "review_build": (Said("counsel", "yes"), Said("no", None)),
    }
    assert profile.activities[0].said == {"people_needed": (Said("finance", Fraction(5, 2)),)}
    assert profile_yaml(profile, RULEBOOK) == TEXT


def test_a_profile_that_names_its_person_is_another_than_one_that_does_not() -> None:
    profile = profile_of(TEXT)
    assert replace(profile, person=None) != profile
    assert replace(profile, said={}) != profile


@pytest.mark.parametrize(
    ("text", "place", "slug"),
    [
        ("person: 12", (1, 9), "not-text"),
        ('person: " "', (1, 9), "empty-text"),
        ("date: 2026-03-05", (1, 7), "reads-differently"),
        ('date: "2026-02-30"', (1, 7), "not-a-date"),
        ('date: "5.3.2026"', (1, 7), "not-a-date"),
        ("date: 2026", (1, 7), "not-a-date"),
        ("date: [a]", (1, 7), "not-a-date"),
        ("said: [a]", (1, 7), "wrong-kind"),
        ("said: {work_natur: [{person: a, answer: even-mix}]}", (1, 8), "unknown-question"),
        ("said: {work_nature: even-mix}", (1, 21), "wrong-kind"),
        ("said: {work_nature: []}", (1, 21), "wrong-kind"),
        ("said: {work_nature: [even-mix]}", (1, 22), "wrong-kind"),
        ("said: {work_nature: [{answer: even-mix}]}", (1, 22), "missing-key"),
        ("said: {work_nature: [{person: a}]}", (1, 22), "missing-key"),
        ("said: {work_nature: [{person: a, answer: evenmix}]}", (1, 42), "unknown-choice"),
        ("said: {work_nature: [{person: a, answer: even-mix, day: a}]}", (1, 52), "unknown-key"),
        ("activities: [{title: A, said: {goals: [{person: a, answer: fame}]}}]", (1, 60), "unknown-choice"),
    ],
)
def test_what_means_nothing_is_refused_at_its_place(text: str, place: tuple[int, int], slug: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        profile_of(f"{text}\n")
    (finding,) = caught.value.findings
    assert finding.span is not None
    assert (finding.span.start.line, finding.span.start.column) == place
    assert finding.slug == slug


def warnings_of(text: str) -> list[tuple[str, int, int]]:
    faults = Faults()
    assert read_profile(parse_document(text.encode(), "case.yaml"), RULEBOOK, faults) is not None
    faults.raise_if_any()
    places = [(warning.slug, warning.span.start) for warning in faults.warnings if warning.span is not None]
    return [(slug, start.line, start.column) for slug, start in places]


def test_a_person_who_stands_twice_under_one_question_is_warned_of() -> None:
    persons = "[{person: é, answer: [speed]}, {person: 'e\u0301 ', answer: unknown}]"
    text = f"answers: {{goals: [speed]}}\nsaid: {{goals: {persons}}}\n"
    assert warnings_of(text) == [("duplicate-person", 2, 55)]
    assert warnings_of(text.replace("person: é", "person: e")) == []


def test_what_was_said_to_a_question_without_an_answer_beside_it_is_warned_of() -> None:
    told = "said: {work_nature: [{person: a, answer: even-mix}]}"
    assert warnings_of(f"{told}\n") == [("answer-ignored", 1, 8)]
    assert warnings_of(f"{told}\nanswers: {{work_nature: unknown}}\n") == []
    inside = f"answers: {{work_nature: even-mix}}\nactivities:\n- title: A\n  {told}\n"
    assert warnings_of(inside) == [("answer-ignored", 4, 10)]
