"""Long texts go through a pager on a terminal, whatever the pager does, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of a Unix")

PAYROLL = str(Path(__file__).parent.parent.parent / "examples" / "payroll.yaml")
COMMAND = [sys.executable, "-m", "kpo_advisor"]
LONG = ["show", "work_nature"]
"""A long text that takes little time."""
FIRST, LAST = "work_nature (question)", "THE END OF IT"


@pytest.fixture
def marking(tmp_path: Path) -> str:
    """A pager that prints all it is given, and a line to know it by."""
    return f"tee {tmp_path}/paged.txt; echo {LAST}"


def _spawned(arguments: list[str], rows: int = 24, **environment: str | None) -> pexpect.spawn[str]:
    settings = {**os.environ, "TERM": "xterm-256color", **environment}
    given = {name: value for name, value in settings.items() if value is not None}
    return pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *arguments], env=given, dimensions=(rows, 80), encoding="utf-8", timeout=60
    )


def _shown(arguments: list[str], rows: int = 24, **environment: str | None) -> str:
    """What is on the terminal once the command has ended, which it does with 0 and without a traceback."""
    child = _spawned(arguments, rows, **environment)
    child.expect(pexpect.EOF)
    return _ended(child)


def _ended(child: pexpect.spawn[str]) -> str:
    child.close()
    shown: str = child.before or ""
    assert (child.exitstatus, child.signalstatus) == (0, None)
    assert "Traceback" not in shown
    return shown


def test_a_text_longer_than_the_terminal_goes_through_the_pager_with_its_colours(marking: str, tmp_path: Path) -> None:
    assert LAST in _shown(LONG, PAGER=marking)
    paged = (tmp_path / "paged.txt").read_text(encoding="utf-8")
    assert FIRST in paged
    assert "\x1b[" in paged
    assert LAST in _shown([*LONG, "--plain"], PAGER=marking)
    assert "\x1b[" not in (tmp_path / "paged.txt").read_text(encoding="utf-8")


def test_an_explanation_goes_through_it_too_unless_it_is_not_wanted(marking: str) -> None:
    assert LAST in _shown(["explain", PAYROLL], PAGER=marking)
    assert LAST not in _shown(["explain", PAYROLL, "--no-pager"], PAGER=marking)


def test_a_text_that_fits_is_printed(marking: str) -> None:
    shown = _shown(LONG, rows=3000, PAGER=marking)
    assert FIRST in shown
    assert LAST not in shown


def test_no_pager_is_started_where_none_is_wanted(marking: str) -> None:
    plainly = _shown([*LONG, "--no-pager"], PAGER=marking)
    assert FIRST in plainly
    assert LAST not in plainly
    for pager in ("", " ", "cat"):
        assert _shown(LONG, PAGER=pager) == plainly


def test_a_pipe_and_a_file_get_the_text_itself(marking: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PAGER": marking}
    piped = subprocess.run([*COMMAND, *LONG], capture_output=True, check=True, env=environment)
    assert LAST not in piped.stdout.decode()
    target = tmp_path / "shown.txt"
    assert _shown([*LONG, "-o", str(target)], PAGER=marking) == ""
    assert target.read_bytes() == piped.stdout


@pytest.mark.parametrize("pager", ["no-such-pager", "false", "/dev/null", "exit 3"])
def test_what_a_pager_could_not_show_is_printed(pager: str) -> None:
    plainly = _shown([*LONG, "--no-pager"])
    assert _shown(LONG, PAGER=pager).endswith(plainly)


@pytest.mark.parametrize("pager", ["true", "head -n 3"])
def test_a_pager_that_ends_early_is_no_fault(pager: str) -> None:
    assert len(_shown(LONG, PAGER=pager).splitlines()) <= 3


needs_less = pytest.mark.skipif(not os.access("/usr/bin/less", os.X_OK), reason="less is not there")


@needs_less
def test_less_is_the_usual_pager_and_may_be_left_early() -> None:
    child = _spawned(LONG, PAGER=None, LESS=None)
    child.expect("\n:")
    first = child.before or ""
    assert FIRST in first
    assert "\x1b[1;" in first
    child.send("q")
    child.expect(pexpect.EOF)
    _ended(child)


@needs_less
def test_an_interrupt_in_less_is_its_own_and_the_text_stays() -> None:
    child = _spawned(LONG, PAGER=None, LESS=None)
    child.expect("\n:")
    child.sendintr()
    child.send("G")
    child.expect("END")
    child.send("q")
    child.expect(pexpect.EOF)
    _ended(child)


@needs_less
def test_a_pager_that_ends_by_an_interrupt_has_been_left() -> None:
    child = _spawned(LONG, PAGER="less -K")
    child.expect("\n:")
    child.sendintr()
    child.expect(pexpect.EOF)
    assert FIRST not in _ended(child)


def test_a_dumb_terminal_gets_no_less() -> None:
    assert FIRST in _shown(LONG, PAGER=None, TERM="dumb")
