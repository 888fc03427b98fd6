"""Profiles side by side: each as it is by itself, and what moved the lead, by hand and as a law."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.comparison.changes import AnswerChange, Stated, WeightChange
from kpo_advisor.comparison.side_by_side import Shift, scenarios_of, side_by_side
from kpo_advisor.model.profile import Activity, Profile, Scenario
from kpo_advisor.profiles.profile import load_profile
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.comparison.side_by_side import SideBySide
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
GAIN = rule("gain", answered("q"), favours={"kpo": 3})
LOSS = rule("loss", answered("q"), opposes={"kpo": 1})
HOME = rule("home", answered("r"), favours={"in-house": 2})
YES, NO = Profile("yes", {"q": "yes", "r": "yes"}), Profile("no", {"q": "no", "r": "yes"})


def book(*rules: Rule, weights: dict[str, int] | None = None) -> Rulebook:
    return rulebook([question("q"), question("r")], rules, [decision(weights=weights or {"c": 2})])


def both(before: Profile, after: Profile, rules: Rulebook) -> SideBySide:
    return side_by_side([("before", before), ("after", after)], rules)


@cache
def packaged() -> Rulebook:
    return load_rulebook()


@cache
def example() -> SideBySide:
    return side_by_side(scenarios_of(load_profile(EXAMPLES / "scenarios.yaml", packaged()), "base"), packaged())


def test_the_lead_of_what_comes_first_now_is_told_over_what_came_first() -> None:
    (other,) = both(NO, YES, book(GAIN, LOSS, HOME)).others
    assert other.lead is not None
    assert (other.lead.leader, other.lead.rival) == ("kpo", "in-house")
    # Out of 6: in-house has 2 * 2 on both sides; KPO nothing, then 2 * 3 less 2 * 1.
    assert [other.lead.before, other.lead.after] == [Fraction(-400, 6), 0]
    (part,) = other.lead.parts
    assert (part.score, part.alternative, part.shift) == (Fraction(400, 6), "kpo", Shift.NEW)
    assert part.reason is not None
    assert part.reason.rules == ("gain",)


def test_where_the_first_stays_its_lead_is_told_over_its_next_best() -> None:
    (other,) = both(YES, NO, book(HOME, rule("loss", answered("q"), opposes={"in-house": 1}))).others
    assert other.lead is not None
    assert other.lead.leader == "in-house"
    (part,) = other.lead.parts
    # The 2 * 1 of 6 against it are gone.
    assert (part.score, part.shift) == (Fraction(200, 6), Shift.GONE)


def test_a_reason_that_was_there_before_weighs_more_or_less_by_other_weights() -> None:
    rules = book(
        rule("gain", answered("q"), favours={"kpo": 3}),
        rule("home", answered("q"), criterion="d", favours={"kpo": 3}),
        weights={"c": 2, "d": 2},
    )
    (other,) = both(YES, replace(YES, weights={"c": 4}), rules).others
    assert other.weights == (WeightChange("c", "c", 2, 4),)
    assert other.lead is not None
    # Of 12 points, 6 each; of 18, then, 12 and 6.
    assert {part.criterion: (part.score, part.shift) for part in other.lead.parts} == {
        "c": (Fraction(1200, 18) - 50, Shift.MORE),
        "d": (Fraction(600, 18) - 50, Shift.LESS),
    }


def test_only_answers_that_differ_are_listed() -> None:
    (other,) = both(NO, replace(YES, answers={"q": None}), book(GAIN)).others
    assert other.answers == (
        AnswerChange(None, "q", "q", Stated(True, "no"), Stated(True, None)),
        AnswerChange(None, "r", "r", Stated(True, "yes"), Stated(False, None)),
    )


def test_activities_are_the_same_by_their_titles_and_the_others_are_named() -> None:
    before = replace(NO, activities=(Activity("A", 1, {"q": "no"}), Activity("B", 1, {})))
    after = replace(NO, activities=(Activity("C", 1, {}), Activity("A", 2, {"q": "yes"})))
    (other,) = both(before, after, book(GAIN)).others
    assert other.answers == (AnswerChange("A", "q", "q", Stated(True, "no"), Stated(True, "yes")),)
    assert (other.no_longer, other.new) == (("B",), ("C",))


def test_titles_of_activities_that_look_the_same_are_the_same() -> None:
    before = replace(NO, activities=(Activity("Caf\u00e9", 1, {"q": "no"}),))
    after = replace(NO, activities=(Activity("Cafe\u0301 ", 1, {"q": "yes"}),))
    (other,) = both(before, after, book(GAIN)).others
    assert [change.before for change in other.answers] == [Stated(True, "no")]
    assert (other.no_longer, other.new) == ((), ())


def test_a_scenario_stands_under_its_name_with_the_profile_first() -> None:
    profile = replace(NO, scenarios=(Scenario("with-q", {"q": "yes"}), Scenario("My own-name", {"q": "yes"})))
    named = scenarios_of(profile, "base")
    assert [name for name, _ in named] == ["base", "with q", "My own-name"]
    assert [given.answers["q"] for _, given in named] == ["no", "yes", "yes"]


def test_each_is_what_is_recommended_for_it_alone() -> None:
    profile = load_profile(EXAMPLES / "scenarios.yaml", packaged())
    assert example().first == recommend(profile, packaged())
    for other, scenario in zip(example().others, profile.scenarios, strict=True):
        assert other.recommendation == recommend(profile.under(scenario), packaged())


def test_a_reviewer_makes_kpo_possible_in_the_example() -> None:
    firsts = [example().first.first, *(other.recommendation.first for other in example().others)]
    assert firsts == [("in-house",), ("kpo",), ("in-house",), ("kpo",)]


@pytest.mark.parametrize("first", ["payroll", "half-empty", "activities"])
def test_what_moved_a_lead_sums_to_what_is_between(first: str) -> None:
    names = ["payroll", "half-empty", "activities", "scenarios"]
    loaded = {name: load_profile(EXAMPLES / f"{name}.yaml", packaged()) for name in names}
    found = side_by_side([(first, loaded.pop(first)), *loaded.items()], packaged())
    for other in (*found.others, *example().others):
        assert other.lead is not None
        assert sum(part.score for part in other.lead.parts) == other.lead.after - other.lead.before
        sizes = [abs(part.score) for part in other.lead.parts]
        assert sizes == sorted(sizes, reverse=True)
