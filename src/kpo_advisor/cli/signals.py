"""The signals that end an interview: Ctrl-C, a request to end, a closed terminal."""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

from kpo_advisor.cli.exits import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable


class Ended(SystemExit):
    """The command ends as interrupted, whatever it is made from: the solver makes exceptions of it anew.

    It is no KeyboardInterrupt: of one in the middle of exec, by which data classes are made, Python takes a note, and
    ends by the signal though it was caught.
    """

    def __init__(self, *_: object) -> None:
        super().__init__(INTERRUPTED)


class Signals:
    """From now on these signals end the command; `has_come` is true even where something swallowed the exception."""

    def __init__(self) -> None:
        self.has_come = False
        self._woken = -1
        if sys.platform != "win32":  # where only sockets could be waited for
            self._woken, wakes = os.pipe()
            for end in (self._woken, wakes):
                os.set_blocking(end, False)
            signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        self.are_handled_by(self.end)

    def are_handled_by(self, handler: Callable[..., object] | signal.Handlers) -> None:
        """Call this, or do as it says, when one comes."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), handler)

    def are_ignored(self) -> None:
        """Do nothing any more."""
        self.are_handled_by(signal.SIG_IGN)

    def wait_for(self, number: int) -> None:
        """Wait until there is something to read, or one has come: also just before, when a read would sleep on."""
        while self._woken >= 0:
            ready, _, _ = select.select([number, self._woken], [], [])
            if number in ready:
                return
            os.read(self._woken, 64)  # the handler has been called by now

    def end(self, *_: object) -> NoReturn:
        """End the command, as at the beginning."""
        self.has_come = True
        raise Ended
