"""`kpo-advisor test`: what is a case, what a failed one says, coverage, suggestions, exit codes."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile, load_rulebook
from tests.cli.running import run
from tests.small_rulebooks.on_disk import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

ROOT = Path(__file__).parent.parent.parent
PAYROLL = (ROOT / "examples" / "payroll.yaml").read_text(encoding="utf-8")
"""BPO is first and certain, in-house and KPO eligible behind it, hybrid held back."""


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    monkeypatch.chdir(tmp_path)
    return partial(run, monkeypatch, capfd)


def _case(name: str, **expect: object) -> str:
    """A case in the working folder: the payroll profile with what is expected of it; its name."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{PAYROLL}\nexpect: {json.dumps(expect)}\n", encoding="utf-8")
    return name


# --- outcomes and exit codes -----------------------------------------------------------------------


def test_cases_that_pass_end_with_0_and_acceptable_ones_are_counted_apart(kpo: Callable[..., Done]) -> None:
    _case("examples/one.yaml", recommended="bpo")
    _case("examples/two.yaml", recommended="kpo", acceptable=["bpo"])
    done = kpo("test")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "passed  examples/one.yaml",
        "acceptable  examples/two.yaml",
        "    BPO first; KPO was expected.",
        "",
        "2 cases: 1 passed, 1 passed as acceptable.",
    ]


def test_a_failed_case_says_what_is_first_by_how_much_and_which_rules_decided(kpo: Callable[..., Done]) -> None:
    done = kpo("test", _case("a.yaml", recommended="in-house", certainty="provisional", excluded=["kpo"]))
    assert done.code == 1
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[:4] == [
        "FAILED  a.yaml",
        "- Expected first: In-house.",
        "+ Is first: BPO (certain).",
        "BPO scores 11.1 more than In-house.",
    ]
    assert any("posts-stay-empty-rule-work" in line for line in lines)
    assert "- Not ruled out, but expected to be: KPO." in lines
    assert lines[lines.index("- Expected to be provisional.") + 1] == "+ Is certain."
    assert lines[-1] == "1 case: 1 failed."


def test_where_the_expected_one_is_barred_the_bars_are_told(kpo: Callable[..., Done]) -> None:
    done = kpo("test", _case("a.yaml", recommended="hybrid"), "--format", "json")
    (bar,) = json.loads(done.out)["cases"][0]["lead"]["bars"]
    shown = kpo("test", "a.yaml").out
    assert "Hybrid is held back by:" in shown
    assert f"{bar['rule']}: " in shown


def test_missing_mentions_are_listed(kpo: Callable[..., Done]) -> None:
    rules = ["own-people-only", "posts-stay-empty-rule-work"]
    done = kpo("test", _case("a.yaml", recommended="bpo", mentions=rules))
    assert done.code == 1
    assert "- Not mentioned: own-people-only.\n" in done.out
    done = kpo("test", _case("a.yaml", recommended="bpo", mentions=rules, unreachable=dict.fromkeys(rules, "why")))
    assert done.code == 1
    assert "Mentioned, so take it out of unreachable: posts-stay-empty-rule-work." in done.out


def test_a_case_known_to_fail_may_fail_and_must_not_pass(kpo: Callable[..., Done]) -> None:
    done = kpo("test", _case("a.yaml", recommended="kpo", fails="No rule on this yet."))
    assert done.code == 0
    assert done.out.startswith("known to fail  a.yaml\n    No rule on this yet.\n    - Expected first: KPO.\n")
    done = kpo("test", _case("a.yaml", recommended="bpo", fails="No rule on this yet."))
    assert done.code == 1
    assert "NO LONGER FAILS  a.yaml\n    It no longer fails, so take the note out: No rule on this yet." in done.out


def test_an_unreadable_profile_ends_with_2_all_its_faults_are_shown_and_the_others_run(
    kpo: Callable[..., Done],
) -> None:
    _case("cases/good.yaml", recommended="kpo")
    shutil.copy(ROOT / "tests" / "cli" / "faulty.yaml", "cases/bad.yaml")
    Path("cases/broken.json").write_text('{"answers": ', encoding="utf-8")
    done = kpo("test", "cases", "missing.yaml")
    assert done.code == 2
    assert "FAILED  cases/good.yaml" in done.out
    assert done.err.count("cases/bad.yaml:") == 5
    assert "cases/broken.json:" in done.err
    assert "missing.yaml: There is no such file." in done.err


# --- what is a case ----------------------------------------------------------------------------------


def test_a_folder_is_searched_and_rulebooks_hidden_files_and_other_files_are_passed_over(
    kpo: Callable[..., Done],
) -> None:
    _case("cases/deep/er/one.yaml", recommended="bpo")
    _case("cases/.hidden/two.yaml", recommended="bpo")
    _case("cases/firm/model/three.yaml", recommended="bpo")
    Path("cases/firm/rulebook.yaml").write_text("name: firm\n", encoding="utf-8")
    Path("cases/plain.yaml").write_text(PAYROLL, encoding="utf-8")
    Path("cases/settings.yml").write_text("indent: 2\n", encoding="utf-8")
    Path("cases/list.json").write_text("[1, 2]\n", encoding="utf-8")
    done = kpo("test", "cases", "cases/deep", "cases/deep/er/one.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "passed  cases/deep/er/one.yaml"
    assert done.out.splitlines()[-1] == "1 case: 1 passed."


def test_a_misspelt_key_does_not_hide_a_case(kpo: Callable[..., Done]) -> None:
    Path("cases").mkdir()
    Path("cases/a.yaml").write_text(f"{PAYROLL}\nexpects: {{recommended: kpo}}\n", encoding="utf-8")
    done = kpo("test", "cases")
    assert done.code == 2
    assert 'Did you mean "expect"?' in done.err


def test_a_case_may_come_from_standard_input(kpo: Callable[..., Done]) -> None:
    done = kpo("test", "-", stdin=f"{PAYROLL}\nexpect: {{recommended: bpo}}\n".encode())
    assert (done.code, done.out.splitlines()[0]) == (0, "passed  <stdin>")


def test_where_there_is_no_case_nothing_was_tested_and_that_is_said(kpo: Callable[..., Done]) -> None:
    done = kpo("test")
    assert done.code == 2
    assert "There is no folder examples here" in done.err
    Path("examples").mkdir()
    Path("examples/plain.yaml").write_text(PAYROLL, encoding="utf-8")
    done = kpo("test")
    assert (done.code, done.out) == (2, "")
    assert "There is no case in examples" in done.err


# --- coverage and suggestions ------------------------------------------------------------------------


def test_coverage_names_the_rules_that_decided_and_those_that_fired_in_no_case(kpo: Callable[..., Done]) -> None:
    found = json.loads(kpo("test", _case("a.yaml", recommended="bpo"), "--coverage", "--format", "json").out)[
        "coverage"
    ]
    shown = kpo("test", "a.yaml", "--coverage").out
    decided, never = shown.split("Rules that fired in no case")
    for each in found["by_rule"]:
        assert (f"\n  {each['rule']} (1)\n" in decided) == bool(each["decisive"])
        assert (f"\n  {each['rule']}\n" in never or f"\n  {each['rule']} (open)\n" in never) == (not each["fired"])
    assert found["fired"] == sum(each["fired"] > 0 for each in found["by_rule"])
    assert f"({found['fired']} of {found['rules']})" in shown


def test_too_little_coverage_ends_with_1_though_all_cases_pass(kpo: Callable[..., Done]) -> None:
    name = _case("a.yaml", recommended="bpo")
    percent = json.loads(kpo("test", name, "--coverage", "--format", "json").out)["coverage"]["percent"]
    assert kpo("test", name, "--min-coverage", str(int(percent))).code == 0
    done = kpo("test", name, "--min-coverage", str(int(percent) + 1))
    assert done.code == 1
    assert done.out.endswith(f"That is less than the {int(percent) + 1}% that are asked for.\n")
    assert "Rules that fired in no case" not in done.out
    assert kpo("test", name, "--min-coverage", "101").code == 2


PLAIN_CASE = "answers: {work_nature: rules-only, own_staff: busy, secrets: no}\nexpect: {recommended: bpo}\n"
"""By the plain rulebook: four rules fire, and what speaks for own staff or bars bpo does not."""
NEVER_FIRED = ("judgement-stays", "own-hours", "secrets-stay-inside", "other-work-by-the-hour")


@pytest.fixture
def suggest(kpo: Callable[..., Done]) -> Callable[..., Done]:
    """`kpo-advisor test` of a case by the plain rulebook, with further arguments."""
    Path("a.yaml").write_text(PLAIN_CASE, encoding="utf-8")
    return partial(kpo, "test", "a.yaml", "--rules", str(PLAIN))


def test_suggested_profiles_load_reach_what_is_missing_and_are_marked_for_review(suggest: Callable[..., Done]) -> None:
    done = suggest("--suggest", "new/cases")
    assert done.code == 0
    files = sorted(Path("new/cases").iterdir())
    assert done.out.count("Written: new/cases/") == len(files) >= 2  # no answer lets both rules on own staff fire
    rulebook = load_rulebook(PLAIN)
    for path in files:
        assert path.stem in NEVER_FIRED
        assert path.read_text(encoding="utf-8").startswith("# To be reviewed: expect holds what the rules say now")
        expect = load_profile(path, rulebook).expect
        assert expect is not None
        assert expect.recommended is not None
    done = suggest("new", "--coverage", "--min-coverage", "100")
    assert done.code == 0
    assert "100.0% of the rules fired in some case" in done.out


def test_coverage_and_suggestions_of_an_overlay_speak_of_its_own_rules(kpo: Callable[..., Done]) -> None:
    Path("a.yaml").write_text(PLAIN_CASE, encoding="utf-8")
    Path("firm").mkdir()
    extends = f"{'../' * len(Path.cwd().joinpath('firm').parts)}{PLAIN}"
    header = f'{{ name: firm, title: A firm, version: "1", extends: "{extends}" }}'
    Path("firm", "rulebook.yaml").write_text(header, encoding="utf-8")
    shown = kpo("test", "a.yaml", "--rules", "firm", "--min-coverage", "100")
    assert shown.code == 0
    assert "The rulebook has no rules of its own to be reached.\nNot counted: 8 rules" in shown.out
    own = "rules: [{ id: ours, criterion: hours, when: { secrets: yes }, favours: { in-house: slight }, because: So., "
    Path("firm", "ours.yaml").write_text(f"{own}inferred: House policy. }}]", encoding="utf-8")
    shown = kpo("test", "a.yaml", "--rules", "firm", "--coverage", "--suggest", "new", "--min-coverage", "1")
    assert shown.code == 1
    assert "0.0% of the rules of its own fired in some case (0 of 1)" in shown.out
    assert [path.name for path in Path("new").iterdir()] == ["ours.yaml"]
    assert "nobody-has-hours" not in shown.out


def test_a_file_that_is_there_already_is_not_written_over(suggest: Callable[..., Done]) -> None:
    path = Path("new", f"{NEVER_FIRED[0]}.yaml")
    path.parent.mkdir()
    path.write_text("reviewed", encoding="utf-8")
    done = suggest("--suggest", "new")
    assert path.read_text(encoding="utf-8") == "reviewed"
    assert f"Left as it is, since it is there already: {path}\n" in done.out
    assert f"Written: {path}\n" not in done.out


def test_a_folder_that_cannot_be_made_is_said(suggest: Callable[..., Done]) -> None:
    done = suggest("--suggest", "a.yaml")
    assert done.code == 2
    assert done.err.startswith("Error: The suggested profiles cannot be written to a.yaml: ")


# --- formats -----------------------------------------------------------------------------------------


def test_json_says_what_the_text_says_with_the_same_exit_code(kpo: Callable[..., Done]) -> None:
    _case("examples/one.yaml", recommended="bpo")
    _case("examples/two.yaml", recommended="kpo")
    done = kpo("test", "--format", "json", "--output", "found.json")
    assert (done.code, done.out) == (1, "")
    found = json.loads(Path("found.json").read_text(encoding="utf-8"))
    assert found["schema"] == "kpo-advisor/test/1"
    assert found["passed"] is False
    assert found["counts"] == {"passed": 1, "acceptable": 0, "failed": 1, "known-failure": 0, "no-longer-fails": 0}
    one, two = found["cases"]
    assert (one["file"], one["outcome"], one["lead"]) == ("examples/one.yaml", "passed", None)
    assert (two["recommended"], two["expect"]["recommended"], two["lead"]["over"]) == ("bpo", "kpo", "kpo")
    assert two["lead"]["score"] > 0
    assert found["coverage"] is None
    assert found["suggested"] is None


def test_the_same_cases_give_the_same_bytes_and_plain_gives_ascii(kpo: Callable[..., Done]) -> None:
    name = _case("a.yaml", recommended="kpo", fails="– …")
    options = ("test", name, "--coverage", "--plain")
    assert kpo(*options).out == kpo(*options).out
    assert kpo(*options).out.isascii()


def test_names_of_files_cannot_steer_a_terminal(kpo: Callable[..., Done]) -> None:
    done = kpo("test", _case("a\x1b[31m.yaml", recommended="kpo"))
    assert "\x1b" not in done.out
    assert "a\\x1b[31m.yaml" in done.out


def test_cases_can_be_held_against_a_firms_own_rulebook(kpo: Callable[..., Done]) -> None:
    overlay = str(ROOT / "examples" / "firm-overlay")
    done = kpo("test", _case("a.yaml", recommended="bpo"), "--rules", overlay, "--format", "json")
    assert (done.code, json.loads(done.out)["rulebook"]["name"]) == (0, "firm-overlay")
