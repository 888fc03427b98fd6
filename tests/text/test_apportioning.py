from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpo_advisor.text.apportioning import TENTH, apportioned
from kpo_advisor.text.phrases import signed


def shown(parts: list[Fraction], total: str) -> str:
    return " ".join(signed(part) for part in apportioned(parts, Fraction(total)))


def test_the_largest_remainders_are_rounded_up() -> None:
    # Three times 3 1/3 is 10: one of them is printed as 3.4, the first.
    assert shown([Fraction(10, 3)] * 3, "10") == "+3.4 +3.3 +3.3"
    # 4.04 + 5.03 + 8.03 = 17.1: rounded each by itself they would add up to 17.0.
    assert shown([Fraction(404, 100), Fraction(503, 100), Fraction(803, 100)], "17.1") == "+4.1 +5.0 +8.0"


def test_parts_against_are_rounded_down_too() -> None:
    # 7.38 - 2.32 = 5.06, printed 5.1; -2.32 is -2.4 and a remainder of 0.08, which is the same as that of 7.38.
    assert shown([Fraction(738, 100), Fraction(-232, 100)], "5.1") == "+7.4 -2.3"


def test_what_is_nothing_stays_nothing_even_where_the_total_is_further_off() -> None:
    assert shown([Fraction(0), Fraction(5), Fraction(0)], "5.1") == "0.0 +5.1 0.0"
    assert shown([Fraction(0), Fraction(5), Fraction(5)], "9.9") == "0.0 +5.0 +4.9"
    assert shown([Fraction(0), Fraction(0)], "0.1") == "+0.1 0.0"


def test_of_nothing_only_nothing_can_be_had() -> None:
    assert apportioned([], Fraction(0)) == ()
    with pytest.raises(ValueError, match="0 parts"):
        apportioned([], Fraction(1))


def test_a_total_between_two_steps_is_refused() -> None:
    with pytest.raises(ValueError, match="in steps of 1/10"):
        apportioned([Fraction(1)], Fraction(101, 100))


scores = st.fractions(min_value=-100, max_value=100, max_denominator=400)


@given(st.lists(scores, max_size=20))
def test_a_rounded_sum_is_reached_and_no_part_is_a_step_off(parts: list[Fraction]) -> None:
    total = Fraction(round(sum(parts) * 10), 10)
    found = apportioned(parts, total)
    assert sum(found) == total
    for part, told in zip(parts, found, strict=True):
        assert abs(part - told) < TENTH
        assert part * told >= 0
        assert told or abs(part) < TENTH


@given(st.lists(scores, min_size=1, max_size=20), st.integers(-3, 3))
def test_any_total_is_reached(parts: list[Fraction], off: int) -> None:
    total = Fraction(round(sum(parts) * 10) + off, 10)
    assert sum(apportioned(parts, total)) == total
