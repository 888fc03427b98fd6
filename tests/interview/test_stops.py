"""A certified stop is never wrong; the long run is `python -m tests.interview.simulated 10000`."""

from __future__ import annotations

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.interview.manner import Order
from kpo_advisor.interview.state import Manner, Phase
from kpo_advisor.reasoning.stopping import Proof
from tests.interview.simulated import Clients, Tally, check_stop, led, worked_cases

RULEBOOK = load_rulebook()


@pytest.mark.parametrize("order", list(Order))
def test_however_the_rest_is_answered_the_certified_first_stays_first(order: Order) -> None:
    clients, tally, manner = Clients(RULEBOOK, 7), Tally(), Manner(RULEBOOK, order)
    for _ in range(30):
        check_stop(led(manner, clients.mind(), clients, tally), clients, tally)
    assert tally.seen["finished"] > 30
    assert tally.seen[Proof.NOTHING.value] > 0
    assert tally.seen[Proof.NOTHING_UNASKED.value] > 0


def test_fewer_questions_are_asked_in_the_adaptive_order_than_in_the_fixed_one() -> None:
    asked = {}
    for order in Order:
        tally = Tally()
        for mind in worked_cases(RULEBOOK).values():
            assert led(Manner(RULEBOOK, order), mind, None, tally).phase is Phase.OFFER
        asked[order] = sum(tally.asked)
    assert asked[Order.ADAPTIVE] < asked[Order.FIXED]
