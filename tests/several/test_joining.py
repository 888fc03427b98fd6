"""Several answers as one: the same where all agree, else the set of what was said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kpo_advisor.model.profile import Activity, Profile, Said
from kpo_advisor.model.questions import Among, Answer, Between, Kind, PerhapsTicked
from kpo_advisor.several.joining import joined, known
from kpo_advisor.several.merging import merged
from tests.small_rulebooks.building import number, question, rulebook

SCALE = question("scale", Kind.SCALE, ("low", "middle", "high"))
TICKS = question("ticks", Kind.MULTI, ("none", "a", "b", "c"), exclusive=frozenset(("none",)), maximum_choices=2)
YES_NO = question("told")
STAFF = number("staff")
BOOK = rulebook([SCALE, TICKS, YES_NO, STAFF], [])
TWO, FIVE, NINE = map(Fraction, (2, 5, 9))


@pytest.mark.parametrize(
    ("asked", "given", "one"),
    [
        (SCALE, [], None),
        (SCALE, ["low"], "low"),
        (SCALE, ["high", "low"], Among(("low", "high"))),
        (SCALE, [Among(("low", "middle")), "high"], Among(("low", "middle", "high"))),
        (YES_NO, ["no", "yes"], Among(("yes", "no"))),
        (STAFF, [FIVE, TWO], Between(TWO, FIVE)),
        (STAFF, [Between(TWO, FIVE), NINE], Between(TWO, NINE)),
        (TICKS, [("a", "b"), ("a", "c")], PerhapsTicked(("a",), ("b", "c"))),
        (TICKS, [("a",), ("a", "b")], PerhapsTicked(("a",), ("b",))),
        (TICKS, [("none",), ("c",)], PerhapsTicked((), ("none", "c"))),
        (TICKS, [PerhapsTicked(("a",), ("b",)), ("a", "c")], PerhapsTicked(("a",), ("b", "c"))),
        (TICKS, [PerhapsTicked((), ("a", "b")), ("a",)], PerhapsTicked((), ("a", "b"))),
    ],
)
def test_answers_that_differ_become_the_set_of_what_was_said(asked: object, given: list[Answer], one: Answer) -> None:
    assert joined(asked, given) == one  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        (["low", Among(("low", "middle"))], ["low"]),
        ([Among(("low", "middle")), Among(("low", "middle", "high")), None], [Among(("low", "middle"))]),
        ([Among(("low", "middle")), "high"], [Among(("low", "middle")), "high"]),
        ([Between(TWO, NINE), FIVE], [FIVE]),
        ([Between(TWO, NINE), Between(FIVE, NINE)], [Between(FIVE, NINE)]),
        ([Between(TWO, FIVE), NINE], [Between(TWO, FIVE), NINE]),
        ([PerhapsTicked(("a",), ("b",)), ("a",)], [("a",)]),
        ([PerhapsTicked((), ("a", "b")), PerhapsTicked(("a",), ("b",))], [PerhapsTicked(("a",), ("b",))]),
        ([PerhapsTicked(("a",), ("b",)), ("b",)], [PerhapsTicked(("a",), ("b",)), ("b",)]),
        (["low", "high", "low"], ["low", "high"]),
    ],
)
def test_who_is_not_sure_leaves_it_to_those_who_are_of_what_they_hold_possible(
    given: list[Answer], counts: list[Answer]
) -> None:
    assert list(known(Said(f"p{at}", answer) for at, answer in enumerate(given))) == counts


def person(name: str, *activities: Activity, **answers: Answer) -> Profile:
    return Profile("Work", answers, person=name, activities=activities)


def test_who_does_not_know_and_who_was_not_asked_leave_an_answer_as_it_is() -> None:
    people = [person("a", scale="low", told=None), person("b", scale=None), person("c")]
    found = merged(people, BOOK).profile
    assert found.answers == {"scale": "low", "told": None}
    assert found.said == {"scale": (Said("a", "low"), Said("b", None)), "told": (Said("a", None),)}
    assert (found.person, found.date) == (None, None)


def test_an_activity_is_answered_by_what_each_says_of_it_or_else_of_all_the_work() -> None:
    people = [
        person("a", Activity("Keying", 2, {"scale": "low"}), Activity("Checking", 1, {}), scale="high"),
        person("b", Activity("Checking", 2, {}), Activity("Keying", 4, {}), scale="middle"),
        person("c", scale="high", told="yes"),
    ]
    found = merged(people, BOOK).profile
    assert found.answers == {"scale": Among(("middle", "high")), "told": "yes"}
    keying, checking = found.activities
    assert (keying.title, keying.share, checking.share) == ("Keying", 2, 1)
    assert keying.answers == {"scale": Among(("low", "middle", "high"))}
    assert keying.said == {"scale": (Said("a", "low"), Said("b", "middle"), Said("c", "high"))}
    assert (checking.answers, checking.said) == ({}, {})


def test_what_a_profile_tells_of_others_is_kept_and_counts_unless_it_was_settled_since() -> None:
    told = {"scale": (Said("a", "low", "2026-03-01"), Said("b", "high"))}
    earlier = Profile("Work", {"scale": Among(("low", "high"))}, file="earlier.yaml", said=told)
    found = merged([earlier, person("c", scale="low")], BOOK).profile
    assert found.answers == {"scale": Among(("low", "high"))}
    assert found.said == {"scale": (*told["scale"], Said("c", "low"))}
    settled = Profile("Work", {"scale": "high"}, file="earlier.yaml", said=told)
    found = merged([settled, person("c", scale=Among(("middle", "high")))], BOOK).profile
    assert found.answers == {"scale": "high"}
    assert found.said == {"scale": (*told["scale"], Said("c", Among(("middle", "high"))))}


def test_who_answers_by_themselves_too_is_not_told_by_what_another_profile_says_of_them() -> None:
    told = {"scale": (Said("a", "low", "2026-03-01"), Said("b", "high")), "told": (Said("a", "yes"),)}
    earlier = Profile("Work", {"scale": Among(("low", "high")), "told": "yes"}, file="earlier.yaml", said=told)
    found = merged([earlier, person("a", scale="high")], BOOK).profile
    assert found.answers == {"scale": "high", "told": "yes"}
    assert found.said == {"scale": (Said("b", "high"), Said("a", "high")), "told": (Said("a", "yes"),)}


def test_who_is_told_of_by_two_profiles_counts_once_with_the_set_of_what_these_tell() -> None:
    both = {"scale": (Said("p", "low", "2026-03-01"), Said("q", "high")), "told": (Said("p", "yes"),)}
    one = Profile("Work", {"scale": Among(("low", "high")), "told": "yes"}, person="a", said=both)
    same = Profile(
        "Work", {"scale": "low", "told": "no"}, person="b", said={"scale": (Said(" p", "low", "2026-03-02"),)}
    )
    other = replace(same, answers={"told": "no"}, said={"told": (Said("p", "no"),)})
    assert merged([one, same], BOOK).profile.said["scale"] == (Said("p", "low", "2026-03-02"), Said("q", "high"))
    assert merged([one, other], BOOK).profile.said["told"] == (Said("p", Among(("yes", "no"))),)


def test_of_one_profile_alone_the_person_and_the_date_stay() -> None:
    one = replace(person("a", scale="low"), date="2026-03-01")
    found = merged([one], BOOK).profile
    assert (found.person, found.date) == ("a", "2026-03-01")
    assert found.said == {"scale": (Said("a", "low", "2026-03-01"),)}


def test_what_was_said_without_an_answer_beside_it_is_left_out_and_told() -> None:
    inside = Activity("Keying", 1, {"scale": "low"}, {"told": (Said("p", "yes"),)})
    one = Profile("Work", {"told": "yes"}, file="a.yaml", said={"staff": (Said("p", TWO),)}, activities=(inside,))
    found = merged([one, person("b")], BOOK)
    assert found.told == ('Left out is what a.yaml says was said to "told" and "staff": no answer stands beside it.',)
    assert "staff" not in found.profile.said


def test_notes_stand_beside_each_other_with_their_persons_unless_they_are_the_same() -> None:
    one = Profile("Work", {}, {"scale": "the manual", "told": "by phone"}, person="a")
    other = Profile("Work", {}, {"scale": "a guess", "told": "by phone"}, person="b")
    assert merged([one, other], BOOK).profile.notes == {"scale": "a: the manual\nb: a guess", "told": "by phone"}
