"""The activities of a profile by letters, as the plan on the page introduces them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.text.phrases import lettered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import Recommendation


def letters(given: Recommendation) -> dict[str, str]:
    """The letter of each activity, in the order of the plan: A, B, …, Z, AA."""
    return {row.activity: lettered(number).upper() for number, row in enumerate(given.plan, start=1)}


def of_parts(given: Recommendation, activities: Sequence[str]) -> str:
    """` (A, C)`: the activities that something is for; nothing where it is for all, or for the whole work."""
    if not 0 < len(activities) < len(given.plan):
        return ""
    known = letters(given)
    return f" ({', '.join(known[activity] for activity in activities)})"
