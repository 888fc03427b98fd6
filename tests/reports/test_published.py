"""The Python API writes the JSON that the commands write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import explain, load_profile, load_rulebook, recommend, to_json, what_if
from tests.cli.running import run

if TYPE_CHECKING:
    import pytest

PATH = Path(__file__).parents[2] / "examples" / "payroll.yaml"


def test_each_result_becomes_what_its_command_prints(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    rulebook = load_rulebook()
    profile = load_profile(PATH, rulebook)

    def printed(command: str, *options: str) -> str:
        return run(monkeypatch, capfd, command, str(PATH), "--format", "json", *options).out

    assert printed("recommend") == f"{to_json(recommend(profile, rulebook))}\n"
    assert printed("explain") == f"{to_json(explain(profile, rulebook))}\n"
    changed = what_if(profile, replace(profile, weights={"cost": 3}), rulebook)
    assert printed("what-if", "--weight", "cost=3") == f"{to_json(changed)}\n"
