"""What to ask next.

What the report needs in any case comes first: ticks that only pick advice, such as the field and the region, then the
screens of data and of limits, where many things are ticked at once: what is ticked bars something or lets more
questions apply. Then a question is worth the points that its answer can move, and a bar as much as a strong rule on an
average criterion. A topic is kept up as long as it holds a question worth a quarter of the best of all: jumping
about costs a client more than a question or two. Within a topic bars come first, then wide swings.
"""

from __future__ import annotations

from functools import partial
from itertools import filterfalse
from typing import TYPE_CHECKING

from kpo_advisor.interview.options import Order, StopWhen
from kpo_advisor.model.questions import Kind

if TYPE_CHECKING:
    from collections.abc import Set

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Question

KEPT_UP = 4
"""A topic is left for a question worth more than so many times its best one."""


def next_place(interview: Interview) -> Slot | None:
    """The place to ask next, None where nothing is left; the same state always gives the same place.

    Under the fixed order, and once nothing left can change the first place, it is the next of the
    questionnaire. What the report needs comes first, then gates of which several may be ticked. A question that decides
    whether others are asked comes before them. Of places that are worth the same, the first of the questionnaire is
    taken.
    """
    left = interview.left()
    if interview.options.order is Order.FIXED:
        return left[0] if left else None
    needed = needed_first(interview)
    if needed:
        return needed[0]
    worth = {place: _worth(interview, place) for place in filter(interview.can_matter, left)}
    if not worth:
        return left[0] if left else None
    screens = screens_left(interview)
    if screens:
        return screens[0]
    ready = list(filterfalse(partial(_waits, interview, set(left)), worth)) or list(worth)
    best = max(ready, key=worth.__getitem__)
    worthy = [place for place in ready if KEPT_UP * worth[place] >= worth[best]]
    questions = interview.rulebook.questions
    here = [place for place in worthy if questions[place.question].section == interview.section]
    there = [place for place in worthy if questions[place.question].section == questions[best.question].section]
    return max(here or there, key=lambda place: (_may_bar(interview, place), worth[place]))


def needed_first(interview: Interview) -> list[Slot]:
    """The places left whose ticks pick what the report says, whatever comes first: they are asked before all others.

    None under the fixed order.
    """
    if interview.options.order is Order.FIXED:
        return []
    return [place for place in interview.left() if _picks_advice(interview.rulebook.questions[place.question])]


def screens_left(interview: Interview) -> list[Slot]:
    """The places left that ask for all limits of a kind at once, and can matter."""
    return [place for place in interview.left() if _is_screen(interview, place) and interview.can_matter(place)]


def still_to_ask(interview: Interview) -> list[Slot]:
    """The places that are asked before the end is offered, at most: every answer may settle more of them."""
    left = interview.left()
    if interview.options.order is Order.FIXED or interview.options.stop is StopWhen.NEVER:
        return left
    needed = set(needed_first(interview))
    return [place for place in left if place in needed or interview.can_matter(place)]


def _picks_advice(question: Question) -> bool:
    """Whether many things are ticked at once that never decide, and the question is asked of everybody."""
    return question.kind is Kind.MULTI and question.role in ("label", "advice") and question.only_if is None


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
