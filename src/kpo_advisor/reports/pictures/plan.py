"""The plan: which activity goes where, and how much of the whole it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.activities import WHICH_WHERE, home_of, named, place_of
from kpo_advisor.reports.drawn.pictures import Activities, ActivityRow
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook


def plan(given: Recommendation, rulebook: Rulebook) -> Activities | None:
    """A row an activity, in the order of the profile; None without activities."""
    if not given.plan:
        return None
    titles = rulebook.titles
    rows = tuple(
        ActivityRow(named(given, row), row.share, home_of(row, titles), place_of(row, titles), row.certainty.value)
        for row in given.plan
    )
    homes: dict[str, int] = {}
    for row in rows:
        homes[row.home] = homes.get(row.home, 0) + 1
    told = [f"{counted(count, 'activity', 'activities')} to {home}" for home, count in homes.items()]
    return Activities(WHICH_WHERE, f"{listed(told)}.", rows)
