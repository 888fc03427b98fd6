"""What a panel says of the differences, held to the engine's first for each combination of what was said."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings

from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.questions import admits, is_plain
from kpo_advisor.several.merging import merged
from kpo_advisor.several.panel import panel
from kpo_advisor.solver.shared_solvers import start_afresh
from tests.engine.brute_force import completed, completions, work_out, work_out_whole
from tests.several.random_panels import MOST_COMBINATIONS, Held, held_in, panels, with_held

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.combinations import Firsts
    from kpo_advisor.several.panel import Panel

FEW = 12
"""Combinations for which all ways to answer the rest are listed too."""

First = frozenset[str]


def firsts_by_combination(book: Rulebook, found: Panel, together: Profile) -> dict[Held, First]:
    """What the engine puts first where the answers of a combination are right."""
    program = program_of(book)
    profiles = {held: with_held(together, found.differences, held) for held in held_in(found)}
    return {held: frozenset(assess_profile(program, profile).main.first) for held, profile in profiles.items()}


def check_firsts(told: Firsts, listed: Iterable[First]) -> None:
    sets = set(listed)
    assert set(told.possible) == frozenset().union(*sets)
    assert told.or_nothing is (frozenset() in sets)
    assert told.only is (len(sets) == 1 and len(next(iter(sets))) == 1)


def stays(book: Rulebook, profile: Profile, first: str) -> bool:
    """Whether one alternative alone is first however the rest is answered, by listing all ways."""
    main = book.main.id
    if profile.activities:
        return all(work_out_whole(book, full).first == {first} for full in completed(book, profile))
    ways = completions(book, profile.answers)
    return all(work_out(book, full, profile.weights)[main].first == {first} for full in ways)


@pytest.mark.long
@settings(max_examples=500)
@given(panels())
def test_every_claim_about_the_differences_holds_for_each_combination(case: tuple[Rulebook, list[Profile]]) -> None:
    book, profiles = case
    start_afresh()
    found, together = panel(profiles, book), merged(profiles, book).profile
    differences = found.differences
    assume(prod(len(topic.positions) for topic in differences) <= MOST_COMBINATIONS)
    first = firsts_by_combination(book, found, together)
    check_firsts(found.firsts, first.values())
    assert found.matters is (len(set(first.values())) > 1)
    for at, topic in enumerate(differences):
        by_rest: dict[Held, set[First]] = {}
        for held, firsts in first.items():
            by_rest.setdefault((*held[:at], *held[at + 1 :]), set()).add(firsts)
        assert topic.decides is any(len(firsts) > 1 for firsts in by_rest.values())
        for stand in topic.positions:
            assert (stand.then is None) is (topic.decides is False)
            if stand.then is not None:
                check_firsts(stand.then, (firsts for held, firsts in first.items() if held[at] == stand.answer))
    if found.firsts.only and not book.incompatible and len(first) <= FEW:
        (alone,) = found.firsts.possible
        is_sure = all(stays(book, with_held(together, differences, held), alone) for held in first)
        # Activities that leave the same open for themselves are one piece of work only where all their answers agree.
        assert found.firsts.sure is is_sure or (together.activities and is_sure)


@pytest.mark.long
@settings(max_examples=1000)
@given(panels(most=12))
def test_a_merged_answer_admits_what_each_person_knows_and_nothing_where_all_agree(
    case: tuple[Rulebook, list[Profile]],
) -> None:
    book, profiles = case
    together = merged(profiles, book).profile
    for id, answer in together.answers.items():
        known = {profile.answers[id] for profile in profiles if profile.answers.get(id) is not None}
        assert (answer is None) is (not known)
        if len(known) == 1:
            assert answer in known
        assert all(admits(answer, said) for said in filter(is_plain, known))
        assert [one.person for one in together.said[id]] == [
            profile.person for profile in profiles if id in profile.answers
        ]
    for activity in together.activities:
        for id, answer in activity.answers.items():
            for profile in profiles:
                own = [part.answers for part in profile.activities if part.title == activity.title]
                answers = {**profile.answers, **(own[0] if own else {})}
                assert all(admits(answer, said) for said in filter(is_plain, [answers.get(id)]))
