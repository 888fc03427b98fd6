"""Showing what is wrong with what the user gave: every fault, on stderr, and never a traceback."""

from __future__ import annotations

import contextlib
import re
import sys
import textwrap
from typing import TYPE_CHECKING

from kpo_advisor.cli.outgoing_text import data_for, disarmed
from kpo_advisor.cli.streams import is_terminal
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import NO_BREAK, readable
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.errors import KpoAdvisorError
    from kpo_advisor.model.finding import Finding

_COMMAND = re.compile(r"kpo-advisor [^;]+")


def show(error: KpoAdvisorError) -> None:
    """Print an error; of unreadable input, each fault on a line, a hundred of a file at most, and their number."""
    if isinstance(error, UnreadableInput):
        from kpo_advisor.portable.most_faults import bounded

        told = sorted(bounded(error.findings), key=lambda finding: finding.place)
        for finding in told:
            say(finding.one_line())
        count = sum(finding.more or 1 for finding in told)
        files = len({finding.file for finding in told})
        if count > 1:
            say(f"{count} faults in {counted(files, 'file')}.")
    else:
        for line in _as_wide_as_the_terminal(f"Error: {error}"):
            say(line)


def _as_wide_as_the_terminal(text: str) -> list[str]:
    """A message in lines that break no word and no command, which stays whole to be copied; one line elsewhere."""
    if not is_terminal(sys.stderr):
        return [text]
    from kpo_advisor.cli.output import width

    unbroken = _COMMAND.sub(lambda command: command.group().replace(" ", NO_BREAK), clean(text))
    lines = textwrap.wrap(unbroken, readable(width()), break_long_words=False, break_on_hyphens=False)
    return [line.replace(NO_BREAK, " ") for line in lines]


def tell(notes: Iterable[str], findings: Sequence[Finding] = ()) -> None:
    """Say what was passed over, and show what could not be read, of all that was looked through."""
    for note in notes:
        say(note)
    if findings:
        show(UnreadableInput(findings))


def say(text: str) -> None:
    """One line of message on stderr, cleaned of what steers a terminal or a CI's runner; lost where it is closed."""
    if sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.flush()
        sys.stderr.buffer.write(data_for(sys.stderr, f"{disarmed(clean(text))}\n"))
        sys.stderr.buffer.flush()
