"""How far ahead the recommended one is, and which of the others are close, by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpo_advisor import Profile, Recommendation, recommend
from kpo_advisor.model.conditions import Not
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

WEIGHTS = decision(alternatives=("bpo", "kpo", "in-house"), weights={"c": 3, "d": 1})


def given(*favours: dict[str, int], close_call: int = 8, bar: str | None = None) -> Recommendation:
    """What is recommended where these speak for the homes on c and on d; a point is 8⅓ of the score."""
    rules = [rule(id, criterion=id, favours=homes) for id, homes in zip("cd", favours, strict=False)]
    rules += [rule("bar", holds_back=(bar,))] if bar else []
    return recommend(Profile("led"), rulebook([], rules, [WEIGHTS], close_call=close_call))


def test_the_lead_is_over_the_next_and_close_are_all_within_the_close_call() -> None:
    found = given({"bpo": 2, "kpo": 2}, {"bpo": 1})
    assert (found.lead, found.close) == (Fraction(100, 12), ())
    found = given({"bpo": 2, "kpo": 2}, {"bpo": 1}, close_call=9)
    assert (found.lead, found.close) == (Fraction(100, 12), ("kpo",))
    assert given({"bpo": 1}, close_call=25).close == ("kpo", "in-house")


def test_only_those_of_its_standing_are_rivals() -> None:
    found = given({"bpo": 2, "kpo": 2, "in-house": 1}, close_call=9, bar="kpo")
    assert (found.recommended, found.lead, found.close) == ("bpo", Fraction(25), ())


def test_on_a_tie_nothing_leads() -> None:
    found = given({"bpo": 2, "kpo": 2})
    assert (found.recommended, found.lead, found.close) == (None, None, ())


@pytest.mark.parametrize(("close_call", "close"), [(24, ("in-house",)), (25, ("bpo", "in-house"))])
def test_one_that_comes_first_whatever_is_answered_may_be_behind_for_now_and_what_is_far_ahead_is_not_close(
    close_call: int, close: tuple[str, ...]
) -> None:
    """Each answer puts kpo first; without one bpo is 3 of 12 points ahead of it, and in-house level with it."""
    rules = [
        rule("now", favours={"bpo": 1}),
        rule("yes", answered("q"), favours={"kpo": 3}),
        rule("no", Not(answered("q")), favours={"kpo": 3}),
    ]
    found = recommend(Profile("led"), rulebook([question("q")], rules, [WEIGHTS], close_call=close_call))
    assert (found.recommended, found.first, found.lead) == ("kpo", ("bpo",), Fraction(-25))
    assert found.close == close
