"""A mistyped word is taken for one that is much alike, and another id is no typo."""

from __future__ import annotations

import pytest

from kpo_advisor.text.suggest import did_you_mean, what_there_is


@pytest.mark.parametrize(
    ("found", "allowed", "meant"),
    [
        ("kpo", "bpo", None),  # two letters of three in common, 2 · 2 / 6 = 0.67: two ids that both exist
        ("goal", "goals", "goals"),  # 2 · 4 / 9 = 0.89
        ("abcdefgxyz", "abcdefguvw", "abcdefguvw"),  # seven letters of ten, 2 · 7 / 20 = 0.7: just enough
        ("abcdefwxyz", "abcdefstuv", None),  # six of ten, 0.6
    ],
)
def test_words_are_alike_from_seven_letters_in_ten_on(found: str, allowed: str, meant: str | None) -> None:
    assert did_you_mean(found, [allowed]) == (None if meant is None else f'Did you mean "{meant}"?')


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("review_capabilty", "review_capability"),
        ("review-capability", "review_capability"),
        ("Skill_Level", "skill_level"),
        ("kpo", None),
        ("", None),
        ("x" * 100_000, None),
        ("zzz", None),
    ],
)
def test_a_mistyped_word_is_guessed_or_left_alone(found: str, meant: str | None) -> None:
    allowed = ["skill_level", "review_capability", "bpo", "in-house", "y" * 100_000]
    expected = None if meant is None else f'Did you mean "{meant}"?'
    assert did_you_mean(found, allowed) == expected
    assert did_you_mean(found, reversed(allowed)) == expected


def test_of_words_equally_alike_the_first_in_the_alphabet_is_named() -> None:
    assert did_you_mean("abcx", [f"abc{letter}" for letter in "zyutsrqponmlk"]) == 'Did you mean "abck"?'


def test_a_few_words_are_listed_and_of_many_only_those_that_are_near() -> None:
    assert what_there_is("x", ["bpo"]) == "there is bpo"
    assert what_there_is("x", ["bpo", "kpo", "hybrid"]) == "there are bpo, kpo and hybrid"
    assert what_there_is("x", []) == ""
    many = [f"rule-{number}" for number in "abcdefghijkl"] + ["secrecy-of-names", "secrecy-of-data"]
    assert what_there_is("secrecy-here", many) == "the nearest are secrecy-of-names and secrecy-of-data"
    assert what_there_is("payroll", many) == ""
    assert what_there_is("s" * 5000, many) == ""
