"""Rankings worked out by hand; the sums stand in the comments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Bar, Reason, Standing, Status
from kpo_advisor.model.conditions import Decided, Every, Not, Some
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Incompatible, Kind
from kpo_advisor.model.rules import Rule
from tests.small_rulebooks.building import (
    HOMES,
    alternative,
    answered,
    assessed,
    decision,
    number,
    question,
    rule,
    rulebook,
)

if TYPE_CHECKING:
    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

ELIGIBLE, HELD_BACK, EXCLUDED = Standing.ELIGIBLE, Standing.HELD_BACK, Standing.EXCLUDED
Q, P = question("q"), question("p")


def ranked(result: DecisionResult) -> list[tuple[int, str, int]]:
    return [(row.rank, row.alternative, row.points) for row in result.ranking]


def remarks(book: Rulebook, **answers: str) -> tuple[str, ...]:
    return recommend(Profile("made up", answers), book).remarks


# --- points ----------------------------------------------------------------------------------------

TWO_CRITERIA = rulebook(
    [Q, P],
    [
        rule("rules", answered("q"), favours={"bpo": 3, "in-house": 2}, opposes={"kpo": 1}),
        rule("also-rules", answered("q"), favours={"bpo": 3, "kpo": 1}, criterion="c"),
        rule("weaker", answered("q"), favours={"bpo": 1}),
        rule("staff", answered("p"), favours={"in-house": 1}, opposes={"bpo": 2}, criterion="d"),
        rule("never", Every((answered("q"), answered("q", "no"))), favours={"kpo": 3}),
    ],
    [decision(weights={"c": 3, "d": 5})],
)


def test_two_criteria_are_weighed_and_added() -> None:
    result = assessed(TWO_CRITERIA, {"q": "yes", "p": "yes"}).decisions["model"]
    # c (3): bpo 3, in-house 2, kpo 1 − 1 = 0. d (5): in-house 1, bpo −2. Out of 3·(3 + 5) = 24.
    # in-house 3·2 + 5·1 = 11, kpo 0, hybrid 0, bpo 3·3 − 5·2 = −1.
    assert ranked(result) == [(1, "in-house", 11), (2, "kpo", 0), (2, "hybrid", 0), (4, "bpo", -1)]
    assert {row.out_of for row in result.ranking} == {24}
    assert result["in-house"].score == Fraction(1100, 24)
    assert (result.first, result.winner, result.recommended) == (("in-house",), "in-house", "in-house")


def test_a_reason_holds_the_points_of_one_criterion_and_direction_and_names_the_strongest_rules() -> None:
    result = assessed(TWO_CRITERIA, {"q": "yes", "p": "yes"}).decisions["model"]
    assert result["bpo"].reasons == (Reason("c", 9, ("also-rules", "rules")), Reason("d", -10, ("staff",)))
    assert result["kpo"].reasons == (Reason("c", 3, ("also-rules",)), Reason("c", -3, ("rules",)))
    assert result["hybrid"].reasons == ()


def test_weights_of_the_profile_take_the_place_of_the_rulebooks() -> None:
    result = assessed(TWO_CRITERIA, {"q": "yes", "p": "yes"}, d=1).decisions["model"]
    # d now weighs 1: bpo 9 − 2 = 7, in-house 6 + 1 = 7, out of 3·(3 + 1) = 12.
    assert ranked(result)[:2] == [(1, "bpo", 7), (1, "in-house", 7)]
    assert result["bpo"].out_of == 12
    assert result["bpo"].score == Fraction(700, 12)


def test_an_unanswered_criterion_keeps_its_weight() -> None:
    result = assessed(TWO_CRITERIA, {"q": "yes"}).decisions["model"]
    assert ranked(result)[0] == (1, "bpo", 9)
    # p is open: bpo may lose 2·5, in-house may gain 1·5.
    assert (result["bpo"].low, result["bpo"].high, result["bpo"].out_of) == (-1, 9, 24)
    assert (result["in-house"].low, result["in-house"].high) == (6, 11)
    assert result["bpo"].range == (Fraction(-100, 24), Fraction(900, 24))
    assert (result.first, result.winner, result.possible) == (("bpo",), None, ("bpo", "in-house"))


# --- ties and close calls --------------------------------------------------------------------------


def test_equal_scores_share_a_rank_and_a_tie_for_first_recommends_nothing() -> None:
    book = rulebook([Q], [rule("both", favours={"bpo": 2, "kpo": 2, "in-house": 1})])
    result = assessed(book, {"q": "yes"}).decisions["model"]
    assert ranked(result) == [(1, "bpo", 2), (1, "kpo", 2), (3, "in-house", 1), (4, "hybrid", 0)]
    assert (result.first, result.winner, result.recommended) == (("bpo", "kpo"), None, None)
    assert result.possible == ("bpo", "kpo")
    assert remarks(book) == ("tie",)


@pytest.mark.parametrize(("close_call", "said"), [(33, ()), (34, ("close-call",))])
def test_a_lead_within_close_call_is_too_close_to_call(close_call: int, said: tuple[str, ...]) -> None:
    # 2 of 3 points against 1 of 3: a lead of 33 and a third.
    book = rulebook([], [rule("lead", favours={"bpo": 2, "kpo": 1})], [decision()], close_call=close_call)
    assert remarks(book) == said


def test_a_close_call_is_among_the_eligible_only() -> None:
    rules = [rule("lead", favours={"bpo": 2, "kpo": 2}), rule("held", holds_back=("kpo",))]
    assert remarks(rulebook([], rules, close_call=10)) == ()


# --- standings -------------------------------------------------------------------------------------


def test_what_is_held_back_ranks_below_everything_eligible_and_above_what_is_excluded() -> None:
    book = rulebook(
        [],
        [
            rule("much", favours={"kpo": 3, "bpo": 2}, opposes={"in-house": 3}),
            rule("held", holds_back=("kpo",)),
            rule("out", excludes=("bpo",)),
        ],
    )
    result = assessed(book).decisions["model"]
    # hybrid 0 and in-house −3 are eligible; kpo is held back with 3, bpo excluded with 2.
    assert ranked(result) == [(1, "hybrid", 0), (2, "in-house", -3), (3, "kpo", 3), (4, "bpo", 2)]
    assert [row.standing for row in result.ranking] == [ELIGIBLE, ELIGIBLE, HELD_BACK, EXCLUDED]
    assert result["kpo"].bars == (Bar("held", HELD_BACK),)
    assert result["bpo"].bars == (Bar("out", EXCLUDED),)


@pytest.mark.parametrize("order", ["excluded first", "held back first"])
def test_what_one_rule_excludes_and_another_holds_back_is_excluded(order: str) -> None:
    rules = [rule("out", excludes=("kpo",)), rule("back", holds_back=("kpo",))]
    result = assessed(rulebook([], rules if order == "excluded first" else rules[::-1])).decisions["model"]
    assert result["kpo"].standing is EXCLUDED
    assert result["kpo"].rank == 4  # below the three that nothing speaks against


def test_the_best_held_back_comes_first_where_nothing_is_eligible() -> None:
    rules = [rule("lead", favours={"kpo": 1}), rule("held", holds_back=("bpo", "kpo", "in-house", "hybrid"))]
    book = rulebook([], rules)
    assert assessed(book).decisions["model"].first == ("kpo",)
    assert remarks(book) == ("all-held-back",)


def test_nothing_is_recommended_where_all_is_excluded() -> None:
    book = rulebook([], [rule("out", excludes=("bpo", "kpo", "in-house"))])
    result = assessed(book).decisions["model"]
    assert (result.first, result.winner, result.possible, result.recommended) == ((), None, (), None)
    assert result["hybrid"].standing is EXCLUDED
    recommendation = recommend(Profile("made up"), book)
    assert (recommendation.certainty, recommendation.remarks) == ("none", ("all-excluded",))


def test_the_one_that_is_left_comes_first_by_elimination() -> None:
    book = rulebook([], [rule("out", excludes=("bpo", "kpo")), rule("against", opposes={"in-house": 3})])
    assert assessed(book).decisions["model"].winner == "in-house"
    assert remarks(book) == ("by-elimination", "best-of-a-poor-set")


def test_a_bar_that_holds_until_shown_says_so() -> None:
    book = rulebook([Q], [rule("until", unless=answered("q"), excludes=("kpo",))])
    found = assessed(book)
    assert found.statuses["until"] is Status.FOR_NOW
    assert found.decisions["model"]["kpo"].bars == (Bar("until", EXCLUDED, for_now=True),)
    assert assessed(book, {"q": "no"}).decisions["model"]["kpo"].bars == (Bar("until", EXCLUDED),)
    assert assessed(book, {"q": "yes"}).decisions["model"]["kpo"].standing is ELIGIBLE


# --- composites ------------------------------------------------------------------------------------


LENT = decision(
    alternatives=(*HOMES, alternative("hybrid", lends=("bpo", "kpo"))), weights={"c": 2, "d": 1}, cut=("d",)
)


def test_a_composite_has_the_most_for_and_the_least_against_the_homes_that_lend_one_step_lower() -> None:
    rules = [
        rule("strong", favours={"bpo": 3, "in-house": 3}),
        rule("weak", favours={"kpo": 2}),
        rule("bad", opposes={"bpo": 2, "in-house": 1}),
        rule("worse", opposes={"kpo": 3}),
    ]
    hybrid = assessed(rulebook([], rules, [LENT])).decisions["model"]["hybrid"]
    # For: the better of 3-1 and 2-1. Against: the lesser of 2-1 and 3-1. In-house does not lend. All times 2.
    assert hybrid.reasons == (
        Reason("c", 4, ("strong",), (("strong", "bpo"),)),
        Reason("c", -2, ("bad",), (("bad", "bpo"),)),
    )
    assert hybrid.points == 2


def test_a_slight_reason_lends_nothing_and_on_the_cut_axis_nothing_is_lent() -> None:
    rules = [
        rule("slight", favours={"bpo": 1, "kpo": 1}),
        rule("cut", favours={"hybrid": 2, "bpo": 3}, criterion="d"),
    ]
    hybrid = assessed(rulebook([], rules, [LENT])).decisions["model"]["hybrid"]
    assert hybrid.reasons == (Reason("d", 2, ("cut",)),)


def test_what_speaks_against_one_home_alone_does_not_speak_against_the_composite() -> None:
    rules = [rule("bad", opposes={"kpo": 3})]
    assert assessed(rulebook([], rules, [LENT])).decisions["model"]["hybrid"].reasons == ()


@pytest.mark.parametrize(
    ("bars", "points"),
    [
        ({"excludes": ("bpo",)}, 2 * (1 - 2)),  # kpo alone lends: 2-1 for it, 3-1 against it
        ({"excludes": ("bpo-whole",)}, 2 * (2 - 1)),  # a part may still have it
        ({"holds_back": ("bpo",)}, 2 * (2 - 1)),  # what is held back lends
        ({"excludes": ("bpo", "kpo")}, 0),  # nobody lends
    ],
)
def test_a_home_lends_as_long_as_a_part_may_have_it(bars: dict[str, Any], points: int) -> None:
    rules = [
        rule("strong", favours={"bpo": 3}),
        rule("weak", favours={"kpo": 2}),
        rule("bad", opposes={"bpo": 2}),
        rule("worse", opposes={"kpo": 3}),
        rule("bar", **bars),
    ]
    assert assessed(rulebook([], rules, [LENT])).decisions["model"]["hybrid"].points == points


def test_the_range_of_a_composite_takes_the_homes_that_may_be_left_and_those_that_surely_are() -> None:
    rules = [rule("strong", favours={"bpo": 3}), rule("bar", answered("q"), excludes=("bpo",))]
    book = rulebook([Q], rules, [LENT])
    hybrid = assessed(book).decisions["model"]["hybrid"]
    assert (hybrid.low, hybrid.points, hybrid.high) == (0, 4, 4)  # kpo is left in any case, and has nothing


def test_hybrid_is_out_when_fewer_than_two_homes_are_left() -> None:
    book = rulebook([Q], [rule("one", excludes=("kpo",)), rule("two", answered("q"), excludes=("bpo",))])
    assert assessed(book, {"q": "no"}).decisions["model"]["hybrid"].standing is ELIGIBLE
    hybrid = assessed(book, {"q": "yes"}).decisions["model"]["hybrid"]
    assert hybrid.bars == (Bar(None, EXCLUDED, follows_from=("bpo", "kpo")),)
    open_still = assessed(book).decisions["model"]["hybrid"]
    assert (open_still.standing, open_still.best, open_still.worst) == (ELIGIBLE, ELIGIBLE, EXCLUDED)


def test_a_home_that_is_held_back_or_barred_for_the_whole_is_left_for_a_part() -> None:
    book = rulebook([], [rule("whole", excludes=("kpo-whole", "bpo-whole")), rule("held", holds_back=("in-house",))])
    result = assessed(book).decisions["model"]
    standings = {row.alternative: row.standing for row in result.ranking}
    assert standings == {"bpo": EXCLUDED, "kpo": EXCLUDED, "in-house": HELD_BACK, "hybrid": ELIGIBLE}
    assert result["kpo"].bars == (Bar("whole", EXCLUDED),)
    assert result.winner == "hybrid"


def test_a_bar_on_the_home_counts_over_one_on_the_whole() -> None:
    book = rulebook(
        [], [rule("whole", excludes=("kpo-whole",)), rule("home", excludes=("kpo",)), rule("other", excludes=("bpo",))]
    )
    assert assessed(book).decisions["model"]["hybrid"].standing is EXCLUDED


# --- later decisions -------------------------------------------------------------------------------


def test_an_alternative_is_out_while_one_it_needs_is() -> None:
    split = decision("split", [alternative("both", ("bpo", "kpo")), alternative("one", ("bpo",))], {"e": 1})
    book = rulebook([Q], [rule("out", answered("q"), excludes=("kpo",))], [decision(), split])
    found = assessed(book, {"q": "yes"}).decisions["split"]
    assert found["both"].bars == (Bar(None, EXCLUDED, follows_from=("kpo",)),)
    assert found.winner == "one"
    assert assessed(book, {"q": "no"}).decisions["split"].first == ("both", "one")
    assert assessed(book).decisions["split"]["both"].worst is EXCLUDED


def test_a_later_decision_is_taken_by_what_was_decided() -> None:
    place = decision("place", ["near", "far"], {"e": 1}, Decided("model", frozenset({"bpo", "kpo"})))
    book = rulebook(
        [Q],
        [
            rule("out", answered("q"), favours={"bpo": 1}),
            rule("in", answered("q", "no"), favours={"in-house": 1}),
            rule("for-bpo", Decided("model", frozenset({"bpo"})), favours={"far": 2}, criterion="e"),
        ],
        [decision(), place],
    )
    outside = assessed(book, {"q": "yes"})
    assert outside.taken == {"model", "place"}
    assert outside.decisions["place"].first == ("far",)
    inside = assessed(book, {"q": "no"})
    assert inside.taken == {"model"}
    still_open = assessed(book)
    assert still_open.statuses["for-bpo"] is Status.OPEN
    assert still_open.decisions["place"]["far"].high == 2


def test_what_nobody_has_answered_takes_no_later_decision() -> None:
    outside = Decided("model", frozenset({"bpo", "kpo"}))
    place = decision("place", ["near", "far"], {"e": 1}, Some((outside, answered("q"))))
    inside = rulebook([Q], [rule("in", favours={"in-house": 1})], [decision(), place])
    assert assessed(inside).taken == {"model"}
    assert assessed(inside, {"q": "yes"}).taken == {"model", "place"}
    tied = rulebook([Q], [rule("tie", favours={"bpo": 1, "in-house": 1})], [decision(), place])
    assert assessed(tied).taken == {"model", "place"}


def test_bars_on_a_place_hold_also_where_no_place_is_chosen() -> None:
    place = decision("place", ["near", "far"], {"e": 1}, Decided("model", frozenset({"bpo"})))
    inside = rule("inside", favours={"in-house": 1})
    book = rulebook([], [inside, rule("no-far", excludes=("far",))], [decision(), place])
    found = assessed(book)
    assert found.taken == {"model"}
    assert found.decisions["place"]["far"].standing is EXCLUDED


def test_what_a_decision_comes_to_that_is_not_taken_is_never_true() -> None:
    place = decision("place", ["near"], {"e": 1}, Decided("model", frozenset({"bpo"})))
    then = Rule("then", Decided("place", frozenset({"near"})))
    book = rulebook([], [rule("inside", favours={"in-house": 1}), then], [decision(), place])
    assert "then" not in assessed(book).statuses


def test_what_a_tie_decided_is_open() -> None:
    later = decision("later", ["one", "two"], {"e": 1})
    then = rule("then", Decided("model", frozenset({"bpo"})), favours={"two": 1}, criterion="e")
    either = rule("either", Decided("model", frozenset({"bpo", "kpo"})), favours={"one": 1}, criterion="e")
    book = rulebook([], [rule("tie", favours={"bpo": 1, "kpo": 1}), then, either], [decision(), later])
    found = assessed(book)
    assert (found.statuses["then"], found.statuses["either"]) == (Status.OPEN, Status.FIRES)


# --- what is reported ------------------------------------------------------------------------------


def test_combinations_that_cannot_both_hold_are_reported_once_they_surely_hold() -> None:
    clash = Incompatible("clash", Every((answered("q"), answered("p"))), "No.")
    book = rulebook([Q, P], [], incompatible=[clash])
    assert assessed(book, {"q": "yes", "p": "yes"}).violated == ("clash",)
    assert assessed(book, {"q": "yes"}).violated == ()


def test_a_question_that_decides_whether_an_answer_counts_may_change_first_place() -> None:
    inner = question("inner", only_if=answered("q"))
    book = rulebook([Q, inner], [rule("it", answered("inner"), favours={"kpo": 1})])
    open_questions = recommend(Profile("made up", {"inner": "yes"}), book).open_questions
    assert [(each.question, each.can_change_first) for each in open_questions] == [("q", True)]


def test_a_question_that_no_rule_tests_cannot_change_first_place() -> None:
    book = rulebook([Q, P], [rule("it", answered("q"), favours={"kpo": 1})])
    open_questions = recommend(Profile("made up"), book).open_questions
    assert [(each.question, each.can_change_first) for each in open_questions] == [("q", True), ("p", False)]


def test_the_engine_evaluates_answers_of_every_kind_without_change_to_them() -> None:
    asked = [Q, number("n"), question("m", Kind.MULTI, ["x", "y"])]
    book = rulebook(asked, [rule("it", Not(answered("m", "x")), favours={"bpo": 1})])
    answers: dict[str, Answer] = {"q": "yes", "n": Fraction(5, 2), "m": ("y",)}
    assert assess(program_of(book), dict(answers)).decisions["model"].winner == "bpo"
    assert answers == {"q": "yes", "n": Fraction(5, 2), "m": ("y",)}
