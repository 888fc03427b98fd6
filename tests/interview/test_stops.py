"""A certified stop is never wrong; the long run is `python -m tests.interview.simulated 10000`."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stop import Proof
from kpo_advisor.interview.foresight import looked_ahead
from kpo_advisor.interview.moves import begin
from kpo_advisor.interview.options import Options, Order
from kpo_advisor.interview.state import Phase, Whereabouts, profile_of
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import admits, is_plain
from tests.how_many import share, some_of
from tests.interview.made_up_clients import Client, Clients
from tests.interview.simulated import Tally, check_conditions, check_stop, led, worked_cases

RULEBOOK = load_rulebook()


@pytest.mark.long
@pytest.mark.parametrize("order", list(Order))
def test_however_the_rest_is_answered_the_certified_first_stays_first(order: Order) -> None:
    clients, tally, options = Clients(RULEBOOK, 8), Tally(), Options(RULEBOOK, order)
    for _ in range(share(60)):
        check_stop(led(options, clients.of_one_piece(), tally, clients.random), clients, tally)
    assert tally.seen["finished"] > share(60)
    assert tally.seen[Proof.NOTHING.value] > 0
    assert tally.seen[Proof.NOTHING_UNASKED.value] > 0


@pytest.mark.long
def test_however_the_rest_is_answered_the_certified_first_of_work_in_parts_stays_first() -> None:
    clients, tally = Clients(RULEBOOK, 10), Tally()
    for _ in range(share(30)):
        check_stop(led(Options(RULEBOOK), clients.in_parts(), tally, clients.random), clients, tally)
    assert tally.seen["finished"] > share(15)


def test_clients_with_work_in_parts_differ_and_say_sets_that_hold_what_they_have_in_mind() -> None:
    clients, sets = Clients(RULEBOOK, 11), 0
    for _ in range(20):
        client = clients.in_parts()
        assert len(client.minds) > 1
        assert {id for mind in client.minds for id in mind if mind[id] != client.minds[0][id]} <= client.apart
        for place, said in client.told.items():
            meant = client.minds[place.part or 0][place.question]
            assert is_plain(meant)
            assert admits(said, meant)
            sets += not is_plain(said)
    assert sets > 50


@pytest.mark.long
def test_however_the_rest_is_answered_within_the_conditions_of_an_offer_the_named_one_comes_first() -> None:
    clients, tally = Clients(RULEBOOK, 9), Tally()
    at_conditions = partial(check_conditions, clients=clients, tally=tally)
    for _ in range(share(20)):
        led(Options(RULEBOOK), clients.of_one_piece(), tally, clients.random, at_conditions)
    assert tally.seen["finished on conditions"] > share(20)


@pytest.mark.long
def test_fewer_questions_are_asked_in_the_adaptive_order_than_in_the_fixed_one() -> None:
    asked, minds = {}, some_of([*worked_cases(RULEBOOK).values()], 9)
    for order in Order:
        tally = Tally()
        for mind in minds:
            assert led(Options(RULEBOOK, order), Client((mind,)), tally).phase is Phase.OFFER
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


@pytest.mark.long
def test_conditions_hold_however_parts_answer_together_what_is_open() -> None:
    """Two parts with three answers of their own; six that are common are open."""
    finished = 0
    for seed in range(share(60)):
        clients = Clients(RULEBOOK, seed)
        ids = [id for id, question in RULEBOOK.questions.items() if not question.whole]
        *apart, waiting = clients.random.sample(ids, 4)
        minds = [{id: answer for id, answer in clients.mind().items() if id in ids} for _ in range(2)]
        left = {waiting, *clients.random.sample([id for id in ids if id not in apart], 6)}
        common = {id: answer for id, answer in minds[0].items() if id not in left.union(apart)}
        own = [{id: mind[id] for id in apart} for mind in minds]
        begun = Profile("In parts", common, activities=(Activity("A", 1, own[0]), Activity("B", 2, own[1])))
        interview = looked_ahead(begin(Options(RULEBOOK), begun, Whereabouts(differing=frozenset(apart))))
        stop = interview.outlook.on_conditions
        if stop is None or interview.outlook.clashes:
            continue
        told = conditions_of(examine(profile_of(interview), RULEBOOK))
        assert told is not None
        assert told.provisos == stop.provisos, seed
        kept = {proviso.question: (proviso,) for proviso in stop.provisos}
        for _ in range(8):
            rest = {id: clients.within(None, id, kept.get(id, ())) for id in ids if id in left}
            found = examine(replace(begun, answers={**common, **rest}), RULEBOOK)
            if not any(piece.assessment.violated for piece in found.pieces):
                finished += 1
                assert found.main.first == (stop.alternative,), seed
    assert finished
