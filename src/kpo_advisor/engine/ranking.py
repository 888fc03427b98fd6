"""Ranking the alternatives of one decision from the rules that fired.

An additive weighted sum over criteria (Keeney & Raiffa, *Decisions with Multiple Objectives*, 1976,
ch. 3; DCLG, *Multi-criteria analysis: a manual*, 2009, §6.2.10), without normalising across
alternatives, so that adding or removing one never reorders the others but for composites made of it. What a criterion
says is in `ratings`; here it is added up, and bars are laid over it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.bounds import STRONGEST
from kpo_advisor.engine.ratings import ratings_of
from kpo_advisor.model.assessment import AlternativeResult, Bar, DecisionResult, Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.engine.program import RankedDecision
    from kpo_advisor.engine.ratings import Homes, Ratings
    from kpo_advisor.engine.rule_states import RuleStates

EXCLUDED = Standing.EXCLUDED

MOST_KEPT = 1_000
"""Sets of bars that are kept, some kilobytes each: of ten thousand made-up profiles, 91 in 100 are among them."""


def rank(
    ranked: RankedDecision,
    states: RuleStates,
    weights: Sequence[int],
    earlier: Mapping[str, DecisionResult],
    *,
    homes_only: bool = False,
) -> DecisionResult:
    """The ranking under what became of the rules; `earlier` are the decisions taken before.

    `homes_only` leaves out the composites: the work is one part of a whole, so it has one home.
    """
    bars, now, out = barred(ranked, states.holding, states.fires, earlier, View.NOW)
    best, out_at_best, worst, out_at_worst = now, out, now, out
    if states.unsure & ranked.barred_by or any(ranked.needs):
        _, best, out_at_best = barred(ranked, states.fires, states.fires, earlier, View.BEST)
        _, worst, out_at_worst = barred(ranked, states.fires | states.unsure, states.fires, earlier, View.WORST)
    ratings = rated(ranked, states, weights, (out, out_at_best, out_at_worst))
    points = added([told.points for told in ratings], now)
    low, high = points, points
    if states.unsure:
        low, high = added([told.low for told in ratings], now), added([told.high for told in ratings], now)
    alternatives = ranked.decision.alternatives
    kept = [number for number, home in enumerate(alternatives) if not (homes_only and home.made_of)]
    places = sorted([(now[number], -points[number]) for number in kept])
    out_of = STRONGEST * sum(weights)
    results = {
        number: AlternativeResult(
            alternatives[number].id,
            places.index((now[number], -points[number])) + 1,
            now[number],
            points[number],
            out_of,
            low[number],
            high[number],
            best[number],
            worst[number],
            (not out >> number & 1, not out_at_best >> number & 1, not out_at_worst >> number & 1),
            tuple([reason for told in ratings for reason in told.reasons[number]]),
            tuple(sorted(bars[number], key=order_of_bars)),
        )
        for number in kept
    }
    return _result(ranked.decision.id, results, ratings)


def rated(ranked: RankedDecision, states: RuleStates, weights: Sequence[int], homes: Homes) -> list[Ratings]:
    """What the criteria say of which some rule holds or may hold, in their order."""
    holding, sure, unsure = states.holding, states.fires, states.unsure
    known = holding | unsure
    return [
        ratings_of(ranked, criterion, weight, (holding & mask, sure & mask, unsure & mask), homes)
        for criterion, (weight, (mask, _)) in enumerate(zip(weights, ranked.rating, strict=True))
        if known & mask
    ]


def added(told: Iterable[Sequence[int]], alternatives: Sequence[object]) -> list[int]:
    """What criteria say of each alternative, added up; nothing where none says anything."""
    return [sum(column) for column in zip(*told, strict=True)] or [0] * len(alternatives)


def _result(decision: str, results: Mapping[int, AlternativeResult], ratings: Sequence[Ratings]) -> DecisionResult:
    ranking = tuple(sorted(results.values(), key=lambda row: row.rank))
    first = tuple([row.alternative for row in ranking if row.rank == 1 and row.standing < EXCLUDED])
    if all(row.low == row.high and row.best is row.worst for row in ranking):  # nothing is open that could move it
        return DecisionResult(decision, ranking, first, first[0] if len(first) == 1 else None, first)
    beaten = {a: {b for b in results if b != a and _beats(results, a, b, ratings)} for a in results}
    lost = set().union(*beaten.values())
    ahead_of_all = (row for a, row in results.items() if len(beaten[a]) == len(results) - 1 and row.worst < EXCLUDED)
    winner = next((row.alternative for row in ahead_of_all), None)
    possible = tuple(row.alternative for a, row in results.items() if a not in lost and row.best < EXCLUDED)
    return DecisionResult(decision, ranking, first, winner, possible)


Bars = tuple[tuple[Bar, ...], ...]
"""The bars on each alternative, by its position."""


def barred(
    ranked: RankedDecision, rules: int, fires: int, earlier: Mapping[str, DecisionResult], view: View
) -> tuple[Bars, tuple[Standing, ...], int]:
    """Bars under these rules, standings, and the mask of the alternatives that are out for a part too.

    `fires` are the rules that hold for sure. Composites are out when fewer than two homes are left, others when one
    that they need is out.
    """
    bars, standings, out = barred_by_rules(ranked, rules & ranked.barred_by, fires & ranked.barred_by)
    left = _left_for_parts(earlier, view) if any(ranked.needs) else {}
    for number, needs in enumerate(ranked.needs):
        lacking = tuple([id for decision, id in needs if decision in left and id not in left[decision]])
        if lacking:
            more = (*bars[number], Bar(None, EXCLUDED, follows_from=lacking))
            bars = (*bars[:number], more, *bars[number + 1 :])
            standings = (*standings[:number], EXCLUDED, *standings[number + 1 :])
    return bars, standings, out


@lru_cache(maxsize=MOST_KEPT)
def barred_by_rules(ranked: RankedDecision, rules: int, fires: int) -> tuple[Bars, tuple[Standing, ...], int]:
    """What `barred` tells, as far as rules say it; nothing of what parts need."""
    alternatives = ranked.decision.alternatives
    bars: list[list[Bar]] = [[] for _ in alternatives]
    out = 0
    for bit, rule in ranked.barring:
        if rules & bit:
            for_now = not fires & bit
            for number, standing in rule.standings:
                bars[number].append(Bar(rule.id, standing, for_now))
                if standing is EXCLUDED:
                    out |= 1 << number
            for number in rule.whole:
                bars[number].append(Bar(rule.id, EXCLUDED, for_now))
    for number, homes in enumerate(ranked.made_of):
        gone = [home for home in homes if out >> home & 1]
        if homes and len(homes) - len(gone) < 2:
            bars[number].append(Bar(None, EXCLUDED, follows_from=tuple(alternatives[home].id for home in gone)))
            out |= 1 << number
    standings = tuple(max([bar.standing for bar in own], default=Standing.ELIGIBLE) for own in bars)
    return tuple(map(tuple, bars)), standings, out


def _left_for_parts(earlier: Mapping[str, DecisionResult], view: View) -> dict[str, set[str]]:
    """The alternatives of earlier decisions that a part may have; one that was not ranked is not left."""
    return {
        id: {row.alternative for row in result.ranking if row.left_for_parts[view]} for id, result in earlier.items()
    }


def order_of_bars(bar: Bar) -> tuple[int, str, bool, tuple[str, ...]]:
    """Exclusions first, then by rule, whatever order the files have."""
    return -bar.standing, bar.rule or "", bar.for_now, bar.follows_from


def _beats(results: Mapping[int, AlternativeResult], a: int, b: int, ratings: Sequence[Ratings]) -> bool:
    """Whether one alternative comes before another whatever the open answers are; never claimed wrongly."""
    one, other = results[a], results[b]
    if one.worst < other.best:
        return True
    # What is known now is one way the open rules can fall out, so no lead now is no sure lead.
    if one.worst > other.best or one.worst is EXCLUDED or one.points <= other.points:
        return False
    if one.low > other.high:
        return True
    lead = one.points - other.points
    for told in ratings:  # each may take something of the lead and gives nothing to it, so it need not be added up
        lead -= told.points[a] - told.points[b] - told.least_lead(a, b)
        if lead <= 0:
            return False
    return True
