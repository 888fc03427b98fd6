"""Laws of the engine, on random rulebooks and profiles, and against a second, naive reading of the semantics."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kpo_advisor.advice.recommend import recommend
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Standing, Status
from kpo_advisor.model.questions import is_plain
from kpo_advisor.model.rules import Exclusion, Rule
from tests.engine import brute_force
from tests.engine.random_rulebooks import cases, known_answers
from tests.engine.views import row_of, view_of, view_of_assessment, view_of_whole
from tests.how_many import EXAMPLES, share
from tests.small_rulebooks.building import HOMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hypothesis.strategies import DataObject

    from kpo_advisor.model.assessment import Assessment, DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

EXAMPLES_FOLDER = Path(__file__).parents[2] / "examples"

Case = tuple["Rulebook", "Profile"]
law = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow])
few = settings(law, max_examples=share(300))
"""For laws that take a whole recommendation, with its proofs, for each example."""
AT_MOST = 40
"""Completions looked at in one example, spread over all; a law that holds for all holds for these."""


def completions_of(book: Rulebook, profile: Profile) -> list[brute_force.Answers]:
    found = list(islice(brute_force.completions(book, profile.answers), 1000))
    return found[:: len(found) // AT_MOST + 1]


def answers_that_may_be(book: Rulebook, profile: Profile, data: DataObject) -> Mapping[str, Answer]:
    """An answer to every question: where the profile narrows it, one of those that may hold."""
    drawn = data.draw(known_answers(book))
    narrowed = {id: answer for id, answer in profile.answers.items() if not (answer is None or is_plain(answer))}
    members = {id: brute_force.members(book, book.questions[id], answer) for id, answer in narrowed.items()}
    return {**drawn, **{id: data.draw(st.sampled_from(may_be)) for id, may_be in members.items()}}


def assessed(book: Rulebook, profile: Profile) -> Assessment:
    return assess(program_of(book), profile.answers, profile.weights)


# --- order -----------------------------------------------------------------------------------------


@law
@given(cases(activities=None), st.data())
def test_the_order_of_rules_questions_and_ticks_never_matters(case: Case, data: DataObject) -> None:
    book, profile = case
    section = book.sections[0]
    shuffled = replace(
        book,
        rules=tuple(data.draw(st.permutations(book.rules))),
        sections=(replace(section, questions=tuple(data.draw(st.permutations(section.questions)))),),
    )
    turned = replace(
        profile,
        answers=_turned(profile.answers),
        activities=tuple(replace(each, answers=_turned(each.answers)) for each in profile.activities),
    )
    before = assess_profile(program_of(book), profile)
    after = assess_profile(program_of(shuffled), turned)
    assert view_of_whole(before) == view_of_whole(after)


def _turned(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The same answers in the opposite order, ticks too."""
    return {id: each[::-1] if isinstance(each, tuple) else each for id, each in reversed(list(answers.items()))}


@law
@given(cases(), st.data())
def test_the_order_of_alternatives_and_criteria_only_orders_the_listing(case: Case, data: DataObject) -> None:
    book, profile = case
    decisions = tuple(
        replace(
            each,
            alternatives=tuple(data.draw(st.permutations(each.alternatives))),
            criteria=tuple(data.draw(st.permutations(each.criteria))),
        )
        for each in book.decisions
    )
    before, after = assessed(book, profile), assessed(replace(book, decisions=decisions), profile)
    assert view_of_assessment(before) == view_of_assessment(after)


@pytest.mark.long
@few
@given(cases(activities=None))
def test_a_recommendation_is_the_same_each_time(case: Case) -> None:
    book, profile = case
    program_of.cache_clear()
    first = recommend(profile, book)
    program_of.cache_clear()
    assert repr(first) == repr(recommend(profile, book))


SEEDS = """
import sys
from kpo_advisor.profiles.profile import load_profile
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.advice.recommend import recommend

rulebook = load_rulebook()
for path in sys.argv[1:]:
    print(ascii(recommend(load_profile(path, rulebook), rulebook)))
"""


def test_the_same_input_gives_the_same_bytes_whatever_order_sets_have_in_memory() -> None:
    paths = [str(EXAMPLES_FOLDER / each) for each in ("activities.yaml", "half-empty.yaml")]
    told = {
        subprocess.run(
            [sys.executable, "-c", SEEDS, *paths],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@pytest.mark.long
@few
@given(cases(activities=None))
def test_a_rulebook_and_a_profile_that_were_pickled_give_the_same_recommendation(case: Case) -> None:
    book, profile = case
    copies = pickle.loads(pickle.dumps((book, profile)))
    assert repr(recommend(profile, book)) == repr(recommend(copies[1], copies[0]))


# --- no rank reversal ------------------------------------------------------------------------------


@law
@given(cases(), st.sampled_from(["bpo", "kpo", "in-house", "hybrid"]))
def test_taking_an_alternative_away_never_reorders_the_others(case: Case, gone: str) -> None:
    book, profile = case
    main = book.main
    left = [each for each in main.alternatives if each.id not in (gone, "hybrid")]
    rules = tuple(_without(each, {gone, "hybrid"}) for each in _on_the_main_decision(book))
    smaller = replace(book, decisions=(replace(main, alternatives=tuple(left)),), rules=rules)
    before = assessed(book, profile).decisions[main.id]
    after = assessed(smaller, profile).decisions[main.id]
    ids = [each.id for each in left]
    assert sorted(ids, key=lambda id: before[id].rank) == sorted(ids, key=lambda id: after[id].rank)
    for one in ids:
        assert row_of(replace(before[one], rank=0)) == row_of(replace(after[one], rank=0))
        for other in ids:
            assert (before[one].rank < before[other].rank) == (after[one].rank < after[other].rank)


def _on_the_main_decision(book: Rulebook) -> tuple[Rule, ...]:
    return tuple(each for each in book.rules if each.criterion in {"c", "d"})


def _without(rule: Rule, gone: set[str]) -> Rule:
    """The rule without its effects on some alternatives."""
    return replace(
        rule,
        favours=tuple(each for each in rule.favours if each[0] not in gone),
        opposes=tuple(each for each in rule.opposes if each[0] not in gone),
        holds_back=tuple(each for each in rule.holds_back if each not in gone),
        excludes=tuple(each for each in rule.excludes if each.word not in gone),
    )


# --- unknown answers -------------------------------------------------------------------------------


@law
@given(cases(activities=None))
def test_unknown_and_missing_count_the_same(case: Case) -> None:
    book, profile = case
    for without in (True, False):
        answers = _all_named(book, profile.answers, without=without)
        one = assess_profile(program_of(book), replace(profile, answers=answers))
        assert view_of_whole(one) == view_of_whole(assess_profile(program_of(book), profile))


def _all_named(book: Rulebook, answers: Mapping[str, Answer], *, without: bool) -> dict[str, Answer]:
    known: dict[str, Answer] = {id: answer for id, answer in answers.items() if answer is not None}
    return known if without else {**dict.fromkeys(book.questions), **known}


@law
@given(cases(), st.data())
def test_an_answer_narrows_the_bounds_and_never_leaves_them(case: Case, data: DataObject) -> None:
    book, profile = case
    before = assessed(book, profile)
    answers = answers_that_may_be(book, profile, data)
    for asked in before.open_questions:
        after = assessed(book, replace(profile, answers={**profile.answers, asked: answers[asked]}))
        for id, result in after.decisions.items():
            _check_within(result, before.decisions[id])


def _check_within(after: DecisionResult, before: DecisionResult) -> None:
    for row in after.ranking:
        was = before[row.alternative]
        assert was.low <= row.low <= row.points <= row.high <= was.high
        assert was.best <= row.best <= row.standing <= row.worst <= was.worst
    assert set(after.first) <= set(after.possible) <= set(before.possible)
    if before.winner:
        assert after.winner == before.winner


@law
@given(cases(), st.data())
def test_answering_a_question_that_does_not_apply_changes_nothing(case: Case, data: DataObject) -> None:
    book, profile = case
    before = assessed(book, profile)
    answers = data.draw(known_answers(book))
    idle = {id for id in book.questions if profile.answers.get(id) is None} - set(before.open_questions)
    event(f"{len(idle)} do not apply")
    answered = {**profile.answers, **{id: answers[id] for id in idle}}
    after = assessed(book, replace(profile, answers=answered))
    assert after.ignored == tuple(id for id in book.questions if id in {*before.ignored, *idle})
    assert view_of_assessment(after) == view_of_assessment(replace(before, ignored=after.ignored))


@law
@given(cases(), st.data())
def test_questions_said_not_to_change_first_place_never_do(case: Case, data: DataObject) -> None:
    book, profile = case
    dull = [each.question for each in recommend(profile, book).open_questions if not each.can_change_first]
    event(f"{len(dull)} cannot change first place")
    answers = answers_that_may_be(book, profile, data)
    already = set(assessed(book, profile).violated)
    for others in completions_of(book, profile):
        before = assessed(book, replace(profile, answers=others))
        after = assessed(book, replace(profile, answers={**others, **{id: answers[id] for id in dull}}))
        # Only where both are complete and neither contradicts itself anew.
        if not (before.open_questions or after.open_questions or set(after.violated) - already):
            assert set(before.decisions["model"].first) == set(after.decisions["model"].first)


# --- points and reasons ----------------------------------------------------------------------------


@law
@given(cases(activities=None))
def test_the_reasons_sum_to_the_points_and_name_rules_that_hold(case: Case) -> None:
    book, profile = case
    whole = assess_profile(program_of(book), profile)
    pieces = [piece.assessment for piece in whole.pieces]
    holding = {id for each in pieces for id, status in each.statuses.items() if status >= Status.FOR_NOW}
    for result in [whole.main, *(result for each in pieces for result in each.decisions.values())]:
        for row in result.ranking:
            assert sum(reason.points for reason in row.reasons) == row.points
            assert abs(row.points) <= row.out_of
            assert {id for reason in row.reasons for id in reason.rules} <= holding
            assert len({(reason.criterion, reason.points > 0) for reason in row.reasons}) == len(row.reasons)
            assert row.standing == max([bar.standing for bar in row.bars], default=Standing.ELIGIBLE)


@law
@given(cases(), st.sampled_from(["c", "d"]))
def test_saying_the_same_twice_changes_no_score(case: Case, criterion: str) -> None:
    book, profile = case
    again = tuple(replace(each, id=f"{each.id}-again") for each in book.rules if each.criterion == criterion)
    before = assessed(book, profile)
    after = assessed(replace(book, rules=book.rules + again), profile)
    for id, result in before.decisions.items():
        assert [(row.alternative, row.points, row.low, row.high, row.rank) for row in result.ranking] == [
            (row.alternative, row.points, row.low, row.high, row.rank) for row in after.decisions[id].ranking
        ]


# --- against the naive reading ---------------------------------------------------------------------


@law
@given(cases(known=True))
def test_on_complete_answers_the_engine_agrees_with_the_naive_reading(case: Case) -> None:
    book, profile = case
    found = assessed(book, profile)
    naive = brute_force.work_out(book, profile.answers, profile.weights)
    assert "model" in naive
    for id, outcome in naive.items():
        event(f"compared {id}")
        _check_same(found.decisions[id], outcome)
    assert found.decisions.keys() >= naive.keys()
    assert found.taken >= naive.keys()


def _check_same(result: DecisionResult, outcome: brute_force.Outcome) -> None:
    assert {row.alternative: row.points for row in result.ranking} == outcome.points
    assert {row.alternative: int(row.standing) for row in result.ranking} == outcome.standing
    assert set(result.first) == outcome.first
    keys = {id: (outcome.standing[id], -points) for id, points in outcome.points.items()}
    ordered = sorted(keys.values())
    assert {row.alternative: row.rank for row in result.ranking} == {
        id: ordered.index(key) + 1 for id, key in keys.items()
    }
    assert result.winner == (result.first[0] if len(result.first) == 1 else None)
    assert set(result.possible) == outcome.first


@law
@given(cases())
def test_bounds_and_winners_hold_in_every_completion(case: Case) -> None:
    book, profile = case
    found = assessed(book, profile)
    for answers in completions_of(book, profile):
        for id, outcome in brute_force.work_out(book, answers, profile.weights).items():
            _check_completion(found.decisions[id], outcome)
            event(f"{id}: {'certain' if found.decisions[id].winner else 'open'}")


def _check_completion(result: DecisionResult, outcome: brute_force.Outcome) -> None:
    for row in result.ranking:
        assert row.low <= outcome.points[row.alternative] <= row.high
        assert row.best <= outcome.standing[row.alternative] <= row.worst
    assert outcome.first <= set(result.possible)
    if result.winner:
        assert outcome.first == {result.winner}


@law
@given(cases())
def test_a_rule_that_is_off_or_fires_does_so_in_every_completion(case: Case) -> None:
    book, profile = case
    found = assessed(book, profile).statuses
    for answers in completions_of(book, profile):
        then = assessed(book, replace(profile, answers=answers))
        tied = {id for id, each in then.decisions.items() if len(each.first) > 1}
        for rule in book.rules:
            before, after = found.get(rule.id, Status.OFF), then.statuses.get(rule.id, Status.OFF)
            if before in (Status.OFF, Status.FIRES):
                assert before is after
            assert after in (Status.OFF, Status.FIRES) or tied


@law
@given(cases())
def test_later_decisions_never_move_the_first_one(case: Case) -> None:
    book, profile = case
    alone = replace(book, decisions=(book.main,), rules=_on_the_main_decision(book))
    assert view_of(assessed(book, profile).decisions["model"]) == view_of(assessed(alone, profile).decisions["model"])


@law
@given(cases(known=True), st.sampled_from(HOMES))
def test_barring_a_home_never_helps_a_composite(case: Case, home: str) -> None:
    book, profile = case
    barring = Rule("barring", excludes=(Exclusion(home),), because="Made up.")
    before = assessed(book, profile).decisions["model"]["hybrid"]
    after = assessed(replace(book, rules=(*book.rules, barring)), profile).decisions["model"]["hybrid"]
    assert after.standing >= before.standing
    assert after.points <= before.points or after.standing is Standing.EXCLUDED
