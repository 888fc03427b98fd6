"""What is asked about a profile is bounded as a whole, and what is then not decided is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.comparison.effect_on_first import Verdict, effect
from kpo_advisor.model.conditions import Every, Not, Some
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Kind
from kpo_advisor.proofs.suggested_cases import suggested
from kpo_advisor.solver.assumptions import Premise, Query
from kpo_advisor.solver.atoms import ans, complete, yes
from kpo_advisor.solver.effort import MILLION, Effort, Grant
from kpo_advisor.solver.program_size import extent_of, is_too_large
from kpo_advisor.solver.shared_solvers import new_solver, start_afresh
from kpo_advisor.solver.solver import Layout
from tests.lint.test_effort import many_choices, many_constants
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook


def pigeons(count: int, holes: int) -> Rulebook:
    """The only rule for kpo fires where so many fit into so few holes, one into each."""
    choices = [f"h{hole}" for hole in range(holes)]
    asked = [question(f"p{at}", Kind.CHOICE, choices) for at in range(count)]
    apart = [
        Not(Every((answered(f"p{one}", hole), answered(f"p{other}", hole))))
        for one in range(count)
        for other in range(one)
        for hole in choices
    ]
    return rulebook(asked, [rule("fits", Every(tuple(apart)), favours={"kpo": 3}), rule("sure", favours={"bpo": 1})])


def test_what_is_too_hard_to_prove_is_not_claimed_and_is_said() -> None:
    found = recommend(Profile("P"), pigeons(11, 10))
    assert "not-decided" in found.remarks
    assert found.certainty == "provisional"
    assert "kpo" in found.possible


def test_what_is_easy_to_prove_is_said_to_be_decided() -> None:
    found = recommend(Profile("P"), pigeons(4, 3))
    assert "not-decided" not in found.remarks
    assert "kpo" not in found.possible


@pytest.mark.parametrize("before", [{}, {"p0": "h0", "p1": "h1"}, {"p0": "h1"}])
def test_a_profile_gets_the_same_recommendation_whichever_were_asked_before(before: dict[str, Answer]) -> None:
    """Of nine into eight it is not decided whether they fit, unless a solver has learnt it from the one before."""
    book = pigeons(9, 8)
    start_afresh()
    alone = recommend(Profile("P"), book)
    assert "not-decided" in alone.remarks
    recommend(Profile("Q", before), book)
    assert recommend(Profile("P"), book) == alone


def test_many_parts_share_what_may_be_asked_about_a_profile() -> None:
    activities = tuple(Activity(f"part {at}", 1, {"p0": f"h{at}", "p1": f"h{at // 2}"}) for at in range(8))
    found = recommend(Profile("P", activities=activities), pigeons(11, 10))
    assert "not-decided" in found.remarks


def test_when_the_effort_is_spent_nothing_more_is_decided_and_nothing_is_claimed() -> None:
    book = rulebook([question("q")], [rule("r", answered("q"), favours={"bpo": 1})])
    effort = Effort(1)
    query = Query(book, Profile("P"), [Premise((), {}, frozenset({"q"}), frozenset(), frozenset())], effort=effort)
    assert query.solver.ask([ans(1, "q", "yes")]) is True
    effort.spend(MILLION)
    assert effort.is_spent
    assert query.solver.ask([ans(1, "q", "yes")]) is None
    assert query.solver.ask([ans(1, "q", "perhaps")]) is None
    assert query.solver.witness([ans(1, "q", "yes")]) is None
    assert query.solver.sets([ans(1, "q", "yes")], (), 5) is None
    assert effort.fell_short


def test_a_query_falls_short_where_it_was_granted_less_than_its_bound_and_took_all_of_it() -> None:
    """With 6400 atoms a conflict is 500 + 6400 / 64 = 600 steps, and a quarter of a million are 416 of them."""
    effort = Effort(1)
    full, less = effort.grant(6_400, 100), effort.grant(6_400, 20_000)
    assert (full, less) == (Grant(100, is_less=False), Grant(416, is_less=True))
    assert full is not None
    assert less is not None
    effort.spend_query(6_400, 0, 100, full)
    effort.spend_query(6_400, 0, 415, less)
    assert not effort.fell_short
    assert effort.left == MILLION - 2 * 6_400 - 515 * 600
    effort.spend_query(6_400, 0, 416, less)
    assert effort.fell_short


def test_no_single_query_takes_more_than_a_quarter_of_what_is_left() -> None:
    ticks = [question(f"q{at}") for at in range(60)]
    every_yes, every_no = (tuple(answered(each.id, word) for each in ticks) for word in ("yes", "no"))
    book = rulebook(ticks, [rule("hard", Every((Some(every_yes, 30), Some(every_no, 31))), favours={"bpo": 1})])
    effort = Effort(4)
    solver = new_solver(book, {}, Layout(1), effort)
    hard = yes(1, solver.encoding.node(book.rules[0].when))
    for _ in range(5):
        before = effort.left
        assert solver.ask([hard, complete()]) is None
        assert effort.left > 0
        assert before - effort.left < before * 0.3
    assert effort.fell_short


def test_what_is_taken_falls_short_only_where_nothing_is_left() -> None:
    effort = Effort(1)
    assert effort.take(MILLION - 1)
    assert effort.take(5)
    assert not effort.fell_short
    assert not effort.take(1)
    assert effort.fell_short


def test_a_number_with_thousands_of_constants_is_reasoned_with() -> None:
    """At least 0 always holds, so that bpo is first whatever the number is."""
    found = recommend(Profile("P"), many_constants(2_000))
    assert "not-decided" not in found.remarks
    assert found.recommended == "bpo"
    assert found.certainty == "certain"


def test_a_rulebook_too_large_to_be_laid_out_is_told_so_by_whoever_asks() -> None:
    book, other = many_choices(1_050), rulebook([question("n")], [rule("r0", favours={"kpo": 1})])
    assert is_too_large(extent_of(book))
    assert extent_of(book) > 1_000_000
    assert "not-decided" in recommend(Profile("P"), book).remarks
    assert effect(book, other).verdict is Verdict.NOT_DECIDED
    assert suggested(book, ["r0", "r1"]).not_found == ("r0", "r1")
