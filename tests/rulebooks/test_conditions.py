"""Conditions are bounded with their terms written out, in tests and in levels, wherever a term is first used."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kpo_advisor.model.conditions import Answered, Every
from kpo_advisor.model.old_ids import OldIds
from kpo_advisor.model.questions import Kind, Person, Question
from kpo_advisor.portable.faults import Faults, FileFaults
from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
from tests.portable.reading_of import tree_of

FLAG = {"flag": "yes"}


class Reading:
    """A reader that knows one question, with terms."""

    def __init__(self, **terms: Any) -> None:
        self.faults = Faults()
        question = Question("flag", "all", Kind.YES_NO, "flag?", (Person("anyone", "anyone"),))
        self.reader = ConditionReader({"flag": question}, {}, OldIds.of({}))
        for id, condition in terms.items():
            self.reader.waiting[id] = (tree_of(json.dumps(condition), json=True), FileFaults("terms", self.faults))

    def told(self, condition: Any) -> list[tuple[str, str, str]]:
        """File, code and message of what reading one more condition adds."""
        before = len(self.faults.findings)
        self.reader.read(tree_of(json.dumps(condition), json=True), FileFaults("rules", self.faults))
        return [(each.file, each.slug, each.message) for each in self.faults.findings[before:]]


def nested(levels: int, innermost: Any) -> Any:
    return innermost if levels == 1 else {"not": nested(levels - 1, innermost)}


def of(*terms: str) -> Any:
    return {"all": [{"term": term} for term in terms]}


DOUBLING = {"t0": FLAG, **{f"t{number}": of(*[f"t{number - 1}"] * 2) for number in range(1, 13)}}
"""Each has twice the tests of the one before: 1, 2, 4, up to 4096."""

TOO_MANY = "With its terms written out this condition has more than 5000 tests."
TOO_DEEP = "With its terms written out this condition is nested more than 60 levels deep."


@pytest.mark.parametrize("is_read_first", [False, True])
def test_a_condition_has_up_to_5000_tests_each_counted_where_its_term_is_used(is_read_first: bool) -> None:
    reading = Reading(**DOUBLING)
    if is_read_first:
        reading.reader.read_terms()
    full = ["t12", "t9", "t8", "t7", "t3"]  # 4096 + 512 + 256 + 128 + 8
    assert reading.told(of(*full)) == []
    assert reading.told(of(*full, "t0")) == [("rules", "condition-too-large", TOO_MANY)]
    assert reading.told({"all": [FLAG, of(*full)]}) == [("rules", "condition-too-large", TOO_MANY)]
    assert reading.told(of(*full)) == []  # counted by itself


def test_a_term_that_is_too_large_is_told_where_it_becomes_so_and_wherever_it_is_used() -> None:
    reading = Reading(**DOUBLING, t13=of("t12", "t12"))
    once = ("condition-too-large", TOO_MANY)
    assert reading.told({"term": "t13"}) == [("terms", *once), ("rules", *once)]
    assert reading.told({"term": "t13"}) == [("rules", *once)]


@pytest.mark.parametrize("is_read_first", [False, True])
def test_a_condition_has_up_to_60_levels_with_those_of_its_terms(is_read_first: bool) -> None:
    reading = Reading(deep=nested(25, FLAG), deeper=nested(20, {"term": "deep"}))
    if is_read_first:
        reading.reader.read_terms()
    assert reading.told(nested(15, {"term": "deeper"})) == []
    assert reading.told(nested(16, {"term": "deeper"})) == [("rules", "condition-too-large", TOO_DEEP)]
    assert reading.told({"all": [nested(14, {"term": "deeper"}), nested(14, FLAG)]}) == []


def test_a_term_that_is_first_used_too_deep_is_told_where_it_goes_too_deep() -> None:
    reading = Reading(deep=nested(30, FLAG))
    assert reading.told(nested(31, {"term": "deep"})) == [("terms", "condition-too-large", TOO_DEEP)]


def test_a_condition_may_wait_for_answers_whatever_they_are() -> None:
    reading = Reading()
    here = FileFaults("rules", reading.faults)
    one, several = ({"answered": "flag"}, {"answered": ["flag", "flag"]})
    read = [reading.reader.read(tree_of(json.dumps(told), json=True), here) for told in (one, several)]
    assert read == [Answered("flag"), Every((Answered("flag"), Answered("flag")))]
    assert reading.told({"answered": "flug"}) == [("rules", "unknown-question", '"flug" is no question.')]
    assert reading.told({"answered": []}) == [
        ("rules", "condition-shape", "Here a question is wanted, or a list of them.")
    ]
    assert [code for _, code, _ in reading.told({"answered": {"flag": "yes"}})] == ["unknown-question"]
    assert [code for _, code, _ in reading.told({"answerd": "flag"})] == ["unknown-question"]
