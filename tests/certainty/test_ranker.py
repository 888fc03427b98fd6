"""Many profiles, one after another: each is told what it would be told alone."""

from __future__ import annotations

import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kpo_advisor import Ranker, rank_all
from kpo_advisor.certainty.examined import examine, without_proof
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.profile import Profile
from kpo_advisor.solver.solver import Solver
from tests.certainty.test_examined import BOOK
from tests.packaged import profile, rulebook

PATHS = sorted(Path("examples").glob("*.yaml"))
PROFILES = [profile(path) for path in (*PATHS, *sorted(Path("examples/cases").glob("*.yaml"))[:8])]


def test_each_of_many_is_proved_what_it_would_be_alone() -> None:
    ranker = Ranker(rulebook())
    for one in (*PROFILES, *reversed(PROFILES)):
        alone = examine(one, rulebook())
        found = ranker.rank(one)
        assert (found.main, found.pieces, found.undecided) == (alone.main, alone.pieces, alone.undecided)


def test_without_certainty_nothing_is_asked_of_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Solver, "ask")
    found = rank_all(PROFILES, rulebook())
    assert [(ranked.main, ranked.pieces) for ranked in found] == [
        (bounded.main, bounded.pieces) for bounded in (without_proof(one, rulebook()) for one in PROFILES)
    ]


@pytest.mark.parametrize("with_certainty", [False, True])
def test_the_main_decision_alone_is_what_it_is_with_all_others(with_certainty: bool) -> None:
    whole = rank_all(PROFILES, rulebook(), with_certainty=with_certainty)
    alone = rank_all(PROFILES, rulebook(), with_certainty=with_certainty, main_only=True)
    assert [(work.main, work.undecided) for work in alone] == [(work.main, work.undecided) for work in whole]
    assert {id for work in alone for piece in work.pieces for id in piece.assessment.decisions} == {"model"}


def test_rankings_come_in_the_order_of_the_profiles_and_of_the_packaged_rulebook_where_none_is_given() -> None:
    assert rank_all(iter(PROFILES)) == rank_all(PROFILES, rulebook())


def test_all_of_it_can_be_sent_to_another_process() -> None:
    call = (rank_all, PROFILES[:3], rulebook())
    function, profiles, book = pickle.loads(pickle.dumps(call))
    found = function(profiles, book, with_certainty=True)
    assert pickle.loads(pickle.dumps(found)) == rank_all(PROFILES[:3], rulebook(), with_certainty=True)


def test_a_ranker_that_was_sent_to_another_process_ranks_as_the_one_that_was_sent() -> None:
    ranker = Ranker(rulebook())
    found = ranker.rank(PROFILES[0])
    assert pickle.loads(pickle.dumps(ranker)).rank(PROFILES[0]) == found


def test_threads_that_rank_beside_one_another_find_what_one_finds() -> None:
    alone = rank_all(PROFILES[:12], rulebook(), with_certainty=True)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # so that each is interrupted by the other in the middle of a question
    try:
        with ThreadPoolExecutor(2) as pool:
            beside = [pool.submit(rank_all, PROFILES[:12], rulebook(), with_certainty=True) for _ in range(2)]
            assert [found.result() for found in beside] == [alone, alone]
    finally:
        sys.setswitchinterval(before)


def test_what_many_profiles_left_undecided_is_asked_again_for_this_one_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ask, solvers = Solver.ask, list[Solver]()

    def tired(solver: Solver, *asked: object, **more: object) -> bool | None:
        solvers.append(solver)
        return None if solver is solvers[0] else ask(solver, *asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Solver, "ask", tired)
    found = Ranker(BOOK).rank(Profile("open", {"kind": "no"}))
    assert not found.undecided
    assert found.main.winner == "in-house"
    assert found.pieces[0].assessment.status("place") is Status.FIRES
