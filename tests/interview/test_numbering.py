"""Questions are counted as they are asked, and a number that was shown stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor import load_rulebook
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.drafts.draft import load, save
from kpo_advisor.interview.numbering import number_of, numbered
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.names import question_named
from kpo_advisor.interview.words.pages import asked
from kpo_advisor.model.profile import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.interview.state import Interview

OPTIONS = Options(load_rulebook())
BEGUN = moves.titled(moves.begin(OPTIONS), "A piece of work")


def after(count: int) -> Interview:
    """An interview in which so many questions were not known."""
    interview = BEGUN
    while len(interview.answers) < count:
        interview = moves.answered(interview, None)
    return interview


def on_the_table(interview: Interview) -> int:
    return number_of(interview, moves.on_table(interview).question)


def test_questions_are_counted_as_they_are_asked() -> None:
    assert [on_the_table(after(count)) for count in range(5)] == [1, 2, 3, 4, 5]
    (line,) = (line for line in asked(after(4)) if line.indent == "5. ")
    assert line.text == OPTIONS.rulebook.questions[moves.on_table(after(4)).question].ask


def test_a_number_that_was_shown_stays() -> None:
    interview = after(4)
    before = list(interview.asked)
    before_that = moves.back(interview)
    assert before_that is not None
    assert on_the_table(before_that) == 4
    changed = moves.answered(moves.edited(before_that, before[1]), None)
    assert numbered(changed)[:5] == before


def test_a_question_asked_out_of_turn_gets_the_next_number() -> None:
    assert on_the_table(moves.edited(after(2), "pay_for")) == 4


def test_every_question_is_reached_by_the_number_it_has_now() -> None:
    for interview in (BEGUN, after(4)):
        found = [question_named(interview, str(number)) for number in range(1, len(OPTIONS.rulebook.questions) + 1)]
        assert found == numbered(interview)
        assert set(numbered(interview)) == OPTIONS.rulebook.questions.keys()


def test_what_may_still_be_asked_comes_before_what_does_not_apply() -> None:
    interview = moves.answered(moves.edited(BEGUN, "limits"), ("none",))
    assert numbered(interview)[-1] in {"fitting_provider", "signatory", "pay_for"}
    assert "fitting_provider" not in {place.question for place in interview.outlook.open}


def test_answers_that_were_given_count_first_in_the_order_of_the_questionnaire() -> None:
    given = Profile("Work", {"goals": ("unit-cost",), "skill_level": "general"})
    interview = moves.begin(OPTIONS, given)
    assert interview.phase is Phase.QUESTION
    assert interview.asked[:2] == ("skill_level", "goals")
    assert on_the_table(interview) == 3


def test_the_parts_of_a_question_have_one_number() -> None:
    interview = split.parted(after(3), ["Routine", "Expert"], [3, 1])
    second = interview.asked[1]
    apart = split.set_apart(interview, [second])
    assert on_the_table(apart) == on_the_table(moves.answered(apart, None)) == 2


def test_numbers_stay_over_a_break(tmp_path: Path) -> None:
    left = moves.edited(after(4), "pay_for")
    save(left, str(tmp_path / "draft"))
    draft = load(str(tmp_path / "draft"), OPTIONS.rulebook)
    assert moves.begin(OPTIONS, draft.profile, draft.left).asked == left.asked
