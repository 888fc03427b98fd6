"""`kpo-advisor compare`: a profile and its scenarios, or several profiles, side by side."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SCENARIOS, PAYROLL = str(EXAMPLES / "scenarios.yaml"), str(EXAMPLES / "payroll.yaml")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


def test_the_scenarios_of_a_profile_stand_in_a_table_below_the_profile_itself(kpo: Callable[..., Done]) -> None:
    done = kpo("compare", SCENARIOS)
    assert (done.code, done.err) == (0, "")
    table = done.out.split("From where\n")[1].split("\n\n")[0]
    rows = table.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["as it stands", "with a reviewer", "rules first", "no saving"]
    assert "+6.5" in rows[1]
    assert 'Another first place than In-house (as it stands): "with a reviewer" and "no\nsaving".' in done.out


def test_the_parts_of_a_lead_sum_to_it_as_printed(kpo: Callable[..., Done]) -> None:
    told = kpo("compare", SCENARIOS).out.split("\nNo saving\n")[1]
    assert "KPO against In-house: from +0.9 to +3.7 (+2.8)" in told
    assert "  +5.6  No longer: KPO needs somebody on your side who can check the work" in told
    assert "  -2.8  KPO needs a price difference that pays for checking" in told


def test_one_scenario_is_taken_in_place_of_the_profile_and_its_page_says_so(kpo: Callable[..., Done]) -> None:
    done = kpo("recommend", SCENARIOS, "--scenario", "with-a-reviewer")
    assert done.out.startswith("Lease reviews of a property group: with a reviewer\n")
    found = json.loads(kpo("compare", SCENARIOS, "--format", "json").out)
    alone = json.loads(kpo("recommend", SCENARIOS, "--scenario", "with a reviewer", "--format", "json").out)
    assert found["others"][0]["recommendation"]["ranking"] == alone["ranking"]


@pytest.mark.parametrize("command", ["recommend", "explain", "report"])
def test_a_scenario_that_there_is_not_is_refused_with_what_may_be_meant(kpo: Callable[..., Done], command: str) -> None:
    done = kpo(command, SCENARIOS, "--scenario", "with-a-revewer")
    assert (done.code, done.out) == (2, "")
    assert 'Did you mean "with-a-reviewer"? [unknown-scenario]' in done.err


def test_several_profiles_are_compared_with_the_first(kpo: Callable[..., Done]) -> None:
    done = kpo("compare", PAYROLL, SCENARIOS)
    assert done.code == 0
    assert done.err == f"The scenarios of {SCENARIOS} are left out; compare it alone to see them.\n"
    assert "more answers; JSON has them all." in done.out
    assert done.out.startswith("Side by side\n")


def test_profiles_of_one_title_are_told_apart_by_their_files(kpo: Callable[..., Done], tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("title: Same\nanswers: {volume: low}\n")
    found = json.loads(kpo("compare", str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml"), "-f", "json").out)
    assert [found["name"], found["others"][0]["name"]] == [f"Same ({tmp_path / name}.yaml)" for name in ("a", "b")]


def test_a_profile_alone_without_scenarios_is_nothing_to_compare(kpo: Callable[..., Done]) -> None:
    done = kpo("compare", PAYROLL)
    assert (done.code, done.out) == (2, "")
    assert "scenarios: {with-a-reviewer:" in done.err


def test_a_file_named_twice_counts_once_and_that_is_told(kpo: Callable[..., Done]) -> None:
    done = kpo("compare", PAYROLL, PAYROLL)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"{PAYROLL} is named several times; it counts once.\nError: There is nothing to compare")
    done = kpo("compare", SCENARIOS, SCENARIOS)
    assert (done.code, done.err) == (0, f"{SCENARIOS} is named several times; it counts once.\n")
    assert done.out == kpo("compare", SCENARIOS).out


def test_faults_of_all_files_are_told_at_once(kpo: Callable[..., Done], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("scenarios: {a: }\n")
    done = kpo("compare", str(bad), PAYROLL, str(tmp_path / "missing.yaml"))
    assert (done.code, done.out) == (2, "")
    assert "changes-nothing" in done.err
    assert "missing.yaml" in done.err
