"""How far the weights can move before first place changes: closed forms, exact, on what is known now.

With ratings held as they are, the lead of the first over a rival is linear in the weights: the sum over
criteria of W(c) · d(c), where d(c) is the rating of the first less that of the rival. First place holds
while no rival's lead is below nothing; at nothing the two tie. Only the proportion of weights matters to
the ranking, so the weights are not made to sum to a constant.

The interval of one weight, all others fixed, is the weighted-sum case of E. Triantaphyllou and
A. Sánchez, *A sensitivity analysis approach for some deterministic multi-criteria decision making
methods*, Decision Sciences 28(1), 1997, 151–194, in absolute weights. Asking what other weights would do to
the order of the alternatives is the last step of DCLG, *Multi-criteria analysis: a manual*, 2009, ch. 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.stability import Rival, Stability, Tie, WeightMove, WeightRange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.assessment import AlternativeResult, DecisionResult
    from kpo_advisor.model.rules import Criterion, Decision


@dataclass(frozen=True, slots=True)
class RivalLead:
    """The first's lead over a rival: for each criterion, in order, how much higher its rating is."""

    rival: Rival
    differences: tuple[int, ...]

    def points(self, weights: Sequence[int]) -> int:
        """The lead under the weights as they are."""
        return sum(weight * difference for weight, difference in zip(weights, self.differences, strict=True))


def stability(examined: Examined) -> Stability | None:
    """The stability of the recommended alternative of a profile.

    Of activities, first place means that every activity keeps its home: the first of the whole is made of
    theirs, not of summed points. `rivals` then name the activity in which they would draw level. None where
    nothing is recommended, where the recommended one is not first on what is known now, or where an
    activity of a composite has no home of its own, being on a tie.
    """
    main, decision = examined.main, examined.rulebook.main
    recommended = main.recommended
    if recommended is None or recommended not in main.first:
        return None
    weights = decision.weights(examined.profile.weights)
    leads: list[RivalLead] = []
    for piece in examined.pieces:
        result = main if piece.activity is None else piece.assessment.decisions[decision.id]
        home = recommended
        if piece.activity is not None and decision.alternative(recommended).made_of:
            if len(result.first) != 1:
                return None
            home = result.first[0]
        leads += leads_over(decision, weights, result, home, piece.activity)
    return stability_under(recommended, decision.criteria, weights, leads)


def stability_of(
    decision: Decision, own_weights: Mapping[str, int], result: DecisionResult, alternative: str | None
) -> Stability | None:
    """The stability of an alternative's first place in one ranking; None where it is not first now."""
    if alternative is None or alternative not in result.first:
        return None
    weights = decision.weights(own_weights)
    leads = leads_over(decision, weights, result, alternative)
    return stability_under(alternative, decision.criteria, weights, leads)


def leads_over(
    decision: Decision, weights: Sequence[int], result: DecisionResult, first: str, activity: str | None = None
) -> tuple[RivalLead, ...]:
    """The leads of an alternative over every other of the same standing, in the order of the ranking."""
    own = result[first]
    ratings = _ratings(decision, weights, own)
    found = []
    for other in result.ranking:
        if other.alternative != first and other.standing is own.standing:
            theirs = _ratings(decision, weights, other)
            differences = tuple(mine - its for mine, its in zip(ratings, theirs, strict=True))
            found.append(RivalLead(Rival(other.alternative, activity), differences))
    return tuple(found)


def stability_under(
    alternative: str, criteria: Sequence[Criterion], weights: Sequence[int], leads: Sequence[RivalLead]
) -> Stability:
    """The stability that follows from some leads, none of which is below nothing under the weights."""
    ties = [_tie(lead, criteria, weights) for lead in leads]
    squared = _factor_squared(leads, weights)
    return Stability(
        alternative,
        tuple(lead.rival for lead in leads),
        tuple(_range(at, criterion, weights, leads) for at, criterion in enumerate(criteria)),
        tuple(sorted(ties, key=lambda tie: tie.total)),
        squared is None or squared > 4,
        squared,
    )


def _ratings(decision: Decision, weights: Sequence[int], result: AlternativeResult) -> list[int]:
    """Points per unit of weight: the rating or, of several activities added up, the sum of share times rating."""
    points = result.by_criterion
    return [points.get(by.id, 0) // weight for by, weight in zip(decision.criteria, weights, strict=True)]


def _range(at: int, criterion: Criterion, weights: Sequence[int], leads: Sequence[RivalLead]) -> WeightRange:
    """The interval of one weight.

    At weight w the lead is lead + (w − W) · d. For d > 0 it is nothing at w = W − lead / d, and below
    nothing under that; for d < 0 at w = W + lead / −d, and below nothing over that. The interval runs from
    the highest of the former (or 0) to the lowest of the latter.
    """
    weight = weights[at]
    crossings = [
        (weight - Fraction(lead.points(weights), lead.differences[at]), lead.differences[at] > 0, lead.rival)
        for lead in leads
        if lead.differences[at]
    ]
    below = [(where, rival) for where, is_below, rival in crossings if is_below and where >= 0]
    above = [(where, rival) for where, is_below, rival in crossings if not is_below]
    low = max((where for where, _ in below), default=Fraction(0))
    high = min((where for where, _ in above), default=None)
    return WeightRange(criterion.id, criterion.title, weight, low, high, _at(low, below), _at(high, above))


def _at(end: Fraction | None, crossings: Iterable[tuple[Fraction, Rival]]) -> tuple[Rival, ...]:
    return tuple(rival for where, rival in crossings if where == end)


def _tie(lead: RivalLead, criteria: Sequence[Criterion], weights: Sequence[int]) -> Tie:
    """The smallest sum of absolute weight changes that brings a lead to nothing, weights staying at 0 or more.

    A unit of change of W(c), down where d(c) > 0 and up where d(c) < 0, takes |d(c)| off the lead; a
    weight can go down by at most itself, and up without bound. That is a fractional knapsack, so taking
    the criteria by falling |d| is optimal: in any other change, some unit spent at a smaller |d| could be
    spent at a larger one that still has room, which takes off at least as much; and a unit that moves
    the other way only adds to the lead. Nothing is always reached: with every criterion of d > 0 at 0, no
    lead is left. Of equal |d|, the one with most room comes first, so that few criteria move.
    """
    left = Fraction(lead.points(weights))
    order = [at for at, difference in enumerate(lead.differences) if difference]
    order.sort(key=lambda at: (-abs(lead.differences[at]), lead.differences[at] > 0, -weights[at]))
    moves = []
    total = Fraction(0)
    for at in order:
        if not left:
            break
        difference, weight, criterion = lead.differences[at], weights[at], criteria[at]
        change = left / abs(difference)
        if difference > 0:
            change = min(change, Fraction(weight))
        left -= change * abs(difference)
        total += change
        to = weight - change if difference > 0 else weight + change
        moves.append(WeightMove(criterion.id, criterion.title, weight, to))
    return Tie(lead.rival, total, tuple(moves))


def _factor_squared(leads: Iterable[RivalLead], weights: Sequence[int]) -> Fraction | None:
    """The square of the factor within which all weights may move at once.

    The lead is least where every weight with d > 0 is at W / f and every one with d < 0 at W · f. With P
    the sum of W · d over the former and N that of W · |d| over the latter it is P / f − f · N, which is
    above nothing exactly while f² < P / N. Without N and with P it always is; without both there is a tie now.
    """
    least: Fraction | None = None
    for lead in leads:
        points = [weight * difference for weight, difference in zip(weights, lead.differences, strict=True)]
        ahead, behind = sum(one for one in points if one > 0), -sum(one for one in points if one < 0)
        if behind or not ahead:
            here = Fraction(ahead, behind) if behind else Fraction(1)
            least = here if least is None else min(least, here)
    return least
