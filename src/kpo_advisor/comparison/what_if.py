"""What other answers or weights would do: two recommendations, and the rules and points between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.advice.attribution import Attribution
from kpo_advisor.advice.recommend import recommendation_of
from kpo_advisor.advice.rule_outcomes import RuleEffect, decision_of, effects_of
from kpo_advisor.certainty.examined import examine
from kpo_advisor.comparison.before_after import Becomes, reasons_between, rules_between
from kpo_advisor.comparison.changes import answers_between, weights_between
from kpo_advisor.model.assessment import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.comparison.changes import AnswerChange, WeightChange
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import CitedFact, Ranked, Recommendation
    from kpo_advisor.model.rulebook import Rulebook

SCHEMA = "kpo-advisor/what-if/2"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that something else became of; `activities` are those where it is so, empty where there are none."""

    rule: str
    change: Becomes
    decision: str | None
    effects: tuple[RuleEffect, ...]
    homes: tuple[str, ...]
    because: str | None
    facts: tuple[CitedFact, ...]
    activities: tuple[str, ...]
    inferred: str | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankHeld:
    """Where an alternative stands in a ranking."""

    rank: int
    standing: str
    score: Fraction
    points: int


@dataclass(frozen=True, slots=True)
class RankChange:
    """Where an alternative stands before and after."""

    alternative: str
    before: RankHeld
    after: RankHeld


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
    """Before and after, and what lies between: answers, weights, rules and points are empty where nothing differs.

    `ranking` is in the order after. `points` are those of the first two alternatives, before or after.
    """

    schema: str
    answers: tuple[AnswerChange, ...]
    weights: tuple[WeightChange, ...]
    ranking: tuple[RankChange, ...]
    rules: tuple[RuleChange, ...]
    points: tuple[PointsChange, ...]
    before: Recommendation
    after: Recommendation


def what_if(before: Profile, after: Profile, rulebook: Rulebook, *, with_conditions: bool = True) -> WhatIf:
    """Compare two profiles of the same work: the second is the first with other answers or weights.

    Both list the same activities in the same order. Pure, like `recommend`; `with_conditions` as there.
    """
    one = examine(before, rulebook)
    first = recommendation_of(one, with_conditions=with_conditions)
    other = examine(after, rulebook)
    then = recommendation_of(other, with_conditions=with_conditions)
    leading = dict.fromkeys(row.alternative for side in (then, first) for row in side.ranking[:2])
    titles = rulebook.criterion_titles()
    points = tuple(
        PointsChange(change.alternative, change.criterion, titles[change.criterion], change.before, change.after)
        for change in reasons_between(one, other, leading)
    )
    answers, weights = tuple(answers_between(before, after, rulebook)), tuple(weights_between(before, after, rulebook))
    ranking = tuple(_ranks(first, then))
    return WhatIf(SCHEMA, answers, weights, ranking, tuple(_rules(one, other)), points, first, then)


def _ranks(before: Recommendation, after: Recommendation) -> Iterator[RankChange]:
    held = {row.alternative: row for row in before.ranking}
    for row in after.ranking:
        yield RankChange(row.alternative, _held(held[row.alternative]), _held(row))


def _held(row: Ranked) -> RankHeld:
    return RankHeld(row.rank, row.standing, row.score, row.points)


def _rules(before: Examined, after: Examined) -> Iterator[RuleChange]:
    rulebook = after.rulebook
    attribution = Attribution(rulebook)
    for id, change, activities in rules_between(before, after, _change):
        rule = rulebook.rule_by_id[id]
        what = (decision_of(rulebook, rule), effects_of(rule), rule.printed_for)
        facts, inferred, marks = attribution.evidence((rule, None))
        because = attribution.told(rule.because, None)
        yield RuleChange(id, change, *what, because, facts, activities, inferred, marks)


def _change(before: Status, after: Status) -> Becomes | None:
    fired, fires = before >= Status.FOR_NOW, after >= Status.FOR_NOW
    if before is after:
        return None
    if fired and fires:
        return Becomes.FOR_GOOD if after is Status.FIRES else Becomes.FOR_NOW
    if fires:
        return Becomes.FIRES
    if after is Status.OPEN:
        return Becomes.OPENS
    return Becomes.STOPS if fired else Becomes.CLOSES
