"""The command on a real terminal, in a pipe that closes, and interrupted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
COMMAND = [sys.executable, "-m", "kpo_advisor"]
FAULTY = str(Path(__file__).parent / "faulty.yaml")
PAYROLL = str(EXAMPLES / "payroll.yaml")


def _screen(columns: int, **environment: str) -> str:
    """What `recommend` writes to a terminal of so many columns."""
    return _shown(["recommend", PAYROLL], 0, columns, environment)


def _shown(arguments: list[str], code: int, columns: int, environment: dict[str, str]) -> str:
    """What a command that ends with the code writes to a terminal of so many columns."""
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), **environment}
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], *arguments],
        env=settings,
        dimensions=(24, columns),
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == code
    shown: str = child.before or ""
    return shown


def test_a_terminal_gets_colour_and_the_same_words() -> None:
    coloured = _screen(80)
    assert "\x1b[" in coloured
    assert "Give it to a provider of rule-bound work (BPO)" in coloured


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "TERM=dumb"])
def test_a_terminal_that_wants_no_colour_gets_none(environment: dict[str, str]) -> None:
    assert "\x1b[" not in _screen(60, **environment)


def _linted(*options: str, **environment: str) -> str:
    """What `lint` writes to a terminal about a profile with a fault in its third line."""
    return _shown(["lint", FAULTY, *options], 1, 80, environment)


def test_lint_colours_the_code_and_the_caret_by_severity_and_makes_the_place_bold() -> None:
    lines = _linted().splitlines()
    assert lines[0].startswith("\x1b[31merror[KPO051]\x1b[0m unknown-question: ")
    assert lines[1] == f"  --> \x1b[1m{FAULTY}:3:3\x1b[0m"
    assert lines[3:5] == ["3 |   work_natur: mostly-judgement", "  |   \x1b[31m^^^^^^^^^^\x1b[0m"]


@pytest.mark.parametrize(
    ("options", "environment"),
    [(["--plain"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--format", "concise"], {})],
    ids=["--plain", "NO_COLOR", "TERM=dumb", "concise"],
)
def test_lint_colours_nothing_where_no_colour_is_wanted(options: list[str], environment: dict[str, str]) -> None:
    shown = _linted(*options, **environment)
    assert "\x1b[" not in shown
    assert "error" in shown


def test_lint_colours_nothing_where_nobody_looks(tmp_path: Path) -> None:
    found = tmp_path / "found.txt"
    assert _linted("--output", str(found)) == ""
    told = found.read_bytes()
    assert b"\x1b[" not in told
    piped = subprocess.run([*COMMAND, "lint", FAULTY], stdout=subprocess.PIPE, check=False)
    assert (piped.returncode, piped.stdout) == (1, told)


def test_lines_fit_narrow_and_wide_terminals() -> None:
    for columns in (60, 200):
        lines = _screen(columns, NO_COLOR="1").splitlines()
        assert max(len(line) for line in lines) <= columns


def test_a_closed_pipe_ends_quietly_with_zero() -> None:
    command = subprocess.Popen([*COMMAND, "recommend", *[PAYROLL] * 40], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.read(10)
    command.stdout.close()
    told = command.stderr.read()
    assert command.wait(timeout=60) == 0
    assert told == b""
    command.stderr.close()
