"""What other answers or weights would do: two recommendations, and the rules and points between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.recommend import recommendation_of
from kpo_advisor.advice.rule_outcomes import Effect, decision_of, effects_of
from kpo_advisor.certainty.examined import examine
from kpo_advisor.model.assessment import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.recommendation import CitedFact, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook

SCHEMA = "kpo-advisor/what-if/1"
FIRES, STOPS, OPENS, CLOSES, FOR_NOW, FOR_GOOD = "fires", "stops", "opens", "closes", "for-now", "for-good"


@dataclass(frozen=True, slots=True)
class Said:
    """What a profile says to a question: an answer, None for asked and not known; `given` false: nothing."""

    given: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that differs; `activity` None: a common one. An activity that says nothing has the common one."""

    activity: str | None
    question: str
    before: Said
    after: Said


@dataclass(frozen=True, slots=True)
class WeightChange:
    """One criterion's weight that differs."""

    criterion: str
    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that something else became of.

    `change` is fires (it did not), stops (it did), opens or closes (it may hold, or may no longer, without
    firing before or after), for-now or for-good (it fires as before, but until its opposite is shown, or no
    longer only until then). `activities` are those where it is so; empty where there are none.
    """

    rule: str
    change: str
    decision: str | None
    effects: tuple[Effect, ...]
    homes: tuple[str, ...]
    because: str | None
    facts: tuple[CitedFact, ...]
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PointsChange:
    """A criterion that gives an alternative other points."""

    alternative: str
    criterion: str
    title: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Before and after, and what lies between; all empty where nothing differs.

    `points` are those of the first two alternatives, before or after.
    """

    schema: str
    answers: tuple[AnswerChange, ...]
    weights: tuple[WeightChange, ...]
    before: Recommendation
    after: Recommendation
    rules: tuple[RuleChange, ...]
    points: tuple[PointsChange, ...]


def what_if(before: Profile, after: Profile, rulebook: Rulebook) -> WhatIf:
    """Compare two profiles of the same work: the second is the first with other answers or weights.

    Both list the same activities in the same order. Pure, like `recommend`.
    """
    first = examine(before, rulebook)
    one = recommendation_of(first)
    then = examine(after, rulebook)
    other = recommendation_of(then)
    return WhatIf(
        SCHEMA,
        tuple(_answers(before, after, rulebook)),
        tuple(_weights(before, after, rulebook)),
        one,
        other,
        _rules(rulebook, first.pieces, then.pieces),
        tuple(_points(rulebook, one, other)),
    )


def _answers(before: Profile, after: Profile, rulebook: Rulebook) -> Iterator[AnswerChange]:
    pairs: list[tuple[str | None, Mapping[str, Answer], Mapping[str, Answer]]] = [(None, before.answers, after.answers)]
    for one, other in zip(before.activities, after.activities, strict=True):
        pairs.append((one.title, one.answers, other.answers))
    for activity, first, second in pairs:
        for id in rulebook.questions:
            said, instead = Said(id in first, first.get(id)), Said(id in second, second.get(id))
            if said != instead:
                yield AnswerChange(activity, id, said, instead)


def _weights(before: Profile, after: Profile, rulebook: Rulebook) -> Iterator[WeightChange]:
    for decision in rulebook.decisions:
        for each in decision.criteria:
            weight, instead = (profile.weights.get(each.id, each.weight) for profile in (before, after))
            if weight != instead:
                yield WeightChange(each.id, each.title, weight, instead)


def _rules(rulebook: Rulebook, before: Sequence[Piece], after: Sequence[Piece]) -> tuple[RuleChange, ...]:
    """The rules that changed, in the order of the rulebook, once for all activities where it is the same."""
    attribution = Attribution(rulebook)
    found = []
    for rule in rulebook.rules:
        activities: dict[str, list[str]] = {}
        for one, other in zip(before, after, strict=True):
            statuses = (each.assessment.statuses.get(rule.id, Status.OFF) for each in (one, other))
            change = _change(*statuses)
            if change is not None:
                activities.setdefault(change, []).extend([one.activity] if one.activity is not None else [])
        for change, where in activities.items():
            found.append(
                RuleChange(
                    rule.id,
                    change,
                    decision_of(rulebook, rule),
                    effects_of(rule),
                    rule.printed_for,
                    rule.because,
                    attribution.facts([rule]),
                    tuple(where),
                )
            )
    return tuple(found)


def _change(before: Status, after: Status) -> str | None:
    fired, fires = before >= Status.FOR_NOW, after >= Status.FOR_NOW
    if before is after:
        return None
    if fired and fires:
        return FOR_GOOD if after is Status.FIRES else FOR_NOW
    if fires:
        return FIRES
    if after is Status.OPEN:
        return OPENS
    return STOPS if fired else CLOSES


def _points(rulebook: Rulebook, before: Recommendation, after: Recommendation) -> Iterator[PointsChange]:
    """What changed in the points of those that stand in the first two rows, after and before."""
    rows = {each.alternative: each for each in before.ranking}, {each.alternative: each for each in after.ranking}
    leading = dict.fromkeys(row.alternative for each in (after, before) for row in each.ranking[:2])
    for alternative in leading:
        one, other = (_by_criterion(each[alternative]) for each in rows)
        for criterion in rulebook.main.criteria:
            points, instead = one.get(criterion.id, 0), other.get(criterion.id, 0)
            if points != instead:
                yield PointsChange(alternative, criterion.id, criterion.title, points, instead)


def _by_criterion(row: Ranked) -> dict[str, int]:
    points: dict[str, int] = {}
    for reason in row.reasons:
        points[reason.criterion] = points.get(reason.criterion, 0) + reason.points
    return points
