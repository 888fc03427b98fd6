"""How long a page is: as many lines as a terminal of 80 columns shows."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.reports.blocks import Block

COLUMNS = 80
MOST, MOST_WITH_ACTIVITIES = 45, 60
"""Lines of a page, unless what must be in place takes more."""


class Brevity(IntEnum):
    """How much of the reasons and of how to go about it a page tells; each leaves out more than the one before.

    SHORT: fewer forms and less advice. TERSE: one difference to the next best, without the client's own words. BARE:
    nothing of further alternatives that the picture shows, nor of topics of which one piece among several would be
    named.
    """

    WHOLE = 0
    SHORT = 1
    TERSE = 2
    BARE = 3


def lines(blocks: Iterable[Block]) -> int:
    """The lines that blocks take by themselves."""
    from kpo_advisor.reports.formats.to_terminal import to_terminal

    return len(to_terminal(blocks, COLUMNS))
