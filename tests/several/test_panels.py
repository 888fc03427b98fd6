"""What a panel says of the differences, held to the engine's first for each combination of what was said."""

from __future__ import annotations

from itertools import islice
from math import prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given

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
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.combinations import Firsts
    from kpo_advisor.several.panel import Panel

MOST_WAYS = 200
FEW = 12
"""Combinations for which all ways to answer the rest are listed too."""

First = frozenset[str]


def firsts_by_combination(book: Rulebook, found: Panel, together: Profile) -> dict[Held, First]:
    """What the engine puts first where the answers of a combination are right."""
    program = program_of(book)
    profiles = {held: with_held(together, found.differences, held) for held in held_in(found)}
    return {held: frozenset(assess_profile(program, profile).main.first) for held, profile in profiles.items()}


def firsts_in_parts(book: Rulebook, found: Panel, together: Profile) -> dict[str, dict[Held, First]]:
    """The same of each activity by itself."""
    program, by_part = program_of(book), dict[str, dict[Held, First]]()
    for held in held_in(found) if together.activities else ():
        for piece in assess_profile(program, with_held(together, found.differences, held)).pieces:
            firsts = frozenset(piece.assessment.decisions[book.main.id].first)
            by_part.setdefault(piece.activity or "", {})[held] = firsts
    return by_part


def decides(first: dict[Held, First], at: int) -> bool:
    """Whether two combinations that differ in one difference alone put others first."""
    by_rest: dict[Held, set[First]] = {}
    for held, firsts in first.items():
        by_rest.setdefault((*held[:at], *held[at + 1 :]), set()).add(firsts)
    return any(len(firsts) > 1 for firsts in by_rest.values())


def check_then(then: Firsts | None, first: dict[Held, First], at: int, answer: Answer) -> None:
    assert (then is None) is (not decides(first, at))
    if then is not None:
        check_firsts(then, (firsts for held, firsts in first.items() if held[at] == answer))


def check_firsts(told: Firsts, listed: Iterable[First]) -> None:
    sets = set(listed)
    assert set(told.possible) == frozenset().union(*sets)
    assert told.or_nothing is (frozenset() in sets)
    assert told.only is (len(sets) == 1 and len(next(iter(sets))) == 1)


def stays(book: Rulebook, profile: Profile, first: str) -> bool | None:
    """Whether one alternative alone is first however the rest is answered, by listing all ways; None: too many."""
    if profile.activities:
        wholes = list(islice(completed(book, profile), MOST_WAYS + 1))
        same = all(work_out_whole(book, full).first == {first} for full in wholes)
        return None if same and len(wholes) > MOST_WAYS else same
    ways = list(islice(completions(book, profile.answers), MOST_WAYS + 1))
    same = all(work_out(book, full, profile.weights)[book.main.id].first == {first} for full in ways)
    return None if same and len(ways) > MOST_WAYS else same


@pytest.mark.long
@given(panels())
def test_every_claim_about_the_differences_holds_for_each_combination(case: tuple[Rulebook, list[Profile]]) -> None:
    book, profiles = case
    start_afresh()
    found, together = panel(profiles, book), merged(profiles, book).profile
    differences = found.differences
    assume(prod(len(topic.positions) for topic in differences) <= MOST_COMBINATIONS)
    first = firsts_by_combination(book, found, together)
    by_part = firsts_in_parts(book, found, together)
    check_firsts(found.firsts, first.values())
    assert found.firsts_in.keys() == by_part.keys()
    for part, firsts in by_part.items():
        check_firsts(found.firsts_in[part], firsts.values())
    assert found.matters is any(len(set(firsts.values())) > 1 for firsts in (first, *by_part.values()))
    for at, topic in enumerate(differences):
        assert topic.decides is decides(first, at)
        assert topic.moves == {part: True for part, firsts in by_part.items() if decides(firsts, at)}
        for stand in topic.positions:
            check_then(stand.then, first, at, stand.answer)
            for part, firsts in by_part.items():
                check_then(stand.then_in.get(part), firsts, at, stand.answer)
    if found.firsts.only and not book.incompatible and len(first) <= FEW:
        (alone,) = found.firsts.possible
        stay = [stays(book, with_held(together, differences, held), alone) for held in first]
        if found.firsts.sure:
            assert False not in stay
        else:
            # Activities that leave the same open for themselves are one piece of work where all their answers agree.
            assert False in stay or None in stay or together.activities


@pytest.mark.long
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
