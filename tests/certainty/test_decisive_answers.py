"""Of an open question the answers are tried one by one, and no more of them than the effort admits."""

from __future__ import annotations

from fractions import Fraction

from kpo_advisor import load_rulebook
from kpo_advisor.advice.recommend import recommend
from kpo_advisor.certainty.decisive_answers import turns
from kpo_advisor.certainty.examined import without_proof
from kpo_advisor.model.conditions import Compare
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.sensitivity import Turn
from kpo_advisor.profiles.profile import MOST_ACTIVITIES
from kpo_advisor.solver.effort import OF_TURNS, Effort
from tests.small_rulebooks.building import number, rule, rulebook

ODD = [Compare("n", "is", Fraction(at)) for at in range(1_500)]
"""Each constant speaks for kpo, and the ranges between them for bpo."""

BOOK = rulebook(
    [number("n")],
    [rule("as-such", favours={"bpo": 1})] + [rule(f"r{at}", each, favours={"kpo": 2}) for at, each in enumerate(ODD)],
)


def _turns(effort: Effort) -> tuple[Turn, ...]:
    return turns(without_proof(Profile("P"), BOOK), "n", effort)


def test_every_answer_that_changes_the_first_is_found_where_the_effort_suffices() -> None:
    effort = Effort(1_000)
    assert _turns(effort) == tuple(Turn(Fraction(at), str(at), ("kpo",)) for at in range(1_500))
    assert not effort.fell_short


def test_only_the_first_answers_are_tried_where_the_effort_does_not_suffice() -> None:
    """An answer takes 3 steps for each of 1501 rules, one question and twice 1500 constants: 13,506 of a million.

    The 75th is tried while something is left. The first is 0 itself, and a range comes after every constant.
    """
    effort = Effort(1)
    assert _turns(effort) == tuple(Turn(Fraction(at), str(at), ("kpo",)) for at in range(38))
    assert effort.fell_short


def test_that_not_every_answer_was_tried_is_said() -> None:
    found = recommend(Profile("P"), BOOK)
    (asked,) = found.open_questions
    assert "not-decided" in found.remarks
    assert 0 < len(asked.turns) < 1_500
    assert asked.turns == _turns(Effort(OF_TURNS))


def test_every_answer_to_the_packaged_questions_is_tried_for_as_many_activities_as_a_profile_may_have() -> None:
    """Were each question open in all of 200 different activities, it would still be less than what may be taken."""
    packaged = load_rulebook()
    examined = without_proof(Profile("P"), packaged)
    effort = Effort(OF_TURNS)
    before = effort.left
    for id in packaged.questions:
        turns(examined, id, effort)
    assert (before - effort.left) * MOST_ACTIVITIES < before
