"""Python run with -OO has no docstrings: what is shown to people is there all the same."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def _shown(*arguments: str, optimized: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kpo_advisor", *arguments],
        env={**os.environ, "PYTHONOPTIMIZE": optimized},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["lint", "--help"],
        ["what-if", "--help"],
        ["lint", "--explain", "KPO201"],
        ["lint", "--explain", "ALL"],
        ["schema", "rulebook"],
        ["schema", "recommendation"],
    ],
    ids=" ".join,
)
def test_help_and_pages_of_checks_are_the_same_without_docstrings(arguments: list[str]) -> None:
    assert _shown(*arguments, optimized="2") == _shown(*arguments, optimized="")
