"""Of a profile, answers that clash and answers that do not apply are told, and nothing that counts somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets

if TYPE_CHECKING:
    from pathlib import Path

CLASH = "  demand_pattern: steady\n  hiring_barriers: [peak-too-large]\n"


def found(folder: Path, text: str) -> list[tuple[int, str]]:
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    report = lint(find_targets([str(folder / "p.yaml")]), Selection(), load_rulebook())
    return [(each.span.start.line if each.span else 0, code_of(each.slug)) for each in report.findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("answers:\n  review_capability: strong\n", []),
        ("answers:\n  limits: licensed-signer\n  signatory: have\n", []),
        ("answers:\n  signatory: have\n", []),  # open: it may yet apply
        ("answers:\n  limits: none\n  signatory: have\n", [(3, "KPO082")]),
        ("answers:\n" + CLASH, [(2, "KPO086")]),
        ("answers:\n  limits: none\n  signatory: have # kpo: ignore[KPO082] From a survey.\n", []),
        ("answers:\n  review_capability: none # kpo: ignore[KPO082] From a survey.\n", [(2, "KPO091")]),
    ],
)
def test_of_one_piece(tmp_path: Path, text: str, expected: list[tuple[int, str]]) -> None:
    assert found(tmp_path, text) == expected


PARTS = """answers:
  signatory: have
activities:
  - title: A
    answers:
      limits: {first}
  - title: B
    answers:
      limits: none
      hiring_barriers: {barriers}
"""


def test_of_activities_a_common_answer_is_told_only_where_it_counts_for_none(tmp_path: Path) -> None:
    assert found(tmp_path, PARTS.format(first="licensed-signer", barriers="[slow]")) == []
    assert found(tmp_path, PARTS.format(first="secrecy", barriers="[slow]")) == [(2, "KPO082")]


def test_of_activities_a_clash_is_told_at_the_answer_of_its_own(tmp_path: Path) -> None:
    text = PARTS.format(first="licensed-signer", barriers="[peak-too-large]")
    assert found(tmp_path, text.replace("answers:\n", "answers:\n  demand_pattern: steady\n", 1)) == [(11, "KPO086")]
