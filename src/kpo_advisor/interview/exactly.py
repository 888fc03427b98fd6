"""Which questions can still change the first place, by proof where the bound says that they may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.certainty.winner import pivots
from kpo_advisor.interview.state import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview


def not_ruled_out(interview: Interview, places: Iterable[Slot]) -> list[Slot]:
    """The places whose answer may change the first place together with some way to answer the rest.

    Left out is what is proved not to; what is not decided within the bound stays.
    """
    given = list(places)
    questions = list(dict.fromkeys(each.question for each in given))
    found = pivots(interview.rulebook, profile_of(interview), interview.outlook.asked, questions)
    out = {each.question for each in found if each.can_change is False}
    return [each for each in given if each.question not in out]
