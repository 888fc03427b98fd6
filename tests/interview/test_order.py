"""What is asked next: screens of limits, then what can move most."""

from __future__ import annotations

from kpo_advisor.interview import moves
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.slots import Slot
from kpo_advisor.model.questions import Kind
from tests.small_rulebooks.building import answered, question, rule, rulebook

ASKED = [question("strong"), question("limits", Kind.MULTI, ("none", "law"), role="gate"), question("weak")]
LEAD = rule("lead", favours={"bpo": 1})
STRONG = rule("strong", answered("strong"), favours={"kpo": 3})
LIMIT = rule("limit", answered("limits", "law"), favours={"kpo": 1})
WEAK = rule("weak", answered("weak"), favours={"in-house": 2})


def test_limits_on_one_screen_are_asked_before_what_can_move_more() -> None:
    begun = moves.titled(moves.begin(Options(rulebook(ASKED, [LEAD, STRONG, LIMIT, WEAK]))), "Work")
    assert begun.at == Slot("limits")
    assert moves.answered(begun, ("none",)).at == Slot("strong")


def test_limits_that_cannot_change_the_first_place_are_not() -> None:
    begun = moves.titled(moves.begin(Options(rulebook(ASKED, [LEAD, STRONG, WEAK]))), "Work")
    assert begun.at == Slot("strong")
