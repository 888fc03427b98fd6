"""One question of a panel in words: what it is about, who says what, and what may come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from kpo_advisor.several.panel import PanelQuestion, Stand

MOST_NAMED = 4
"""People whose names stand behind an answer that most of them gave."""


def is_shared(topic: PanelQuestion) -> bool:
    """Whether two or more give an answer, and all who do give the same."""
    return len(topic.positions) == 1 and len(topic.positions[0].people) > 1


def is_of_one(topic: PanelQuestion) -> bool:
    """Whether one alone gives an answer."""
    return len(topic.positions) == 1 and len(topic.positions[0].people) == 1


def may_decide(topic: PanelQuestion) -> bool:
    """Whether it can decide what is first, of all the work or in an activity, or may."""
    return topic.decides is not False or bool(topic.moves)


def is_open(topic: PanelQuestion) -> bool:
    """Whether it was not decided what a difference can do."""
    thens = [then for stand in topic.positions for then in (stand.then, *stand.then_in.values()) if then is not None]
    return None in (topic.decides, *topic.moves.values()) or any(then.only is None for then in thens)


def named(topic: PanelQuestion) -> str:
    """Its label, with the activity that it is asked of."""
    return f"{topic.label} ({topic.activity})" if topic.activity else topic.label


def with_people(stand: Stand, topic: PanelQuestion) -> str:
    """An answer and who gave it; of many, that they are all the others who answered."""
    most = max(len(other.people) for other in topic.positions)
    is_rest = (
        len(stand.people) == most > MOST_NAMED and sum(len(other.people) == most for other in topic.positions) == 1
    )
    return f"{stand.label} ({f'the other {most}' if is_rest else listed(stand.people)})"


def who_does_not_know(topic: PanelQuestion) -> str:
    """Who is not sure, and who was asked and does not know, behind those who do."""
    unsure = f"; {listed(topic.unsure)} {'is' if len(topic.unsure) == 1 else 'are'} not sure" if topic.unsure else ""
    verb = "does" if len(topic.not_known) == 1 else "do"
    return f"{unsure}; {listed(topic.not_known)} {verb} not know" if topic.not_known else unsure


def not_by_others(topic: PanelQuestion) -> str:
    """The same in brackets, where one alone answered."""
    others = who_does_not_know(topic).removeprefix("; ")
    return f" ({others})" if others else ""
