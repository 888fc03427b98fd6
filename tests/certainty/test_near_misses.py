"""Rules that one other answer would make fire: against trying every other answer."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, event, given, settings

from kpo_advisor.certainty.near_misses import Miss, NearMisses
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import Compare, Every, NoneOf, Not, OneOf, Some, decisions_in, questions_in
from kpo_advisor.model.profile import Profile
from kpo_advisor.model.questions import Incompatible, Kind, is_plain
from tests.engine.random_rulebooks import cases
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import answered, number, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

HALVES = [Fraction(n, 2) for n in range(7)]
law = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

KIND = question("kind", Kind.CHOICE, ["rules", "mixed", "expert"])
TICKS = question("ticks", Kind.MULTI, ["a", "b", "c", "d", "none"], exclusive=frozenset({"none"}), maximum_choices=2)
SIZE = number("size")
GATED = question("gated", only_if=answered("kind", "expert"))


def _missed(when: Condition, incompatible: tuple[Incompatible, ...] = (), **answers: Answer) -> tuple[Miss, ...]:
    book = rulebook([KIND, TICKS, SIZE, GATED], [rule("r", when, favours={"bpo": 1})], incompatible=incompatible)
    (piece,) = _pieces(book, Profile("made up", answers))
    return NearMisses(program_of(book), {}, piece).of(book.rules[0])


def _pieces(book: Rulebook, profile: Profile) -> tuple[Piece, ...]:
    return assess_profile(program_of(book), profile).pieces


def _told(misses: tuple[Miss, ...]) -> list[str]:
    return [f"{miss.question} {miss.would}" for miss in misses]


# --- by hand ---------------------------------------------------------------------------------------


def test_every_choice_that_would_do_is_named() -> None:
    assert _told(_missed(answered("kind", "mixed", "expert"), kind="rules")) == ["kind is mixed or expert"]


def test_a_rule_that_fires_is_open_or_misses_by_two_answers_is_none() -> None:
    both = Every((answered("kind", "expert"), Compare("size", "at_least", HALVES[2])))
    assert _missed(both, kind="expert", size=HALVES[4]) == ()
    assert _missed(both, kind="expert") == ()
    assert _missed(both, kind="rules", size=HALVES[0]) == ()
    assert _told(_missed(both, kind="expert", size=HALVES[0])) == ["size is at least 1"]


def test_an_open_answer_beside_the_wrong_one_keeps_it_from_firing() -> None:
    assert _missed(Every((answered("kind", "expert"), answered("gated"))), kind="rules") == ()


def test_numbers_are_told_as_ranges() -> None:
    small, large = Compare("size", "below", HALVES[2]), Compare("size", "above", HALVES[6])
    assert _told(_missed(Some((small, large)), size=HALVES[4])) == ["size is below 1 or above 3"]
    middle = Every((Not(small), Not(large)))
    assert _told(_missed(middle, size=HALVES[1])) == ["size is at least 1 and at most 3"]
    assert _told(_missed(Compare("size", "is", HALVES[2]), size=HALVES[1])) == ["size is 1"]


def test_ticks_are_told_by_what_is_added_and_taken_out() -> None:
    either = OneOf("ticks", frozenset({"a", "b"}))
    assert _told(_missed(either, ticks=("c",))) == ["ticks with a or b added"]
    assert _told(_missed(either, ticks=("none",))) == ["ticks with a or b added and without none"]
    assert _told(_missed(either, ticks=("c", "d"))) == ["ticks with a or b added and without d"]  # two at most
    assert _told(_missed(NoneOf("ticks", frozenset({"c"})), ticks=("c", "d"))) == ["ticks without c"]


def test_an_answer_that_lifts_a_rule_keeps_it_from_firing() -> None:
    book = rulebook([KIND], [rule("r", unless=answered("kind", "expert"), favours={"bpo": 1})])
    (piece,) = _pieces(book, Profile("x", {"kind": "expert"}))
    assert _told(NearMisses(program_of(book), {}, piece).of(book.rules[0])) == ["kind is rules or mixed"]


def test_the_answer_that_makes_a_question_apply_counts() -> None:
    assert _told(_missed(answered("gated"), kind="rules", gated="yes")) == ["kind is expert"]


def test_an_answer_that_contradicts_another_is_not_proposed() -> None:
    clash = Incompatible("clash", Every((answered("kind", "mixed"), Compare("size", "above", HALVES[2]))), "No.")
    found = _missed(answered("kind", "mixed", "expert"), (clash,), kind="rules", size=HALVES[4])
    assert _told(found) == ["kind is expert"]


# --- by law ----------------------------------------------------------------------------------------


@law
@given(cases(activities=None))
def test_exactly_the_questions_found_by_trying_every_answer_are_told(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    told = 0
    for piece in _pieces(book, profile):
        near = NearMisses(program_of(book), profile.weights, piece)
        for each in book.rules:
            misses = near.of(each)
            told += len(misses)
            for miss in misses:
                assert all(_fires(book, profile, piece, each, miss.question, answer) for answer in miss.answers)
            if not decisions_in(each.when) and not (each.unless and decisions_in(each.unless)):
                assert {miss.question for miss in misses} == set(_by_trying(book, profile, piece, each))
    event(f"told: {min(told, 3)}")


def _by_trying(book: Rulebook, profile: Profile, piece: Piece, each: Rule) -> Iterator[str]:
    if each.id in piece.assessment.statuses:
        return
    looked_at = set(questions_in(each.when)) | set(questions_in(each.unless) if each.unless else ())
    while True:
        gates = {id for one in looked_at for id in questions_in(book.questions[one].only_if or Every(()))}
        if gates <= looked_at:
            break
        looked_at |= gates
    for id in looked_at:
        others = (answer for answer in _answers(book.questions[id]) if answer != piece.answers.get(id))
        if is_plain(piece.answers.get(id)) and any(_fires(book, profile, piece, each, id, one) for one in others):
            yield id


def _fires(book: Rulebook, profile: Profile, piece: Piece, each: Rule, question: str, answer: Answer) -> bool:
    answers = {**piece.answers, question: answer}
    found = assess(program_of(book), answers, profile.weights, is_part=piece.activity is not None)
    contradicts = set(found.violated) - set(piece.assessment.violated)
    return not contradicts and found.statuses.get(each.id, Status.OFF) >= Status.FOR_NOW


def _answers(asked: Question) -> Iterator[Answer]:
    if asked.kind is Kind.NUMBER:
        yield from HALVES
    elif asked.kind is not Kind.MULTI:
        yield from asked.choice_ids
    else:
        for size in range(1, (asked.maximum_choices or len(asked.choice_ids)) + 1):
            for ticks in combinations(asked.choice_ids, size):
                if size == 1 or asked.exclusive.isdisjoint(ticks):
                    yield ticks
