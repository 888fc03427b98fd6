"""Bounds: exact criterion by criterion, and never narrower than what can happen."""

from __future__ import annotations

from itertools import product
from operator import mul
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor.engine.bounds import Scope, lent_on
from kpo_advisor.engine.program import Lending, Weighing
from kpo_advisor.model.assessment import Standing, Status
from kpo_advisor.model.conditions import Decided, Every, Not
from kpo_advisor.model.rules import Rule
from tests.engine.random_rulebooks import UP_TO, pick, seldom, some_of
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import answered, assessed, decision, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

ALTERNATIVES = (0, 1, 2)
COMPOSITE = 3
"""What alternatives 0 and 1 lend to on the first of two criteria; on the second it is rated by itself."""
LENDING = Lending(COMPOSITE, (0, 1), frozenset((0,)))


@st.composite
def weighings(draw: DrawFn, most: int, *, excluding: bool = False) -> list[Weighing]:
    """Rules on two criteria and four alternatives; none speaks for and against the same one."""
    found = []
    for number in range(draw(UP_TO[most])):
        criterion = pick(draw, (0, 1))
        rated = (*ALTERNATIVES, COMPOSITE) if criterion else ALTERNATIVES
        helped = some_of(draw, rated, 2)
        left = [each for each in rated if each not in helped]
        hurt = some_of(draw, left, len(left))
        favours = tuple(((criterion, each), 1 + draw(UP_TO[2])) for each in helped)
        opposes = tuple(((criterion, each), 1 + draw(UP_TO[2])) for each in hurt)
        barred = some_of(draw, ALTERNATIVES, 1) if excluding and seldom(draw, 3) else ()
        standings = tuple((each, Standing.EXCLUDED) for each in barred)
        found.append(Weighing(number, f"r{number}", favours, opposes, standings, ()))
    return found


def points(fired: Sequence[Weighing], weights: Sequence[int]) -> list[int]:
    """The points of each alternative and the composite, by the definition of a rating."""

    def best(criterion: int, alternative: int) -> int:
        cell = (criterion, alternative)
        return max([strength for each in fired for at, strength in each.favours if at == cell], default=0)

    def worst(criterion: int, alternative: int) -> int:
        cell = (criterion, alternative)
        return max([strength for each in fired for at, strength in each.opposes if at == cell], default=0)

    out = {at for each in fired for at, _ in each.standings}
    left = [home for home in LENDING.homes if home not in out]
    total = [
        sum(weight * (best(criterion, each) - worst(criterion, each)) for criterion, weight in enumerate(weights))
        for each in ALTERNATIVES
    ]
    lent = max((max(best(0, home) - 1, 0) for home in left), default=0)
    lent -= min((max(worst(0, home) - 1, 0) for home in left), default=0)
    return [*total, weights[0] * lent + weights[1] * (best(1, COMPOSITE) - worst(1, COMPOSITE))]


def ways_of(sure: list[Weighing], unsure: list[Weighing], weights: tuple[int, int]) -> list[list[int]]:
    """The points under each way the open rules may fire."""
    return [
        points([*sure, *(each for each, fires in zip(unsure, way, strict=True) if fires)], weights)
        for way in product((False, True), repeat=len(unsure))
    ]


class Leeway:
    """What two criteria together leave open, in points."""

    def __init__(self, sure: list[Weighing], unsure: list[Weighing], weights: tuple[int, int]) -> None:
        out, more = ({at for each in rules for at, _ in each.standings} for rules in (sure, unsure))
        self.scopes = [
            (
                weight,
                Scope(_on(criterion, sure), _on(criterion, unsure), lent_on([LENDING], criterion, out, out | more)),
            )
            for criterion, weight in enumerate(weights)
        ]

    def points(self, alternative: int) -> tuple[int, int]:
        low, high = zip(*(scope.rating(alternative) for _, scope in self.scopes), strict=True)
        weights = [weight for weight, _ in self.scopes]
        return sum(map(mul, weights, low)), sum(map(mul, weights, high))

    def least_lead(self, ahead: int, behind: int) -> int:
        return sum(weight * scope.least_lead(ahead, behind) for weight, scope in self.scopes)


def _on(criterion: int, rules: list[Weighing]) -> list[Weighing]:
    return [each for each in rules if any(cell[0] == criterion for cell, _ in (*each.favours, *each.opposes))]


@settings(max_examples=EXAMPLES)
@given(weighings(3), weighings(5), st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_bounds_are_the_least_and_the_most_over_all_ways_the_open_rules_may_fire(
    sure: list[Weighing], unsure: list[Weighing], weights: tuple[int, int]
) -> None:
    leeway = Leeway(sure, unsure, weights)
    ways = ways_of(sure, unsure, weights)
    for a in (*ALTERNATIVES, COMPOSITE):
        low, high = leeway.points(a)
        found = [way[a] for way in ways]
        assert (low, high) == (min(found), max(found))
        for b in (*ALTERNATIVES, COMPOSITE):
            assert a == b or leeway.least_lead(a, b) == min(way[a] - way[b] for way in ways)


@settings(max_examples=EXAMPLES)
@given(weighings(3, excluding=True), weighings(5, excluding=True), st.tuples(st.integers(1, 9), st.integers(1, 9)))
def test_bounds_are_around_all_that_can_happen_where_open_rules_bar_homes_that_lend(
    sure: list[Weighing], unsure: list[Weighing], weights: tuple[int, int]
) -> None:
    leeway = Leeway(sure, unsure, weights)
    ways = ways_of(sure, unsure, weights)
    for a in (*ALTERNATIVES, COMPOSITE):
        low, high = leeway.points(a)
        assert all(low <= way[a] <= high for way in ways)
        for b in (*ALTERNATIVES, COMPOSITE):
            assert all(leeway.least_lead(a, b) <= way[a] - way[b] for way in ways)


# --- what the bounds are for -----------------------------------------------------------------------

Q = question("q")


def test_a_rule_that_lifts_both_does_not_put_the_winner_in_doubt() -> None:
    # bpo leads by 1; the open rule gives both 3, so their ranges overlap: bpo 1 … 4, in-house 0 … 3.
    book = rulebook(
        [Q],
        [
            rule("lead", favours={"bpo": 1}),
            rule("both", answered("q"), favours={"bpo": 3, "in-house": 3}, criterion="d"),
        ],
        [decision(alternatives=["bpo", "in-house"], weights={"c": 1, "d": 1})],
    )
    result = assessed(book).decisions["model"]
    assert [(row.alternative, row.low, row.high) for row in result.ranking] == [("bpo", 1, 4), ("in-house", 0, 3)]
    assert result.winner == "bpo"


def test_an_open_bar_leaves_the_winner_in_doubt_and_one_that_holds_for_now_too() -> None:
    better = rule("better", favours={"bpo": 3})
    book = rulebook([Q], [better, rule("barred", answered("q"), excludes=("bpo",))])
    result = assessed(book).decisions["model"]
    assert (result["bpo"].standing, result["bpo"].best, result["bpo"].worst) == (
        Standing.ELIGIBLE,
        Standing.ELIGIBLE,
        Standing.EXCLUDED,
    )
    assert (result.first, result.winner) == (("bpo",), None)
    book = rulebook([Q], [better, rule("barred", unless=answered("q"), excludes=("bpo",))])
    result = assessed(book).decisions["model"]
    assert (result["bpo"].standing, result["bpo"].best, result["bpo"].worst) == (
        Standing.EXCLUDED,
        Standing.ELIGIBLE,
        Standing.EXCLUDED,
    )
    assert result.winner is None
    assert "bpo" in result.possible


def test_what_is_held_back_for_good_is_beaten_by_what_stays_eligible_whatever_the_points() -> None:
    book = rulebook(
        [Q],
        [rule("held", holds_back=("bpo",)), rule("much", answered("q"), favours={"bpo": 3})],
        [decision(alternatives=["bpo", "kpo"])],
    )
    result = assessed(book).decisions["model"]
    assert (result.winner, result.possible) == ("kpo", ("kpo",))


def test_the_bound_may_miss_a_winner_and_never_claims_a_wrong_one() -> None:
    # Known: in-house 1, bpo 0. Whatever q is, bpo gains 2 on its own criterion, by one rule or the other.
    # The bound takes the two rules by themselves and cannot see it: provisional, and never a wrong claim.
    book = rulebook(
        [Q],
        [
            rule("known", favours={"in-house": 1}),
            rule("yes", answered("q"), favours={"bpo": 2}, criterion="d"),
            rule("no", Not(answered("q")), favours={"bpo": 2}, criterion="d"),
        ],
        [decision(alternatives=["bpo", "in-house"], weights={"c": 1, "d": 1})],
    )
    result = assessed(book).decisions["model"]
    assert (result.first, result.winner, result.possible) == (("in-house",), None, ("bpo", "in-house"))
    for answer in ("yes", "no"):
        assert assessed(book, {"q": answer}).decisions["model"].winner == "bpo"


def test_a_later_decision_counts_as_taken_only_when_it_surely_is() -> None:
    # later hangs on kpo being chosen, which is open; what later comes to is open with it.
    later = decision("later", ["only"], {"e": 1}, Decided("model", frozenset({"kpo"})))
    book = rulebook(
        [Q],
        [
            rule("one", answered("q"), favours={"kpo": 1}),
            rule("other", Not(answered("q")), favours={"bpo": 1}),
            Rule("then", Decided("later", frozenset({"only"}))),
        ],
        [decision(alternatives=["bpo", "kpo"]), later],
    )
    assert assessed(book).statuses["then"] is Status.OPEN
    assert assessed(book, {"q": "yes"}).statuses["then"] is Status.FIRES
    assert "then" not in assessed(book, {"q": "no"}).statuses


def test_what_holds_with_the_results_as_they_are_now_is_open_and_nothing_else() -> None:
    """BPO is first now and KPO may be: `now` rests on that alone, `asked` on an answer too, `sure` on nothing open."""
    first = frozenset(("bpo",))
    book = rulebook(
        [Q, question("r")],
        [
            rule("head-start", favours={"bpo": 1}),
            rule("later", answered("q"), favours={"kpo": 2}),
            Rule("now", Decided("model", first)),
            Rule("otherwise", Decided("model", frozenset(("kpo",)))),
            Rule("asked", Every((Decided("model", first), answered("r")))),
            Rule("sure", Decided("model", frozenset(("bpo", "kpo", "in-house", "hybrid")))),
        ],
    )
    found = assessed(book)
    assert found.statuses["sure"] is Status.FIRES
    assert {found.statuses[id] for id in ("now", "otherwise", "asked")} == {Status.OPEN}
    assert found.holding_now == {"now"}
