"""Whether first place changes is what listing all profiles says, and every witness is one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from kpo_advisor import load_profile
from kpo_advisor.comparison.effect_on_first import Effect, Verdict, comparable, effect
from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import Depth, program_of
from kpo_advisor.model.conditions import ALWAYS, Compare, Every, OneOf, Some
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.model.questions import Incompatible, Kind
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.solver.solver import Solver
from tests import packaged
from tests.comparison.changed_rulebooks import Answers, changed, joint_profiles
from tests.how_many import share
from tests.small_rulebooks.building import alternative, answered, decision, number, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook

MOST_PROFILES = 200
"""Rulebooks with more joint profiles, answered in part or in full, are left to others: listing them takes long."""

ORDER = [(True, False), (True, True), (False, False), (False, True)]
"""Complete profiles come before others, and one piece of work before an activity."""

PACKAGED = packaged.rulebook()
COLOURS = question("colour", Kind.CHOICE, ("red", "green", "blue"))


# --- small rulebooks: the verdict and the list of all profiles ------------------------------------------------


def listed(
    books: tuple[Rulebook, Rulebook], pairs: Sequence[tuple[Answers, Answers]], decisions: tuple[str, str]
) -> dict[tuple[bool, bool], bool]:
    """For complete and other profiles, whole and of an activity: whether the first place of any changes."""
    found: dict[tuple[bool, bool], bool] = {}
    for pair in pairs:
        for cut in (False, True):
            pieces = []
            for book, answers in zip(books, pair, strict=True):
                profile = Profile("one", activities=(Activity("a", 1, answers),)) if cut else Profile("one", answers)
                whole = assess_profile(program_of(book), profile, depth=Depth.RANKINGS)
                pieces.append(whole.pieces[0].assessment)
            if not any(each.violated for each in pieces):
                kind = (not any(each.open_questions for each in pieces), cut)
                old, new = (set(each.decisions[id].first) for each, id in zip(pieces, decisions, strict=True))
                found[kind] = found.get(kind, False) or old != new
    return found


def check(found: Effect, kinds: dict[tuple[bool, bool], bool]) -> None:
    assert (found.verdict is Verdict.CHANGES) == any(kinds.values()), kinds
    assert kinds or found.verdict in (Verdict.NO_PROFILE, Verdict.SAME)
    assert found.verdict is not Verdict.NO_PROFILE or not kinds
    if found.verdict is Verdict.CHANGES:
        assert found.witness is not None
        kind = (found.witness.is_complete, bool(found.witness.before.activities))
        assert kind == next(each for each in ORDER if kinds.get(each))


@pytest.mark.long
def test_what_is_said_of_a_change_is_what_the_list_of_all_profiles_says() -> None:
    seen: Counter[object] = Counter()

    @settings(max_examples=share(2000), deadline=None, suppress_health_check=list(HealthCheck))
    @given(changed())
    def compare(books: tuple[Rulebook, Rulebook]) -> None:
        pairs = joint_profiles(*books, MOST_PROFILES)
        if pairs is None:
            return
        for later in (None, *comparable(*books)):
            found = effect(*books, later)
            check(found, listed(books, pairs, (later or books[0].main.id, later or books[1].main.id)))
            seen["later" if later else found.verdict] += 1
            if found.witness is not None:
                seen["two files" if not found.witness.is_one else "one file"] += 1
                seen["complete" if found.witness.is_complete else "in part"] += 1

    compare()
    kinds = ("later", "one file", "two files", "complete", "in part", Verdict.SAME, Verdict.NEVER, Verdict.CHANGES)
    assert all(seen[each] for each in kinds), seen


# --- by hand ----------------------------------------------------------------------------------------------


def red() -> Rulebook:
    """A rulebook that favours bpo under red."""
    return rulebook([COLOURS], [rule("red", answered("colour", "red"), favours={"bpo": 2})])


def test_a_rule_under_another_name_or_with_other_words_is_the_same_without_a_proof() -> None:
    new = rulebook(
        [COLOURS], [replace(rule("crimson", answered("colour", "red"), favours={"bpo": 2}), because="Anew.")]
    )
    assert effect(red(), new) == Effect(Verdict.SAME)


def test_weights_that_are_a_multiple_of_the_others_are_the_same_and_others_are_not() -> None:
    rules = [
        rule("c", answered("colour", "red"), favours={"bpo": 1}),
        rule("d", answered("colour", "red"), favours={"kpo": 1}, criterion="d"),
    ]
    books = [
        rulebook([COLOURS], rules, [decision(weights=weights)])
        for weights in ({"c": 2, "d": 1}, {"c": 6, "d": 3}, {"c": 6, "d": 7})
    ]
    assert effect(books[0], books[1]).verdict is Verdict.SAME
    found = effect(books[0], books[2])
    assert found.witness is not None
    assert found.witness.before == found.witness.after == Profile("First place changes", {"colour": "red"})
    assert (found.witness.first_before, found.witness.first_after) == (("bpo",), ("kpo",))


def test_a_condition_in_other_words_is_proved_to_change_nothing() -> None:
    either = Some((answered("colour", "red"), answered("colour", "green")), 1)
    one = rulebook([COLOURS], [rule("r", either, favours={"bpo": 2})])
    other = rulebook([COLOURS], [rule("r", answered("colour", "red", "green"), favours={"bpo": 2})])
    assert effect(one, other).verdict is Verdict.NEVER


def test_where_only_an_unknown_answer_makes_the_difference_the_witness_leaves_it_open() -> None:
    always = rulebook([COLOURS], [rule("r", favours={"bpo": 2})])
    every = rulebook([COLOURS], [rule("r", answered("colour", "red", "green", "blue"), favours={"bpo": 2})])
    found = effect(always, every)
    assert found.verdict is Verdict.CHANGES
    assert found.witness is not None
    assert (found.witness.is_complete, found.witness.before.answers) == (False, {})


def test_where_only_an_activity_changes_its_first_place_the_witness_is_one() -> None:
    hybrid = rule("h", favours={"hybrid": 3})
    one = rulebook([COLOURS], [hybrid, rule("r", answered("colour", "red"), favours={"bpo": 1})])
    found = effect(one, rulebook([COLOURS], [hybrid]))
    assert found.witness is not None
    (activity,) = found.witness.after.activities
    assert activity.answers == {"colour": "red"}


def test_an_answer_that_one_side_does_not_take_is_left_out_of_the_comparison() -> None:
    fewer = question("colour", Kind.SCALE, ("green", "blue"))
    complete = [rule("other", answered("colour", "green", "blue"), favours={"kpo": 1})]
    assert effect(red(), rulebook([fewer], [])).verdict is Verdict.NEVER
    assert effect(red(), rulebook([fewer], complete)).verdict is Verdict.CHANGES


def test_a_question_that_one_rulebook_has_alone_is_answered_there_alone() -> None:
    old = rulebook([COLOURS], [])
    new = rulebook(
        [COLOURS, question("size", Kind.YES_NO)],
        [rule("r", Every((answered("colour", "blue"), answered("size"))), favours={"kpo": 1})],
    )
    found = effect(old, new)
    assert found.witness is not None
    assert not found.witness.is_one
    assert found.witness.before.answers == {"colour": "blue"}
    assert found.witness.after.answers == {"colour": "blue", "size": "yes"}


def test_one_choice_and_one_tick_are_the_same_answer() -> None:
    ticked = question("colour", Kind.MULTI, ("red", "green"))
    new = rulebook([ticked], [rule("red", answered("colour", "red"), favours={"kpo": 2})])
    found = effect(red(), new)
    assert found.witness is not None
    assert (found.witness.before.answers, found.witness.after.answers) == ({"colour": "red"}, {"colour": ("red",)})


def test_numbers_are_cut_by_the_constants_of_both_rulebooks() -> None:
    def above(constant: int) -> Rulebook:
        return rulebook([number("n")], [rule("r", Compare("n", "above", Fraction(constant)), favours={"bpo": 1})])

    found = effect(above(10), above(11))
    assert found.witness is not None
    (answer,) = found.witness.before.answers.values()
    assert isinstance(answer, Fraction)
    assert 10 < answer <= 11


def test_where_every_profile_contradicts_itself_nothing_is_claimed() -> None:
    old = replace(red(), incompatible=(Incompatible("always", ALWAYS, "No."),))
    assert effect(old, rulebook([COLOURS], [])).verdict is Verdict.NO_PROFILE


def test_where_another_alternative_becomes_a_composite_nothing_is_proved() -> None:
    plain = decision(alternatives=("bpo", "kpo", replace(alternative("both"), made_of=())))
    composite = decision(alternatives=("bpo", "kpo", replace(alternative("both"), made_of=("bpo", "kpo"))))
    never = [rule("lost", opposes={"both": 3})]
    found = effect(rulebook([COLOURS], never, [plain]), rulebook([COLOURS], never, [composite]))
    assert found == Effect(Verdict.NOT_DECIDED)


def test_a_witness_in_which_more_than_a_tie_is_made_is_preferred() -> None:
    old = rulebook([COLOURS], [rule("b", favours={"bpo": 1})])
    more = [
        rule("b", favours={"bpo": 1}),
        rule("tie", answered("colour", "red"), favours={"kpo": 1}),
        rule("over", answered("colour", "blue"), favours={"kpo": 2}),
    ]
    found = effect(old, rulebook([COLOURS], more))
    assert found.witness is not None
    assert found.witness.before.answers == {"colour": "blue"}


def test_where_the_solver_reaches_its_bound_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    def bounded(self: Solver, *arguments: object, **named: object) -> None:
        return None

    monkeypatch.setattr(Solver, "ask", bounded)
    assert effect(red(), rulebook([COLOURS], [])) == Effect(Verdict.NOT_DECIDED)


# --- the packaged rulebook -----------------------------------------------------------------------------------


def test_a_dropped_rule_of_the_packaged_rulebook_has_a_complete_witness_that_loads(tmp_path: Path) -> None:
    dropped = PACKAGED.rule_by_id["no-review-layer"]
    new = replace(PACKAGED, rules=tuple(each for each in PACKAGED.rules if each is not dropped))
    found = effect(PACKAGED, new)
    assert found.witness is not None
    assert found.witness.is_one
    file = tmp_path / "witness.yaml"
    file.write_text(profile_yaml(found.witness.before, PACKAGED), encoding="utf-8")
    assert load_profile(file, PACKAGED) == found.witness.before
    firsts = [assess_profile(program_of(book), found.witness.before).main.first for book in (PACKAGED, new)]
    assert firsts[0] != firsts[1]
    assert effect(PACKAGED, new) == found


def test_the_packaged_rulebook_in_other_words_is_proved_to_change_nothing() -> None:
    def split(condition: Condition) -> Condition:
        if isinstance(condition, OneOf):
            return Some(tuple(OneOf(condition.question, frozenset((id,))) for id in sorted(condition.choices)), 1)
        return condition

    new = replace(PACKAGED, rules=tuple(replace(each, when=split(each.when)) for each in PACKAGED.rules))
    assert effect(PACKAGED, new).verdict is Verdict.NEVER
    assert all(effect(PACKAGED, new, id).verdict is Verdict.NEVER for id in comparable(PACKAGED, new))
    assert list(comparable(PACKAGED, new)) == ["place"]
