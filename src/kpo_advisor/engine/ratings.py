"""What one criterion says of the alternatives: their ratings, the reasons for these, and how far they may still move.

The rating of an alternative is its strongest `favours` less its strongest `opposes`, −3 … 3: evidence of one criterion
never adds up. That of a composite off the cut axis is in `composites`.

What a criterion says hangs on nothing but its weight, which of its rules hold and are open, and which homes are left.
Of all that, few combinations come up however many profiles are ranked, so each is worked out once and kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.bounds import scope_of
from kpo_advisor.engine.composites import lent
from kpo_advisor.model.assessment import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.engine.bounds import Scope
    from kpo_advisor.engine.composites import Side
    from kpo_advisor.engine.program import RankedDecision, Weighing

MOST_KEPT = 3_000
"""Ratings that are kept, some kilobytes each: of ten thousand made-up profiles, 96 in 100 are among them."""


class Ratings:
    """What a criterion says of each alternative, by its position in the decision, all times its weight.

    `points` are what it says now, `reasons` at most one for and one against; `low` and `high` bound the points over
    all ways the open rules may fall out.
    """

    __slots__ = ("_scope", "_weight", "high", "low", "points", "reasons")

    def __init__(self, weight: int, reasons: list[tuple[Reason, ...]], scope: Scope | None) -> None:
        self.reasons = reasons
        self.points = tuple(sum([reason.points for reason in told]) for told in reasons)
        self.low = self.high = self.points
        self._scope, self._weight = scope, weight
        if scope is not None:
            spans = [scope.rating(number) for number in range(len(reasons))]
            self.low, self.high = (tuple(weight * span[end] for span in spans) for end in (0, 1))

    def least_lead(self, ahead: int, behind: int) -> int:
        """The least that the points of `ahead` exceed those of `behind` by, whichever open rules fire."""
        if self._scope is None:
            return self.points[ahead] - self.points[behind]
        return self._weight * self._scope.least_lead(ahead, behind)


Homes = tuple[int, int, int]
"""Masks of alternatives: those out for parts on what is known now, those that are surely, and those that may be."""


@lru_cache(maxsize=MOST_KEPT)
def ratings_of(
    ranked: RankedDecision, criterion: int, weight: int, rules: tuple[int, int, int], homes: Homes
) -> Ratings:
    """The ratings on a criterion by the masks of its rules that hold now, that do for sure, and that are unsure."""
    holding, sure, unsure = rules
    now = [rule for rule in ranked.rating[criterion][1] if holding >> rule.index & 1]
    reasons = _reasons(ranked, now, weight, homes[0])
    scope = None
    if unsure or homes[1] != homes[2]:
        scope = scope_of(ranked, criterion, sure, unsure, homes[1:])
    return Ratings(weight, reasons, scope)


def _reasons(ranked: RankedDecision, holding: Sequence[Weighing], weight: int, out: int) -> list[tuple[Reason, ...]]:
    """For each alternative what speaks for and against it, each with the strongest rules."""
    strengths: dict[Side, int] = {}
    named: dict[Side, list[str]] = {}
    for rule in holding:
        for against, effects in ((False, rule.favours), (True, rule.opposes)):
            for cell, strength in effects:
                known = strengths.get((cell, against), 0)
                if known < strength:
                    strengths[cell, against], named[cell, against] = strength, [rule.id]
                elif known == strength:
                    named[cell, against].append(rule.id)
    alternatives, criteria = ranked.decision.alternatives, ranked.decision.criteria
    lent_by: dict[Side, list[tuple[str, str]]] = {}
    is_left = [not out >> number & 1 for number in range(len(alternatives))]
    for side, strength, origins in list(lent(ranked.lendings, strengths, is_left)):
        strengths[side] = strength
        lent_by[side] = [(id, alternatives[origin[0][1]].id) for origin in origins for id in named[origin]]
        named[side] = [id for id, _ in lent_by[side]]
    reasons: list[tuple[Reason, ...]] = [()] * len(alternatives)
    for ((criterion, number), against), strength in sorted(strengths.items()):
        side = (criterion, number), against
        rules, of_homes = tuple(sorted(set(named[side]))), tuple(sorted(lent_by.get(side, ())))
        points = -strength * weight if against else strength * weight
        reasons[number] += (Reason(criteria[criterion].id, points, rules, of_homes),)
    return reasons
