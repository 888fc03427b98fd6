"""The command where the machine is in the way: no output, no space, no Unicode, odd folders."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from tests.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
ACTIVITIES = str(EXAMPLES / "activities.yaml")
COMMAND = [sys.executable, "-m", "kpo_advisor"]
EMPTY = b"title: A\n"
HEADER = "name: own\ntitle: Own\nversion: '1'\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and devices of a Unix")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    return partial(run, monkeypatch, capfd)


def _shell(line: str) -> subprocess.CompletedProcess[str]:
    command = " ".join(COMMAND)
    return subprocess.run(
        ["bash", "-c", line.replace("KPO", command)], capture_output=True, text=True, check=False, cwd=EXAMPLES.parent
    )


@pytest.mark.parametrize("target", [">&-", ">/dev/full"])
def test_a_result_that_cannot_be_written_is_said(target: str) -> None:
    done = _shell(f"KPO recommend examples/payroll.yaml {target}")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_messages_that_nobody_reads_change_no_exit_code() -> None:
    assert _shell("KPO recommend no-such.yaml 2>&-").returncode == 2


def test_a_terminal_without_unicode_gets_ascii() -> None:
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "TERM": "xterm",
        "COLUMNS": "80",
    }
    child = pexpect.spawn(COMMAND[0], [*COMMAND[1:], "recommend", ACTIVITIES], env=environment, timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert child.before is not None
    assert child.before.isascii()
    assert b"Traceback" not in child.before


def _refused(done: Done, told: str) -> None:
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_rulebook_folders_that_cannot_be_followed_are_refused(kpo: Callable[..., Done], tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    _refused(kpo("recommend", "-", "--rules", str(loop), stdin=EMPTY), "rulebook folder")
    _refused(kpo("recommend", "-", "--rules", "x" * 300, stdin=EMPTY), "rulebook folder")


@pytest.mark.parametrize("extends", ["../no-such", "x" * 150, "."])
def test_an_overlay_of_what_is_not_there_or_of_itself_is_refused(
    kpo: Callable[..., Done], tmp_path: Path, extends: str
) -> None:
    (tmp_path / "rulebook.yaml").write_text(f"{HEADER}extends: {extends}\n", encoding="utf-8")
    done = kpo("recommend", "-", "--rules", str(tmp_path), stdin=EMPTY)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_rule_file_with_a_name_that_is_no_text_is_read_or_refused(kpo: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(f"{HEADER}extends: packaged\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff.yaml")).write_text("rules: 1\n", encoding="utf-8")
    _refused(kpo("recommend", "-", "--rules", str(tmp_path), stdin=EMPTY), "ff.yaml:1")


def test_terms_that_double_without_end_are_refused_at_once(kpo: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(f"{HEADER}extends: packaged\n", encoding="utf-8")
    lines = ["terms:", "  - { id: t0, means: m, when: { sop_test: yes-written } }"]
    for number in range(1, 60):
        both = f"{{ term: t{number - 1} }}, {{ not: {{ term: t{number - 1} }} }}"
        lines.append(f"  - {{ id: t{number}, means: m, when: {{ any: [{both}] }} }}")
    (tmp_path / "terms.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _refused(kpo("recommend", "-", "--rules", str(tmp_path), stdin=EMPTY), "more than 5000 tests")


def test_a_question_whose_bounds_leave_nothing_is_refused(kpo: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(f"{HEADER}extends: packaged\n", encoding="utf-8")
    question = "{ id: sites, kind: number, ask: A, who_knows: [b], unit: sites, minimum: 5, maximum: 3 }"
    (tmp_path / "questions.yaml").write_text(
        f"sections:\n  - id: work\n    title: W\n    questions:\n      - {question}\n", encoding="utf-8"
    )
    _refused(kpo("recommend", "-", "--rules", str(tmp_path), stdin=EMPTY), "below the minimum")


def test_init_refuses_a_name_that_no_file_can_have(kpo: Callable[..., Done]) -> None:
    _refused(kpo("init", "x" * 300), "cannot be written")
