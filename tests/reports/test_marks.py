"""Marks are the same in every report and format, each is explained where it is used, and JSON has them too."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.rulebook import OURS
from kpo_advisor.reports.blocks import Citation, Item, Paragraph, text_of
from kpo_advisor.reports.citations import MEANS_OURS
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.reports.formats.to_json import explanation_json, recommendation_json, to_json
from kpo_advisor.reports.page.page import page
from tests import packaged
from tests.reports.given import PROFILES, recommendation, rulebook
from tests.reports.test_every_report import changed, document, explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.reports.blocks import BlockReport

EXAMPLES = Path(__file__).parents[2] / "examples"
WITH_SOURCES = ["what-if", *(f"{kind} of {name}" for kind in ("recommendation", "explanation") for name in PROFILES)]
HANDBOOK = {
    "1": "The *Linen* Handbook. A. Press & Sons. 2019.",
    "1a": "1. Stains",
    "1b": "2. Silk > Washing",
    OURS: MEANS_OURS,
}
"""All that a mark can stand for in the laundry's rulebook; what is its own stands in no document."""


def marks_in(report: BlockReport) -> set[str]:
    said = [block.words for block in report.blocks if isinstance(block, Paragraph) and not isinstance(block.words, str)]
    return {mark for words in said for part in words if isinstance(part, Citation) for mark in part.marks}


def explained_in(report: BlockReport) -> dict[str, str]:
    return {item.anchor: text_of(item.words) for item in report.blocks if isinstance(item, Item) and item.anchor}


@pytest.mark.parametrize("is_brief", [True, False])
@pytest.mark.parametrize("name", WITH_SOURCES)
def test_every_mark_is_explained_in_its_report_and_means_the_same_in_all(name: str, is_brief: bool) -> None:
    report = document(name, is_brief=is_brief)
    marks, told = marks_in(report), explained_in(report)
    assert marks
    assert marks <= told.keys()
    assert told.items() <= HANDBOOK.items()


@pytest.mark.parametrize("name", ["activities", "half-empty", "payroll"])
def test_every_mark_on_the_page_is_listed_below_it_one_in_a_picture_too(name: str) -> None:
    listing = page(packaged.recommended(EXAMPLES / f"{name}.yaml"), packaged.rulebook(), names_sources=True)
    shown = unescape(re.sub("<[^>]+>", "", to_html([listing])))
    marks = {mark for told in re.findall(r"\[((?:\d+[a-z]*|ours)(?:, [^]]+)?)\]", shown) for mark in told.split(", ")}
    assert marks
    assert marks - {"…"} <= explained_in(listing).keys()


@pytest.mark.parametrize("name", WITH_SOURCES)
def test_a_section_without_a_mark_is_not_listed(name: str) -> None:
    report = document(name)
    assert {mark for mark in explained_in(report) if mark != "1"} == marks_in(report)


def all_marks(value: object) -> Iterator[str]:
    """What stands under `marks` anywhere in JSON, but for the list of sources."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "marks":
                yield from inside
            elif key != "sources":
                yield from all_marks(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from all_marks(inside)


@pytest.mark.parametrize("name", PROFILES)
def test_what_a_report_marks_the_json_marks_too_and_says_where_it_stands(name: str) -> None:
    data = json.loads(recommendation_json(recommendation(name)))
    assert marks_in(document(f"recommendation of {name}")) <= set(all_marks(data))
    sections = {
        source["number"]: dict(zip(source["marks"], source["sections"], strict=True)) for source in data["sources"]
    }
    for mark in set(all_marks(data)) - {OURS}:
        assert sections[int(mark[0])][mark] == HANDBOOK[mark]
    explaining = json.loads(explanation_json(explained(name)))
    assert marks_in(document(f"explanation of {name}")) <= set(all_marks(explaining["pieces"]))
    assert {rule["rule"] for piece in explaining["pieces"] for rule in piece["rules"] if not rule["marks"]} == set()


def test_the_rules_of_a_what_if_have_their_marks_in_json() -> None:
    data = json.loads(to_json(changed()))
    assert marks_in(document("what-if")) == set(all_marks(data["rules"]))


@pytest.mark.parametrize("name", PROFILES)
def test_no_fact_that_is_inferred_is_marked_by_a_document(name: str) -> None:
    """o-near and o-contract stand in the second document of the rulebook, which no mark names."""
    assert [rulebook().mark_of(rulebook().facts[id]) for id in ("o-near", "o-contract")] == [OURS, OURS]
    assert not {mark for mark in marks_in(document(f"recommendation of {name}")) if mark.startswith("2")}


def test_by_alternative_only_the_one_of_which_it_is_inferred_is_marked_ours() -> None:
    """Of silk the handbook says that hands are good, and it is ours that machines are not."""
    given = recommendation("in-two-parts")
    silk = {
        row.alternative: reason
        for row in given.plan[1].ranking
        for reason in row.reasons
        if reason.rules == ("silk-by-hand",)
    }
    assert (silk["laundry"].because, silk["laundry"].marks) == (("A large machine tears silk.",), ("1b", OURS))
    assert silk["laundry"].inferred == "The handbook speaks of hands only."
    own = next(reason for row in given.plan[1].ranking for reason in row.reasons if row.alternative == "own")
    assert "Silk wants hands that know it." in own.because
