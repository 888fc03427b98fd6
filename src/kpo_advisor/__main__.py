"""The command `kpo-advisor`, also as `python -m kpo_advisor`.

It begins here and not in `cli`, so that an interrupt ends it quietly from its first instruction on: loading the
commands takes a tenth of a second, and more on a cold disk.
"""

from __future__ import annotations

import os
import signal
import sys

from kpo_advisor.cli.exits import INTERRUPTED


def main() -> int:
    """Run the command and return its exit code."""
    # Where interrupts are ignored, as in a shell's background, they stay so.
    obeys = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if obeys:
        signal.signal(signal.SIGINT, _leave)
    if "interview" in sys.argv[1:3]:  # which goes on to end by these as by an interrupt; --verbose may come first
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
                signal.signal(getattr(signal, name), _leave)
    from kpo_advisor.cli.app import main as run

    try:
        return run()
    finally:
        if obeys:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is written; what is left is Python's own clearing up


def _leave(*_: object) -> None:
    """End at once. An exception would not do: the solver and the import system pass over some, or tell of them.

    Nothing is lost: files are put into their places undisturbed, and the interview handles signals itself.
    """
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    sys.exit(main())
