"""Whether a question applies, as far as the answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import TRUE

if TYPE_CHECKING:
    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview


def applies(interview: Interview, place: Slot) -> int:
    """TRUE, OPEN or FALSE: whether a place applies; one for all parts as it does to that to which it does most."""
    program = program_of(interview.rulebook)
    only_if = program.only_if.get(place.question)
    if only_if is None:
        return TRUE
    pieces = interview.outlook.examined.pieces
    asked = pieces if place.part is None else [pieces[place.part]]
    masks = [masks_of(program, piece.answers, is_part=piece.activity is not None) for piece in asked]
    return max(only_if.value(found.true, found.false) for found in masks)
