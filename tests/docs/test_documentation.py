"""What the documentation shows is what the tool does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.outputs import DOCUMENTS, ROOT, refreshed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_shown_output_is_what_the_command_prints(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert text == refreshed(text), "stale: run `python -m tests.docs.outputs`"


def test_the_python_example_of_the_readme_runs_as_its_comment_says(capsys: pytest.CaptureFixture[str]) -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert code is not None
    exec(code[1].replace('"examples/', f'"{ROOT.as_posix()}/examples/'), {})
    shown = re.search(r"# (.*)\n", code[1])
    assert shown is not None
    assert capsys.readouterr().out.strip() == shown[1]


def test_the_profile_of_the_readme_is_a_valid_one(tmp_path: Path) -> None:
    from kpo_advisor import load_profile, load_rulebook

    shown = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert shown is not None
    path = tmp_path / "shown.yaml"
    path.write_text(shown[1], encoding="utf-8")
    assert load_profile(path, load_rulebook()).title == "Accounts-payable intake"
