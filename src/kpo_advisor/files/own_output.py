"""The file a command will write to, known before anything is read: reading it as an input is refused.

Else a result would take the place of the work it was made from. Files are told apart as the system does, so that
links, other spellings and names that differ in case are the same file.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress

from kpo_advisor.errors import KpoAdvisorError

STDOUT = "-"


_outputs: list[tuple[str, os.stat_result]] = []
"""The name shown of each file that will be written to, and its status."""


def claim(path: str) -> None:
    """Say that a result will be written to this path, or to standard output for `-`; until `release`."""
    shown = path if path != STDOUT else "standard output"
    with suppress(OSError, ValueError):  # what is not there yet is nobody's input
        found = os.stat(path) if path != STDOUT else _of_standard_output()  # noqa: PTH116
        if found is not None and stat.S_ISREG(found.st_mode):
            _outputs.append((shown, found))


def release() -> None:
    """Forget all outputs."""
    _outputs.clear()


def refuse_if_output(found: os.stat_result, file: str) -> None:
    """Raise KpoAdvisorError where a file that is read, by its status and the name shown, is an output."""
    for shown, output in _outputs:
        if os.path.samestat(output, found):
            same = ", and" if shown == file else f", and {shown} is the same file:"
            over = f"{file} is read{same} the result would be written over it"
            raise KpoAdvisorError(f"{over}. Write it to another file.")


def _of_standard_output() -> os.stat_result | None:
    return None if sys.stdout is None else os.fstat(sys.stdout.fileno())
