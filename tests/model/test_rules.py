"""What a rule, an exclusion, a decision and a result say of themselves."""

from __future__ import annotations

from dataclasses import fields

import pytest

from kpo_advisor.model.assessment import Certainty, DecisionResult, Standing, Status
from kpo_advisor.model.conditions import Decided, Every
from kpo_advisor.model.rules import ByAlternative, Decision, Exclusion, Option, Printed, PrintKind, Rule, Topic, said_of
from tests.small_rulebooks.building import answered, decision, rule, rulebook

PRINTED = Printed(PrintKind.ADVISES, "advice", "Ask.")
BUSY = Rule(
    "busy",
    when=Every((answered("b"), Decided("model", frozenset(("kpo",))), answered("a"))),
    unless=Every((answered("c"), answered("b"), Decided("place", frozenset(("far",))))),
    criterion="c",
    favours=(("far", 1),),
    opposes=(("near", 2),),
    holds_back=("bpo", "kpo"),
    excludes=(Exclusion("kpo", whole_only=True), Exclusion("in-house")),
)


@pytest.mark.parametrize(
    ("word", "exclusion"), [("kpo", Exclusion("kpo")), ("kpo-whole", Exclusion("kpo", whole_only=True))]
)
def test_an_exclusion_is_read_from_its_word_and_written_as_it(word: str, exclusion: Exclusion) -> None:
    assert Exclusion.of(word) == exclusion
    assert exclusion.word == word


def test_a_rule_knows_the_questions_and_decisions_of_both_conditions() -> None:
    assert BUSY.questions == ("b", "a", "c")
    assert BUSY.decisions == {"model", "place"}


def test_a_rule_without_conditions_looks_at_nothing() -> None:
    assert (Rule("always").questions, Rule("always").decisions) == ((), frozenset())


def test_a_rule_bars_each_alternative_once_and_excludes_first() -> None:
    assert BUSY.bars == ("kpo", "in-house", "bpo")


def test_a_rule_touches_what_it_favours_opposes_and_bars() -> None:
    assert BUSY.touches == {"far", "near", "kpo", "in-house", "bpo"}
    assert BUSY.weighs
    assert not Rule("suggesting", suggests=(("price", "hourly"),)).weighs


MAIN = decision(alternatives=("bpo", "kpo", "hybrid"))


@pytest.mark.parametrize(
    ("rule", "homes"),
    [
        (BUSY, ("bpo", "far", "in-house", "kpo", "near")),
        (Rule("printing", printed=(PRINTED,)), ("bpo", "kpo")),
        (Rule("printing-for-one", printed=(PRINTED,), printed_for=("kpo",)), ("kpo",)),
        (Rule("suggesting", suggests=(("price", "hourly"),)), ("bpo", "kpo")),
        (Rule("both", favours=(("kpo", 1), ("hybrid", 1)), printed=(PRINTED,)), ("hybrid", "kpo", "bpo")),
    ],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
def test_a_rule_bears_on_what_it_touches_and_where_it_prints_on_those_it_is_for_or_any_home(
    rule: Rule, homes: tuple[str, ...]
) -> None:
    assert rule.bears_on(MAIN.alternatives) == homes


def test_what_is_said_by_alternative_is_said_of_some_in_the_rules_order_and_each_sentence_once() -> None:
    said = ByAlternative((("kpo", "Experts."), ("bpo", "Hands."), ("in-house", "Experts.")))
    assert said_of(said, {"in-house"}) == "Experts."
    assert said_of(said, ["bpo", "in-house", "kpo"]) == "Experts. Hands."
    assert said_of(said, ["hybrid"]) is None
    assert said_of("Work.", ["hybrid"]) == "Work."
    assert said_of(None, ["kpo"]) is None


def test_what_a_rule_knows_is_no_part_of_it() -> None:
    fresh = Rule(**{field.name: getattr(BUSY, field.name) for field in fields(BUSY)})
    assert BUSY.touches
    assert (fresh, hash(fresh)) == (BUSY, hash(BUSY))
    assert not {"questions", "decisions", "bars", "touches"}.intersection(field.name for field in fields(Rule))


def test_only_decisions_with_alternatives_are_ranked() -> None:
    price = Decision("price", "Price", options=(Option("hourly", "By the hour", "Hours are paid."),))
    advice = Decision("advice", "Advice", topics=(Topic("signing", "Before signing"),))
    book = rulebook([], [], [decision(), price, advice])
    assert [each.id for each in book.ranked] == ["model"]
    assert [offer.id for each in (price, advice) for offer in each.offers] == ["hourly", "signing"]
    assert (book.titles["hourly"], book.titles["signing"]) == ("By the hour", "Before signing")


def test_an_exclusion_for_the_whole_work_is_told_as_one() -> None:
    book = rulebook([], [rule("whole", excludes=("kpo-whole",))])
    assert (book.title_of("kpo"), book.title_of("kpo-whole")) == ("kpo", "kpo for the whole work")


def test_words_of_standings_and_statuses_are_those_of_the_published_format() -> None:
    assert [standing.word for standing in Standing] == ["eligible", "held-back", "excluded"]
    assert [Standing.of(standing.word) for standing in Standing] == list(Standing)
    assert [status.word for status in Status] == ["off", "open", "for-now", "fires"]


@pytest.mark.parametrize(
    ("first", "winner", "possible", "certainty"),
    [
        (("a",), "a", ("a",), Certainty.CERTAIN),
        (("a",), None, ("a", "b"), Certainty.PROVISIONAL),
        ((), None, ("b",), Certainty.PROVISIONAL),
        ((), None, (), Certainty.NONE),
    ],
)
def test_a_result_is_as_certain_as_what_is_proved_of_it(
    first: tuple[str, ...], winner: str | None, possible: tuple[str, ...], certainty: Certainty
) -> None:
    assert DecisionResult("model", (), first, winner, possible).certainty is certainty
