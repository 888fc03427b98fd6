"""Several profiles side by side: what comes of each, and what lies between the first and every other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.comparison.changes import answers_between, weights_between
from kpo_advisor.text.phrases import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.comparison.changes import AnswerChange, WeightChange
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import CitedReason, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook

SCHEMA = "kpo-advisor/compare/1"


class Shift(StrEnum):
    """What became of a reason: it is new, gone, or was there before and weighs more or less now."""

    NEW = "new"
    GONE = "gone"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Moved:
    """By how much one criterion moved a lead, as a part of the score.

    Of the reasons that moved it so, the one that did most is told: what it says of `alternative`, and what became of
    it; None where no reason does.
    """

    criterion: str
    title: str
    score: Fraction
    alternative: str | None = None
    shift: Shift | None = None
    reason: CitedReason | None = None


@dataclass(frozen=True, slots=True)
class LeadMoved:
    """The lead of one alternative over another, before and after, and the criteria that moved it, the most first.

    The parts sum to what is between both leads; equal ones come in the order of the criteria.
    """

    leader: str
    rival: str
    before: Fraction
    after: Fraction
    parts: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """One of several, against the first of them.

    `no_longer` and `new` are the titles of activities that only the first lists, or only this one. `lead` is None
    where one of both has fewer than two alternatives.
    """

    name: str
    recommendation: Recommendation
    answers: tuple[AnswerChange, ...]
    weights: tuple[WeightChange, ...]
    no_longer: tuple[str, ...]
    new: tuple[str, ...]
    lead: LeadMoved | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The first, by its name, and the others against it."""

    schema: str
    name: str
    first: Recommendation
    others: tuple[Other, ...]


def side_by_side(profiles: Iterable[tuple[str, Profile]], rulebook: Rulebook) -> SideBySide:
    """Compare profiles, each with the name it is told by, with the first of them. Pure.

    Raises ValueError where there is none.
    """
    (name, first), *others = profiles
    base = recommend(first, rulebook)
    found = (_other(first, base, called, profile, rulebook) for called, profile in others)
    return SideBySide(SCHEMA, name, base, tuple(found))


def scenarios_of(profile: Profile, base: str) -> list[tuple[str, Profile]]:
    """The profile as it stands, called `base`, and as each of its scenarios has it, by their names."""
    return [(base, profile), *((scenario.called, profile.under(scenario)) for scenario in profile.scenarios)]


def _other(first: Profile, base: Recommendation, name: str, profile: Profile, rulebook: Rulebook) -> Other:
    found = recommend(profile, rulebook)
    before, after = (
        {composed(activity.title): activity.title for activity in side.activities} for side in (first, profile)
    )
    return Other(
        name=name,
        recommendation=found,
        answers=tuple(answers_between(first, profile, rulebook)),
        weights=tuple(weights_between(first, profile, rulebook)),
        no_longer=tuple(title for key, title in before.items() if key not in after),
        new=tuple(title for key, title in after.items() if key not in before),
        lead=_lead(base.ranking, found.ranking),
    )


def _lead(before: Sequence[Ranked], after: Sequence[Ranked]) -> LeadMoved | None:
    """The lead of what comes first afterwards over what came first, or over its next best where that is the same."""
    was, now = ({row.alternative: row for row in rows} for rows in (before, after))
    if len(was) < 2:
        return None
    leader = after[0].alternative
    rival = before[0].alternative if before[0].alternative != leader else after[1].alternative
    sides = [(rows[leader], rows[rival]) for rows in (was, now)]
    leads = [first.score - second.score for first, second in sides]
    parts = sorted(_moved(*sides), key=lambda part: -abs(part.score))
    return LeadMoved(leader, rival, leads[0], leads[1], tuple(part for part in parts if part.score))


def _moved(before: tuple[Ranked, Ranked], after: tuple[Ranked, Ranked]) -> list[Moved]:
    earlier, later = _parts(*before), _parts(*after)
    titles = {reason.criterion: reason.title for row in (*after, *before) for reason in row.reasons}
    found = []
    for criterion, title in titles.items():
        moved = later.get(criterion, Fraction()) - earlier.get(criterion, Fraction())
        told = [one for one in _shifts(criterion, before, after) if one.score * moved > 0]
        most = max(told, key=lambda one: abs(one.score), default=None)
        found.append(Moved(criterion, title, moved) if most is None else replace(most, score=moved))
    return found


def _shifts(criterion: str, before: tuple[Ranked, Ranked], after: tuple[Ranked, Ranked]) -> Iterator[Moved]:
    """What each reason of a criterion, for or against one of both, moves of their lead, new or gone."""
    for was, now, side in zip(before, after, (1, -1), strict=True):
        for sign in (1, -1):
            earlier, later = _reason(criterion, was, sign), _reason(criterion, now, sign)
            moved = _score(later, now) - _score(earlier, was)
            told = later if moved * sign > 0 else earlier
            if told is not None:
                yield Moved(criterion, told.title, moved * side, now.alternative, _shift(earlier, later, told), told)


def _shift(earlier: CitedReason | None, later: CitedReason | None, told: CitedReason) -> Shift:
    """What became of the reason told; one that speaks by the same rules before and after only weighs otherwise."""
    if earlier is not None and later is not None and earlier.rules == later.rules:
        return Shift.MORE if told is later else Shift.LESS
    return Shift.NEW if told is later else Shift.GONE


def _reason(criterion: str, row: Ranked, sign: int) -> CitedReason | None:
    found = (reason for reason in row.reasons if reason.criterion == criterion and reason.points * sign > 0)
    return next(found, None)


def _score(reason: CitedReason | None, row: Ranked) -> Fraction:
    return Fraction() if reason is None else Fraction(100 * reason.points, row.out_of)


def _parts(leader: Ranked, rival: Ranked) -> Mapping[str, Fraction]:
    """What each criterion makes of a lead."""
    found: dict[str, Fraction] = {}
    for row, side in ((leader, 1), (rival, -1)):
        for reason in row.reasons:
            found[reason.criterion] = found.get(reason.criterion, Fraction()) + side * _score(reason, row)
    return found
