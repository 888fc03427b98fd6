"""What the tests of sheets share: sheets of the laundry, and YAML that is filled in as people do."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.portable.emit import scalar
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import load_profile, read_profile
from kpo_advisor.reports.sheets.sheet import person_called, sheet_of
from tests.reports.given import recommendation, rulebook
from tests.small_rulebooks.on_disk import LAUNDRY_PROFILES

if TYPE_CHECKING:
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.sheets.sheet import Sheet


@cache
def profile(name: str) -> Profile:
    return load_profile(LAUNDRY_PROFILES / f"{name}.yaml", rulebook())


def sheet(name: str, who: str) -> Sheet:
    """The sheet for somebody about one of the laundry's profiles."""
    return sheet_of(person_called(who, rulebook()), recommendation(name), profile(name), rulebook())


def read(text: str, book: Rulebook) -> Profile:
    """What a sheet holds that came back."""
    faults = Faults()
    found = read_profile(parse_document(text.encode(), "counsel.yaml"), book, faults)
    faults.raise_if_any()
    assert found is not None
    return found


def filled(text: str, question: str, answer: str, at: int = 0) -> str:
    """A sheet in YAML with the line of a question filled in; `at` counts the places in which it is asked."""
    answers, notes, rest = text.partition("\nnotes:\n")
    id = scalar(question)
    line = list(re.finditer(rf"(?m)^( +)# {re.escape(id)}: .*$", answers))[at]
    return f"{answers[: line.start()]}{line[1]}{id}: {answer}{answers[line.end() :]}{notes}{rest}"
