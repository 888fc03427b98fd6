"""The activities of a profile: their letters, by which they are named, and which goes where, in one wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Item, Run
from kpo_advisor.text.phrases import lettered, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.model.recommendation import CitedBar, PlanRow, Ranked, Recommendation
    from kpo_advisor.reports.blocks import Citation

WHICH_WHERE = "Which activity goes where"
"""The title above the plan."""


def letters(given: Recommendation) -> dict[str, str]:
    """The letter of each activity, in the order of the plan: A, B, …, Z, AA."""
    return {row.activity: lettered(number).upper() for number, row in enumerate(given.plan, start=1)}


def of_parts(given: Recommendation, activities: Sequence[str]) -> str:
    """` (A, C)`: the activities that something is for; nothing where it is for all, or for the whole work."""
    if not 0 < len(activities) < len(given.plan):
        return ""
    known = letters(given)
    return f" ({', '.join(known[activity] for activity in activities)})"


def barred_by(given: Recommendation, row: Ranked, bar: CitedBar | None) -> str:
    """` (B, C)`: the activities that bar the whole from an alternative; nothing where all do, or none by itself."""
    rule = bar.rule if bar else None
    barred = [
        planned.activity
        for planned in given.plan
        for part in planned.ranking
        if part.alternative == row.alternative and rule is not None and rule in {found.rule for found in part.bars}
    ]
    return of_parts(given, barred)


def named(given: Recommendation, row: PlanRow) -> str:
    """`A: Invoices`."""
    return f"{letters(given)[row.activity]}: {row.activity}"


def homes_in_words(first: Sequence[str], titles: Mapping[str, str]) -> str:
    """What stands first: one home, or several that are level, or nowhere."""
    return listed([titles[id] for id in first], "or") or "nowhere (everything is ruled out)"


def home_of(row: PlanRow, titles: Mapping[str, str]) -> str:
    """`BPO`, of a tie `BPO or KPO`."""
    return homes_in_words(row.first, titles)


def place_of(row: PlanRow, titles: Mapping[str, str]) -> str:
    """`Onshore`; nothing where that is not decided."""
    return titles[row.place] if row.place else ""


def goes_to(given: Recommendation, row: PlanRow, titles: Mapping[str, str], *because: str | Run | Citation) -> Item:
    """`A  Invoices (2/3 of the work): BPO, onshore; certain.`, and then why."""
    total = sum(activity.share for activity in given.plan)
    place = f", {place_of(row, titles).lower()}" if row.place else ""
    said = f" ({row.share}/{total} of the work): {home_of(row, titles)}{place}; {row.certainty.value}."
    return Item((Run(row.activity), said, *because), lead=f"{letters(given)[row.activity]:<3}")
