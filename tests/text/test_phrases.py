"""Lists, counts and scores in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpo_advisor.text.phrases import counted, listed, signed, unsigned


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_ends_with_a_word_between(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence
    assert listed(words, "or") == sentence.replace("and", "or")


def test_one_is_counted_as_one() -> None:
    assert [counted(number, "rule") for number in (0, 1, 2)] == ["0 rules", "1 rule", "2 rules"]
    assert counted(2, "criterion", "criteria") == "2 criteria"


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 25), "0.0"),  # less than half of a tenth
        (Fraction(-1, 25), "0.0"),
        (Fraction(5, 3), "+1.7"),
        (Fraction(-5, 3), "-1.7"),
        (Fraction(100), "+100.0"),
    ],
)
def test_a_score_has_a_sign_unless_it_is_nothing(score: Fraction, shown: str) -> None:
    assert signed(score) == shown
    assert unsigned(score) == shown.lstrip("+-")
