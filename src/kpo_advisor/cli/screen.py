"""The interview's screen on a terminal: paragraphs wrapped to its width, lines read as they are typed.

Plain lines, one after another: they work over a slow connection, on a dumb terminal, with a screen
reader and in a narrow window. Nothing is drawn over, and no key but Enter is needed.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.cli.fitting import disarmed, printable
from kpo_advisor.cli.output import is_ascii_only, width, write_lines
from kpo_advisor.escape import clean
from kpo_advisor.interview.said import Said, Tone
from kpo_advisor.reports.layout import FAINT, GOOD, STRONG, WARN, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

MOST_BYTES = 1023 if sys.platform == "darwin" else 4095
"""Bytes of a line that a terminal passes on; it drops the rest without a word."""

STYLES = {Tone.PLAIN: "", Tone.STRONG: STRONG, Tone.FAINT: FAINT, Tone.GOOD: GOOD, Tone.WARN: WARN}


@dataclass(slots=True)
class Terminal:
    """Standard input and output, both a terminal."""

    rulebook: Rulebook
    is_plain: bool
    _is_reading: bool = False
    _is_called_off: bool = False

    def call_off(self, *_: object) -> None:
        """End the interview, as a signal asks; an answer that was typed is kept first, unless it asks twice."""
        if self._is_reading or self._is_called_off:
            raise KeyboardInterrupt
        self._is_called_off = True

    def say(self, paragraphs: Iterable[Said]) -> None:
        """Print paragraphs, wrapped to the terminal as wide as it is now."""
        page = Page(width())
        for each in paragraphs:
            if each.text:
                page.write(each.text, indent=each.indent, style=STYLES[each.tone])
            else:
                page.row("")
        write_lines(page.lines, is_plain=self.is_plain)

    def read(self, prompt: str) -> str | None:
        """One line, in whatever encoding the terminal sends; None at its end."""
        while True:
            data = self._typed(printable(sys.stdout, disarmed(clean(prompt))))
            if not data:
                return None
            if len(data.rstrip(b"\r\n")) < MOST_BYTES:
                break
            self.forget_typed()
            self.say(
                [Said(f"The terminal may have cut this line of {MOST_BYTES} bytes or more; it was not taken.", "! ")]
            )
        return data.decode(sys.stdin.encoding or "utf-8", "replace").rstrip("\r\n")

    def _typed(self, prompt: str) -> bytes:
        self._is_reading = True
        if self._is_called_off:
            raise KeyboardInterrupt
        try:
            sys.stdout.write(prompt)
            sys.stdout.flush()
            data = sys.stdin.buffer.readline()
            sys.stdout.write("" if data else "\n")
        except OSError:  # the terminal is gone
            return b""
        self._is_reading = False
        return data

    def ranking(self, profile: Profile) -> None:
        """Print the head of the report."""
        from kpo_advisor.reasoning.recommend import recommend
        from kpo_advisor.reports.text import ranking_lines

        found = recommend(profile, self.rulebook)
        ascii_only = is_ascii_only(is_plain=self.is_plain)
        write_lines(ranking_lines(found, self.rulebook, width(), ascii_only=ascii_only), is_plain=self.is_plain)

    def forget_typed(self) -> None:
        """Drop what waits in the terminal; where there is no way to, it is read as further lines."""
        try:
            import termios
        except ImportError:
            return
        with contextlib.suppress(termios.error, OSError, ValueError):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
