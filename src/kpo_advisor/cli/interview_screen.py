"""The interview's screen on a terminal: paragraphs wrapped to its width, lines read as they are typed.

Plain lines, one after another: they work over a slow connection, on a dumb terminal, with a screen
reader and in a narrow window. Nothing is drawn over, and no key but Enter is needed.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.cli.outgoing_text import disarmed, fitted
from kpo_advisor.cli.output import terminal_lines, width, write_lines
from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import Line, readable, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.cli.signals import Signals
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

MOST_BYTES = 1023 if sys.platform == "darwin" else 4095
"""Bytes of a line that a terminal passes on; it drops the rest without a word."""


@dataclass(slots=True)
class Terminal:
    """Standard input and output, both a terminal."""

    rulebook: Rulebook
    is_plain: bool
    signals: Signals
    _rest: bytes = b""
    _is_reading: bool = False
    _is_called_off: bool = False

    def call_off(self, *_: object) -> None:
        """End the interview, as a signal asks; an answer that was typed is kept first, unless it asks twice."""
        if self._is_reading or self._is_called_off:
            raise KeyboardInterrupt
        self._is_called_off = True

    def say(self, paragraphs: Iterable[Line]) -> None:
        """Print paragraphs, wrapped to the terminal as wide as it is now."""
        columns = readable(width())
        lines = [
            Line(line, tone=paragraph.tone)
            for paragraph in paragraphs
            for line in wrapped(clean(paragraph.text), columns, paragraph.indent)
        ]
        write_or_end(lines, is_plain=self.is_plain)

    def read(self, prompt: str) -> str | None:
        """One line, in whatever encoding the terminal sends; None at its end."""
        while True:
            data = self._typed(fitted(sys.stdout, disarmed(clean(prompt))))
            if not data:
                return None
            if len(data.rstrip(b"\r\n")) < MOST_BYTES:
                return data.decode(sys.stdin.encoding or "utf-8", "replace").rstrip("\r\n")
            self.forget_typed()
            self.say(
                [Line(f"The terminal may have cut this line of {MOST_BYTES} bytes or more; it was not taken.", "! ")]
            )

    def _typed(self, prompt: str) -> bytes:
        self._is_reading = True
        if self._is_called_off or self.signals.has_come:
            raise KeyboardInterrupt
        try:
            sys.stdout.write(prompt)
            sys.stdout.flush()
            data = self._line()
            sys.stdout.write("" if data else "\n")
            sys.stdout.flush()
        except OSError:  # the terminal is gone
            raise KeyboardInterrupt from None
        self._is_reading = False
        return data

    def _line(self) -> bytes:
        """What is typed up to its end, a line's or the input's; what was read behind it waits."""
        number = sys.stdin.fileno()
        while b"\n" not in self._rest:
            self.signals.wait_for(number)
            data = os.read(number, MOST_BYTES)
            if not data:
                break
            self._rest += data
        line, end, self._rest = self._rest.partition(b"\n")
        return line + end

    def ranking(self, profile: Profile) -> None:
        """Print the head of the report."""
        from kpo_advisor.advice.recommend import recommend
        from kpo_advisor.reports.recommendation import ranking

        found = ranking(recommend(profile, self.rulebook, with_conditions=False, with_flips=False), self.rulebook)
        write_or_end(terminal_lines([found], is_plain=self.is_plain), is_plain=self.is_plain)

    def forget_typed(self) -> None:
        """Drop what waits in the terminal; where there is no way to, it is read as further lines."""
        self._rest = b""
        try:
            import termios
        except ImportError:
            return
        with contextlib.suppress(termios.error, OSError, ValueError):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def write_or_end(lines: Sequence[Line], *, is_plain: bool) -> None:
    """Write lines to the terminal; the interview ends where that is gone."""
    try:
        write_lines(lines, is_plain=is_plain)
    except KpoAdvisorError:
        raise KeyboardInterrupt from None
