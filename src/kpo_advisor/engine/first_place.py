"""What stands first in the main decision on what is known now, and nothing else: for asking about many profiles.

It passes over reasons, bounds and what is open. `tests/engine/test_first_place.py` holds it to the whole ranking.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.ranking import added, barred, rated
from kpo_advisor.engine.rule_states import RuleStates, states_of
from kpo_advisor.model.assessment import Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rules import Decision


def first_of(
    program: Program, answers: Mapping[str, Answer], weights: Mapping[str, int], *, is_part: bool = False
) -> tuple[str, ...]:
    """The first alternatives of one set of answers, as `assess` finds them; `is_part` as there."""
    masks = masks_of(program, answers, is_part=is_part)
    ranked = program.ranked[program.rulebook.main.id]
    holding = program.flat & ~(masks.out | masks.waiting)
    # No rule that bears on the main decision looks at results.
    for group in program.ranking_stages[0]:
        holding |= states_of(group, masks.true & group.tests, masks.false & group.tests).holding
    _, standings, out = barred(ranked, holding, holding, {}, View.NOW)
    told = rated(ranked, RuleStates(holding), ranked.weights(weights), (out, out, out))
    points = added([ratings.points for ratings in told], standings)
    alternatives = ranked.decision.alternatives
    places = {
        alternative.id: (standings[at], -points[at])
        for at, alternative in enumerate(alternatives)
        if standings[at] is not Standing.EXCLUDED and not (is_part and alternative.made_of)
    }
    best = min(places.values(), default=None)
    return tuple([id for id, place in places.items() if place == best])


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
