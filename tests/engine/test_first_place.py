"""What stands first, asked alone, is what the whole assessment has first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.first_place import FirstBy, first_of, first_of_parts
from kpo_advisor.engine.program import Depth, program_of
from tests.engine.random_rulebooks import cases, known_answers
from tests.how_many import EXAMPLES
from tests.small_rulebooks.building import decision

if TYPE_CHECKING:
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


@given(cases(activities=None))
@settings(max_examples=EXAMPLES)
def test_it_agrees_with_the_assessment_of_one_piece_and_of_several(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    program = program_of(book)
    pieces = [profile.answers_of(each) for each in profile.activities]
    firsts = [first_of(program, each, profile.weights, is_part=True) for each in pieces]
    found = first_of_parts(book.main, firsts) if pieces else first_of(program, profile.answers, profile.weights)
    assert found == assess_profile(program, profile).main.first


@given(cases(activities=None))
@settings(max_examples=EXAMPLES)
def test_how_far_a_piece_is_worked_out_changes_nothing_of_what_comes_before(case: tuple[Rulebook, Profile]) -> None:
    book, profile = case
    program = program_of(book)
    main, rankings, whole = (assess_profile(program, profile, depth=depth) for depth in Depth)
    assert main.main == rankings.main == whole.main
    for piece, ranked in zip(whole.pieces, rankings.pieces, strict=True):
        assert ranked.assessment.decisions == piece.assessment.decisions
        assert ranked.assessment.statuses.items() <= piece.assessment.statuses.items()


@given(cases(activities=None), st.data())
@settings(max_examples=EXAMPLES)
def test_one_question_answered_in_several_ways_comes_to_what_each_of_them_does(
    case: tuple[Rulebook, Profile], data: st.DataObject
) -> None:
    book, profile = case
    program, is_part = program_of(book), bool(profile.activities)
    given_before = profile.answers_of(profile.activities[0]) if is_part else profile.answers
    ways = data.draw(st.lists(known_answers(book), min_size=2, max_size=2))
    for id in book.questions:
        by = FirstBy(program, given_before, profile.weights, id, is_part=is_part)
        for answer in (ways[0][id], None, ways[1][id]):
            told = {**given_before, id: answer}
            assert by.first(answer) == first_of(program, told, profile.weights, is_part=is_part)


def test_parts_with_nothing_in_common_come_to_the_composite_and_one_without_a_first_to_nothing() -> None:
    main = decision()
    assert first_of_parts(main, [("bpo", "kpo"), ("kpo",)]) == ("kpo",)
    assert first_of_parts(main, [("bpo",), ("kpo",)]) == ("hybrid",)
    assert first_of_parts(main, [("bpo",), ()]) == ()
