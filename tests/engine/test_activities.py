"""Work cut into activities: what the whole comes to, by hand and by law."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.engine.activities import add_up, assess_profile, distinct
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Bar, Reason, Standing
from kpo_advisor.model.conditions import Not
from kpo_advisor.model.questions import Kind
from tests.engine import brute_force
from tests.engine.random_rulebooks import cases
from tests.engine.views import scores_of, view_of, view_of_whole
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import (
    activity,
    alternative,
    answered,
    assessments,
    decision,
    question,
    rule,
    rulebook,
    whole_of,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

Case = tuple["Rulebook", "Profile"]
law = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])

KIND = question("kind", Kind.CHOICE, ["rules", "expert", "odd"])
SECRET = question("secret")
BOOK = rulebook(
    [KIND, SECRET],
    [
        rule("for-rules", answered("kind", "rules"), favours={"bpo": 3, "in-house": 2}),
        rule("for-experts", answered("kind", "expert"), favours={"kpo": 2, "in-house": 1}, opposes={"bpo": 1}),
        rule("secret", answered("secret"), holds_back=("kpo",)),
    ],
    [decision(weights={"c": 2})],
)
RULES, EXPERT = activity("rules", 2, kind="rules"), activity("expert", 1, kind="expert")


# --- by hand ---------------------------------------------------------------------------------------


def test_points_add_up_by_share_and_hybrid_has_each_winner() -> None:
    whole = whole_of(BOOK, RULES, EXPERT, answers={"secret": "no"}).main
    # Weight 2. Rules, share 2: bpo 6, in-house 4, kpo 0. Expert, share 1: bpo −2, kpo 4, in-house 2.
    # Whole: bpo 2·6 − 2 = 10, kpo 2·0 + 4 = 4, in-house 2·4 + 2 = 10; hybrid has bpo's 2·6 and kpo's 4: 16.
    # Out of 3·2 for each of three shares: 18.
    points = {row.alternative: (row.rank, row.points, row.out_of) for row in whole.ranking}
    assert points == {"hybrid": (1, 16, 18), "bpo": (2, 10, 18), "in-house": (2, 10, 18), "kpo": (4, 4, 18)}
    assert whole["hybrid"].score == Fraction(1600, 18)
    assert (whole.first, whole.winner, whole.possible) == (("hybrid",), "hybrid", ("hybrid",))


def test_reasons_of_the_whole_are_those_of_the_activities_with_their_shares() -> None:
    whole = whole_of(BOOK, RULES, EXPERT, answers={"secret": "no"}).main
    assert whole["bpo"].reasons == (Reason("c", -2, ("for-experts",)), Reason("c", 12, ("for-rules",)))
    assert whole["in-house"].reasons == (Reason("c", 10, ("for-experts", "for-rules")),)


def test_activities_with_the_same_home_leave_nothing_to_cut() -> None:
    whole = whole_of(BOOK, RULES, activity("more rules", 1, kind="rules")).main
    assert (whole.first, whole.winner) == (("bpo",), "bpo")
    assert whole["hybrid"].standing is Standing.EXCLUDED
    assert whole["hybrid"].bars == (Bar(None, Standing.EXCLUDED, follows_from=("bpo",), all_alike=True),)


def test_an_alternative_stands_for_the_whole_as_it_does_in_its_worst_activity() -> None:
    whole = whole_of(
        BOOK, RULES, replace(EXPERT, answers={"kind": "expert", "secret": "yes"}), answers={"secret": "no"}
    ).main
    assert whole["kpo"].standing is Standing.HELD_BACK
    assert whole["bpo"].standing is whole["in-house"].standing is Standing.ELIGIBLE
    # Expert work: kpo is held back, in-house has 2, bpo −2. So bpo and in-house: hybrid, 2·6 + 2 = 14.
    assert (whole.first, whole["hybrid"].points) == (("hybrid",), 14)


def test_each_activity_is_ranked_among_the_homes() -> None:
    parts = assessments(whole_of(BOOK, RULES, EXPERT, answers={"secret": "no"}))
    ranked = [[row.alternative for row in part.decisions["model"].ranking] for part in parts]
    assert ranked == [["bpo", "in-house", "kpo"], ["kpo", "in-house", "bpo"]]


def test_an_answer_of_an_activity_takes_the_place_of_the_common_one() -> None:
    whole = whole_of(
        BOOK, activity("own", 1, kind="rules"), activity("common"), answers={"kind": "expert", "secret": "no"}
    )
    assert [part.decisions["model"].first for part in assessments(whole)] == [("bpo",), ("kpo",)]
    unknown = whole_of(BOOK, activity("own", 1, kind=None), answers={"kind": "expert"})
    assert unknown.pieces[0].assessment.open_questions == ("kind", "secret")


def test_questions_about_the_whole_do_not_apply_to_activities() -> None:
    split = question("split", whole=True)
    book = rulebook(
        [KIND, split],
        [
            rule("barred", excludes=("kpo",), unless=answered("split")),
            rule("cut", answered("split"), favours={"bpo": 1}),
        ],
    )
    part = whole_of(book, RULES, answers={"split": "yes"}).pieces[0].assessment
    assert part.ignored == ("split",)
    assert part.decisions["model"]["kpo"].standing is Standing.EXCLUDED
    assert part.decisions["model"]["bpo"].points == 0


def test_rules_on_hybrid_are_not_asked_when_the_activities_are_the_split() -> None:
    book = rulebook([KIND], [rule("no-hybrid", excludes=("hybrid",)), *BOOK.rules[:2]])
    assert whole_of(book, RULES, EXPERT).main.first == ("hybrid",)


def test_a_tie_in_one_activity_is_broken_by_the_first_of_another() -> None:
    whole = whole_of(BOOK, EXPERT, activity("odd", 1, kind="odd"), answers={"secret": "no"}).main
    # Expert: kpo alone. Odd: bpo, kpo and in-house tie at 0. Only kpo is first in both, and nothing is open.
    assert (whole.first, whole.winner, whole.possible) == (("kpo",), "kpo", ("kpo",))


def test_a_tie_in_every_activity_is_a_tie_of_the_whole() -> None:
    whole = whole_of(BOOK, activity("odd", 1, kind="odd"), answers={"secret": "no"}).main
    assert (whole.first, whole.winner) == (("bpo", "kpo", "in-house"), None)
    assert [row.rank for row in whole.ranking] == [1, 1, 1, 4]


def test_activities_that_each_may_go_either_way_may_come_to_hybrid() -> None:
    book = rulebook(
        [question("q"), question("p")],
        [rule("one", answered("q"), favours={"kpo": 1}), rule("other", Not(answered("q")), favours={"bpo": 1})],
        [decision(alternatives=["bpo", "kpo", "hybrid"])],
    )
    whole = whole_of(book, activity("A", 1, q=None, p="yes"), activity("B", 1, q=None, p="no"))
    assert [part.decisions["model"].possible for part in assessments(whole)] == [("bpo", "kpo"), ("bpo", "kpo")]
    assert whole.main.possible == ("bpo", "kpo", "hybrid")


def test_halves_of_one_activity_share_their_unknowns() -> None:
    book = rulebook(
        [question("q")],
        [rule("one", answered("q"), favours={"kpo": 1}), rule("other", Not(answered("q")), favours={"bpo": 1})],
        [decision(alternatives=["bpo", "kpo", "hybrid"])],
    )
    assert whole_of(book, activity("A", 1, q=None), activity("B", 1, q=None)).main.possible == ("bpo", "kpo")


def test_no_winner_is_claimed_where_everything_may_be_excluded() -> None:
    book = rulebook(
        [question("q")],
        [rule("maybe", answered("q"), excludes=("bpo",)), rule("surely", excludes=("kpo", "in-house"))],
    )
    whole = whole_of(book, activity("only")).main
    assert (whole.first, whole.winner, whole.possible) == (("bpo",), None, ("bpo",))


def test_an_activity_without_any_home_leaves_no_recommendation() -> None:
    book = rulebook([question("q")], [rule("all", answered("q"), excludes=("bpo", "kpo", "in-house"))])
    whole = whole_of(book, activity("free", 1, q="no"), activity("barred", 1, q="yes")).main
    assert (whole.first, whole.winner, whole.possible) == ((), None, ())
    assert all(row.standing is Standing.EXCLUDED for row in whole.ranking)


def test_an_alternative_that_needs_the_composite_is_out_for_an_activity() -> None:
    later = decision("place", [alternative("both", needs=("hybrid",)), "one"], {"e": 1})
    book = rulebook([KIND], [], [decision(), later])
    part = whole_of(book, RULES).pieces[0].assessment
    assert part.decisions["place"]["both"].standing is Standing.EXCLUDED


def test_a_reason_of_the_whole_shows_only_answers_that_all_activities_share() -> None:
    recommendation = recommend(
        _profile_of(activity("rules", 2, kind="rules"), activity("expert", 1, kind="expert")), BOOK
    )
    shown = [reason.answers for row in recommendation.ranking for reason in row.reasons]
    assert shown
    assert all(answers == {} for answers in shown)


def _profile_of(*activities: object) -> Profile:
    from kpo_advisor.model.profile import Profile

    return Profile("made up", {"secret": "no"}, activities=activities)  # type: ignore[arg-type]


# --- by law ----------------------------------------------------------------------------------------


@law
@given(cases(activities=True), st.data())
def test_the_order_of_activities_never_matters(case: Case, data: DataObject) -> None:
    book, profile = case
    turned = replace(profile, activities=tuple(data.draw(st.permutations(profile.activities))))
    before, after = assess_profile(program_of(book), profile), assess_profile(program_of(book), turned)
    assert view_of_whole(before) == view_of_whole(after)
    for row in before.main.ranking:
        assert (row.bars, row.reasons) == (after.main[row.alternative].bars, after.main[row.alternative].reasons)


@law
@given(cases(activities=True), st.data())
def test_an_activity_cut_in_two_equal_halves_changes_nothing(case: Case, data: DataObject) -> None:
    book, profile = case
    cut = data.draw(st.sampled_from(profile.activities))
    doubled = [replace(each, share=2 * each.share) for each in profile.activities if each is not cut]
    halves = replace(profile, activities=(cut, *doubled, replace(cut, title="the other half")))
    before, after = assess_profile(program_of(book), profile).main, assess_profile(program_of(book), halves).main
    assert scores_of(before) == scores_of(after)


@law
@given(cases(activities=True), st.integers(2, 7))
def test_only_the_proportion_of_shares_matters(case: Case, times: int) -> None:
    book, profile = case
    scaled = replace(profile, activities=tuple(replace(each, share=times * each.share) for each in profile.activities))
    before, after = assess_profile(program_of(book), profile).main, assess_profile(program_of(book), scaled).main
    assert scores_of(before) == scores_of(after)


@law
@given(cases(activities=True))
def test_answers_that_all_activities_give_may_as_well_be_common(case: Case) -> None:
    book, profile = case
    moved = replace(
        profile,
        answers={},
        activities=tuple(
            replace(each, answers={id: a for id, a in profile.answers_of(each).items() if a is not None})
            for each in profile.activities
        ),
    )
    before, after = assess_profile(program_of(book), profile).main, assess_profile(program_of(book), moved).main
    assert view_of(before) == view_of(after)


@law
@given(cases(activities=True))
def test_bounds_of_the_whole_hold_in_every_completion(case: Case) -> None:
    book, profile = case
    found = assess_profile(program_of(book), profile).main
    for number, complete in enumerate(islice(brute_force.completed(book, profile), 150)):
        outcome = brute_force.work_out_whole(book, complete)
        for id, points in outcome.points.items():
            assert found[id].low <= points <= found[id].high
            assert found[id].best <= outcome.standing[id] <= found[id].worst
        assert outcome.first <= set(found.possible)
        assert not found.winner or outcome.first == {found.winner}
        if number < 20:
            _check_complete(book, complete, outcome)
    event("certain" if found.winner else "open")


def _check_complete(book: Rulebook, complete: Profile, outcome: brute_force.Outcome) -> None:
    """On a complete profile the engine says just what the naive reading says."""
    found = assess_profile(program_of(book), complete).main
    assert set(found.first) == set(found.possible) == outcome.first
    assert found.winner == (found.first[0] if len(found.first) == 1 else None)
    for id, points in outcome.points.items():
        assert (found[id].points, int(found[id].standing)) == (points, outcome.standing[id])
    for id in outcome.first:
        assert found[id].rank == 1


# --- bounds by hand --------------------------------------------------------------------------------


def test_at_best_a_hybrid_stands_as_its_worst_activity_at_best() -> None:
    """In the secret activity every home is held back for good, in the other BPO alone, so kpo may be its home."""
    everywhere = rule("all", answered("secret"), holds_back=("bpo", "kpo", "in-house"))
    one = rule("one", answered("secret", "no"), holds_back=("bpo",))
    book = rulebook([SECRET], [everywhere, one, rule("on", favours={"kpo": 1})])
    closed, free = activity("closed", secret="yes"), activity("free", secret="no")
    assert whole_of(book, closed, free).main["hybrid"].best is Standing.HELD_BACK
    assert whole_of(book, free, free).main["hybrid"].best is Standing.ELIGIBLE


def test_an_activity_without_a_share_is_an_error_and_not_left_out() -> None:
    only_homes = decision(alternatives=["bpo", "kpo"])
    book = rulebook([KIND], [rule("on", favours={"kpo": 1})], [only_homes])
    pieces = whole_of(book, activity("a")).pieces
    result = pieces[0].assessment.decisions["model"]
    with pytest.raises(ValueError, match="zip"):
        add_up(only_homes, [result, result], pieces)


def test_of_activities_with_the_same_answers_the_first_stands_for_all_in_their_order() -> None:
    same, other = {"q": "yes", "r": "no"}, {"q": "yes"}
    assert distinct("abc", [same, other, dict(reversed(same.items()))]) == ["a", "b"]
