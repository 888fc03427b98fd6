"""What stands first in the main decision on what is known now, and nothing else: for asking about many profiles.

A second, short ranking beside `ranking.rank`, which also keeps bars, reasons and bounds: that takes several times as
long. `tests/engine/test_first_place.py` holds the two to each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import fires_now, masks_of
from kpo_advisor.engine.composites import lent
from kpo_advisor.model.assessment import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.engine.composites import Side
    from kpo_advisor.engine.program import Program, RankedDecision, Weighing
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rules import Decision


def first_of(
    program: Program, answers: Mapping[str, Answer], weights: Mapping[str, int], *, is_part: bool = False
) -> tuple[str, ...]:
    """The first alternatives of one set of answers, as `assess` finds them; `is_part` as there."""
    true, false, *_ = masks_of(program, answers, is_part=is_part)
    ranked = program.ranked[program.rulebook.main.id]
    # No rule that bears on the main decision looks at results.
    firing = [rule for rule in ranked.weighings if fires_now(program.rules[rule.index], true, false)]
    places = _places(ranked, firing, ranked.decision.weights(weights))
    alternatives = ranked.decision.alternatives
    kept = [at for at, alternative in enumerate(alternatives) if not (is_part and alternative.made_of)]
    best = min((places[at] for at in kept), default=None)
    return tuple(alternatives[at].id for at in kept if places[at] == best and places[at][0] is not Standing.EXCLUDED)


def first_of_parts(decision: Decision, firsts: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What stands first for the whole where these do in the parts: what does in all, else the composites.

    Nothing where some part has no first.
    """
    sets = {frozenset(first) for first in firsts}
    if frozenset() in sets:
        return ()
    ids = [alternative.id for alternative in decision.alternatives]
    common = tuple(id for id in ids if all(id in first for first in sets))
    return common or tuple(sorted(alternative.id for alternative in decision.alternatives if alternative.made_of))


def _places(ranked: RankedDecision, firing: Sequence[Weighing], weights: Sequence[int]) -> list[tuple[Standing, int]]:
    """The standing and the points of each alternative, the points turned about so that less is better."""
    count = len(ranked.decision.alternatives)
    standings = [Standing.ELIGIBLE] * count
    is_left = [True] * count
    strengths: dict[Side, int] = {}
    for rule in firing:
        for against, effects in ((False, rule.favours), (True, rule.opposes)):
            for cell, strength in effects:
                strengths[cell, against] = max(strength, strengths.get((cell, against), 0))
        for at, standing in rule.standings:
            standings[at] = max(standings[at], standing)
            is_left[at] = is_left[at] and standing is not Standing.EXCLUDED
        for at in rule.whole:
            standings[at] = Standing.EXCLUDED
    for at, homes in enumerate(ranked.made_of):
        if homes and sum(is_left[home] for home in homes) < 2:
            standings[at] = Standing.EXCLUDED
    strengths.update([(side, strength) for side, strength, _ in lent(ranked.lendings, strengths, is_left)])
    points = [0] * count
    for ((criterion, at), against), strength in strengths.items():
        points[at] += (strength if against else -strength) * weights[criterion]
    return list(zip(standings, points, strict=True))
