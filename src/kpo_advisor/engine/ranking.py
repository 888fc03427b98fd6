"""Ranking the alternatives of one decision from the rules that fired.

An additive weighted sum over criteria (Keeney & Raiffa, *Decisions with Multiple Objectives*, 1976,
ch. 3; DCLG, *Multi-criteria analysis: a manual*, 2009, §6.2.10), without normalising across
alternatives, so that adding or removing one never reorders the others but for composites made of it. The rating of
an alternative on a criterion is its strongest `favours` less its strongest `opposes`, −3 … 3: evidence of one criterion
never adds up. That of a composite off the cut axis is in `composites`. `first_place` ranks once more, for first place
alone; `tests/engine/test_first_place.py` holds the two to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.bounds import STRONGEST, Leeway
from kpo_advisor.engine.composites import lent
from kpo_advisor.model.assessment import AlternativeResult, Bar, DecisionResult, Reason, Standing, Status, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.engine.composites import Side
    from kpo_advisor.engine.program import RankedDecision, Weighing

EXCLUDED = Standing.EXCLUDED


def rank(
    ranked: RankedDecision,
    statuses: Sequence[Status],
    weights: Sequence[int],
    earlier: Mapping[str, DecisionResult],
    *,
    homes_only: bool = False,
) -> DecisionResult:
    """The ranking under the rules' statuses; `earlier` are the decisions taken before.

    `homes_only` leaves out the composites: the work is one part of a whole, so it has one home.
    """
    firing = [rule for rule in ranked.weighings if statuses[rule.index] >= Status.FOR_NOW]
    unsure = [rule for rule in ranked.weighings if Status.OPEN <= statuses[rule.index] <= Status.FOR_NOW]
    bars, now, part = _standings(ranked, firing, statuses, earlier, View.NOW)
    reasons = _reasons(ranked, firing, weights, part)
    if unsure or any(ranked.needs):
        sure = [rule for rule in firing if statuses[rule.index] is Status.FIRES]
        _, best, part_best = _standings(ranked, sure, statuses, earlier, View.BEST)
        _, worst, part_worst = _standings(ranked, [*firing, *unsure], statuses, earlier, View.WORST)
    else:
        sure, best, worst = firing, now, now
        part_best = part_worst = part
    points = [sum(reason.points for reason in told) for told in reasons]
    leeway = Leeway(ranked.lendings, sure, unsure, weights) if unsure else None
    spans = [leeway.points(number) if leeway else (total, total) for number, total in enumerate(points)]
    alternatives = ranked.decision.alternatives
    kept = [number for number, home in enumerate(alternatives) if not (homes_only and home.made_of)]
    places = sorted((now[number], -points[number]) for number in kept)
    out_of = STRONGEST * sum(weights)
    results = {
        number: AlternativeResult(
            alternative=alternatives[number].id,
            rank=places.index((now[number], -points[number])) + 1,
            standing=now[number],
            points=points[number],
            out_of=out_of,
            low=spans[number][0],
            high=spans[number][1],
            best=best[number],
            worst=worst[number],
            left_for_parts=(part[number], part_best[number], part_worst[number]),
            reasons=tuple(reasons[number]),
            bars=tuple(sorted(bars[number], key=order_of_bars)),
        )
        for number in kept
    }
    return _result(ranked.decision.id, results, leeway)


def _result(decision: str, results: Mapping[int, AlternativeResult], leeway: Leeway | None) -> DecisionResult:
    ranking = tuple(sorted(results.values(), key=lambda row: row.rank))
    first = tuple(row.alternative for row in ranking if row.rank == 1 and row.standing < EXCLUDED)
    beaten = {a: {b for b in results if b != a and _beats(results, a, b, leeway)} for a in results}
    lost = set().union(*beaten.values())
    ahead_of_all = (row for a, row in results.items() if len(beaten[a]) == len(results) - 1 and row.worst < EXCLUDED)
    winner = next((row.alternative for row in ahead_of_all), None)
    possible = tuple(row.alternative for a, row in results.items() if a not in lost and row.best < EXCLUDED)
    return DecisionResult(decision, ranking, first, winner, possible)


def _standings(
    ranked: RankedDecision,
    weighings: Sequence[Weighing],
    statuses: Sequence[Status],
    earlier: Mapping[str, DecisionResult],
    view: View,
) -> tuple[list[list[Bar]], list[Standing], list[bool]]:
    """Bars, standings, and what is left for a part.

    Composites are out when fewer than two homes are left, others when one that they need is out.
    """
    alternatives = ranked.decision.alternatives
    bars: list[list[Bar]] = [[] for _ in alternatives]
    home_left = [True] * len(alternatives)
    for rule in weighings:
        for_now = statuses[rule.index] is not Status.FIRES
        for number, standing in rule.standings:
            bars[number].append(Bar(rule.id, standing, for_now))
            home_left[number] &= standing < EXCLUDED
        for number in rule.whole:
            bars[number].append(Bar(rule.id, EXCLUDED, for_now))
    for number, homes in enumerate(ranked.made_of):
        if homes and sum(home_left[home] for home in homes) < 2:
            out = tuple(alternatives[home].id for home in homes if not home_left[home])
            bars[number].append(Bar(None, EXCLUDED, follows_from=out))
            home_left[number] = False
    for number, needs in enumerate(ranked.needs):
        out = tuple(id for decision, id in needs if _is_out(earlier.get(decision), id, view))
        if out:
            bars[number].append(Bar(None, EXCLUDED, follows_from=out))
    standings = [max((bar.standing for bar in own), default=Standing.ELIGIBLE) for own in bars]
    return bars, standings, home_left


def _is_out(result: DecisionResult | None, alternative: str, view: View) -> bool:
    """Whether an alternative of an earlier decision is not left for a part; one that was not ranked is not left."""
    if result is None:
        return False
    row = next((row for row in result.ranking if row.alternative == alternative), None)
    return row is None or not row.left_for_parts[view]


def order_of_bars(bar: Bar) -> tuple[int, str, bool, tuple[str, ...]]:
    """Exclusions first, then by rule, whatever order the files have."""
    return -bar.standing, bar.rule or "", bar.for_now, bar.follows_from


def _reasons(
    ranked: RankedDecision, firing: Sequence[Weighing], weights: Sequence[int], is_left: Sequence[bool]
) -> list[list[Reason]]:
    """For each alternative one reason per criterion and direction, in the order of the criteria."""
    strengths: dict[Side, int] = {}
    named: dict[Side, list[str]] = {}
    for rule in firing:
        for against, effects in ((False, rule.favours), (True, rule.opposes)):
            for cell, strength in effects:
                known = strengths.get((cell, against), 0)
                if known < strength:
                    strengths[cell, against], named[cell, against] = strength, [rule.id]
                elif known == strength:
                    named[cell, against].append(rule.id)
    alternatives, criteria = ranked.decision.alternatives, ranked.decision.criteria
    lent_by: dict[Side, list[tuple[str, str]]] = {}
    for side, strength, origins in list(lent(ranked.lendings, strengths, is_left)):
        strengths[side] = strength
        lent_by[side] = [(id, alternatives[origin[0][1]].id) for origin in origins for id in named[origin]]
        named[side] = [id for id, _ in lent_by[side]]
    reasons: list[list[Reason]] = [[] for _ in alternatives]
    for ((criterion, number), against), strength in sorted(strengths.items()):
        points = (-strength if against else strength) * weights[criterion]
        side = (criterion, number), against
        rules, of_homes = tuple(sorted(set(named[side]))), tuple(sorted(lent_by.get(side, ())))
        reasons[number].append(Reason(criteria[criterion].id, points, rules, of_homes))
    return reasons


def _beats(results: Mapping[int, AlternativeResult], a: int, b: int, leeway: Leeway | None) -> bool:
    """Whether one alternative comes before another whatever the open answers are; never claimed wrongly."""
    one, other = results[a], results[b]
    if one.worst < other.best:
        return True
    # What is known now is one way the open rules can fall out, so no lead now is no sure lead.
    if one.worst > other.best or one.worst is EXCLUDED or one.points <= other.points:
        return False
    return leeway is None or leeway.least_lead(a, b) > 0
