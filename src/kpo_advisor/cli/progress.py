"""How far a long command has come: a line on standard error, on a terminal only, that is gone when it ends."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, TypeVar

from kpo_advisor.cli.streams import is_terminal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Counted = TypeVar("Counted")

PATIENCE, PAUSE = 1.0, 0.2
"""Seconds before the line is first shown, and between two of them."""
CLEARED = "\r\x1b[K"


class Progress:
    """Counts what comes by. Before anything else is written to standard error, the line is to be cleared."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._is_shown = False
        self._can_be_shown = is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"

    def counted(self, things: Iterable[Counted]) -> Iterator[Counted]:
        """The things, as they are; the line is gone after the last."""
        begun = told = time.monotonic()
        try:
            for number, thing in enumerate(things, start=1):
                now = time.monotonic() if self._can_be_shown else begun
                if now - begun > PATIENCE and now - told > PAUSE:
                    told = now
                    self._show(number, number / (now - begun))
                yield thing
        finally:
            self.clear()

    def _show(self, number: int, a_second: float) -> None:
        self._is_shown = True
        sys.stderr.write(f"{CLEARED}{number:,} {self._noun}, {a_second:,.0f} a second")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, where there is one."""
        if self._is_shown:
            self._is_shown = False
            sys.stderr.write(CLEARED)
            sys.stderr.flush()
