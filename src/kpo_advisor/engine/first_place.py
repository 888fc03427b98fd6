"""What stands first in the main decision on what is known now, and nothing else: for asking about many profiles.

It passes over reasons, bounds and what is open. `tests/engine/test_first_place.py` holds it to the whole ranking.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.program import Depth
from kpo_advisor.engine.ranking import added, barred, rated
from kpo_advisor.engine.rule_states import RuleStates, states_of
from kpo_advisor.engine.settled import QuestionMasks
from kpo_advisor.model.assessment import Standing, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.engine.assess import Masks
    from kpo_advisor.engine.program import Program, RankedDecision, RuleGroup
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rules import Decision


MOST_KEPT = 500
"""Places that are kept: of one profile, whose answers are varied one at a time, all are among them."""

Places = dict[str, tuple[Standing, int]]
"""By alternative what it is ranked by, less is more: its standing, and its points turned about."""


def first_of(
    program: Program, answers: Mapping[str, Answer], weights: Mapping[str, int], *, is_part: bool = False
) -> tuple[str, ...]:
    """The first alternatives of one set of answers, as `assess` finds them; `is_part` as there."""
    masks = masks_of(program, answers, is_part=is_part)
    return first_in(places_of(program, holding_under(program, masks), weights, is_part=is_part))


def first_in(places: Places) -> tuple[str, ...]:
    """The alternatives with the best place."""
    best = min(places.values(), default=None)
    return tuple([id for id, place in places.items() if place == best])


class FirstBy:
    """What stands first as one question is answered in several ways, all else as it is.

    What the answers settle that do not hang on it is joined once, and for each way the rest is laid over that.
    """

    def __init__(
        self,
        program: Program,
        answers: Mapping[str, Answer],
        weights: Mapping[str, int],
        question: str,
        *,
        is_part: bool = False,
    ) -> None:
        self._program, self._answers, self._weights, self._is_part = program, answers, weights, is_part
        self._question = question
        tests = program.answering[question].all
        before, self._hanging = list[QuestionMasks](), list[QuestionMasks]()
        for asked in program.order:
            if asked.id == question or (asked.only_if is not None and asked.only_if.tests & tests):
                self._hanging.append(asked)
                tests |= asked.answering.all
            else:
                before.append(asked)
        self._settled = masks_of(program, answers, is_part=is_part, order=before)
        groups = program.stages[Depth.MAIN][0]
        self._looking = [group for group in groups if group.tests & tests]
        unmoved = (group for group in groups if not group.tests & tests)
        self._holding = _holding(unmoved, self._settled.true, self._settled.false)

    def first(self, answer: Answer) -> tuple[str, ...]:
        """The first alternatives with that answer, as `first_of` finds them."""
        answers = {**self._answers, self._question: answer}
        masks = masks_of(self._program, answers, is_part=self._is_part, order=self._hanging, settled=self._settled)
        holding = holding_under(self._program, masks, self._looking) | self._holding
        return first_in(places_of(self._program, holding, self._weights, is_part=self._is_part))


def holding_under(program: Program, masks: Masks, groups: Iterable[RuleGroup] | None = None) -> int:
    """The rules that hold now and bear on the main decision, as masks of answers tell, a bit each.

    Of the rules that are not flat, those in the `groups`; None: all.
    """
    flat = program.flat[Depth.MAIN] & ~(masks.out | masks.waiting)
    looked_at = program.stages[Depth.MAIN][0] if groups is None else groups
    return flat | _holding(looked_at, masks.true, masks.false)


def _holding(groups: Iterable[RuleGroup], true: int, false: int) -> int:
    """The rules of some groups that hold now. None that bears on the main decision looks at results."""
    holding = 0
    for group in groups:
        holding |= states_of(group, true & group.tests, false & group.tests).holding
    return holding


def places_of(program: Program, holding: int, weights: Mapping[str, int], *, is_part: bool = False) -> Places:
    """The places of the alternatives that are not excluded, where these rules hold."""
    ranked = program.ranked[program.rulebook.main.id]
    return places_by_rules(ranked, holding & ranked.rules, ranked.weights(weights), is_part)


@lru_cache(maxsize=MOST_KEPT)
def places_by_rules(ranked: RankedDecision, holding: int, weights: tuple[int, ...], is_part: bool) -> Places:
    """The same by the rules on the decision alone: most answers to a question bring none of them about."""
    _, standings, out = barred(ranked, holding, holding, {}, View.NOW)
    told = rated(ranked, RuleStates(holding), weights, (out, out, out))
    points = added([ratings.points for ratings in told], standings)
    alternatives = ranked.decision.alternatives
    return {
        alternative.id: (standings[at], -points[at])
        for at, alternative in enumerate(alternatives)
        if standings[at] is not Standing.EXCLUDED and not (is_part and alternative.made_of)
    }


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
