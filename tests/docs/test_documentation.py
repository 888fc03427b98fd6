"""What the documentation shows is what the tool does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

import kpo_advisor
from tests.docs.outputs import DOCUMENTS, ROOT, refreshed
from tests.docs.picture import HIGH, PICTURE, WIDE
from tests.docs.steps import played

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 150_000
"""Of a picture that everybody who reads the README loads."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_shown_output_is_what_the_command_prints(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert text == refreshed(text), "stale: run `python -m tests.docs.outputs`"


@pytest.mark.parametrize("document", ["README.md", "docs/api.md"])
def test_the_python_examples_run_and_print_what_their_comments_say(
    document: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / document).read_text(encoding="utf-8"), re.S))
    shown = re.findall(r"^ *print\(.*\)  # (.*)$", code, re.M)
    assert shown
    exec(code, {})
    assert capsys.readouterr().out.splitlines() == shown


def test_the_line_with_jq_makes_a_table() -> None:
    if shutil.which("jq") is None:
        pytest.skip("there is no jq")
    found = re.search(
        r"^kpo-advisor (recommend \*\.yaml .*) \| (jq .*)$", (ROOT / "docs/json.md").read_text("utf-8"), re.M
    )
    assert found is not None
    files = [str(ROOT / "examples" / f"{name}.yaml") for name in ("payroll", "half-empty")]
    command = found[1].replace("*.yaml", " ".join(map(shlex.quote, files)))
    call = f"{shlex.quote(sys.executable)} -m kpo_advisor {command} | {found[2]}"
    done = subprocess.run(["bash", "-c", call], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == f'"{files[0]}","bpo","certain",11.1\n"{files[1]}","kpo","provisional",4.6\n'


def test_every_name_of_the_python_api_is_in_its_documentation() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    missing = [name for name in kpo_advisor.__all__ if f"`{name}" not in text]
    assert missing == ["__version__"]


def test_the_profile_of_the_readme_is_a_valid_one(tmp_path: Path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert shown is not None
    path = tmp_path / "shown.yaml"
    path.write_text(shown[1], encoding="utf-8")
    assert kpo_advisor.load_profile(path, kpo_advisor.load_rulebook()).title == "Accounts-payable intake"


def test_the_readme_shows_the_picture_of_a_report_and_says_what_is_on_it() -> None:
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [ROOT / path for _, path in shown] == [PICTURE]
    for alternative in kpo_advisor.load_rulebook().main.alternatives:
        assert alternative.title in shown[0][0]
    picture = PICTURE.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert [int.from_bytes(picture[at : at + 4]) for at in (16, 20)] == [WIDE, HIGH]
    assert len(picture) < MOST_BYTES


def test_the_tutorial_ends_with_the_checks_of_its_workflow_and_both_pass() -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    shown, done = played(text)
    assert shown == text, "stale: run `python -m tests.docs.outputs`"
    found = re.search(r"```yaml\n# \.github/workflows/rules\.yml\n(.*?)```", text, re.S)
    assert found is not None
    workflow = yaml.safe_load(found[1])
    inputs = workflow["jobs"]["rules"]["steps"][-1]["with"]
    paths, rules = inputs["paths"], inputs["rules"]
    assert [(ran.command, ran.code) for ran in done[-2:]] == [
        (f"kpo-advisor lint {paths} --rules {rules}", 0),
        (f"kpo-advisor test {paths} --rules {rules} --min-coverage {inputs['min-coverage']}", 0),
    ]


def test_the_list_by_person_goes_on_behind_a_file_that_cannot_be_read() -> None:
    files = [str(ROOT / path) for path in ("examples/payroll.yaml", "tests/cli/faulty.yaml")]
    shell = f"{shlex.quote(sys.executable)} -m kpo_advisor recommend {' '.join(map(shlex.quote, files))} --format json"
    call = (
        f"{shell} 2>/dev/null | {shlex.quote(sys.executable)} {shlex.quote(str(ROOT))}/docs/scripts/checks_by_person.py"
    )
    done = subprocess.run(["bash", "-c", call], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr == f"{files[1]} could not be read.\n"
    assert "  [ ] Monthly payroll of a retail chain: check what GDPR asks\n" in done.stdout
