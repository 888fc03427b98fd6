"""What made people stumble: each screen says what is so, and each key does what it is taken to do."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_rulebook
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, Phase
from kpo_advisor.interview.words import pages
from kpo_advisor.interview.words.choices import told_once
from kpo_advisor.interview.words.help import keys
from kpo_advisor.interview.words.review import review
from kpo_advisor.model.questions import PerhapsTicked
from tests.interview.paper import Held, Paper, hold

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer

RULEBOOK = load_rulebook()
OPTIONS = Options(RULEBOOK, Order.FIXED, StopWhen.NEVER)
BEGUN = moves.titled(moves.begin(OPTIONS), "A piece of work")
CONDITIONAL = [id for id, question in RULEBOOK.questions.items() if question.only_if is not None]
UNUSED = "It does not apply as things stand: an answer is kept and not used."


def shown(interview: Interview) -> str:
    return "\n".join(line.text for line in pages.asked(interview))


def after(*lines: str) -> Held:
    return hold(OPTIONS, "A piece of work", *lines)


@pytest.mark.parametrize(
    ("label", "means", "told"),
    [
        ("Canada", "Canada", "Canada"),
        ("United Kingdom", "the United Kingdom", "United Kingdom"),
        ("our own managers", "our own managers, also hired in", "our own managers, also hired in"),
        ("some", "somebody who would see it", "some: somebody who would see it"),
        ("steady", "within a fifth", "steady: within a fifth"),
    ],
)
def test_a_choice_whose_meaning_begins_with_its_label_is_told_once(label: str, means: str, told: str) -> None:
    assert told_once(label, means) == told


@pytest.mark.parametrize("id", list(RULEBOOK.questions))
def test_no_choice_of_the_rulebook_is_told_twice(id: str) -> None:
    for choice in RULEBOOK.questions[id].choices:
        twice = re.compile(rf"{re.escape(choice.label)}: (the )?{re.escape(choice.label)}\b", re.IGNORECASE)
        assert not twice.match(told_once(choice.label, choice.means))


@pytest.mark.parametrize("id", CONDITIONAL)
def test_a_question_says_that_it_may_apply_only_while_that_is_not_known(id: str) -> None:
    applying: dict[str, tuple[str, Answer, Answer]] = {
        "sop_test": ("work_nature", "even-mix", "judgement-only"),
        "protected_split": ("core", ("rivals-gain",), None),
        "fitting_provider": ("limits", ("named-persons",), ("none",)),
        "signatory": ("limits", ("licensed-signer",), ("none",)),
        "pay_for": ("control_style", "provider-owns-outcome", "our-managers"),
    }
    gate, yes, no = applying[id]
    perhaps = f"If {RULEBOOK.questions[id].asked_if} (not known yet): answer for that case."
    assert perhaps in shown(moves.edited(BEGUN, id))
    applies = shown(moves.edited(moves.answered(moves.edited(BEGUN, gate), yes), id))
    assert "not known yet" not in applies
    assert UNUSED not in applies
    if no is not None:
        does_not = shown(moves.edited(moves.answered(moves.edited(BEGUN, gate), no), id))
        assert UNUSED in does_not
        assert "not known yet" not in does_not


def test_one_sure_limit_is_enough_also_where_another_is_not_settled() -> None:
    limits = PerhapsTicked(("named-persons", "law-forbids-abroad"), ("region-only",))
    limited = moves.answered(moves.edited(BEGUN, "limits"), limits)
    assert "not known yet" not in shown(moves.edited(limited, "fitting_provider"))
    open_still = moves.answered(moves.edited(BEGUN, "limits"), PerhapsTicked(("secrecy",), ("licensed-signer",)))
    assert "(not known yet)" in shown(moves.edited(open_still, "signatory"))


def test_a_question_that_waits_is_not_asked_once_it_does_not_apply() -> None:
    waiting = moves.edited(BEGUN, "control_style")
    waiting = replace(waiting, queue=(Slot("pay_for"), Slot("long_term_plan")))
    assert moves.on_table(moves.answered(waiting, "provider-owns-outcome")) == Slot("pay_for")
    assert moves.on_table(moves.answered(waiting, "our-managers")) == Slot("long_term_plan")


def test_an_answer_stays_where_it_is_skipped_and_goes_where_it_is_taken_out() -> None:
    skipped = after("e skill_level", "2", "e skill_level", "s")
    assert skipped.profile.answers == {"skill_level": "process-trained"}
    assert "The answer stays as it is; c takes it out." in skipped.paper.text
    noted = after("e skill_level", "2", "e skill_level", "s n as HR says")
    assert noted.profile.answers == {"skill_level": "process-trained"}
    assert noted.profile.notes == {"skill_level": "as HR says"}
    cleared = after("e skill_level", "2", "e skill_level", "c")
    assert cleared.profile.answers == {}
    assert 'The answer to "Skill the work needs" is taken out.' in cleared.paper.text
    assert Slot("skill_level") in cleared.interview.skipped
    assert "There is no answer here to take out" in after("e skill_level", "clear").paper.text


def test_help_with_a_number_is_on_the_choice_of_that_number() -> None:
    text = after("e skill_level", "? 3").paper.text
    assert "   3  trade or vocational: a trade or vocational certificate, or some years in such a job, e.g." in text
    assert text.count("   2  training in the process: ") == 1
    assert 'No choice of this question says "9".' in after("e skill_level", "? 9").paper.text


def test_the_keys_about_parts_are_shown_once_there_are_some() -> None:
    parted = split.parted(BEGUN, ["Typing", "Checking"], [1, 1])
    for interview, there in ((BEGUN, False), (parted, True)):
        typed = {line.indent.strip() for line in keys(interview)}
        assert ("d" in typed, "x NAME" in typed) == (there, there)


def test_with_parts_a_common_question_says_how_each_part_answers_it() -> None:
    parted = moves.edited(split.parted(BEGUN, ["Typing", "Checking"], [1, 1]), "skill_level")
    said = "For all parts alike; d asks it of each part by itself."
    assert said in shown(parted)
    assert said not in shown(moves.edited(BEGUN, "skill_level"))
    assert said not in shown(split.set_apart(parted, ["skill_level"]))
    assert "which the report calls its activities" in "".join(line.text for line in pages.parts_named(parted))


def test_notes_of_several_stand_on_lines_of_their_own() -> None:
    noted = replace(moves.answered(moves.edited(BEGUN, "limits"), None), notes={"limits": "as we think\ncounsel: none"})
    told = [line.text for line in review(noted)]
    assert told[told.index("Note: as we think") + 1] == "Note: counsel: none"


def reviewed(*lines: str) -> Paper:
    """What is shown at the review of an interview to which nothing is known, which takes several screens."""
    return after(*("u" for _ in RULEBOOK.questions), *lines).paper


def test_enter_shows_all_answers_before_it_takes_them() -> None:
    held = after(*("u" for _ in RULEBOOK.questions))
    assert held.interview.phase is Phase.REVIEW
    count = int(held.paper.text.rpartition("screen 1 of ")[2][0])
    assert count > 1
    for presses in range(1, count):
        held = after(*("u" for _ in RULEBOOK.questions), *("" for _ in range(presses)))
        assert not held.ended
        assert held.paper.text.count(f"All answers, screen {presses + 1} of {count}") == 1
    last, before = (
        "Enter takes it so, a number changes that answer: ",
        "Enter shows the next, a number changes an answer: ",
    )
    assert held.paper.text.endswith(f"{last}(end)\n")
    assert held.paper.text.count(before) == count - 1
    assert after(*("u" for _ in RULEBOOK.questions), *("" for _ in range(count))).ended


def test_answers_are_gone_on_with_from_the_screen_that_was_asked_for_or_changed() -> None:
    assert "screen 2 of" in reviewed("r 2").text
    text = reviewed("", "People needed", "twenty").text
    assert text.count("screen 2 of") == 2
    assert "Understood as 20 people." in text


def test_a_key_that_cannot_be_used_shows_no_choices_that_begin_so() -> None:
    text = after("e goals", "m").paper.text
    assert '! "m" cannot be used here; ? shows what can.' in text
    assert text.count("new methods: ") == 1
