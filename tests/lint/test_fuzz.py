"""Whatever bytes the files hold, the linter ends with findings and never with an exception.

A bounded run is part of the tests. A longer one, with other seeds:

    KPO_ADVISOR_FUZZ=20000 python -m pytest tests/lint/test_fuzz.py
"""

from __future__ import annotations

import os
import random
import shutil
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.lint.formats.as_json import as_json
from kpo_advisor.lint.formats.github import github
from kpo_advisor.lint.formats.gitlab import gitlab
from kpo_advisor.lint.formats.sarif import sarif
from kpo_advisor.lint.formats.text import rows
from kpo_advisor.lint.linting import lint
from kpo_advisor.lint.selection import Selection
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.packaged import packaged_rulebook
from tests.lint.cases_on_disk import HERE
from tests.lint.fuzzing import spoilt

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.model.rulebook import Rulebook

LONGER = int(os.environ.get("KPO_ADVISOR_FUZZ", "0"))
WITHOUT_PROOFS = Selection(("KPO0", "KPO1", "KPO3"))


def spoil_and_check(folder: Path, seed: int, selection: Selection) -> None:
    """One file spoilt, checked, written in every format, and mended."""
    chance = random.Random(seed)
    file = chance.choice(sorted(folder.rglob("*.yaml")))
    whole = file.read_bytes()
    file.write_bytes(spoilt(whole, chance))
    try:
        report = lint(find_targets([str(folder)]), selection)
        for write in (rows, as_json, github, gitlab, sarif):
            write(report)
    finally:
        file.write_bytes(whole)


@pytest.mark.parametrize("seeds", [range(step * 50, step * 50 + 50) for step in range(max(6, LONGER // 50))], ids=str)
def test_a_spoilt_small_rulebook_ends_in_findings(tmp_path: Path, seeds: range) -> None:
    shutil.copytree(HERE / "small", tmp_path / "rules")
    for seed in seeds:
        spoil_and_check(tmp_path / "rules", seed, Selection(("ALL",)))


@pytest.mark.parametrize("seeds", [range(step * 10, step * 10 + 10) for step in range(max(2, LONGER // 100))], ids=str)
def test_a_spoilt_packaged_rulebook_ends_in_findings(tmp_path: Path, seeds: range) -> None:
    shutil.copytree(packaged_rulebook(), tmp_path / "rules")
    for seed in seeds:
        spoil_and_check(tmp_path / "rules", seed, WITHOUT_PROOFS)


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    from kpo_advisor import load_rulebook

    return load_rulebook(HERE / "small", cache=False)


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_spoilt_profile_ends_in_findings(tmp_path: Path, rulebook: Rulebook, ending: str) -> None:
    whole = {
        "yaml": b"title: A\nanswers: { work_nature: rules-only, secrets: yes }\nnotes: { secrets: a }\n"
        b"weights: { hours: 3 }\nactivities:\n  - { title: B, share: 2, answers: { own_staff: busy } }\n"
        b"expect: { recommended: bpo }\n",
        "json": b'{"title": "A", "answers": {"work_nature": "rules-only", "secrets": true}, "weights": {"hours": 3}}',
    }[ending]
    file = tmp_path / f"profile.{ending}"
    for seed in range(max(300, LONGER)):
        file.write_bytes(spoilt(whole, random.Random(seed)))
        rows(lint(find_targets([str(file)]), Selection(), rulebook))
