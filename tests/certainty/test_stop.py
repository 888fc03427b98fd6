"""When no further question need be asked, on a rulebook of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stop import Proof, Stop, stop_of
from kpo_advisor.model.conditions import Every
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Incompatible
from kpo_advisor.solver.solver import Solver
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

BOOK = rulebook(
    [question("asked"), question("left")],
    [
        rule("head-start", favours={"bpo": 1}),
        rule("could-turn-it", answered("asked"), favours={"kpo": 3}),
        rule("says-the-same", answered("left"), favours={"bpo": 2}),
    ],
)
"""BPO is first unless `asked` is yes; `left` never takes first place from BPO."""


def stop(profile: Profile, book: Rulebook = BOOK) -> Stop | None:
    return stop_of(examine(profile, book))


def test_what_was_asked_and_is_not_known_does_not_keep_the_rest_from_being_left_unasked() -> None:
    assert stop(Profile("unknown", {"asked": None})) == Stop("bpo", Proof.NOTHING_UNASKED)
    assert stop(Profile("no", {"asked": "no"})) == Stop("bpo", Proof.NOTHING)
    assert stop(Profile("not asked yet")) is None


def test_what_stays_unknown_helps_nobody_against_what_may_still_be_answered() -> None:
    """BPO would be safe if `asked` were yes, but that stays unknown, and `left` may put KPO first."""
    book = rulebook(
        [question("asked"), question("left")],
        [
            rule("head-start", favours={"bpo": 1}),
            rule("would-be-safe", answered("asked"), favours={"bpo": 3}),
            rule("would-be-lost", answered("asked", "no"), favours={"in-house": 3}),
            rule("may-come", answered("left"), favours={"kpo": 2}),
        ],
    )
    assert stop(Profile("unknown", {"asked": None}), book) is None


def test_what_was_not_asked_may_leave_no_way_in_which_it_is_first() -> None:
    """If `left` is yes, `asked` can only be yes, and KPO is first whatever is found out."""
    clash = Incompatible("clash", Every((answered("asked", "no"), answered("left"))), "they contradict each other")
    rules = [rule("head-start", favours={"bpo": 1}), rule("could-turn-it", answered("asked"), favours={"kpo": 3})]
    questions = [question("asked"), question("left")]
    assert stop(Profile("unknown", {"asked": None}), rulebook(questions, rules, incompatible=[clash])) is None
    known = Profile("unknown", {"asked": None, "left": "no"})
    assert stop(known, rulebook(questions, rules, incompatible=[clash])) == Stop("bpo", Proof.NOTHING_UNASKED)


def test_where_no_way_is_found_in_which_it_is_first_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "witness", lambda *_, **__: None)
    assert stop(Profile("unknown", {"asked": None})) is None
