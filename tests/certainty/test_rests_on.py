"""What it rests on: by hand, and against every nearest change of every answer."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import event, given

from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.rests_on import nearest, rests_on
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import Compare, Every
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Among, Incompatible, Kind, is_plain
from kpo_advisor.solver.effort import Effort
from tests.engine.random_rulebooks import cases
from tests.small_rulebooks.building import activity, answered, number, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.profile import Activity
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.model.sensitivity import Mainstay

STEPS = ("a", "b", "c", "d")
SCALE = question("scale", Kind.SCALE, STEPS)
CHOICE = question("choice", Kind.CHOICE, STEPS)
TICKS = question("ticks", Kind.MULTI, ["none", "a", "b", "c"], exclusive=frozenset({"none"}), maximum_choices=2)
SIZE = number("size")
GATED = question("gated", only_if=answered("choice", "a"))
ASKED = [SCALE, CHOICE, TICKS, SIZE, GATED]
LEAD = rule("lead", favours={"bpo": 1})
"""What puts BPO first where nothing else speaks."""


def told(
    rules: Iterable[Rule],
    *activities: Activity,
    clashes: tuple[Incompatible, ...] = (),
    **answers: Answer,
) -> tuple[Mainstay, ...]:
    book = rulebook(ASKED, [LEAD, *rules], incompatible=clashes)
    profile = Profile("P", answers, activities=activities)
    return rests_on(examine(profile, book), Effort(10))


def kpo_if(condition: Compare | object, strength: int = 2) -> Rule:
    return rule(f"kpo-{strength}-{condition}", condition, favours={"kpo": strength})  # type: ignore[arg-type]


def words(found: tuple[Mainstay, ...]) -> list[str]:
    return [f"{each.question} {each.would}: {' '.join(each.first_then)}" for each in found]


def test_a_scale_moves_one_step_and_no_further() -> None:
    assert words(told([kpo_if(answered("scale", "c"))], scale="b")) == ['scale is "c": kpo']
    assert words(told([kpo_if(answered("scale", "c"))], scale="a")) == []


def test_of_a_question_without_an_order_any_other_choice_is_near() -> None:
    assert words(told([kpo_if(answered("choice", "d"))], choice="a")) == ['choice is "d": kpo']


def test_a_number_moves_to_the_next_range_that_a_rule_tells_apart() -> None:
    """The mark itself lies with the range above it, where the rule says so: from 7 the next one down is below 5."""
    rules = [kpo_if(Compare("size", "below", Fraction(5)))]
    (found,) = told(rules, size=Fraction(7))
    assert (found.would, found.change) == ("is below 5", Fraction(5, 2))
    rules = [kpo_if(Compare("size", "at_least", Fraction(5)))]
    (found,) = told(rules, size=Fraction(2))
    assert (found.would, found.change) == ("is at least 5", Fraction(5))


def test_a_range_beyond_the_next_is_not_near() -> None:
    rules = [kpo_if(Compare("size", "above", Fraction(9))), rule("no", Compare("size", "above", Fraction(4)))]
    assert words(told([*rules, kpo_if(Compare("size", "is", Fraction(6)), 1)], size=Fraction(5))) == [
        "size is 6: bpo kpo"
    ]


def test_ticks_are_made_or_taken_away_one_by_one() -> None:
    assert words(told([kpo_if(answered("ticks", "b"))], ticks=("a",))) == ['ticks with "b" added: kpo']
    assert words(
        told([rule("r", answered("ticks", "a"), favours={"bpo": 3}), kpo_if(Every(()))], ticks=("a", "b"))
    ) == ['ticks without "a": kpo']


def test_no_more_ticks_are_made_than_the_question_takes() -> None:
    assert told([kpo_if(answered("ticks", "c"))], ticks=("a", "b")) == ()


def test_a_choice_that_excludes_the_others_counts_as_no_tick() -> None:
    assert words(told([kpo_if(answered("ticks", "b"))], ticks=("none",))) == ['ticks is "b": kpo']
    assert words(told([kpo_if(answered("ticks", "none"))], ticks=("a",))) == ['ticks is "none": kpo']
    assert told([kpo_if(answered("ticks", "none"))], ticks=("a", "b")) == ()


def test_an_answer_to_a_question_that_does_not_apply_carries_nothing() -> None:
    assert told([kpo_if(answered("gated", "no"))], choice="b", gated="yes") == ()
    assert words(told([kpo_if(answered("gated", "no"))], choice="a", gated="yes")) == ['gated is "no": kpo']


def test_a_change_may_open_or_close_a_follow_up() -> None:
    found = told([kpo_if(answered("gated"))], choice="b", gated="yes")
    assert words(found) == ['choice is "a": kpo']


def test_an_answer_that_contradicts_another_is_not_tried() -> None:
    clash = Incompatible("clash", Every((answered("scale", "c"), answered("choice", "a"))), "No.")
    rules = [kpo_if(answered("scale", "c"))]
    assert told(rules, scale="b", choice="a", clashes=(clash,)) == ()
    assert words(told(rules, scale="b", choice="b", clashes=(clash,))) == ['scale is "c": kpo']


def test_of_several_changes_of_an_answer_the_one_that_puts_another_furthest_ahead_is_told() -> None:
    rules = [
        kpo_if(answered("choice", "b"), 1),
        kpo_if(answered("choice", "c"), 2),
        rule("home", answered("choice", "d"), favours={"in-house": 3}),
    ]
    assert words(told(rules, choice="a")) == ['choice is "d": in-house']


def test_they_come_by_who_is_alone_then_without_a_note_then_by_the_lead_then_in_the_order_asked() -> None:
    asked = [question(id) for id in ("tie", "noted", "small", "same", "large", "bar")]
    rules = [
        kpo_if(answered("tie"), 1),
        kpo_if(answered("noted"), 3),
        kpo_if(answered("small"), 2),
        kpo_if(answered("same"), 2),
        kpo_if(answered("large"), 3),
        rule("two-left", excludes=["in-house", "hybrid"]),
        rule("barred", answered("bar"), excludes=["bpo"]),
    ]
    book = rulebook(asked, [LEAD, *rules])
    profile = Profile("P", {each.id: "no" for each in asked}, {"noted": "seen"})
    found = rests_on(examine(profile, book), Effort(10))
    assert [each.question for each in found] == ["bar", "large", "small", "same", "noted", "tie"]


def test_a_shared_answer_changes_for_all_activities_and_an_own_one_for_its_own() -> None:
    rules = [kpo_if(answered("scale", "c")), kpo_if(answered("choice", "d"), 3)]
    (found,) = told(rules, activity("one"), activity("two", size=Fraction(1)), scale="b")
    assert (found.question, found.activities, found.first_then) == ("scale", ("one", "two"), ("kpo",))
    (own,) = told(rules, activity("one"), activity("two", choice="a"))
    assert (own.question, own.activities, own.first_then) == ("choice", ("two",), ("hybrid",))


def test_where_all_are_excluded_after_a_change_nothing_stands_first() -> None:
    rules = [rule("all", answered("scale", "c"), excludes=["bpo", "kpo", "in-house", "hybrid"])]
    assert words(told(rules, scale="b")) == ['scale is "c": ']


def test_a_narrowed_answer_carries_nothing() -> None:
    assert told([kpo_if(answered("scale", "c"))], scale=Among(("a", "b"))) == ()


def test_on_a_tie_there_is_nothing_that_rests_on_anything() -> None:
    assert told([kpo_if(answered("scale", "b"), 1)], scale="b") == ()


def test_no_more_is_tried_than_the_effort_admits() -> None:
    book = rulebook([SCALE], [LEAD, kpo_if(answered("scale", "c"))])
    effort = Effort(0)
    assert rests_on(examine(Profile("P", {"scale": "b"}), book), effort) == ()
    assert effort.fell_short


@pytest.mark.parametrize("given", [("a",), ("none",), ("b", "c")])
def test_the_nearest_ticks_are_answers_that_the_question_takes(given: tuple[str, ...]) -> None:
    book = rulebook([TICKS], [LEAD])
    for answer, _ in nearest(book, "ticks", given):
        assert isinstance(answer, tuple)
        assert 1 <= len(answer) <= 2
        assert "none" not in answer or len(answer) == 1
        assert len(set(answer) ^ set(given)) <= (2 if "none" in (*answer, *given) else 1)


@given(case=cases())
def test_they_are_the_answers_of_which_some_nearest_change_puts_another_first(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    examined = examine(profile, book)
    main = examined.main
    found = {each.question: each for each in rests_on(examined, Effort(10))}
    wanted: dict[str, set[tuple[str, ...]]] = {}
    for id, answer in profile.answers.items():
        changes = nearest(book, id, answer) if is_plain(answer) and main.recommended else ()
        for other, _ in changes:
            after = assess_profile(program_of(book), replace(profile, answers={**profile.answers, id: other}))
            before = set(examined.pieces[0].assessment.violated)
            is_other = after.main.first not in (main.first, (main.recommended,))
            if is_other and set(after.pieces[0].assessment.violated) <= before:
                wanted.setdefault(id, set()).add(after.main.first)
    assert found.keys() == wanted.keys()
    for id, mainstay in found.items():
        assert mainstay.first_then in wanted[id]
        assert len(mainstay.first_then) == 1 or not any(len(first) == 1 for first in wanted[id])
    event(f"{len(found)} of {len(profile.answers)}")
