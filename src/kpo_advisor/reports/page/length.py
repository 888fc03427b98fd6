"""How long a page is: as many lines as a terminal of 80 columns shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.reports.blocks import Block

COLUMNS = 80
MOST, MOST_WITH_ACTIVITIES = 45, 60
"""Lines of a page, unless what must be in place takes more."""


def lines(blocks: Iterable[Block]) -> int:
    """The lines that blocks take by themselves."""
    from kpo_advisor.reports.formats.to_terminal import to_terminal

    return len(to_terminal(blocks, COLUMNS))
