"""Stability under other weights: by hand, against an independent scorer, and against the engine itself."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import floor, isqrt
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kpo_advisor.certainty.examined import without_proof
from kpo_advisor.certainty.weights import RivalLead, stability, stability_of, stability_under
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.rules import Criterion
from kpo_advisor.model.stability import Rival, Stability, WeightMove
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import activity, answered, assessed, decision, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.rulebook import Rulebook

law = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

F = Fraction
A_FIRST = rulebook(
    [],
    [
        rule("on-c", favours={"a": 3, "b": 1}, criterion="c"),
        rule("on-d", favours={"a": 1, "b": 2}, criterion="d"),
        rule("on-e", favours={"a": 1, "z": 3}, criterion="e"),
    ],
    [decision(alternatives=["a", "b", "z"], weights={"c": 3, "d": 2, "e": 1})],
)
"""With weights 3, 2, 1: a has 9 + 2 + 1 = 12, b 3 + 4 = 7, z 3.

So a leads b by 5 with differences of rating 2, -1, 1, and z by 9 with 3, 1, -2.
"""


def _of(book: Rulebook, alternative: str, **weights: int) -> Stability | None:
    return stability_of(book.main, weights, assessed(book, {}, **weights).decisions["model"], alternative)


def _sure(found: Stability | None) -> Stability:
    assert found is not None
    return found


# --- by hand ---------------------------------------------------------------------------------------


def test_a_weight_has_the_range_in_which_nothing_gets_ahead() -> None:
    ranges = {each.criterion: each for each in _sure(_of(A_FIRST, "a")).ranges}
    # c: b draws level at 3 - 5/2, z at 3 - 9/3. d: b at 2 + 5/1. e: z at 1 + 9/2.
    assert [(each.low, each.high) for each in ranges.values()] == [(F(1, 2), None), (F(0), F(7)), (F(0), F(11, 2))]
    b, z = Rival("b", None), Rival("z", None)
    assert [(each.low_ties, each.high_ties) for each in ranges.values()] == [((b,), ()), ((), (b,)), ((), (z,))]


def test_the_smallest_change_moves_the_criterion_that_tells_most() -> None:
    found = _sure(_of(A_FIRST, "a"))
    assert found.nearest is not None
    assert (found.nearest.rival, found.nearest.total) == (Rival("b", None), F(5, 2))
    assert found.nearest.moves == (WeightMove("c", "c", 3, F(1, 2)),)
    assert [(each.rival.alternative, each.total) for each in found.ties] == [("b", F(5, 2)), ("z", F(3))]


def test_all_weights_may_move_within_a_factor() -> None:
    found = _sure(_of(A_FIRST, "a"))
    # Over b: (3 * 2 + 1 * 1) / (2 * 1) = 7/2; over z: (9 + 2) / 2. So f is the root of 7/2, 1.87.
    assert (found.factor_squared, found.factor, found.half_to_double) == (F(7, 2), F(18, 10), False)
    firmer = _sure(_of(A_FIRST, "a", c=4))
    assert (firmer.factor_squared, firmer.half_to_double) == (F(9, 2), True)


def test_half_to_double_includes_its_ends() -> None:
    criteria = [Criterion(each, each, "axis", 1, "made up") for each in "cd"]
    lead = RivalLead(Rival("b", None), (2, -1))
    # 2 * 2 / 1 = 4: with c at half and d at double of their weights, 1 * 2 - 2 * 1 is a tie.
    level = stability_under("a", criteria, [2, 1], [lead])
    assert (level.factor_squared, level.factor, level.half_to_double) == (F(4), F(2), False)
    assert stability_under("a", criteria, [3, 1], [lead]).half_to_double


def test_when_a_weight_is_at_nothing_the_next_criterion_moves() -> None:
    criteria = [Criterion(each, each, "axis", 1, "made up") for each in "cde"]
    # RivalLead 3 * 1 - 2 * 1 + 1 * 4 = 5: c from 1 to 0 takes 3 off, d up by 1 the other 2.
    found = stability_under("a", criteria, [1, 1, 4], [RivalLead(Rival("b", None), (3, -2, 1))])
    assert found.nearest is not None
    assert found.nearest.total == 2
    assert [(move.criterion, move.to) for move in found.nearest.moves] == [("c", F(0)), ("d", F(2))]


def test_where_nothing_speaks_for_a_rival_it_takes_all_weights_at_nothing() -> None:
    book = rulebook([], [rule("all", favours={"bpo": 2})], [decision(alternatives=["bpo", "kpo"], weights={"c": 3})])
    found = _sure(_of(book, "bpo"))
    assert (found.factor_squared, found.factor, found.half_to_double) == (None, None, True)
    assert found.nearest is not None
    assert [(move.criterion, move.to) for move in found.nearest.moves] == [("c", F(0))]
    assert (found.ranges[0].low, found.ranges[0].low_ties, found.ranges[0].high) == (F(0), (Rival("kpo", None),), None)


def test_only_rivals_of_the_same_standing_count() -> None:
    held = rulebook([], [*A_FIRST.rules, rule("held", holds_back=("b",))], A_FIRST.decisions)
    assert _sure(_of(held, "a")).rivals == (Rival("z", None),)
    alone = rulebook([], [*A_FIRST.rules, rule("out", excludes=("b", "z"))], A_FIRST.decisions)
    found = _sure(_of(alone, "a"))
    assert (found.rivals, found.ties, found.nearest, found.half_to_double) == ((), (), None, True)
    assert all((each.low, each.high) == (F(0), None) for each in found.ranges)


def test_what_is_not_first_now_has_no_stability() -> None:
    assert _of(A_FIRST, "b") is None
    assert _of(A_FIRST, None) is None  # type: ignore[arg-type]


def test_what_is_recommended_by_completion_alone_has_no_stability_now() -> None:
    profile = Profile("made up")
    found = without_proof(profile, A_FIRST)
    assert found.main.first == ("a",)
    assert stability(replace(found, main=replace(found.main, winner="b"))) is None
    assert stability(replace(found, main=replace(found.main, winner=None, first=("a", "z")))) is None


def test_one_that_shares_first_place_is_level_without_any_change() -> None:
    book = rulebook([], [rule("both", favours={"bpo": 2, "kpo": 2})], [decision(alternatives=["bpo", "kpo"])])
    found = _sure(_of(book, "bpo"))
    assert found.nearest is not None
    assert (found.nearest.total, len(found.nearest.moves)) == (F(0), 0)
    assert (found.factor, found.half_to_double) == (F(1), False)


KIND = question("kind")
TWO_PARTS = rulebook(
    [KIND],
    [
        rule("routine", answered("kind", "no"), favours={"bpo": 3, "in-house": 1}, criterion="c"),
        rule("expert", answered("kind"), favours={"kpo": 2, "in-house": 1}, criterion="c"),
        rule("inside", favours={"in-house": 1}, criterion="d"),
    ],
    [decision(weights={"c": 2, "d": 1})],
)


def test_of_activities_first_place_means_that_each_keeps_its_home() -> None:
    profile = Profile("made up", activities=(activity("rules", 5, kind="no"), activity("expert", 1, kind="yes")))
    examined = without_proof(profile, TWO_PARTS)
    assert examined.main.recommended == "hybrid"
    found = _sure(stability(examined))
    # rules: bpo leads in-house by 2 * 2 - 1 = 3; expert: kpo leads in-house by 2 * 1 - 1 = 1, whatever the shares.
    ranges = {each.criterion: (each.low, each.high) for each in found.ranges}
    assert ranges == {"c": (F(1), None), "d": (F(0), F(2))}
    assert found.ranges[1].high_ties == (Rival("in-house", "expert"),)
    assert found.nearest is not None
    assert (found.nearest.rival, found.nearest.total) == (Rival("in-house", "expert"), F(1))


def test_an_activity_on_a_tie_leaves_a_composite_without_stability() -> None:
    # With d at 2, in-house draws level with kpo in the expert activity: 1 * 2 + 1 * 2 against 2 * 2.
    profile = Profile("x", weights={"d": 2}, activities=(activity("rules", kind="no"), activity("expert", kind="yes")))
    examined = without_proof(profile, TWO_PARTS)
    assert examined.main.recommended == "hybrid"
    assert stability(examined) is None


def test_a_home_that_shares_first_place_in_one_activity_is_level_there() -> None:
    inside = replace(TWO_PARTS.rules[0], id="plain", favours=(("in-house", 3),))
    book = rulebook([KIND], [inside, TWO_PARTS.rules[1], TWO_PARTS.rules[2]], TWO_PARTS.decisions)
    profile = Profile("x", weights={"d": 2}, activities=(activity("plain", kind="no"), activity("expert", kind="yes")))
    examined = without_proof(profile, book)
    assert examined.main.recommended == "in-house"
    found = _sure(stability(examined))
    assert found.nearest is not None
    assert (found.nearest.rival, found.nearest.total) == (Rival("kpo", "expert"), F(0))


# --- against an independent scorer -----------------------------------------------------------------

Ratings = list[tuple[int, ...]]


@st.composite
def _scored(draw: DrawFn) -> tuple[tuple[int, ...], Ratings]:
    """Weights and the ratings of two to four alternatives; the first one is not behind."""
    count = draw(st.integers(1, 4))
    weights = tuple(draw(st.lists(st.integers(1, 6), min_size=count, max_size=count)))
    rating = st.tuples(*[st.integers(-3, 3)] * count)
    rows = draw(st.lists(rating, min_size=2, max_size=4))
    return weights, sorted(rows, key=lambda row: -_score(weights, row))


def _score(weights: Sequence[Fraction | int], ratings: Sequence[int]) -> Fraction:
    total = Fraction(0)
    for weight, rating in zip(weights, ratings, strict=True):
        total += weight * rating
    return total


def _leads(weights: Sequence[Fraction | int], rows: Ratings) -> list[Fraction]:
    """By how much the first row leads each other."""
    return [_score(weights, rows[0]) - _score(weights, row) for row in rows[1:]]


def _stability(weights: Sequence[int], rows: Ratings) -> Stability:
    criteria = [Criterion(f"c{at}", f"c{at}", "axis", 1, "made up") for at in range(len(weights))]
    leads = [
        RivalLead(Rival(str(number), None), tuple(a - b for a, b in zip(rows[0], row, strict=True)))
        for number, row in enumerate(rows[1:])
    ]
    return stability_under("first", criteria, weights, leads)


@law
@given(_scored(), st.fractions(0, 20, max_denominator=12))
def test_first_place_holds_inside_a_range_and_nowhere_else(
    case: tuple[tuple[int, ...], Ratings], weight: Fraction
) -> None:
    weights, rows = case
    for at, span in enumerate(_stability(weights, rows).ranges):
        leads = _leads([*weights[:at], weight, *weights[at + 1 :]], rows)
        inside = span.low <= weight and (span.high is None or weight <= span.high)
        assert inside == (min(leads) >= 0)
        assert span.low <= weights[at]
        assert span.high is None or weights[at] <= span.high


@law
@given(_scored())
def test_at_the_end_of_a_range_exactly_the_named_rivals_draw_level(case: tuple[tuple[int, ...], Ratings]) -> None:
    weights, rows = case
    for at, span in enumerate(_stability(weights, rows).ranges):
        for end, ties in ((span.low, span.low_ties), (span.high, span.high_ties)):
            if end is None:
                assert not ties
                continue
            leads = _leads([*weights[:at], end, *weights[at + 1 :]], rows)
            moving = {
                str(number) for number, row in enumerate(rows[1:]) if row[at] != rows[0][at] and not leads[number]
            }
            assert {rival.alternative for rival in ties} <= moving
            if ties:
                beyond = end + (F(1, 1000) if end is span.high else -F(1, 1000))
                assert min(_leads([*weights[:at], beyond, *weights[at + 1 :]], rows)) < 0
            elif end is span.low:
                assert end == 0


@law
@given(_scored())
def test_no_smaller_change_makes_a_tie(case: tuple[tuple[int, ...], Ratings]) -> None:
    weights, rows = case
    found = _stability(weights, rows)
    for tie in found.ties:
        moved: list[Fraction | int] = list(weights)
        for move in tie.moves:
            moved[int(move.criterion[1:])] = move.to
        number = int(tie.rival.alternative)
        assert _leads(moved, rows)[number] == 0
        assert min(moved) >= 0
        assert tie.total == sum(abs(Fraction(a) - b) for a, b in zip(moved, weights, strict=True))
        assert tie.total == _least_change(weights, rows[0], rows[number + 1])
        if tie is found.nearest:
            assert min(_leads(moved, rows)) == 0
            event(f"{len(tie.moves)} moves")


def _least_change(weights: Sequence[int], first: Sequence[int], rival: Sequence[int]) -> Fraction:
    """The optimum of the linear programme by its corners: some weights at nothing, at most one more moved."""
    least: Fraction | None = None
    for gone in product((False, True), repeat=len(weights)):
        base = [Fraction(0 if out else weight) for weight, out in zip(weights, gone, strict=True)]
        lead = _score(base, first) - _score(base, rival)
        cost = Fraction(sum(weight for weight, out in zip(weights, gone, strict=True) if out))
        if not lead:
            least = cost if least is None else min(least, cost)
        for at, out in enumerate(gone):
            step = first[at] - rival[at]
            if out or not step:
                continue
            to = base[at] - lead / step
            if to >= 0:
                total = cost + abs(to - weights[at])
                least = total if least is None else min(least, total)
    assert least is not None
    return least


@law
@given(_scored())
def test_within_the_factor_every_choice_of_weights_keeps_it_alone_first(case: tuple[tuple[int, ...], Ratings]) -> None:
    weights, rows = case
    found = _stability(weights, rows)
    assert found.half_to_double == _alone_within(weights, rows, F(2))
    if found.factor_squared is None:
        assert _alone_within(weights, rows, F(1000))
        return
    root = F(isqrt(int(found.factor_squared * 10**8)), 10**4)
    if root - F(1, 1000) >= 1:
        assert _alone_within(weights, rows, root - F(1, 1000))
    assert not _alone_within(weights, rows, root + F(1, 1000))
    assert found.factor is not None
    assert 0 <= root - found.factor < F(1, 10) + F(1, 1000)


def _alone_within(weights: Sequence[int], rows: Ratings, factor: Fraction) -> bool:
    """Whether the first is alone first at every corner of the box; leads are linear, so that settles all inside."""
    corners = product(*[(weight / factor, weight * factor) for weight in weights])
    return all(min(_leads(corner, rows)) > 0 for corner in corners)


# --- against the engine ----------------------------------------------------------------------------


@st.composite
def _weighed(draw: DrawFn) -> tuple[Rulebook, Profile]:
    """Rules on three criteria for two kinds of work, and a profile of one kind or with an activity of each."""
    weights = {id: draw(st.integers(1, 4)) for id in ("c", "d", "e")}
    strengths = st.dictionaries(st.sampled_from(["bpo", "kpo", "in-house", "hybrid"]), st.integers(1, 3), max_size=4)
    rules = [
        rule(
            f"{criterion}-{kind}",
            answered("kind", kind),
            favours=draw(strengths),
            opposes=draw(strengths),
            criterion=criterion,
        )
        for criterion in weights
        for kind in ("yes", "no")
    ]
    held = draw(st.lists(st.sampled_from(["bpo", "kpo"]), max_size=2, unique=True).map(tuple))
    rules.append(rule("held", answered("kind"), holds_back=held))
    parts = (activity("one", draw(st.integers(1, 3)), kind="yes"), activity("other", 1, kind="no"))
    profile = Profile("made up", {"kind": "yes"}, activities=parts if draw(st.booleans()) else ())
    return rulebook([KIND], rules, [decision(weights=weights)]), profile


@law
@given(_weighed())
def test_the_engine_ranks_anew_as_the_ranges_say(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    before = without_proof(profile, book)
    recommended = before.main.recommended
    found = stability(before)
    event("none" if found is None else "no end" if all(each.high is None for each in found.ranges) else "an end")
    for span in found.ranges if found else ():
        ends = [span.low] if span.high is None else [span.low, span.high]
        for weight in sorted({floor(end) + step for end in ends for step in (-1, 0, 1, 2)} & set(range(1, 1001))):
            weights = {**profile.weights, span.criterion: weight}
            after = without_proof(replace(profile, weights=weights), book)
            holds = span.low <= weight and (span.high is None or weight <= span.high)
            assert holds == _keeps_first(before, after, recommended)


def _keeps_first(before: Examined, after: Examined, recommended: str | None) -> bool:
    if not before.profile.activities:
        return recommended in after.main.first
    homes = [piece.assessment.decisions["model"].first for piece in before.pieces]
    kept = [recommended if recommended in first else first[0] for first in homes]
    firsts = [piece.assessment.decisions["model"].first for piece in after.pieces]
    return all(home in first for home, first in zip(kept, firsts, strict=True))
