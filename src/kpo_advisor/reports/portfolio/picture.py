"""A picture of the whole portfolio: how much of each group goes to each home, and of how much that is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.drawn.pictures import Portion, PortionRow, Portions
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portfolios.totals import HomeTotal, Totals

    Homes = Mapping[tuple[str, ...], HomeTotal]

LEVEL, NOWHERE = "Level", "Nowhere"
"""Columns of what has no one home: several are level, or all are ruled out."""
NO_GROUP = "No group"
MOST_GROUPS = 30
"""Groups with a row of their own, those with most pieces; the others share one."""


def in_one_picture(totals: Totals, rulebook: Rulebook) -> Portions:
    """The picture; a portfolio without groups has one row alone. Homes to which nothing goes are left out."""
    columns = [*(home.title for home in rulebook.main.alternatives), LEVEL, NOWHERE]
    shown = [at for at, portion in enumerate(_portions([totals.homes], rulebook)) if portion.whole]
    rows = []
    if any(totals.groups):
        most_first = sorted(totals.groups.items(), key=lambda row: -sum(total.pieces for total in row[1].values()))
        rows = [(group or NO_GROUP, [homes]) for group, homes in most_first[:MOST_GROUPS]]
        others = [homes for _, homes in most_first[MOST_GROUPS:]]
        rows += [(counted(len(others), "more group"), others)] if others else []
    drawn = [PortionRow(title, _of(_portions(homes, rulebook), shown)) for title, homes in rows]
    return Portions(
        "Where the work goes",
        "How many pieces of work are certain, of how many; where bars are drawn in a table, the darker part.",
        tuple(columns[at] for at in shown),
        tuple(drawn),
        PortionRow("All", _of(_portions([totals.homes], rulebook), shown)),
    )


def _of(portions: Sequence[Portion], shown: Sequence[int]) -> tuple[Portion, ...]:
    return tuple(portions[at] for at in shown)


def _portions(several: Sequence[Homes], rulebook: Rulebook) -> list[Portion]:
    """What goes to each home, what to several that are level, and what to none."""
    ids = [home.id for home in rulebook.main.alternatives]
    certain, whole = [0] * (len(ids) + 2), [0] * (len(ids) + 2)
    for homes in several:
        for first, total in homes.items():
            at = ids.index(first[0]) if len(first) == 1 else len(ids) if first else len(ids) + 1
            certain[at] += total.certain
            whole[at] += total.pieces
    return list(map(Portion, certain, whole))
