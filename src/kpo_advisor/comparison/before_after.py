"""What lies between two profiles worked out: one under two rulebooks, or two under one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.assessment import AlternativeResult, Status


class Becomes(StrEnum):
    """What becomes of a rule from before to after.

    It fires and did not, or stops and did; it opens or closes: it may hold, or may no longer, without firing on
    that side; or it fires as before, but now for now, until its `unless` is shown, or for good.
    """

    FIRES = "fires"
    STOPS = "stops"
    OPENS = "opens"
    CLOSES = "closes"
    FOR_NOW = "for-now"
    FOR_GOOD = "for-good"


@dataclass(frozen=True, slots=True)
class ReasonChange:
    """A criterion that gives an alternative other points, with the strongest rules behind them."""

    alternative: str
    criterion: str
    before: int
    after: int
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarChange:
    """What holds back or excludes an alternative on one side only; `rule` None: it follows from other bars."""

    alternative: str
    rule: str | None
    standing: str
    is_new: bool


def rules_between(
    before: Examined, after: Examined, change_of: Callable[[Status, Status], Becomes | None]
) -> Iterator[tuple[str, Becomes, tuple[str, ...]]]:
    """The rules that something else became of, each with what, and with the activities where it is so.

    `change_of` says what, None for no change. The rules come in the order of the rulebook after, then that
    before. Both sides list the same activities.
    """
    for rule in dict.fromkeys((*after.rulebook.rule_by_id, *before.rulebook.rule_by_id)):
        found: dict[Becomes, list[str]] = {}
        for one, other in zip(before.pieces, after.pieces, strict=True):
            change = change_of(one.assessment.status(rule), other.assessment.status(rule))
            if change is not None:
                found.setdefault(change, []).extend([] if other.activity is None else [other.activity])
        for change, activities in found.items():
            yield rule, change, tuple(activities)


def reasons_between(before: Examined, after: Examined, alternatives: Iterable[str]) -> Iterator[ReasonChange]:
    """What changed in the points of these alternatives, criterion by criterion as after and then as before."""
    criteria = dict.fromkeys(criterion.id for side in (after, before) for criterion in side.rulebook.main.criteria)
    one, other = ({row.alternative: _reasons(row) for row in side.main.ranking} for side in (before, after))
    for alternative in alternatives:
        for criterion in criteria:
            points, rules = one.get(alternative, {}).get(criterion, (0, ()))
            instead, others = other.get(alternative, {}).get(criterion, (0, ()))
            if points != instead:
                yield ReasonChange(alternative, criterion, points, instead, rules, others)


def bars_between(before: Examined, after: Examined) -> Iterator[BarChange]:
    """The bars on one side only: those that are new, then those that are gone."""
    one, other = (
        {(row.alternative, bar.rule, bar.standing.word): None for row in side.main.ranking for bar in row.bars}
        for side in (before, after)
    )
    yield from (BarChange(*bar, True) for bar in other if bar not in one)
    yield from (BarChange(*bar, False) for bar in one if bar not in other)


def _reasons(row: AlternativeResult) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The points of each criterion with a reason, and the rules for and against behind them."""
    return {
        criterion: (points, tuple(rule for reason in row.reasons_of(criterion) for rule in reason.rules))
        for criterion, points in row.by_criterion.items()
    }
