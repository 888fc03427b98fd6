"""A certified stop is never wrong; the long run is `python -m tests.interview.simulated 10000`."""

from __future__ import annotations

from functools import partial

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stop import Proof
from kpo_advisor.interview.moves import begin
from kpo_advisor.interview.options import Options, Order
from kpo_advisor.interview.state import Phase, Whereabouts
from kpo_advisor.model.profile import Activity, Profile
from tests.how_many import share
from tests.interview.simulated import Clients, Tally, check_conditions, check_stop, led, worked_cases

RULEBOOK = load_rulebook()


@pytest.mark.long
@pytest.mark.parametrize("order", list(Order))
def test_however_the_rest_is_answered_the_certified_first_stays_first(order: Order) -> None:
    clients, tally, options = Clients(RULEBOOK, 8), Tally(), Options(RULEBOOK, order)
    for _ in range(share(60)):
        check_stop(led(options, clients.mind(), clients, tally), clients, tally)
    assert tally.seen["finished"] > share(60)
    assert tally.seen[Proof.NOTHING.value] > 0
    assert tally.seen[Proof.NOTHING_UNASKED.value] > 0


@pytest.mark.long
def test_however_the_rest_is_answered_within_the_conditions_of_an_offer_the_named_one_comes_first() -> None:
    clients, tally = Clients(RULEBOOK, 9), Tally()
    at_conditions = partial(check_conditions, clients=clients, tally=tally)
    for _ in range(share(40)):
        led(Options(RULEBOOK), clients.mind(), clients, tally, at_conditions)
    assert tally.seen["finished on conditions"] > share(40)


def test_fewer_questions_are_asked_in_the_adaptive_order_than_in_the_fixed_one() -> None:
    asked = {}
    for order in Order:
        tally = Tally()
        for mind in worked_cases(RULEBOOK).values():
            assert led(Options(RULEBOOK, order), mind, None, tally).phase is Phase.OFFER
        asked[order] = sum(tally.asked)
    assert asked[Order.ADAPTIVE] < asked[Order.FIXED]


@pytest.mark.long
def test_a_stop_holds_however_parts_answer_what_they_answer_apart() -> None:
    """Two parts with answers of their own, and some questions set apart that neither has answered yet."""
    finished = 0
    for seed in range(share(120)):
        clients = Clients(RULEBOOK, seed)
        ids = [id for id, question in RULEBOOK.questions.items() if not question.whole]
        apart = clients.random.sample(ids, clients.random.choice([2, 3, 4, 5]))
        minds = [{id: answer for id, answer in clients.mind().items() if id in ids} for _ in range(2)]
        known = [{id: answer for id, answer in mind.items() if id not in apart} for mind in minds]
        begun = Profile("In parts", activities=(Activity("A", 1, known[0]), Activity("B", 1, known[1])))
        interview = begin(Options(RULEBOOK), begun, Whereabouts(differing=frozenset(apart)))
        stop = interview.outlook.stop
        if stop is None or interview.outlook.clashes:
            continue
        for _ in range(20):
            rest = [{**each, **{id: clients.profiles.answer(id) for id in apart}} for each in known]
            ended = Profile("In parts", activities=(Activity("A", 1, rest[0]), Activity("B", 1, rest[1])))
            found = examine(ended, RULEBOOK)
            if not any(piece.assessment.violated for piece in found.pieces):
                finished += 1
                assert found.main.first == (stop.alternative,), seed
    assert finished > share(200)
