"""Why the first beats the others: sums to the gap, and the fewest criteria that settle it."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kpo_advisor.certainty.contrast import contrasts, fewest
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.sensitivity import Contrast, Difference
from tests.engine.random_rulebooks import cases
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import assessed, decision, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook

law = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _contrast(**points: int) -> Contrast:
    differences = tuple(Difference(id, id, each) for id, each in points.items())
    return Contrast("a", "b", sum(points.values()), Fraction(0), differences)


def _names(contrast: Contrast) -> str:
    return "".join(each.criterion for each in fewest(contrast))


def test_the_largest_are_taken_until_they_outweigh_all_against() -> None:
    assert _names(_contrast(p=2, q=6, r=5, s=-7)) == "qr"
    assert _names(_contrast(p=2, q=6, r=5, s=-5)) == "q"


def test_a_sum_that_only_equals_what_is_against_is_not_enough() -> None:
    assert _names(_contrast(p=6, q=1, r=-4, s=-2)) == "pq"


def test_where_nothing_is_against_one_is_enough() -> None:
    assert _names(_contrast(p=1, q=3)) == "q"


def test_of_equal_ones_the_first_criterion_is_taken() -> None:
    assert _names(_contrast(p=2, q=2, r=-1)) == "p"


def test_there_are_none_where_the_points_do_not_put_it_ahead() -> None:
    assert fewest(_contrast(p=3, q=-3)) == ()
    assert fewest(_contrast(p=1, q=-3)) == ()
    assert fewest(_contrast()) == ()


def test_a_contrast_lists_each_criterion_with_what_it_adds_to_the_lead() -> None:
    book = rulebook(
        [],
        [
            rule("both", favours={"a": 3, "b": 2}, opposes={"b": 1}, criterion="c"),
            rule("other", favours={"b": 1}, criterion="d"),
            rule("same", favours={"a": 1, "b": 1}, criterion="e"),
            rule("last", favours={"a": 2}, criterion="f"),
        ],
        [decision(alternatives=["a", "b"], weights={"c": 2, "d": 3, "e": 5, "f": 2})],
    )
    (found,) = contrasts(book.main, assessed(book).decisions["model"], "a")
    assert [(each.criterion, each.points) for each in found.differences] == [("c", 4), ("f", 4), ("d", -3)]
    assert (found.first, found.second, found.points) == ("a", "b", 5)
    assert contrasts(book.main, assessed(book).decisions["model"], None) == ()


@law
@given(cases(activities=None))
def test_the_differences_sum_to_the_gap(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    main = assess_profile(program_of(book), profile).main
    for alternative in main.first:
        found = contrasts(book.main, main, alternative)
        assert [each.second for each in found] == [
            row.alternative for row in main.ranking if row.alternative != alternative
        ]
        for each in found:
            assert sum(one.points for one in each.differences) == each.points
            assert each.points == main[alternative].points - main[each.second].points
            assert all(one.points for one in each.differences)


@law
@given(st.lists(st.integers(-6, 6).filter(bool), max_size=7))
def test_no_smaller_set_outweighs_all_against(points: list[int]) -> None:
    contrast = _contrast(**{f"c{at}": each for at, each in enumerate(points)})
    found = fewest(contrast)
    against = -sum(each for each in points if each < 0)
    ahead = [each for each in points if each > 0]
    sizes = [
        size for size in range(1, len(ahead) + 1) if any(sum(some) > against for some in combinations(ahead, size))
    ]
    event(f"{len(found)} of {len(ahead)}")
    assert len(found) == min(sizes, default=0)
    assert not found or sum(each.points for each in found) > against
