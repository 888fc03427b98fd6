"""What became of each rule, on a rulebook in which every kind of outcome stands once."""

from __future__ import annotations

from dataclasses import replace

from kpo_advisor import Profile, explain
from kpo_advisor.model.conditions import Every
from kpo_advisor.model.rules import Decision, Option, Printed, PrintKind, Topic
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

FAR = Every((answered("q", "no"), answered("r", "no")))
BOOK = rulebook(
    [question("q"), question("r"), question("open")],
    [
        rule("fires", answered("q"), favours={"bpo": 1}),
        replace(rule("until-shown", excludes=("kpo",)), unless=answered("open", "no")),
        rule("may-hold", answered("open"), favours={"bpo": 2}),
        rule("one-answer-away", answered("q", "no"), favours={"kpo": 3}),
        rule("two-answers-away", FAR, favours={"in-house": 3}),
    ],
)
PROFILE = Profile("by hand", {"q": "yes", "r": "yes"})
OUTCOMES = {outcome.rule: outcome for outcome in explain(PROFILE, BOOK).pieces[0].rules}


def test_each_rule_is_told_with_what_became_of_it_and_what_is_two_answers_away_is_not() -> None:
    assert {id: outcome.status for id, outcome in OUTCOMES.items()} == {
        "fires": "fires",
        "until-shown": "for-now",
        "may-hold": "open",
        "one-answer-away": "missed",
    }


def test_a_rule_that_may_change_names_the_open_questions_it_depends_on() -> None:
    assert {id: outcome.questions for id, outcome in OUTCOMES.items()} == {
        "fires": (),
        "until-shown": ("open",),
        "may-hold": ("open",),
        "one-answer-away": (),
    }


def test_a_rule_comes_with_the_given_answers_it_looks_at() -> None:
    assert OUTCOMES["fires"].answers == {"q": "yes"}
    assert OUTCOMES["may-hold"].answers == {}


def test_a_missed_rule_names_the_answer_that_would_make_it_fire() -> None:
    (miss,) = OUTCOMES["one-answer-away"].misses
    assert (miss.question, miss.given, miss.answers) == ("q", "yes", ("no",))


def test_of_many_effects_those_that_weigh_come_first_and_name_the_decision() -> None:
    extras = [
        Decision("pricing", "Pricing", options=(Option("flat", "Flat", "by the month"),)),
        Decision("advice", "Advice", topics=(Topic("care", "Care"),)),
    ]
    many = rule(
        "many",
        printed=(Printed(PrintKind.ADVISES, "care", "Mind it."),),
        suggests=(("pricing", "flat"),),
        excludes=("kpo-whole",),
        opposes={"in-house": 1},
        favours={"bpo": 2},
    )
    book = rulebook([], [many], [decision(), *extras])
    (outcome,) = explain(Profile("all"), book).pieces[0].rules
    assert outcome.decision == "model"
    assert [(effect.kind, effect.target, effect.strength) for effect in outcome.effects] == [
        ("favours", "bpo", 2),
        ("opposes", "in-house", 1),
        ("excludes", "kpo-whole", None),
        ("suggests", "flat", None),
        ("advises", "care", None),
    ]
