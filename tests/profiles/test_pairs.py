"""One profile is read against two rulebooks: what one side cannot take is told, and what neither can is a fault."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Choice, Section
from kpo_advisor.profiles.profile_files import read_pairs
from tests.reports.given import rulebook
from tests.small_rulebooks.on_disk import LAUNDRY_PROFILES

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.model.rulebook import Rulebook


def with_filthy() -> Rulebook:
    book = rulebook()
    asked = tuple(
        replace(each, choices=(*each.choices, Choice("filthy", "worse"))) if each.id == "dirt" else each
        for each in book.questions.values()
    )
    return replace(book, sections=(Section("all", "All", asked),))


def test_a_profile_that_one_side_cannot_take_comes_with_the_faults_of_that_side() -> None:
    read = read_pairs([str(LAUNDRY_PROFILES / "diff")], rulebook(), with_filthy())
    (pair,) = read.pairs
    assert (pair.before, read.findings) == (None, [])
    assert pair.after is not None
    assert pair.after.answers == {"dirt": "filthy"}
    assert [each.slug for each in pair.faults] == ["unknown-choice"]


def test_a_profile_that_neither_side_can_take_is_a_fault_told_once() -> None:
    read = read_pairs([str(LAUNDRY_PROFILES / "diff")], rulebook(), rulebook())
    assert (read.pairs, [each.slug for each in read.findings]) == ([], ["unknown-choice"])


def test_what_a_profile_expects_is_not_looked_at(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("title: One\nanswers: {dirt: heavy}\nexpect: {mentions: [a-rule-to-come]}\n", encoding="utf-8")
    read = read_pairs([str(tmp_path)], rulebook(), rulebook())
    (pair,) = read.pairs
    assert read.findings == []
    assert pair.before == pair.after
    assert pair.before is not None
    assert pair.before.expect is None
