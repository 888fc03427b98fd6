"""The plan: which activity goes where, and how much of the whole it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.drawn.pictures import Activities, ActivityRow
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import PlanRow, Recommendation
    from kpo_advisor.model.rulebook import Rulebook


def plan(given: Recommendation, rulebook: Rulebook) -> Activities | None:
    """A row an activity, in the order of the profile; None without activities."""
    if not given.plan:
        return None
    rows = tuple(_row(row, rulebook) for row in given.plan)
    homes: dict[str, int] = {}
    for row in rows:
        homes[row.home] = homes.get(row.home, 0) + 1
    told = [f"{counted(count, 'activity', 'activities')} to {home}" for home, count in homes.items()]
    return Activities("Which activity goes where", f"{listed(told)}.", rows)


def _row(row: PlanRow, rulebook: Rulebook) -> ActivityRow:
    home = listed([rulebook.titles[id] for id in row.first], "or") or "nowhere"
    place = rulebook.titles[row.place] if row.place else ""
    return ActivityRow(row.activity, row.share, home, place, row.certainty.value)
