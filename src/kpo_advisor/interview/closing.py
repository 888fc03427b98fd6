"""What is asked once the first place is settled: a few questions that still tell from where and in what form."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.certainty.stakes import open_among
from kpo_advisor.interview.slots import Slot
from kpo_advisor.model.assessment import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

MOST = 5
"""Questions that are asked for the report alone."""


def for_the_report(interview: Interview) -> tuple[Slot, ...]:
    """The places left, at most MOST, on which most rules of later decisions hang, in the questionnaire's order.

    What no such rule hangs on is left out. Of places on which as many hang, the first of the questionnaire are taken.
    """
    hanging: Counter[Slot] = Counter()
    pieces = interview.outlook.examined.pieces
    for part, piece in enumerate(pieces):
        for question in _open_in_later_decisions(interview.rulebook, piece):
            apart = interview.parts and question in interview.differing
            hanging[Slot(question, part if apart else None)] += 1
    left = [place for place in interview.left() if hanging[place]]
    most = sorted(left, key=lambda place: -hanging[place])[:MOST]
    return tuple(place for place in left if place in most)


def _open_in_later_decisions(rulebook: Rulebook, piece: Piece) -> Iterator[str]:
    """For each rule that may still move or suggest something in a later decision, the questions it hangs on."""
    taken = piece.assessment.taken - {rulebook.main.id}
    ranked = piece.assessment.decisions
    unsettled = {id for id in taken if id not in ranked or ranked[id].winner is None}
    decision_of = {
        alternative.id: decision.id for decision in rulebook.decisions for alternative in decision.alternatives
    }
    for rule in rulebook.rules:
        is_open = piece.assessment.status(rule.id) in (Status.OPEN, Status.FOR_NOW)
        if is_open and not unsettled.isdisjoint(_bears_on(rule, decision_of)):
            yield from open_among(rulebook, rule.questions, piece.assessment)


def _bears_on(rule: Rule, decision_of: dict[str, str]) -> set[str]:
    """The decisions in which a rule weighs, bars, suggests or withholds something."""
    options = {decision for decision, _ in (*rule.suggests, *rule.withholds)}
    return options | {decision_of[alternative] for alternative in rule.touches}
