"""Running the command in this process, as a shell would."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.cli.app import main

if TYPE_CHECKING:
    import pytest


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str, stdin: bytes = b""
) -> Done:
    """Run `kpo-advisor` with the arguments, and return its exit code and what it printed."""
    monkeypatch.setattr(sys, "argv", ["kpo-advisor", *arguments])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
    capfd.readouterr()
    code = main()
    out, err = capfd.readouterr()
    return Done(code, out, err)
