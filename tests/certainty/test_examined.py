"""A profile worked out: the main decision and every piece rest on what was proved of them."""

from __future__ import annotations

import pytest

from kpo_advisor.certainty.examined import examine, without_proof
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import Decided
from kpo_advisor.model.profile import Profile
from kpo_advisor.solver.solver import Solver
from tests.small_rulebooks.building import activity, answered, decision, question, rule, rulebook

BOOK = rulebook(
    [question("kind"), question("q")],
    [
        rule("head-start", favours={"in-house": 3}),
        rule("if-so", answered("q"), favours={"kpo": 2}),
        rule("if-not", answered("q", "no"), favours={"kpo": 2}, criterion="d"),
        rule("expert", answered("kind"), favours={"bpo": 3}, criterion="e"),
        rule("place", Decided("model", frozenset(["in-house"])), favours={"near": 1}, criterion="p"),
    ],
    [decision(weights={"c": 1, "d": 1, "e": 3}), decision("place", ["near", "far"], weights={"p": 1})],
)
"""With `kind` no, IN-HOUSE has 3, KPO 2 whatever `q` is, which the bound takes for 4; with `kind` yes, BPO has 9."""


def test_what_is_proved_of_the_main_decision_decides_later_ones() -> None:
    profile = Profile("open", {"kind": "no"})
    (bounded,), (proved,) = without_proof(profile, BOOK).pieces, examine(profile, BOOK).pieces
    assert bounded.assessment.decisions["model"].winner is None
    assert bounded.assessment.status("place") is Status.OPEN
    assert proved.assessment.decisions["model"].winner == "in-house"
    assert proved.assessment.status("place") is Status.FIRES


def test_each_activity_rests_on_what_is_proved_of_itself() -> None:
    parts = (activity("a", 1, kind="no"), activity("b", 2, kind="yes"))
    found = examine(Profile("cut", activities=parts), BOOK)
    winners = [piece.assessment.decisions["model"].winner for piece in found.pieces]
    assert winners == ["in-house", "bpo"]
    assert found.main.winner == "hybrid"
    assert [(piece.activity, piece.share) for piece in found.pieces] == [("a", 1), ("b", 2)]
    assert all(piece.own == {"kind"} for piece in found.pieces)
    assert not found.undecided


def test_activities_with_the_same_known_answers_are_one_premise() -> None:
    parts = (activity("a", 1, kind="no"), activity("b", 2, kind="no", q=None), activity("c", 1, kind="yes"))
    found = examine(Profile("cut", activities=parts), BOOK)
    assert [premise.activities for premise in found.premises] == [("a", "b"), ("c",)]
    assert found.premises[0].own == {"kind"}  # of the twins, `q` is answered apart by one only


def test_a_query_past_its_bound_leaves_all_of_it_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    profile = Profile("open", {"kind": "no"})
    monkeypatch.setattr(Solver, "ask", lambda *_: None)
    found = examine(profile, BOOK)
    assert found.undecided
    assert (found.main, found.pieces) == (without_proof(profile, BOOK).main, without_proof(profile, BOOK).pieces)
