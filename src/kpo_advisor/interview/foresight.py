"""Whether first place hangs on few conditions already: looked for while the client reads the next question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.certainty.stop import conditional_stop_of
from kpo_advisor.interview.options import StopWhen
from kpo_advisor.interview.order import needed_first, screens_left
from kpo_advisor.interview.slots import Slot
from kpo_advisor.solver.assumptions import premises_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.solver.assumptions import Premise

MOST_CONDITIONS = 3
"""Conditions on which the end is offered: more nobody keeps in mind."""
MOST_AT_STAKE = 18
"""Questions that can still matter, beyond which conditions are not looked for: hardly ever are there so few."""
MILLIONS_OF_STEPS = 3
"""What a search may take: a tenth of a second mostly, and seldom half of one. With two thirds as many, the end is
offered half a question later."""


def looked_ahead(interview: Interview) -> Interview:
    """The interview with the few conditions on which first place hangs, where there are some and it pays to look.

    Then it `nears_end`: they are looked for again after the next answer, when the end may be offered on them.
    What waits to be asked is asked first.
    """
    if interview.queue:
        return interview
    most, found = _most_conditions(interview), interview.outlook.on_conditions
    if most > interview.outlook.none_within and found is None:
        found = conditional_stop_of(interview.outlook.examined, most, MILLIONS_OF_STEPS)
    if found is not None and len(found.provisos) > most:
        found = None
    none_within = max(most, interview.outlook.none_within) if found is None else 0
    outlook = replace(interview.outlook, on_conditions=found, none_within=none_within)
    return replace(interview, outlook=outlook, nears_end=found is not None)


def _most_conditions(interview: Interview) -> int:
    """How many conditions the end may be offered on: fewer than those on which it was declined, and none too early.

    Nor on as many as there are questions that can still matter, which might as well be asked.
    """
    outlook = interview.outlook
    at_stake = {place.question for place in interview.left() if interview.can_matter(place)}
    if interview.options.stop is StopWhen.NEVER or interview.goes_on or interview.can_end():
        return 0
    if len(at_stake) > MOST_AT_STAKE or needed_first(interview) or screens_left(interview):
        return 0
    if _unknowns(outlook.examined.premises) != _unknowns(premises_of(outlook.examined.pieces)):
        return 0  # what parts may answer apart counts as one unknown on the page, which would name other conditions
    declined = interview.declined.get(outlook.examined.main.recommended or "", MOST_CONDITIONS + 1)
    return min(declined - 1, len(at_stake) - 1)


def _unknowns(premises: Sequence[Premise]) -> set[tuple[str, frozenset[str]]]:
    """The open questions, each with the activities to which it is one unknown."""
    titles: defaultdict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for premise in premises:
        for id in premise.open_questions:
            titles[id, premise.activities if id in premise.own else ()].update(premise.activities)
    return {(id, frozenset(sharing)) for (id, _), sharing in titles.items()}


def conditional_places(interview: Interview) -> tuple[Slot, ...]:
    """The places of the conditions on which the end is offered, in the questionnaire's order."""
    stop = interview.outlook.on_conditions
    found = set()
    for proviso in stop.provisos if stop is not None else ():
        parts = [at for at, part in enumerate(interview.parts) if part.title in proviso.activities]
        is_apart = interview.parts and proviso.question in interview.differing
        found.update([Slot(proviso.question, part) for part in parts] if is_apart else [Slot(proviso.question)])
    return tuple(filter(found.__contains__, interview.places()))
