"""What sets two alternatives apart: the differences by criterion, as printed, each with the reason that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.text.apportioning import apportioned, as_printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import CitedReason, PlanRow, Ranked
    from kpo_advisor.model.sensitivity import Contrast


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to a lead or a score, in tenths; below 0 it takes from it.

    `reason` tells it and speaks of the alternative `about`; both are None where no reason does.
    """

    criterion: str
    title: str
    shown: Fraction
    about: Ranked | None = None
    reason: CitedReason | None = None


def rival_of(first: Ranked, ranking: Sequence[Ranked]) -> Ranked | None:
    """The next best: the first other of the same standing in the order of the ranking; None where there is none."""
    return next((row for row in ranking if row is not first and row.standing == first.standing), None)


def parts_of_score(row: Ranked) -> dict[tuple[str, bool], Fraction]:
    """What each criterion adds to a score (True) and takes from it (False), in tenths that sum to it as printed."""
    exact = [Fraction(100 * reason.points, row.out_of) for reason in row.reasons]
    shown = apportioned(exact, as_printed(row.score)) if exact else ()
    return {(reason.criterion, reason.points > 0): part for reason, part in zip(row.reasons, shown, strict=True)}


def points_of(row: Ranked) -> dict[str, int]:
    """The points for less those against, of each criterion with a reason."""
    found: dict[str, int] = {}
    for reason in row.reasons:
        found[reason.criterion] = found.get(reason.criterion, 0) + reason.points
    return found


def telling(row: PlanRow) -> list[CitedReason]:
    """The reasons for an activity's home, first what most sets it apart from the next one; of equals the heavier."""
    other = points_of(row.ranking[1]) if len(row.ranking) > 1 else {}
    speaking = [reason for reason in row.ranking[0].reasons if reason.points > 0]
    return sorted(speaking, key=lambda reason: (other.get(reason.criterion, 0) - reason.points, -reason.points))


def lead_of(first: Ranked, second: Ranked) -> Fraction:
    """How far one is ahead of another, as the difference of their printed scores; below 0 where it is behind."""
    return as_printed(first.score) - as_printed(second.score)


def parts_of_lead(contrast: Contrast, first: Ranked, second: Ranked) -> tuple[Part, ...]:
    """The differences in the order of the contrast, largest first; they sum to the lead as it is printed."""
    exact = [Fraction(100 * difference.points, first.out_of or 1) for difference in contrast.differences]
    shown = apportioned(exact, lead_of(first, second)) if exact else ()
    found = []
    for difference, part in zip(contrast.differences, shown, strict=True):
        ahead, behind = (first, second) if difference.points > 0 else (second, first)
        told = _telling(difference.criterion, ahead, behind)
        found.append(Part(difference.criterion, difference.title, part, *told))
    return tuple(found)


def of_whom(part: Part, first: Ranked) -> str:
    """`Against In-house: `, before a reason that is none for the first; nothing before one that speaks for it."""
    if part.about is None or part.reason is None or (part.about is first and part.reason.points > 0):
        return ""
    return f"{'For' if part.reason.points > 0 else 'Against'} {part.about.title}: "


def _telling(criterion: str, ahead: Ranked, behind: Ranked) -> tuple[Ranked, CitedReason] | tuple[None, None]:
    """The reason that makes most of a difference: for the one ahead, or where that is less, against the other.

    What both have alike makes none of it, however much it weighs.
    """
    speaking_for, against = _reason(criterion, ahead, 1), _reason(criterion, behind, -1)
    more_for = _points(speaking_for) - _points(_reason(criterion, behind, 1))
    more_against = _points(_reason(criterion, ahead, -1)) - _points(against)
    if speaking_for is not None and more_for >= more_against:
        return ahead, speaking_for
    return (None, None) if against is None else (behind, against)


def _reason(criterion: str, row: Ranked, sign: int) -> CitedReason | None:
    found = (reason for reason in row.reasons if reason.criterion == criterion and reason.points * sign > 0)
    return next(found, None)


def _points(reason: CitedReason | None) -> int:
    return reason.points if reason is not None else 0
