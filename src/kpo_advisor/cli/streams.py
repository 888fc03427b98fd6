"""The streams of the process: whether they are a terminal, and what is left of one that failed."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO


def is_terminal(*streams: TextIO | None) -> bool:
    """Whether all of the streams are open and a terminal."""
    return all(stream is not None and stream.isatty() for stream in streams)


def give_up(stream: TextIO | None) -> None:
    """Send what is left in a stream nowhere; Python would try once more at exit, complain, and end with 120."""
    if stream is None:
        return
    with suppress(OSError, ValueError):  # closed, or none of the system's streams
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
