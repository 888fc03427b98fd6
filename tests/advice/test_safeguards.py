"""Which sentences are printed beside the ranking, and which options are suggested, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpo_advisor import Profile, recommend
from kpo_advisor.model.conditions import Not
from kpo_advisor.model.rules import ByAlternative, Decision, Option, Printed, PrintKind, Rule, Topic
from tests.small_rulebooks.building import activity, answered, decision, question, rule, rulebook

TOPICS = Decision("advice", "Advice", topics=(Topic("before", "Before"), Topic("care", "Care")))
OPTIONS = ("flat", "hourly", "by-piece", "by-year")
PRICING = Decision("pricing", "Pricing", options=tuple(Option(id, id, id) for id in OPTIONS))
BPO_FIRST = rule("bpo-first", favours={"bpo": 1})


def printing(id: str, kind: PrintKind, topic: str = "care", homes: tuple[str, ...] = ()) -> Rule:
    return rule(id, answered("q"), printed=(Printed(kind, topic, f"{id}."),), printed_for=homes)


def advised(rules: list[Rule], **answers: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Of each sentence that is printed the rule, the status and the questions it hangs on."""
    given = recommend(Profile("p", answers), rulebook([question("q")], [BPO_FIRST, *rules], [decision(), TOPICS]))
    return [(advice.rule, advice.status, advice.questions) for advice in given.advice]


def test_a_sentence_of_a_rule_that_is_open_may_hold_and_names_the_question() -> None:
    rules = [printing("mind", PrintKind.ADVISES)]
    assert advised(rules, q="yes") == [("mind", "holds", ())]
    assert advised(rules) == [("mind", "check", ("q",))]
    assert advised(rules, q="no") == []


def test_a_safeguard_goes_with_each_alternative_that_has_the_home_it_is_for() -> None:
    """Hybrid may give a part to any of its homes."""
    rules = [BPO_FIRST, printing("check-it", PrintKind.REQUIRES, homes=("kpo",))]
    given = recommend(Profile("p", {"q": "yes"}), rulebook([question("q")], rules, [decision(), TOPICS]))
    required = {row.alternative: [advice.rule for advice in row.requires] for row in given.ranking}
    assert required == {"bpo": [], "kpo": ["check-it"], "in-house": [], "hybrid": ["check-it"]}
    assert given.advice == ()


FOR_HYBRID = replace(
    rule("two", printed=(Printed(PrintKind.ADVISES, "care", "two."), Printed(PrintKind.REQUIRES, "care", "both."))),
    printed_for=("hybrid",),
    suggests=(("pricing", "flat"),),
)


@pytest.mark.parametrize(("first", "told"), [("hybrid", ["two"]), ("bpo", []), ("kpo", [])])
def test_what_is_for_hybrid_is_told_where_hybrid_is_recommended(first: str, told: list[str]) -> None:
    book = rulebook([], [rule("first", favours={first: 1}), FOR_HYBRID], [decision(), TOPICS, PRICING])
    given = recommend(Profile("p"), book)
    assert [advice.rule for advice in given.advice] == told
    assert [reason.rule for option in given.suggestions["pricing"] for reason in option.reasons] == told
    required = {row.alternative: [advice.text for advice in row.requires] for row in given.ranking}
    assert required == {"bpo": [], "kpo": [], "in-house": [], "hybrid": ["both."]}


@pytest.mark.parametrize(("other", "told"), [("yes", []), ("no", ["two"])])
def test_what_is_for_hybrid_is_told_of_activities_that_have_more_than_one_home(other: str, told: list[str]) -> None:
    inside = rule("inside", Not(answered("q")), favours={"in-house": 2})
    book = rulebook([question("q")], [BPO_FIRST, inside, FOR_HYBRID], [decision(), TOPICS, PRICING])
    given = recommend(Profile("p", activities=(activity("one", q="yes"), activity("other", q=other))), book)
    assert [advice.rule for advice in given.advice] == told
    assert [reason.rule for option in given.suggestions["pricing"] for reason in option.reasons] == told
    required = {row.alternative: [advice.text for advice in row.requires] for row in given.ranking}
    assert required == {"bpo": [], "kpo": [], "in-house": [], "hybrid": ["both."]}


@pytest.mark.parametrize("kind", [PrintKind.SHOWS, PrintKind.RATES])
def test_an_example_or_a_grade_is_printed_only_once_it_fits(kind: PrintKind) -> None:
    assert advised([printing("like", kind)], q="yes") == [("like", "holds", ())]
    assert advised([printing("like", kind)]) == []


def test_a_sentence_for_another_home_is_not_printed() -> None:
    rules = [printing("for-kpo", PrintKind.KEEPS, homes=("kpo",)), printing("for-bpo", PrintKind.KEEPS, homes=("bpo",))]
    assert [id for id, _, _ in advised(rules, q="yes")] == ["for-bpo"]


def test_sentences_stand_in_the_order_of_their_topics() -> None:
    rules = [printing("later", PrintKind.ADVISES), printing("sooner", PrintKind.ADVISES, "before")]
    assert [id for id, _, _ in advised(rules, q="yes")] == ["sooner", "later"]


def test_options_with_more_reasons_come_first_then_what_may_not_fit_then_what_does_not() -> None:
    """An option without a reason for it is not told."""
    rules = [
        BPO_FIRST,
        rule("all", suggests=tuple(("pricing", id) for id in ("flat", "hourly", "by-piece"))),
        rule("open", answered("q"), withholds=(("pricing", "hourly"),)),
        rule("sure", withholds=(("pricing", "flat"), ("pricing", "by-year"))),
    ]
    more = Decision("pay", "Pay", options=(Option("few", "Few", ""), Option("many", "Many", "")))
    rules += [rule("one", suggests=(("pay", "few"), ("pay", "many"))), rule("two", suggests=(("pay", "many"),))]
    given = recommend(Profile("p"), rulebook([question("q")], rules, [decision(), PRICING, more]))
    assert [(option.option, option.status) for option in given.suggestions["pricing"]] == [
        ("by-piece", "fits"),
        ("hourly", "check"),
        ("flat", "withheld"),
    ]
    assert [option.option for option in given.suggestions["pay"]] == ["many", "few"]


def test_what_the_client_wishes_comes_before_what_has_more_reasons() -> None:
    wish = replace(rule("wish", suggests=(("pricing", "by-piece"),)), wishes=(("pricing", "by-piece"),))
    rules = [
        BPO_FIRST,
        rule("one", suggests=(("pricing", "flat"), ("pricing", "hourly"))),
        rule("two", suggests=(("pricing", "hourly"),)),
        wish,
    ]
    given = recommend(Profile("p"), rulebook([], rules, [decision(), PRICING]))
    assert [option.option for option in given.suggestions["pricing"]] == ["by-piece", "hourly", "flat"]
    rules.append(rule("not-so", withholds=(("pricing", "by-piece"),)))
    given = recommend(Profile("p"), rulebook([], rules, [decision(), PRICING]))
    assert [option.option for option in given.suggestions["pricing"]] == ["hourly", "flat", "by-piece"]


def test_an_option_is_told_of_the_activities_that_have_a_reason_for_it_and_none_against() -> None:
    """The flat price has no reason for the third activity, and is withheld from the second."""
    no = Not(answered("q"))
    rules = [
        BPO_FIRST,
        rule("flat", answered("q"), suggests=(("pricing", "flat"),)),
        rule("not-flat", answered("late"), withholds=(("pricing", "flat"),)),
        rule("hourly", no, suggests=(("pricing", "hourly"),)),
        rule("not-hourly", no, withholds=(("pricing", "hourly"),)),
    ]
    parts = (activity("one", q="yes", late="no"), activity("two", q="yes", late="yes"), activity("three", q="no"))
    book = rulebook([question("q"), question("late")], rules, [decision(), PRICING])
    flat, hourly = recommend(Profile("p", activities=parts), book).suggestions["pricing"]
    assert (flat.option, flat.status, flat.activities, flat.withheld) == ("flat", "fits", ("one",), ())
    assert (hourly.option, hourly.status, hourly.activities) == ("hourly", "withheld", ("three",))
    assert [reason.rule for reason in hourly.withheld] == ["not-hourly"]


SAYS_OF_BPO = ByAlternative((("bpo", "Hands."), ("kpo", "Experts."), ("in-house", "Both.")))
INFERS_OF_BPO = ByAlternative((("bpo", "The document speaks of KPO."),))


@pytest.mark.parametrize(
    ("first", "because", "inferred", "marks"),
    [
        ({"bpo": 1}, "Hands.", "The document speaks of KPO.", ("1", "ours")),
        ({"kpo": 1}, "Experts.", None, ("1",)),
        ({"bpo": 1, "kpo": 1}, "Hands. Experts.", "The document speaks of KPO.", ("1", "ours")),
    ],
)
def test_what_is_printed_is_told_and_marked_by_the_homes_it_is_printed_for(
    first: dict[str, int], because: str, inferred: str | None, marks: tuple[str, ...]
) -> None:
    """On a tie of two homes it is printed for both, so what is inferred of one of them is printed too."""
    mind = replace(
        rule("mind", printed=(Printed(PrintKind.ADVISES, "care", "Mind."),), suggests=(("pricing", "flat"),)),
        because=SAYS_OF_BPO,
        inferred=INFERS_OF_BPO,
    )
    book = rulebook([], [rule("first", favours=first), mind], [decision(), TOPICS, PRICING])
    given = recommend(Profile("p"), book)
    (advice,), (suggestion,) = given.advice, given.suggestions["pricing"]
    assert (advice.because, advice.inferred, advice.marks) == (because, inferred, marks)
    (reason,) = suggestion.reasons
    assert (reason.because, reason.inferred, reason.marks) == (because, inferred, marks)


def test_what_is_for_one_home_is_marked_by_that_home_alone() -> None:
    """The hybrid may give a part to each of its homes; this is for KPO, of which nothing is inferred."""
    check = replace(printing("check-it", PrintKind.REQUIRES, homes=("kpo",)), inferred=INFERS_OF_BPO)
    given = recommend(Profile("p", {"q": "yes"}), rulebook([question("q")], [BPO_FIRST, check], [decision(), TOPICS]))
    (advice,) = next(row for row in given.ranking if row.alternative == "hybrid").requires
    assert (advice.inferred, advice.marks) == (None, ("1",))


@pytest.mark.parametrize(
    ("said", "told"),
    [((("hybrid", "Two."), ("kpo", "Experts.")), "Two."), ((("kpo", "Experts."),), "Experts.")],
)
def test_what_is_for_hybrid_is_told_in_its_words_or_else_in_those_for_its_homes(
    said: tuple[tuple[str, str], ...], told: str
) -> None:
    """No part is at kpo, so that only hybrid is meant."""
    both = replace(FOR_HYBRID, printed_for=("hybrid", "kpo"), because=ByAlternative(said))
    rules = [rule("first", favours={"hybrid": 1}), rule("bar", excludes=("kpo",)), both]
    given = recommend(Profile("p"), rulebook([], rules, [decision(), TOPICS, PRICING]))
    (advice,), (option,) = given.advice, given.suggestions["pricing"]
    assert (advice.because, option.reasons[0].because) == (told, told)
