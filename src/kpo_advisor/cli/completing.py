"""How a shell asks for completion: nothing is ever printed but what it can complete, and never late.

Whatever else is printed would stand amid the line that somebody types.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMPLETING = "_KPO_ADVISOR_COMPLETE"
"""Environment variable by which a shell asks for completion."""

SECONDS = 5
"""After so long, nothing is completed; a rulebook that was never read takes one or two."""

_WORDS, _AT, _LINE = "COMP_WORDS", "COMP_CWORD", "_TYPER_COMPLETE_ARGS"
"""What bash sets, and what other shells do."""

_BREAKS = ("=", ":")
"""What parts words in bash, beside blanks, of what is typed here; each is a word of its own then."""


def is_asked() -> bool:
    """Whether a shell asks what could come next; it may ask for its script too, which is not meant."""
    return os.environ.get(COMPLETING, "").startswith("complete_")


def words_before() -> Sequence[str]:
    """The words that are typed already, without the program and the one that is being typed."""
    if _WORDS in os.environ:
        at = os.environ.get(_AT, "")
        return _typed()[1 : int(at)] if at.isdecimal() else ()
    return os.environ.get(_LINE, "").split(" ")[1:-1]


def complete(ask: Callable[[], object]) -> int:
    """Answer a shell by way of `ask`, which prints what can be completed and raises SystemExit; return the exit code.

    Where it does anything else, whatever it is, nothing is printed.
    """
    _end_in_time()
    printed, cut, code = io.StringIO(), "", 1
    try:
        cut = _join_words()
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            ask()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
        sys.stdout.write("".join(f"{line.removeprefix(cut)}\n" for line in printed.getvalue().splitlines()))
    except Exception:  # noqa: BLE001  # a traceback would stand amid the line too
        return code
    return code


def _end_in_time() -> None:
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, lambda *_: os._exit(1))
        signal.setitimer(signal.ITIMER_REAL, SECONDS)


def _typed() -> list[str]:
    words = os.environ[_WORDS]
    return words.split("\n" if "\n" in words else " ")


def _join_words() -> str:
    """Join again what bash has parted at `=` and `:`; returns what of the last word it keeps as a word before it."""
    at = os.environ.get(_AT, "")
    if _WORDS not in os.environ or not at.isdecimal():
        return ""
    joined: list[str] = []
    parted = False
    for word in _typed()[: int(at) + 1]:
        if joined and (parted or word in _BREAKS):
            joined[-1] += word
        else:
            joined.append(word)
        parted = word in _BREAKS
    os.environ[_WORDS], os.environ[_AT] = "\n".join(joined), str(len(joined) - 1)
    last = joined[-1]
    value = last.partition("=")[2] if last.startswith("-") else last
    return value[: max(value.rfind(sign) for sign in _BREAKS) + 1]
