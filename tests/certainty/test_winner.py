"""What is certain, what is possible and which questions still matter, on rulebooks of a few lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from kpo_advisor.certainty.examined import without_proof
from kpo_advisor.certainty.pivots import pivots
from kpo_advisor.certainty.winner import Winner, prove_winner
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import Compare, Every, Not
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Incompatible, Kind
from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.solver import solver
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import Literal, outcome
from kpo_advisor.solver.solver import MOST_PIECES
from tests.small_rulebooks.building import activity, answered, decision, number, question, rule, rulebook


def proved(book: Rulebook, profile: Profile) -> Winner:
    found = without_proof(profile, book)
    return prove_winner(Query(book, profile, found.premises), found.main)


def can_change(book: Rulebook, profile: Profile) -> dict[str, bool | None]:
    found = without_proof(profile, book)
    questions = [id for id in book.questions if any(id in each.open_questions for each in found.premises)]
    return pivots(found, questions)


def profile_of(*activities: Activity, **answers: str) -> Profile:
    return Profile("made up", answers, activities=activities)


def test_two_answers_that_exclude_each_other_cannot_lift_an_alternative_together() -> None:
    book = rulebook(
        [question("q")],
        [
            rule("head-start", favours={"in-house": 3}),
            rule("if-so", answered("q"), favours={"kpo": 2}),
            rule("if-not", answered("q", "no"), favours={"kpo": 2}, criterion="d"),
        ],
        [decision(weights={"c": 1, "d": 1})],
    )
    assert assess_profile(program_of(book), profile_of()).main.winner is None  # the bound takes each rule by itself
    assert proved(book, profile_of()).result.winner == "in-house"
    assert proved(book, profile_of()).result.possible == ("in-house",)


def test_a_tie_that_can_come_up_keeps_the_first_from_being_certain() -> None:
    book = rulebook([question("q")], [rule("a", favours={"kpo": 1}), rule("b", answered("q"), favours={"bpo": 1})])
    assert proved(book, profile_of()).result.winner is None
    assert proved(book, profile_of()).result.possible == ("bpo", "kpo")


def test_a_contradiction_that_cannot_come_up_is_kept_out_of_what_is_possible() -> None:
    rules = [rule("a", favours={"kpo": 1}), rule("b", Every((answered("q"), answered("r"))), favours={"bpo": 2})]
    both = Incompatible("both", Every((answered("q"), answered("r"))), "No.")
    free = rulebook([question("q"), question("r")], rules)
    kept = rulebook([question("q"), question("r")], rules, incompatible=[both])
    assert proved(free, profile_of(q="yes")).result.possible == ("bpo", "kpo")
    assert proved(kept, profile_of(q="yes")).result.winner == "kpo"


def test_where_the_answers_leave_no_way_to_answer_the_rest_the_bound_is_kept() -> None:
    never = [Incompatible("so", answered("q"), "No."), Incompatible("not", answered("q", "no"), "No.")]
    book = rulebook([question("q")], [rule("b", answered("q"), favours={"bpo": 2})], incompatible=never)
    assert proved(book, profile_of()) == Winner(assess_profile(program_of(book), profile_of()).main, undecided=True)
    assert can_change(book, profile_of()) == {"q": None}


def test_a_number_counts_by_the_constants_it_is_compared_with_and_by_its_bounds() -> None:
    size = number("size")
    rules = [
        rule("a", favours={"in-house": 1}),
        rule("above", Compare("size", "above", Fraction(0)), favours={"kpo": 2}),
        rule("below", Compare("size", "below", Fraction(0)), favours={"bpo": 3}),
    ]
    assert proved(rulebook([size], rules), profile_of()).result.possible == ("kpo", "in-house")


def test_a_question_matters_only_through_the_follow_up_that_it_opens() -> None:
    book = rulebook(
        [question("q"), question("follow", only_if=answered("q"))],
        [rule("a", favours={"in-house": 1}), rule("b", answered("follow"), favours={"kpo": 2})],
    )
    assert can_change(book, profile_of()) == {"q": True, "follow": True}
    assert can_change(book, profile_of(q="yes")) == {"follow": True}
    assert can_change(book, profile_of(q="no")) == {}


def test_a_question_that_moves_points_but_never_the_first_does_not_matter() -> None:
    book = rulebook(
        [question("q"), question("r")],
        [
            rule("a", favours={"in-house": 2}),
            rule("b", answered("q"), favours={"kpo": 1}),
            rule("c", answered("r"), favours={"kpo": 3}),
        ],
    )
    assert can_change(book, profile_of()) == {"q": False, "r": True}


def test_exclusive_ticks_never_stand_with_others() -> None:
    ticks = question("ticks", Kind.MULTI, ("none", "some"), exclusive=frozenset({"none"}))
    both = Every((answered("ticks", "none"), answered("ticks", "some")))
    book = rulebook([ticks], [rule("a", favours={"in-house": 1}), rule("b", both, favours={"kpo": 2})])
    assert proved(book, profile_of()).result.winner == "in-house"


RULES = [rule("b", answered("q"), favours={"bpo": 1}), rule("k", Not(answered("q")), favours={"kpo": 1})]


def test_a_common_unknown_never_splits_the_activities() -> None:
    book = rulebook([question("q"), question("r")], RULES)
    apart = (activity("one", r="yes"), activity("two", r="no"))
    assert proved(book, profile_of(*apart)).result.possible == ("bpo", "kpo")


def test_unknowns_of_their_own_may_split_them() -> None:
    book = rulebook([question("q"), question("r")], RULES)
    apart = (activity("one", r="yes", q=None), activity("two", r="no", q=None))
    assert proved(book, profile_of(*apart)).result.possible == ("bpo", "kpo", "hybrid")


@pytest.mark.parametrize("turned", [1, -1])
def test_of_like_activities_the_order_never_says_whose_the_unknown_is(turned: int) -> None:
    book = rulebook([question("q"), question("r")], RULES)
    parts = (activity("own", q=None), activity("common"))[::turned]
    assert proved(book, profile_of(*parts, activity("other", r="no"))).result.possible == ("bpo", "kpo")


def test_more_activities_than_are_reasoned_about_together_are_not_decided() -> None:
    book = rulebook([question("q"), number("n")], RULES)
    parts = [activity(f"part {each}", n=Fraction(each)) for each in range(MOST_PIECES + 1)]
    found = proved(book, profile_of(*parts))
    assert found.undecided
    assert found.result.winner is None
    assert can_change(book, profile_of(*parts)) == {"q": None}


def test_a_query_that_reaches_its_bound_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook([question("q"), question("r")], RULES)
    monkeypatch.setattr(solver.Solver, "ask", lambda *_: None)
    found = proved(book, profile_of())
    assert found.undecided
    assert found.result == assess_profile(program_of(book), profile_of()).main
    assert can_change(book, profile_of()) == {"q": None, "r": None}


def test_one_query_that_reaches_its_bound_leaves_its_alternative_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook([question("q"), question("r")], RULES)
    ask = solver.Solver.ask
    bpo = outcome("bpo")

    def hard_about_bpo(self: solver.Solver, literals: Sequence[Literal], *more: Any) -> bool | None:
        return None if bpo in literals else ask(self, literals, *more)

    before = proved(book, profile_of())
    assert not before.undecided
    monkeypatch.setattr(solver.Solver, "ask", hard_about_bpo)
    found = proved(book, profile_of())
    assert found.undecided
    assert found.result.winner is None
    assert set(found.result.possible) == {*before.result.possible, "bpo"}


@pytest.mark.parametrize("turned", [1, -1])
def test_ticks_that_two_activities_share_are_the_same_for_both(turned: int) -> None:
    """`insight` sends an activity to KPO, else BPO does it: one answer for both never sends them apart."""
    goals = question("goals", Kind.MULTI, ["speed", "insight"])
    book = rulebook(
        [goals, question("label")],
        [
            rule("as-ever", favours={"bpo": 1}),
            rule("insight", answered("goals", "insight"), favours={"kpo": 3}),
        ],
    )
    parts = (activity("one", label="yes"), activity("other", label="no"))[::turned]
    found = proved(book, profile_of(*parts))
    assert set(found.result.possible) == {"bpo", "kpo"}
    assert set(
        proved(
            book, profile_of(*(replace(each, answers={**each.answers, "goals": None}) for each in parts))
        ).result.possible
    ) == {"bpo", "kpo", "hybrid"}


def test_what_does_not_apply_needs_no_answer_and_has_no_say() -> None:
    """`follow` is asked only where `gate` is yes: open, or answered all the same, it counts for nothing."""
    book = rulebook(
        [question("gate"), question("follow", only_if=answered("gate")), question("q")],
        [
            rule("as-ever", favours={"bpo": 1}),
            rule("by-follow", answered("follow"), favours={"in-house": 3}),
            rule("by-q", answered("q"), favours={"kpo": 2}),
        ],
    )
    for answers in ({"gate": "no"}, {"gate": "no", "follow": "yes"}):
        found = proved(book, profile_of(**answers))
        assert not found.undecided
        assert found.result.possible == ("bpo", "kpo")
