"""Long results through a pager on a terminal, as git does it: `PAGER`, a command to the shell, or `less -FRX`.

Neither typer nor what it brings along has one; the standard library's asks MANPAGER first and loses what a missing
pager would have shown.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kpo_advisor.cli.streams import is_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

USUAL = "less -FRX"
"""Ends by itself where all fits on the screen, shows colours, and leaves what was read on the screen."""


def pager_for(lines: int) -> str | None:
    """The command that shows so many lines; None where they fit on the terminal, or go elsewhere, or none is wanted.

    An empty PAGER and `cat` want none. Without PAGER it is `less`, but not where that is missing or the terminal is
    dumb, of which it would complain.
    """
    if not is_terminal(sys.stdout) or lines < shutil.get_terminal_size().lines:
        return None
    given = os.environ.get("PAGER")
    if given is None:
        is_dumb = os.environ.get("TERM", "dumb") == "dumb"
        return None if is_dumb or not shutil.which("less") else USUAL
    return None if given.strip() in ("", "cat") else given


def show(data: bytes, pager: str) -> bool:
    """Show a result in a pager until its reader leaves; False where the pager could not, and it is still to be shown.

    Ctrl-C is the pager's: less takes it to end a search, and goes on.
    """
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    with _interrupts() as interrupted:
        try:
            with subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=environment) as process:
                process.communicate(data)
        except OSError:
            return False
    return process.returncode == 0 or bool(interrupted)


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Interrupts are noted and otherwise passed over. A pager that is started meanwhile takes them as usual."""
    found: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda number, _: found.append(number))
    try:
        yield found
    finally:
        signal.signal(signal.SIGINT, before)
