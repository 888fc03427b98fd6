"""What people read names questions and choices by their labels, never by their ids."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.comparison.what_if import what_if as compare
from kpo_advisor.portable.condition_words import answer_label, in_labels, in_words
from kpo_advisor.profiles.settings import apply_settings
from kpo_advisor.reports.compared.what_if import what_if
from kpo_advisor.reports.explanation import explanation
from kpo_advisor.reports.formats.to_markdown import to_markdown
from kpo_advisor.reports.formats.to_terminal import to_terminal
from kpo_advisor.reports.recommendation import recommendation
from kpo_advisor.text.lines import plain
from tests import packaged

if TYPE_CHECKING:
    from kpo_advisor.reports.blocks import BlockReport

EXAMPLES = Path(__file__).parents[2] / "examples"
RULEBOOK = packaged.rulebook()
IDS = re.compile(rf"\b({'|'.join(id for id in RULEBOOK.questions if '_' in id)})\b")
"""The ids of questions that no sentence would hold by chance."""


def reports(name: str) -> list[BlockReport]:
    profile = packaged.profile(EXAMPLES / name)
    other = apply_settings(profile, ["core=rivals-gain", "review_capability=none", "data_types="], RULEBOOK)
    compared = compare(profile, other, RULEBOOK)
    found = []
    for is_brief in (True, False):
        found += [
            recommendation(packaged.recommended(EXAMPLES / name), RULEBOOK, is_brief=is_brief),
            explanation(packaged.explained(EXAMPLES / name), RULEBOOK, is_brief=is_brief),
            what_if(compared, RULEBOOK, is_brief=is_brief),
        ]
    return found


@pytest.mark.parametrize("name", ["payroll.yaml", "activities.yaml"])
def test_no_report_for_people_holds_the_id_of_a_question(name: str) -> None:
    found = reports(name)
    for report in found:
        for text in (plain(to_terminal(report.blocks, 80)), to_markdown([report]).replace("\\", "")):
            assert IDS.findall(text) == []
    assert any("Your own checking" in to_markdown([report]) for report in found)


def test_a_condition_is_told_by_ids_where_somebody_writes_rules_and_by_labels_where_somebody_answers() -> None:
    only_if = RULEBOOK.questions["signatory"].only_if
    assert only_if is not None
    assert in_words(only_if, RULEBOOK.questions) == "limits has licensed-signer"
    assert in_labels(only_if, RULEBOOK.questions) == "Limits on the work has a licence to sign it"


@pytest.mark.parametrize(("count", "says"), [(Fraction(1), "1 person"), (Fraction(1, 2), "0.5 people")])
def test_one_of_a_unit_is_no_several(count: Fraction, says: str) -> None:
    assert answer_label(RULEBOOK.questions["people_needed"], count) == says
