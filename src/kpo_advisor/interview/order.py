"""What to ask next.

Screens of limits come first, where many are ticked at once: what is ticked bars something or lets more questions
apply. Then a question is worth the points that its answer can move, and a bar as much as a strong rule on an average
criterion. A topic is kept up as long as it holds a question worth half as much as the best of all: jumping
about costs a client more than a question or two. Within a topic bars come first, then wide swings.
"""

from __future__ import annotations

from functools import partial
from itertools import filterfalse
from typing import TYPE_CHECKING

from kpo_advisor.interview.options import Order
from kpo_advisor.model.questions import Kind

if TYPE_CHECKING:
    from collections.abc import Set

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview

KEPT_UP = 2
"""A topic is left for a question worth more than so many times its best one."""


def next_place(interview: Interview) -> Slot | None:
    """The place to ask next, None where nothing is left; the same state always gives the same place.

    Under the fixed order, and once nothing left can change the first place, it is the next of the
    questionnaire. Gates of which several may be ticked come first. A question that decides whether others are asked
    comes before them. Of places that are worth the same, the first of the questionnaire is taken.
    """
    left = interview.left()
    mattering = filter(interview.can_matter, left) if interview.options.order is Order.ADAPTIVE else ()
    worth = {place: _worth(interview, place) for place in mattering}
    if not worth:
        return left[0] if left else None
    screen = next(filter(partial(_is_screen, interview), worth), None)
    if screen is not None:
        return screen
    ready = list(filterfalse(partial(_waits, interview, set(left)), worth)) or list(worth)
    best = max(ready, key=worth.__getitem__)
    worthy = [place for place in ready if KEPT_UP * worth[place] >= worth[best]]
    questions = interview.rulebook.questions
    here = [place for place in worthy if questions[place.question].section == interview.section]
    there = [place for place in worthy if questions[place.question].section == questions[best.question].section]
    return max(here or there, key=lambda place: (_may_bar(interview, place), worth[place]))


def _is_screen(interview: Interview, place: Slot) -> bool:
    """Whether all limits of a kind are asked for at once."""
    question = interview.rulebook.questions[place.question]
    return question.role == "gate" and question.kind is Kind.MULTI


def _waits(interview: Interview, left: Set[Slot], place: Slot) -> bool:
    """Whether a question that decides whether this one is asked is still to be asked."""
    return not left.isdisjoint(interview.gates(place))


def _worth(interview: Interview, place: Slot) -> int:
    points = sum(stake.width for stake in interview.outlook.stakes[place])
    if not _may_bar(interview, place):
        return points
    row = interview.outlook.examined.main.ranking[0]
    return points + row.out_of // max(1, len(interview.rulebook.main.criteria))


def _may_bar(interview: Interview, place: Slot) -> bool:
    return any(stake.bars for stake in interview.outlook.stakes[place])
