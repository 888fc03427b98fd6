"""What is asked next: what the report needs, screens of limits, then by topic what can move most; what closes it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.interview import moves
from kpo_advisor.interview.closing import for_the_report
from kpo_advisor.interview.options import Options, Order
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, Phase
from kpo_advisor.model.questions import Kind
from tests.small_rulebooks.building import answered, decision, question, rule, rulebook

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

LIMITS = question("limits", Kind.MULTI, ("none", "law"), role="gate")
FIELD = question("field", Kind.MULTI, ("law", "books"), role="label")
ASKED = [question("strong"), LIMITS, question("weak")]
LEAD = rule("lead", favours={"bpo": 1})
STRONG = rule("strong", answered("strong"), favours={"kpo": 3})
LIMIT = rule("limit", answered("limits", "law"), favours={"kpo": 1})
WEAK = rule("weak", answered("weak"), favours={"in-house": 2})
PLACE = decision("place", ("near", "far"), {"p": 1})
FAR = rule("far", favours={"far": 1}, criterion="p")


def begun(book: Rulebook, order: Order = Order.ADAPTIVE) -> Interview:
    return moves.titled(moves.begin(Options(book, order)), "Work")


def test_limits_on_one_screen_are_asked_before_what_can_move_more() -> None:
    interview = begun(rulebook(ASKED, [LEAD, STRONG, LIMIT, WEAK]))
    assert interview.at == Slot("limits")
    assert moves.answered(interview, ("none",)).at == Slot("strong")


def test_limits_that_cannot_change_the_first_place_are_not() -> None:
    assert begun(rulebook(ASKED, [LEAD, STRONG, WEAK])).at == Slot("strong")


def test_what_only_picks_what_the_report_says_is_asked_before_all_else_also_where_all_is_certain() -> None:
    interview = begun(rulebook([*ASKED, FIELD], [LEAD, STRONG, LIMIT, WEAK]))
    assert interview.at == Slot("field")
    assert moves.answered(interview, ("law",)).at == Slot("limits")
    certain = begun(rulebook([*ASKED, FIELD], [LEAD]))
    assert certain.at == Slot("field")
    assert moves.skipped(certain).phase is Phase.OFFER


def test_under_the_fixed_order_it_waits_for_its_turn() -> None:
    assert begun(rulebook([*ASKED, FIELD], [LEAD, STRONG]), Order.FIXED).at == Slot("strong")


def order_of_topics(weight: int) -> list[str]:
    """Whether a and c, of two topics, count as much as b, of the first, or so many times that."""
    moving = {"a": (3, "heavy"), "b": (1, "c"), "c": (3, "heavy")}
    rules = [
        rule(id, answered(id), favours={"kpo": strength}, criterion=criterion)
        for id, (strength, criterion) in moving.items()
    ]
    asked = [replace(question(id), section="one" if id in "ab" else "two") for id in moving]
    book = rulebook(asked, [LEAD, *rules], [decision(weights={"c": 1, "heavy": weight})])
    interview, order = begun(book), list[str]()
    while interview.phase is Phase.QUESTION:
        order.append(moves.on_table(interview).question)
        interview = moves.answered(interview, "no")
    return order


def test_a_topic_is_kept_up_as_long_as_it_holds_a_question_worth_a_quarter_of_the_best() -> None:
    assert order_of_topics(1) == ["a", "b", "c"]
    assert order_of_topics(2) == ["a", "c", "b"]


def test_after_the_stop_the_questions_on_which_later_decisions_hang_are_asked_and_then_the_review() -> None:
    asked = [question("near"), question("idle"), question("form")]
    near = rule("near", answered("near"), favours={"near": 2}, criterion="p")
    form = rule("form", answered("form"), favours={"near": 1}, criterion="p")
    interview = begun(rulebook(asked, [LEAD, FAR, near, form], [decision(), PLACE]))
    assert interview.phase is Phase.OFFER
    assert for_the_report(interview) == (Slot("near"), Slot("form"))
    further = moves.gone_on(interview)
    assert further.at == Slot("near")
    skipped = moves.skipped(further)
    assert skipped.at == Slot("form")
    assert moves.answered(skipped, "yes").phase is Phase.REVIEW


def test_questions_that_cannot_tell_more_are_not_asked_after_the_stop() -> None:
    interview = begun(rulebook([question("idle")], [LEAD, FAR], [decision(), PLACE]))
    assert interview.phase is Phase.OFFER
    assert moves.gone_on(interview).phase is Phase.REVIEW


def test_of_many_questions_on_later_decisions_the_five_on_which_most_hangs_are_asked_in_their_order() -> None:
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    rules = [rule(id, answered(id), favours={"near": 1}, criterion="p") for id in names]
    again = [rule(f"{id}-again", answered(id), favours={"far": 1}, criterion="p") for id in names[1:]]
    interview = begun(rulebook(map(question, names), [LEAD, FAR, *rules, *again], [decision(), PLACE]))
    assert [place.question for place in for_the_report(interview)] == list(names[1:])
