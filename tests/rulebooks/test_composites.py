"""What a composite is made of, and what lends to it: whatever is wrong there is told at its place, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.finding import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

DECISION = """decision: model
title: Where
kind: ranked
alternatives:
  bpo: { title: BPO, means: by rules }
  kpo: { title: KPO, means: by judgement }
  in-house: { title: In-house, means: own staff }
  hybrid:
    title: Hybrid
    means: in parts
"""
CRITERIA = "criteria:\n  kind: { title: Kind, axis: nature, weight: 1, rationale: It is the test. }\n"


def read(folder: Path, composite: str) -> None:
    (folder / "rulebook.yaml").write_text("name: r\ntitle: R\nversion: '1'\nclose_call: 0\ndecisions: [model]\n")
    (folder / "decision.yaml").write_text(f"{DECISION}{composite}{CRITERIA}")
    load_rulebook(folder)


@pytest.mark.parametrize(
    ("composite", "faults"),
    [
        ("    made_of: [bpo, kpo, hybrid]\n", [(11, "unknown-alternative")]),
        ("    made_of: [bpo, bpo]\n", [(11, "decision-shape")]),
        ("    made_of: [bpo, kpo, in-house]\n    lends: [bpo, kpo, hybrid]\n", [(12, "unknown-alternative")]),
        ("    made_of: [bpo, kpo, in-house]\n    lends: [kpo, bpo, kpo]\n", [(12, "decision-shape")]),
        ("    made_of: [bpo, kpo, in-house]\n    lends: [bpo, kop]\n", [(12, "unknown-alternative")]),
        ("    made_of: [bpo, kop, in-house]\n    lends: [kpo]\n", [(11, "unknown-alternative")]),
        ("    made_of: [bpo, kpo, in-house]\n    lends: [bpo]\n", [(12, "decision-shape")]),
        ("    lends: [bpo]\n", [(11, "unknown-alternative")]),
        (
            "    made_of: [bpo, two]\n  two: { title: Two, means: both, made_of: [kpo, hybrid] }\n",
            [(11, "unknown-alternative"), (12, "unknown-alternative")],
        ),
    ],
)
def test_one_fault_at_its_place(tmp_path: Path, composite: str, faults: list[tuple[int, str]]) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(tmp_path, composite)
    found = [(found.span.start.line, found.slug) for found in caught.value.findings if found.span]
    assert found == faults


def test_a_home_that_lends_and_is_mistyped_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(KpoAdvisorError, match='Did you mean "in-house"'):
        read(tmp_path, "    made_of: [bpo, in-house]\n    lends: [bpo, in-huose]\n")
