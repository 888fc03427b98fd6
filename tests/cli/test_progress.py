"""How far a long command has come, on a terminal's standard error and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from kpo_advisor.cli.progress import CLEARED, Progress


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, seconds_each: float) -> str:
    """What stands on the screen after ten things, each of which takes so long."""
    passing = (number * seconds_each for number in range(1000))
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("kpo_advisor.cli.progress.time.monotonic", lambda: next(passing))
    assert list(Progress("pieces").counted(range(10))) == list(range(10))
    return screen.getvalue()


def test_what_takes_less_than_a_second_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Screen(), 0.05) == ""


def test_what_takes_longer_says_how_many_and_how_fast_and_is_cleared_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = shown(monkeypatch, Screen(), 0.5)
    assert f"{CLEARED}10 pieces, 2 a second" in text
    assert text.endswith(CLEARED)


def test_where_standard_error_is_no_terminal_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 5) == ""


def test_a_terminal_that_knows_no_such_lines_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert shown(monkeypatch, Screen(), 5) == ""
