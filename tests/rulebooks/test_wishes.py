"""A rule suggests what it says a client wishes, and what it names must be there."""

from __future__ import annotations

import pytest

from kpo_advisor.model.finding import UnreadableInput
from tests.rulebooks.test_said_by_alternative import read

WHY = "    because: You asked for it.\n"
HOURLY = ("pricing", "hourly")


def test_what_a_client_wishes_is_suggested() -> None:
    rule = read(f"    wishes: {{pricing: [hourly]}}\n{WHY}")
    assert (rule.suggests, rule.wishes) == ((HOURLY,), (HOURLY,))


def test_what_is_suggested_and_wished_is_suggested_once() -> None:
    rule = read(f"    suggests: {{pricing: [hourly]}}\n    wishes: {{pricing: [hourly]}}\n{WHY}")
    assert (rule.suggests, rule.wishes) == ((HOURLY,), (HOURLY,))


def test_what_is_only_suggested_is_no_wish() -> None:
    assert read(f"    suggests: {{pricing: [hourly]}}\n{WHY}").wishes == ()


def test_a_wish_for_what_is_not_there_is_a_fault() -> None:
    with pytest.raises(UnreadableInput, match="hourley"):
        read(f"    wishes: {{pricing: [hourley]}}\n{WHY}")
