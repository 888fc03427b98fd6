"""The recipes of docs/ci.md: their YAML is sound, and their scripts are run as a CI service would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import kpo_advisor
from tests.docs.outputs import ROOT

EXAMPLES = ROOT / "examples"
SOURCES = str(Path(kpo_advisor.__file__).parent.parent)
CASES = (
    "v01-multi-country-payroll.yaml",
    "v16-patent-landscape.yaml",
    "w05-the-family-register-counter-of-a-tokyo-ward.yaml",
    "w06-taking-apart-drug-makers-evidence.yaml",
)
"""One comes out as is acceptable, the others as expected; in the last a rule of the overlay fires."""

BLOCKS = {
    match[1]: yaml.safe_load(match[2])
    for match in re.finditer(
        r"^```yaml\n# (\S+)\n(.*?)^```$", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"), re.S | re.M
    )
}
"""What every block is to be called, and what it holds."""

WORKFLOWS = {name: block for name, block in BLOCKS.items() if name.startswith(".github/workflows/")}
OWN_ACTION = "your-firm/kpo-advisor@v0.1.0"
KNOWN_ACTIONS = {"actions/checkout@v4", "actions/setup-python@v5", "github/codeql-action/upload-sarif@v3", OWN_ACTION}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
MANIFEST = {each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
HOOKS = [hook for repository in BLOCKS[".pre-commit-config.yaml"]["repos"] for hook in repository["hooks"]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are run by a shell")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as the recipes expect it, on a branch of main, and the commands that they use."""
    work = tmp_path / "work"
    shutil.copytree(EXAMPLES / "firm-overlay", work / "overlay")
    (work / "cases").mkdir()
    for case in CASES:
        shutil.copy(EXAMPLES / "cases" / case, work / "cases")
    (work / "services.yaml").write_text("services: { answer: { image: none } }\n", encoding="utf-8")
    _program(tmp_path / "bin" / "kpo-advisor", f'PYTHONPATH="{SOURCES}" exec "{sys.executable}" -m kpo_advisor "$@"')
    _program(tmp_path / "bin" / "pip", f'echo "$*" > "{tmp_path}/installed"')
    # The comment that would be made: its arguments, and the text that is in the file.
    _program(tmp_path / "bin" / "gh", f'echo "$*" > "{tmp_path}/commented"; cat "$5" > "{tmp_path}/comment.md"')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(work)
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "Rules"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
    ):
        subprocess.run(["git", *arguments], check=True)
    return work


def _program(path: Path, line: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def spoil() -> None:
    """Let a rule of the overlay cite, in line 10 of its file, a fact that does not exist."""
    rules = Path("overlay/house-secrecy.yaml")
    text = rules.read_text(encoding="utf-8").replace("[house-prefer-own-staff]", "[house-prefer-own-stuff]")
    rules.write_text(text, encoding="utf-8")


def scripts(job: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """The scripts of a GitHub job, each with its environment, in which expressions stand for themselves."""
    return [(step["run"], step.get("env", {})) for step in job["steps"] if "run" in step]


def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def run_job(name: str, **environment: str) -> list[subprocess.CompletedProcess[str]]:
    """What the scripts of the only job of a workflow did, up to the first that failed."""
    (job,) = WORKFLOWS[name]["jobs"].values()
    done = []
    for script, own in scripts(job):
        done.append(run(script, GITHUB_ACTIONS="true", GITHUB_BASE_REF="main", **own, **environment))
        if done[-1].returncode:
            break
    return done


def codes(done: list[subprocess.CompletedProcess[str]]) -> list[int]:
    return [each.returncode for each in done]


def test_the_recipes_are_for_github_gitlab_and_pre_commit() -> None:
    assert [*BLOCKS] == [
        ".github/workflows/rules.yml",
        ".github/workflows/rules-action.yml",
        ".github/workflows/rules-scanning.yml",
        ".github/workflows/rules-diff.yml",
        ".gitlab-ci.yml",
        ".github/workflows/decisions.yml",
        ".pre-commit-config.yaml",
    ]
    text = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert text.count("```yaml") == len(BLOCKS)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_uses_actions_that_exist_and_asks_for_no_more_than_it_needs(name: str) -> None:
    workflow = WORKFLOWS[name]
    assert workflow["permissions"]["contents"] == "read"
    (job,) = workflow["jobs"].values()
    assert {step["uses"] for step in job["steps"] if "uses" in step} <= KNOWN_ACTIONS
    # What others can write, such as the name of a branch, must not become part of a script.
    assert all("${{" not in script for script, _ in scripts(job))


def test_the_checks_pass_on_sound_rules_and_annotate_what_is_wrong(here: Path, tmp_path: Path) -> None:
    done = run_job(".github/workflows/rules.yml")
    assert codes(done) == [0, 0, 0], done[-1]
    assert (tmp_path / "installed").read_text(encoding="utf-8").startswith("install kpo-advisor @ git+https://")
    spoil()
    done = run_job(".github/workflows/rules.yml")
    assert codes(done) == [0, 1]
    assert "::error file=overlay/house-secrecy.yaml,line=9," in done[-1].stdout


def run_action(**inputs: str) -> list[subprocess.CompletedProcess[str]]:
    """What the scripts of the action did with these inputs, up to the first that failed."""
    given = {name: str(declared["default"]) for name, declared in ACTION["inputs"].items()} | inputs
    done = []
    for step in ACTION["runs"]["steps"]:
        if "run" in step:
            own = {
                key: re.sub(r"\$\{\{ inputs\.(\S+) \}\}", lambda match: given[match[1]], value)
                for key, value in step.get("env", {}).items()
            }
            done.append(run(step["run"], GITHUB_ACTIONS="true", GITHUB_ACTION_PATH="/checkout of it", **own))
            if done[-1].returncode:
                break
    return done


def test_the_action_installs_its_own_checkout_and_does_what_the_job_does(here: Path, tmp_path: Path) -> None:
    (job,) = WORKFLOWS[".github/workflows/rules-action.yml"]["jobs"].values()
    inputs = {name: str(value) for name, value in job["steps"][-1]["with"].items()}
    assert job["steps"][-1]["uses"] == OWN_ACTION
    assert inputs.keys() <= ACTION["inputs"].keys()
    assert codes(run_action(**inputs)) == [0, 0]
    assert (tmp_path / "installed").read_text(encoding="utf-8") == "install /checkout of it\n"
    assert codes(run_action()) == [0, 0]
    assert codes(
        run_action(**{**inputs, "paths": "overlay cases/v01-multi-country-payroll.yaml", "min-coverage": "100"})
    ) == [0, 1]
    spoil()
    done = run_action(**inputs)
    assert codes(done) == [0, 1]
    assert "::error file=overlay/house-secrecy.yaml,line=9," in done[-1].stdout
    assert codes(run_action(paths="")) == [0, 0]


def test_the_action_asks_for_nothing_but_an_action_that_exists_and_puts_no_input_into_a_script() -> None:
    steps = ACTION["runs"]["steps"]
    assert ACTION["runs"]["using"] == "composite"
    assert {step["uses"] for step in steps if "uses" in step} <= KNOWN_ACTIONS
    assert all(step["shell"] == "bash" and "${{" not in step["run"] for step in steps if "run" in step)


def test_a_decision_that_no_longer_comes_out_fails_its_job(here: Path) -> None:
    Path("work").mkdir()
    profile = Path("work/payroll-shops.yaml")
    text = (EXAMPLES / "payroll.yaml").read_text(encoding="utf-8")
    profile.write_text(text, encoding="utf-8")
    done = run_job(".github/workflows/decisions.yml")
    assert codes(done) == [0, 0], done[-1]
    changed = re.sub(r"^  work_nature: .*$", "  work_nature: judgement-only", text, flags=re.M)
    assert changed != text
    profile.write_text(changed, encoding="utf-8")
    done = run_job(".github/workflows/decisions.yml")
    assert codes(done) == [0, 1]
    assert done[-1].stderr.startswith("work/payroll-shops.yaml fails --expect bpo: ")


def gate(table: str) -> subprocess.CompletedProcess[str]:
    """What the script of docs/ci.md says of a table."""
    return run(
        f"kpo-advisor portfolio - -f jsonl 2>/dev/null <<'END' | python3 {ROOT}/docs/scripts/gate.py\n{table}END\n"
    )


def test_a_table_of_what_was_decided_passes_until_work_goes_elsewhere_or_cannot_be_read(here: Path) -> None:
    head = "title,decided,work_nature,output_use\n"
    sound = "Invoices,bpo,rules-only,keeps-operations-running\nFiling,,rules-only,\n"
    done = gate(head + sound)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = gate(f'{head}{sound}"Two\n::error::lines",bpo,judgement-only,\nTyping,bpo,rulesonly,\n')
    assert done.returncode == 1
    elsewhere, unread = done.stdout.splitlines()
    assert elsewhere.startswith(
        '<stdin>:4: "Two ::error::lines" was decided for bpo; on what is known now it goes to kpo'
    )
    assert unread.startswith('<stdin>:6: "rulesonly" is no choice of work_nature')


def test_code_scanning_is_given_what_is_found_and_does_not_fail_for_it(here: Path) -> None:
    spoil()
    assert codes(run_job(".github/workflows/rules-scanning.yml")) == [0, 0]
    upload = WORKFLOWS[".github/workflows/rules-scanning.yml"]["jobs"]["scan"]["steps"][-1]
    found = json.loads(Path(upload["with"]["sarif_file"]).read_text(encoding="utf-8"))
    assert [each["ruleId"] for each in found["runs"][0]["results"]][:1] == ["KPO059"]
    shutil.rmtree("overlay")
    assert codes(run_job(".github/workflows/rules-scanning.yml")) == [0, 1]


def test_a_comment_says_what_a_pull_request_changes(here: Path, tmp_path: Path) -> None:
    header = Path("overlay/rulebook.yaml")
    header.write_text(header.read_text(encoding="utf-8").replace("weight: 3", "weight: 9"), encoding="utf-8")
    (job,) = WORKFLOWS[".github/workflows/rules-diff.yml"]["jobs"].values()
    *installing, (script, environment) = scripts(job)
    assert len(installing) == 1
    done = run(script, GITHUB_BASE_REF="main", **{**environment, "PR": "7"})
    assert done.returncode == 0, done.stderr
    commented = (tmp_path / "commented").read_text(encoding="utf-8")
    assert commented == "pr comment 7 --body-file diff.md --edit-last --create-if-none\n"
    assert "criterion limits" in (tmp_path / "comment.md").read_text(encoding="utf-8")
    (tmp_path / "commented").unlink()
    assert run(script, GITHUB_BASE_REF="no-such-branch", **environment).returncode == 1
    assert not (tmp_path / "commented").exists()


def test_the_gitlab_job_passes_on_sound_rules_and_reports_what_is_wrong(here: Path) -> None:
    job = BLOCKS[".gitlab-ci.yml"]["rules"]
    report = Path(job["artifacts"]["reports"]["codequality"])
    script = "\n".join(job["script"])
    done = run(script)
    assert done.returncode == 0, done
    assert json.loads(report.read_text(encoding="utf-8")) == []
    spoil()
    done = run(script)
    assert done.returncode == 1
    assert "--> overlay/house-secrecy.yaml:9:" in done.stdout
    first = json.loads(report.read_text(encoding="utf-8"))[0]
    assert (first["check_name"], first["location"]["lines"]) == ("KPO059", {"begin": 9})


def command(hook: dict[str, Any]) -> list[str]:
    """What pre-commit runs for a hook of a configuration."""
    declared = MANIFEST[hook["id"]]
    assert declared["pass_filenames"] is False
    return [*declared["entry"].split(), *hook.get("args", declared["args"])]


@pytest.mark.parametrize("hook", [*HOOKS, {"id": "kpo-advisor-lint"}], ids=" ".join)
def test_a_hook_passes_on_sound_rules_and_refuses_others(here: Path, hook: dict[str, Any]) -> None:
    assert subprocess.run(command(hook), check=False, capture_output=True).returncode == 0
    spoil()
    done = subprocess.run(command(hook), check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == (1 if hook["id"] == "kpo-advisor-lint" else 2)
    assert "overlay/house-secrecy.yaml:9:" in done.stdout + done.stderr


def test_the_hook_for_cases_finds_them_in_the_whole_repository(here: Path) -> None:
    done = subprocess.run(command({"id": "kpo-advisor-test"}), check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0
    assert done.stdout.endswith(" passed as acceptable.\n")


def test_lint_that_is_given_the_names_of_files_checks_each_rulebook_once_and_whole(here: Path) -> None:
    spoil()
    files = sorted(str(each) for each in Path("overlay").rglob("*.yaml"))
    assert len(files) > 2
    whole = run("kpo-advisor lint overlay --select KPO0 --format json").stdout
    assert json.loads(whole)["checked"] == {"rulebooks": 1, "profiles": 0}
    assert run(f"kpo-advisor lint {' '.join(files)} --select KPO0 --format json").stdout == whole
    for each in files:
        assert run(f"kpo-advisor lint {each} --select KPO0 --format json").stdout == whole
