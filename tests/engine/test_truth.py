"""Three-valued truth: Kleene's tables, counting, and questions that do not apply."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor.engine.truth import FALSE, OPEN, TRUE, Bits, is_met
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import ALWAYS, Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Among, Between, Incompatible, Kind, PerhapsTicked
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import activity, answered, assessed, number, question, rule, rulebook, whole_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.conditions import Comparison, Condition, Test
    from kpo_advisor.model.questions import Answer, Question

A, B, C = answered("a"), answered("b"), answered("c")
VALUES = (TRUE, OPEN, FALSE)


def value_of(condition: Condition, values: Mapping[OneOf, int]) -> int:
    """The engine's value of a condition, given those of its tests."""
    bits = Bits()
    node = bits.node(condition)
    known = {1 << at: values[test] for test, at in bits.index.items() if isinstance(test, OneOf)}
    true = sum(bit for bit, value in known.items() if value == TRUE)
    false = sum(bit for bit, value in known.items() if value == FALSE)
    return node.value(true, false)


def kleene(condition: Condition, values: Mapping[OneOf, int]) -> int:
    """The value by the book: the least part, the count of parts, the opposite."""
    match condition:
        case Every(parts):
            return min([TRUE, *(kleene(each, values) for each in parts)])
        case Some(parts, count):
            found = [kleene(each, values) for each in parts]
            if found.count(TRUE) >= count:
                return TRUE
            return OPEN if found.count(TRUE) + found.count(OPEN) >= count else FALSE
        case Not(part):
            return -kleene(part, values)
    return values[condition]  # type: ignore[index]


def test_a_condition_is_met_by_the_answers_to_what_applies_and_never_by_a_result() -> None:
    asked = {"a": question("a"), "n": number("n")}
    big, decided = Compare("n", "above", Fraction(3)), Decided("model", frozenset({"bpo"}))
    assert is_met(Every((A, big)), asked, {"a": "yes", "n": Fraction(4)})
    assert not is_met(Every((A, big)), asked, {"a": "yes", "n": Fraction(3)})
    assert not is_met(Some((NoneOf("a", frozenset({"yes"})), big)), asked, {})
    assert is_met(Not(big), asked, {"a": "yes"})
    assert not is_met(decided, asked, {"a": "yes"})


# --- tables ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("a", "b"), list(product(VALUES, VALUES)))
def test_two_conditions_join_as_kleene_says(a: int, b: int) -> None:
    values = {A: a, B: b}
    assert value_of(Every((A, B)), values) == min(a, b)
    assert value_of(Some((A, B)), values) == max(a, b)
    assert value_of(Not(Every((A, B))), values) == -min(a, b)
    assert value_of(Not(Some((A, B))), values) == -max(a, b)


@pytest.mark.parametrize("a", VALUES)
def test_not_turns_true_and_false_and_leaves_open(a: int) -> None:
    assert value_of(Not(A), {A: a}) == -a
    assert value_of(Not(Not(A)), {A: a}) == a


@pytest.mark.parametrize(("count", "a", "b", "c"), list(product((1, 2, 3), VALUES, VALUES, VALUES)))
def test_at_least_n_counts_what_holds_and_what_may_hold(count: int, a: int, b: int, c: int) -> None:
    sure, maybe = [a, b, c].count(TRUE), 3 - [a, b, c].count(FALSE)
    expected = TRUE if sure >= count else OPEN if maybe >= count else FALSE
    assert value_of(Some((A, B, C), count), {A: a, B: b, C: c}) == expected
    assert value_of(Not(Some((A, B, C), count)), {A: a, B: b, C: c}) == -expected


def test_no_condition_always_holds_and_no_choice_never_does() -> None:
    assert value_of(ALWAYS, {}) == TRUE
    assert value_of(Not(ALWAYS), {}) == FALSE
    assert value_of(Some(()), {}) == FALSE
    assert value_of(Not(Some(())), {}) == TRUE


@pytest.mark.parametrize("a", VALUES)
def test_a_condition_joined_with_its_own_opposite_is_counted_once(a: int) -> None:
    either, both = Some((A, Not(A))), Every((A, Not(A)))
    known = TRUE if a != OPEN else OPEN
    assert value_of(either, {A: a}) == known
    assert value_of(both, {A: a}) == -known
    assert value_of(Every((either, B)), {A: a, B: TRUE}) == known
    assert value_of(Some((both, B)), {A: a, B: FALSE}) == -known
    assert value_of(Some((both, B, C), 2), {A: a, B: TRUE, C: FALSE}) == -known


def test_a_part_that_stands_twice_counts_twice() -> None:
    assert value_of(Some((A, A, B), 2), {A: TRUE, B: FALSE}) == TRUE
    assert value_of(Some((A, Every((A, B))), 2), {A: TRUE, B: FALSE}) == FALSE
    assert value_of(Every((A, A)), {A: OPEN}) == OPEN


def trees(depth: int) -> st.SearchStrategy[Condition]:
    leaves: st.SearchStrategy[Condition] = st.sampled_from([A, B, C])
    if not depth:
        return leaves
    parts = st.lists(trees(depth - 1), min_size=0, max_size=3).map(tuple)
    counted = parts.filter(bool).flatmap(lambda each: st.builds(Some, st.just(each), st.integers(1, len(each))))
    return st.one_of(leaves, st.builds(Every, parts), counted, st.builds(Not, trees(depth - 1)))


@settings(max_examples=EXAMPLES * 3)
@given(trees(3))
def test_any_condition_has_the_value_it_has_by_the_book(condition: Condition) -> None:
    for a, b, c in product(VALUES, VALUES, VALUES):
        values = {A: a, B: b, C: c}
        assert value_of(condition, values) == kleene(condition, values)


# --- answers ---------------------------------------------------------------------------------------

SCALE = question("scale", Kind.SCALE, ["low", "middle", "high"])
TICKS = question("ticks", Kind.MULTI, ["x", "y", "z"])
COUNT = number("count")
GATE = question("gate")


def status_of(
    when: Condition, answers: Mapping[str, Answer], *asked: Question, unless: Condition | None = None
) -> Status:
    book = rulebook(asked or (SCALE, TICKS, COUNT, GATE), [rule("it", when, unless=unless, favours={"bpo": 1})])
    return assessed(book, answers).statuses.get("it", Status.OFF)


@pytest.mark.parametrize(
    ("when", "answer", "holds"),
    [
        (OneOf("ticks", frozenset("xy")), ("y", "z"), True),
        (OneOf("ticks", frozenset("xy")), ("z",), False),
        (NoneOf("ticks", frozenset("xy")), ("z",), True),
        (NoneOf("ticks", frozenset("xy")), ("x", "z"), False),
        (Every((OneOf("ticks", frozenset("x")), OneOf("ticks", frozenset("z")))), ("x", "z"), True),
        (Every((OneOf("ticks", frozenset("x")), OneOf("ticks", frozenset("z")))), ("x", "y"), False),
    ],
)
def test_ticks_are_tested_one_by_one(when: Condition, answer: tuple[str, ...], holds: bool) -> None:
    assert status_of(when, {"ticks": answer}) is (Status.FIRES if holds else Status.OFF)


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("at_most", True, True, False),
        ("above", False, False, True),
        ("below", True, False, False),
        ("is", False, True, False),
    ],
)
def test_numbers_are_compared_exactly(comparison: Comparison, below: bool, at: bool, above: bool) -> None:
    third = Fraction(1, 3)
    for answer, holds in ((third - Fraction(1, 10**30), below), (third, at), (third + Fraction(1, 10**30), above)):
        expected = Status.FIRES if holds else Status.OFF
        assert status_of(Compare("count", comparison, third), {"count": answer}) is expected


@pytest.mark.parametrize("answers", [{}, {"scale": None, "ticks": None, "count": None}])
@pytest.mark.parametrize(
    "when",
    [
        answered("scale", "low"),
        answered("scale", "low", "middle", "high"),
        NoneOf("ticks", frozenset("x")),
        Compare("count", "at_least", Fraction(0)),
        Not(answered("scale", "low")),
    ],
)
def test_a_test_on_an_unknown_answer_is_open(when: Condition, answers: dict[str, Answer]) -> None:
    assert status_of(when, answers) is Status.OPEN


@pytest.mark.parametrize(
    ("gate", "inner", "status"),
    [
        ("yes", "yes", Status.OFF),
        ("no", "yes", Status.FIRES),
        (None, "yes", Status.FOR_NOW),
        ("no", None, Status.OPEN),
        ("yes", None, Status.OFF),
        (None, None, Status.OPEN),
        (None, "no", Status.OFF),
    ],
)
def test_a_rule_fires_until_what_lifts_it_is_shown(gate: Answer, inner: Answer, status: Status) -> None:
    asked = (GATE, question("inner"))
    assert status_of(answered("inner"), {"gate": gate, "inner": inner}, *asked, unless=answered("gate")) is status


# --- narrowed answers -------------------------------------------------------------------------------

X, XY, YZ, XYZ = (frozenset(ids) for ids in ("x", "xy", "yz", "xyz"))


@pytest.mark.parametrize(
    ("when", "answer", "status"),
    [
        (answered("scale", "low", "middle"), Among(("low", "middle")), Status.FIRES),
        (answered("scale", "low"), Among(("low", "middle")), Status.OPEN),
        (answered("scale", "high"), Among(("low", "middle")), Status.OFF),
        (answered("scale", "low", "middle", "high"), Among(("low", "middle", "high")), Status.FIRES),
        (Compare("count", "at_least", Fraction(2)), Between(Fraction(2), Fraction(5)), Status.FIRES),
        (Compare("count", "above", Fraction(2)), Between(Fraction(2), Fraction(5)), Status.OPEN),
        (Compare("count", "below", Fraction(2)), Between(Fraction(2), Fraction(5)), Status.OFF),
        (Compare("count", "is", Fraction(3)), Between(Fraction(2), Fraction(5)), Status.OPEN),
        (Compare("count", "is", Fraction(6)), Between(Fraction(2), Fraction(5)), Status.OFF),
        (OneOf("ticks", X), PerhapsTicked(("x",), ("y",)), Status.FIRES),
        (OneOf("ticks", YZ), PerhapsTicked(("x",), ("y",)), Status.OPEN),
        (OneOf("ticks", frozenset("z")), PerhapsTicked(("x",), ("y",)), Status.OFF),
        (NoneOf("ticks", X), PerhapsTicked(("x",), ("y",)), Status.OFF),
        (NoneOf("ticks", YZ), PerhapsTicked(("x",), ("y",)), Status.OPEN),
        (NoneOf("ticks", frozenset("z")), PerhapsTicked(("x",), ("y",)), Status.FIRES),
        (OneOf("ticks", XY), PerhapsTicked((), ("x", "y")), Status.FIRES),
        (OneOf("ticks", X), PerhapsTicked((), ("x", "y")), Status.OPEN),
        (NoneOf("ticks", XYZ), PerhapsTicked((), ("x", "y")), Status.OFF),
    ],
)
def test_a_test_holds_where_it_does_for_all_that_may_be_and_fails_where_it_does_for_none(
    when: Test, answer: Answer, status: Status
) -> None:
    assert not isinstance(when, Decided)
    assert status_of(when, {when.question: answer}) is status
    turned = {Status.FIRES: Status.OFF, Status.OFF: Status.FIRES, Status.OPEN: Status.OPEN}[status]
    assert status_of(Not(when), {when.question: answer}) is turned


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({}, Status.OPEN),
        ({"scale": None}, Status.OPEN),
        ({"scale": "low"}, Status.FIRES),
        ({"scale": Among(("low", "high"))}, Status.FIRES),
        ({"scale": Among(("low", "middle", "high"))}, Status.FIRES),
    ],
)
def test_that_a_question_is_answered_is_true_of_any_answer_and_open_while_it_is_unknown(
    answers: dict[str, Answer], status: Status
) -> None:
    assert status_of(Answered("scale"), answers) is status


def test_no_answer_counts_where_the_question_does_not_apply_and_it_is_open_where_that_is() -> None:
    for answer in (None, ("x",), PerhapsTicked(("x",), ("y",))):
        answers: dict[str, Answer] = {"gate": "no", "inner": answer}
        assert status_of(Answered("inner"), answers, *ASKED) is Status.OFF
        assert status_of(Not(Answered("inner")), answers, *ASKED) is Status.FIRES
        assert status_of(Answered("inner"), {**answers, "gate": None}, *ASKED) is Status.OPEN
        assert status_of(Answered("inner"), {**answers, "gate": Among(("yes", "no"))}, *ASKED) is Status.OPEN


def test_a_question_with_a_narrowed_answer_is_open_and_is_not_where_it_does_not_apply() -> None:
    book = rulebook(ASKED, [])
    narrowed = PerhapsTicked(("y",), ("x",))
    assert assessed(book, {"gate": "yes", "inner": narrowed}).open_questions == ("inner", "outer")
    found = assessed(book, {"gate": "no", "inner": narrowed})
    assert (found.open_questions, found.ignored) == ((), ("inner",))
    assert assessed(book, {"inner": narrowed}).unsettled == ("inner",)


def test_a_contradiction_is_one_only_where_it_holds_for_all_that_may_be() -> None:
    clash = Incompatible("clash", answered("scale", "low", "middle"), "No.")
    book = rulebook([SCALE], [], incompatible=[clash])
    assert assessed(book, {"scale": Among(("low", "middle"))}).violated == ("clash",)
    assert assessed(book, {"scale": Among(("low", "high"))}).violated == ()


# --- questions that do not apply -------------------------------------------------------------------

INNER = question("inner", Kind.MULTI, ["x", "y"], only_if=answered("gate"))
OUTER = question("outer", Kind.SCALE, ["low", "high"], only_if=answered("inner", "x"))
ASKED = (GATE, INNER, OUTER)
ON_INNER = {
    "one of": OneOf("inner", frozenset("x")),
    "none of": NoneOf("inner", frozenset("x")),
    "another": OneOf("inner", frozenset("y")),
}


@pytest.mark.parametrize("when", list(ON_INNER.values()), ids=list(ON_INNER))
@pytest.mark.parametrize("answer", [None, ("x",), ("y",)])
def test_every_test_on_a_question_that_does_not_apply_is_false(when: Condition, answer: Answer) -> None:
    answers = {"gate": "no", "inner": answer}
    assert status_of(when, answers, *ASKED) is Status.OFF
    assert status_of(Not(when), answers, *ASKED) is Status.FIRES


def test_where_it_is_open_whether_a_question_applies_what_its_answer_would_meet_is_open() -> None:
    answers: dict[str, Answer] = {"inner": ("x",)}
    assert status_of(OneOf("inner", frozenset("x")), answers, *ASKED) is Status.OPEN
    # It does not hold under this answer, and would not hold if the question did not apply either.
    assert status_of(NoneOf("inner", frozenset("x")), answers, *ASKED) is Status.OFF
    assert status_of(Not(NoneOf("inner", frozenset("x"))), answers, *ASKED) is Status.FIRES


def test_a_question_behind_one_that_does_not_apply_does_not_apply() -> None:
    book = rulebook(ASKED, [rule("it", answered("outer", "high"), favours={"bpo": 1})])
    found = assessed(book, {"gate": "no", "inner": ("x",), "outer": "high"})
    assert (found.ignored, found.open_questions) == (("inner", "outer"), ())
    assert assessed(book, {"gate": "yes", "inner": ("x",), "outer": "high"}).statuses == {"it": Status.FIRES}


def test_the_order_in_which_questions_stand_does_not_matter_for_what_applies() -> None:
    book = rulebook(ASKED[::-1], [rule("it", answered("outer", "high"), favours={"bpo": 1})])
    found = assessed(book, {"gate": "no", "inner": ("x",), "outer": "high"})
    assert found.ignored == ("outer", "inner")
    assert found.statuses == {}


def test_open_questions_are_those_that_may_apply() -> None:
    book = rulebook(ASKED, [])
    assert assessed(book).open_questions == ("gate", "inner", "outer")
    assert assessed(book, {"gate": "yes"}).open_questions == ("inner", "outer")
    assert assessed(book, {"gate": "yes", "inner": ("y",)}).open_questions == ()


# --- implied answers -------------------------------------------------------------------------------

LIMIT = question(
    "limit", Kind.CHOICE, ["no-rule", "some-rule", "barred"], only_if=answered("gate"), otherwise="no-rule"
)
KINDS = question("kinds", Kind.MULTI, ["none", "x", "y"], only_if=answered("gate"), otherwise="none")
SECRET = question("secret", only_if=answered("gate"), otherwise="no")
IMPLYING = (GATE, LIMIT, KINDS, SECRET)
NO_RULE, RULED = answered("limit", "no-rule"), answered("limit", "some-rule", "barred")


def test_a_question_that_does_not_apply_counts_as_answered_by_its_otherwise() -> None:
    given: dict[str, Answer] = {"limit": "barred", "kinds": ("x",), "secret": "yes"}
    for answers in ({"gate": "no"}, {"gate": "no", **given}):
        assert status_of(NO_RULE, answers, *IMPLYING) is Status.FIRES
        assert status_of(RULED, answers, *IMPLYING) is Status.OFF
        assert status_of(OneOf("kinds", frozenset(("none",))), answers, *IMPLYING) is Status.FIRES
        assert status_of(NoneOf("kinds", frozenset(("x", "y"))), answers, *IMPLYING) is Status.FIRES
        assert status_of(NoneOf("kinds", frozenset(("none",))), answers, *IMPLYING) is Status.OFF
        assert status_of(answered("secret", "no"), answers, *IMPLYING) is Status.FIRES


def test_an_answer_that_is_implied_is_nobodys_and_what_is_given_beside_it_is_ignored() -> None:
    found = assessed(rulebook(IMPLYING, []), {"gate": "no", "limit": "barred"})
    assert (found.ignored, found.open_questions, found.unsettled) == (("limit",), (), ())


def test_where_a_question_applies_nothing_is_implied() -> None:
    assert status_of(NO_RULE, {"gate": "yes", "limit": "barred"}, *IMPLYING) is Status.OFF
    assert status_of(RULED, {"gate": "yes", "limit": "barred"}, *IMPLYING) is Status.FIRES
    assert status_of(NO_RULE, {"gate": "yes"}, *IMPLYING) is Status.OPEN
    assert status_of(NO_RULE, {"gate": "yes", "limit": None}, *IMPLYING) is Status.OPEN


@pytest.mark.parametrize(
    ("limit", "when", "status"),
    [
        ("no-rule", NO_RULE, Status.FIRES),  # as it would be if the question did not apply
        ("no-rule", RULED, Status.OFF),
        ("barred", NO_RULE, Status.OPEN),
        ("barred", RULED, Status.OPEN),
        ("barred", answered("limit", "some-rule"), Status.OFF),  # neither answer meets it
        ("barred", answered("limit", "no-rule", "barred"), Status.FIRES),  # both do
        (None, NO_RULE, Status.OPEN),
        (Among(("no-rule", "some-rule")), NO_RULE, Status.OPEN),
        (Among(("no-rule", "some-rule")), answered("limit", "no-rule", "some-rule"), Status.FIRES),
        (Among(("no-rule", "some-rule")), answered("limit", "barred"), Status.OFF),  # nothing that may be meets it
        (Among(("some-rule", "barred")), RULED, Status.OPEN),  # all that may be meet it, the implied one does not
        (Among(("some-rule", "barred")), Answered("limit"), Status.FIRES),
        (None, Answered("limit"), Status.OPEN),
    ],
)
def test_where_it_is_open_whether_a_question_applies_both_answers_count(
    limit: Answer, when: Condition, status: Status
) -> None:
    assert status_of(when, {"limit": limit}, *IMPLYING) is status


def test_a_question_behind_one_that_does_not_apply_looks_at_the_implied_answer() -> None:
    follow = question("follow", only_if=NO_RULE)
    assert status_of(answered("follow"), {"gate": "no", "follow": "yes"}, *IMPLYING, follow) is Status.FIRES
    assert status_of(answered("follow"), {"gate": "no"}, *IMPLYING, follow) is Status.OPEN


def test_a_rule_that_waits_for_an_answer_takes_the_implied_one() -> None:
    assert status_of(Answered("limit"), {"gate": "no"}, *IMPLYING) is Status.FIRES
    assert status_of(Answered("limit"), {"gate": "yes"}, *IMPLYING) is Status.OPEN


def test_where_activities_are_listed_a_question_about_splitting_implies_nothing() -> None:
    whole = question("cut", Kind.CHOICE, ["clean", "none"], whole=True, only_if=answered("gate"), otherwise="none")
    book = rulebook([GATE, whole], [rule("uncut", answered("cut", "none"), favours={"bpo": 1})])
    assert assessed(book, {"gate": "no"}).statuses == {"uncut": Status.FIRES}
    (part,) = whole_of(book, activity("a", gate="no")).pieces
    assert part.assessment.statuses == {}


def test_a_condition_is_met_by_implied_answers_too() -> None:
    questions = {each.id: each for each in IMPLYING}
    assert is_met(NO_RULE, questions, {"gate": "no"})
    assert not is_met(NO_RULE, questions, {"gate": "yes", "limit": "barred"})
