"""No fault of a profile hides another one, wherever both stand."""

from __future__ import annotations

from itertools import combinations

import pytest

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.profiles.profile import profile_in
from tests.packaged import rulebook

SOUND = {
    "title": "title: Work",
    "answers": "answers:\n  work_nature: rules-only\n  goals: [unit-cost]",
    "notes": "notes:\n  work_nature: seen",
    "weights": "weights: {cost: 2}",
    "activities": "activities:\n  - {title: One, share: 2, answers: {acceptance: vague}}\n  - title: Two",
    "expect": "expect: {recommended: bpo}",
    "scenarios": "scenarios:\n  grown: {answers: {work_nature: even-mix}}",
    "person": "person: counsel",
    "date": 'date: "2026-01-02"',
}
"""A profile by its keys at the top."""

FAULTY = [
    ("title", "title: [a]"),
    ("wibble", "wibble: 1"),
    ("answers", "answers: {work_natur: rules-only}"),
    ("answers", "answers: {work_nature: nope}"),
    ("answers", "answers: {goals: [unit-cost, unit-cost], people_needed: -3}"),
    ("answers", "answers: [1]"),
    ("notes", "notes: {nope: x}"),
    ("notes", "notes: [x]"),
    ("weights", "weights: {nope: 2, cost: 0}"),
    ("weights", "weights: 3"),
    ("activities", "activities: [{title: One, share: 0, answers: {acceptance: nope}}]"),
    ("activities", "activities: {a: 1}"),
    ("activities", "activities: [{share: 2}]"),
    ("expect", "expect: {recommended: nope, mentions: [nope]}"),
    ("expect", "expect: 3"),
    ("scenarios", "scenarios: {grown: {answers: {nope: 1}}}"),
    ("scenarios", "scenarios: 3"),
    ("person", "person: [1]"),
    ("date", "date: nope"),
    ("said", "said: {nope: 1}"),
    ("said", "said: {work_nature: [{person: a, answer: nope}]}"),
]
"""What a key becomes, or a further one."""


def told(*faulty: tuple[str, str]) -> set[tuple[str, str]]:
    """Kind and message of each fault of the profile with these keys."""
    text = "\n".join({**SOUND, **dict(faulty)}.values())
    with pytest.raises(UnreadableInput) as error:
        profile_in(parse_document(text.encode(), "profile.yaml"), rulebook())
    return {(finding.slug, finding.message) for finding in error.value.findings}


def test_of_two_keys_with_faults_all_faults_of_both_are_told() -> None:
    alone = {faulty: told(faulty) for faulty in FAULTY}
    for one, other in combinations(FAULTY, 2):
        if one[0] != other[0]:
            assert told(one, other) >= alone[one] | alone[other], (one, other)
