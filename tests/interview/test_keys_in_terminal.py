"""Answers as people give them and every key at every prompt, in a real terminal."""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile
from kpo_advisor.model.profile import Activity
from kpo_advisor.model.questions import Among, Between, PerhapsTicked
from tests.interview.terminal import (
    ANSWERS,
    ASKS,
    CLASHES,
    COMPLETE,
    EXAMPLES,
    KNOWN,
    OFFERS,
    ON_CONDITIONS,
    PARTS,
    REVIEWS,
    RULEBOOK,
    SURE,
    TITLE,
)

if TYPE_CHECKING:
    from tests.interview.terminal import Work

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of a Unix")


DIALOGUES = {
    "a note": ("n",),
    "another title": ("t",),
    "a part's name": ("p",),
    "its share": ("p Year end",),
    "the rest's name": ("p Year end", "60%"),
    "the rest's share": ("p Year end", "60%", ""),
    "which answers differ": ("p Year end", "60%", "", ""),
}
"""What is typed at a question to come to each prompt beside the questions."""


def test_at_the_title_every_key_does_what_it_does_everywhere(work: Work) -> None:
    window = work.interview()
    assert "called parts here" in window.type("?")
    assert "This is where it began." in window.type("b")
    assert '"l" is a key that does nothing here' in window.type("l")
    assert window.prompt == TITLE
    window.type("s")
    assert window.prompt == ASKS
    window.type("q")
    assert work.drafted().title == "Untitled work"


def test_a_key_in_quotes_is_a_title(work: Work) -> None:
    window = work.interview()
    window.type('"q"')
    window.type("quit")
    assert work.drafted().title == "q"


def test_beside_the_questions_help_back_skip_and_leave_do_what_they_do_everywhere(work: Work) -> None:
    window = work.interview(*COMPLETE)
    window.type("e skill_level")
    for name, lines in DIALOGUES.items():
        for line in lines:
            window.type(line)
        prompt = window.prompt
        assert prompt not in (ASKS, REVIEWS), name
        assert "b goes back, s passes this over, q saves and leaves." in window.type("help"), name
        assert "is a key that does nothing here" in window.type("ranking"), name
        assert window.prompt == prompt, name
        while window.prompt != ASKS:
            window.type("b")
    window.type("n")
    window.type("skip")
    for line in ("p Year end", "s", "s", "s", "s", "x 2"):
        window.type(line)
    assert window.prompt == SURE
    assert "y does it; Enter, n, b or s leaves it as it is" in window.type("?")
    window.type("b")
    for line in ("p Audits", "5%"):
        window.type(line)
    window.type("q")
    assert window.code == 0
    assert work.drafted().activities == (Activity("Year end", 50, {}), Activity("The rest", 50, {}))


def test_answers_are_taken_as_people_give_them(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    lines = {
        "work_area": ("payroll", ("payroll-hr-admin",)),
        "work_nature": ("2 or 3 n as of May", Among(("mostly-rules", "even-mix"))),
        "skill_level": ("not licensed", Among(("general", "process-trained", "vocational", "domain-expert"))),
        "goals": ("1, growing?", PerhapsTicked(("unit-cost",), ("fast-scale",))),
        "people_needed": ("9 to 14 people", Between(Fraction(9), Fraction(14))),
        "volume": ("dunno", None),
    }
    for question, (line, _) in lines.items():
        window.type(f"e {question}")
        window.type(line)
    window.type("q")
    drafted = work.drafted()
    assert drafted.answers == {question: answer for question, (_, answer) in lines.items()}
    assert drafted.notes == {"work_nature": "as of May"}


def test_what_may_have_been_meant_is_taken_by_enter(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    assert 'Did you mean "Skill the work needs"? Enter takes it.' in window.type("e skil the work neds")
    assert "If you advertised this job" in window.type("")
    assert 'Did you mean "training in the process"? Enter takes it.' in window.type("traning in the proces")
    assert "Understood as training in the process." in window.type("")
    window.type("q")
    assert work.drafted().answers == {"skill_level": "process-trained"}


def test_at_a_contradiction_every_key_does_something(work: Work) -> None:
    window = work.interview()
    for line in ("Drawings", "e hiring_barriers", "peak-too-large", "e demand_pattern", "steady"):
        window.type(line)
    assert window.prompt == CLASHES
    assert "cannot all hold" in window.type("?")
    window.type("n")
    assert "Why both answers hold" in window.type("?")
    window.type("b")
    assert window.prompt == CLASHES
    assert "the report says that they contradict each other" in window.type("s")
    assert window.prompt == ASKS
    window.type("q")
    assert work.drafted().answers == {"hiring_barriers": ("peak-too-large",), "demand_pattern": "steady"}


def test_a_note_goes_to_an_earlier_question_by_its_number_or_its_name(work: Work) -> None:
    window = work.interview(*COMPLETE)
    window.type("e skill_level")
    assert "Noted on Volume: counted in May" in window.type("n volume: counted in May")
    assert window.prompt == ASKS
    window.type("")
    window.type("n goals: the board's paper")
    assert window.prompt == ANSWERS
    window.type("q")
    notes = work.drafted().notes
    assert (notes["volume"].endswith("counted in May"), notes["goals"].endswith("the board's paper")) == (True, True)


def test_shares_in_percent_and_a_part_taken_out_again(work: Work) -> None:
    window = work.interview(*COMPLETE)
    for line in ("e work_nature", "p Year end", "60%", "", "", "", "p Audits", "1/10", "The rest"):
        window.type(line)
    assert window.prompt == PARTS
    window.type("")
    assert "The rest 30 of 40 and Audits 10 of 40" in " ".join(window.type("x Year").split())
    window.type("y")
    window.type("q")
    assert work.drafted().activities == (Activity("The rest", 30, {}), Activity("Audits", 10, {}))


def test_at_the_review_every_key_does_something(work: Work) -> None:
    window = work.interview(*COMPLETE)
    assert window.prompt == ANSWERS
    assert "each can still be changed by its number" in " ".join(window.type("?").split())
    assert '"s" cannot be used here' in window.type("s")
    window.type("1")
    assert window.prompt == ASKS
    window.type("")
    assert window.look_through().prompt == REVIEWS
    window.type("back")
    assert window.prompt == ASKS
    window.type("exit")
    assert window.code == 0


def test_at_the_offer_every_key_does_something(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    window.answer_all(KNOWN)
    assert window.prompt == OFFERS
    assert "Stopping now ends with the recommendation" in " ".join(window.type("help").split())
    window.type("b")
    assert window.prompt == ASKS
    window.type("")
    assert window.prompt == OFFERS
    window.type("skip")
    assert window.prompt == ASKS
    window.type("leave")
    assert window.code == 0


def test_an_end_on_conditions_fits_24_rows_is_offered_again_over_a_break_and_is_what_the_page_says(work: Work) -> None:
    drawings = load_profile(EXAMPLES / "cases" / "v24-military-vehicle-drawings.yaml", RULEBOOK).answers
    window = work.interview()
    window.type("Drawings")
    while window.prompt == ASKS:
        window.answer(drawings.get(window.question))
    assert window.prompt == ON_CONDITIONS
    assert "In-house comes first unless this turns out to be so:" in window.shown
    assert len(window.written()) <= 24, window.shown
    assert "m asks just about that" in " ".join(window.type("?").split())
    window.type("m")
    assert window.question == "hiring_barriers"
    window.type("b")
    window.type("q")
    assert window.code == 0
    again = work.interview("--resume")
    again.type("")
    assert again.prompt == ON_CONDITIONS
    again.type("")
    again.look_through().type("")
    assert "Certain unless this turns out to be so:" in again.shown
    assert again.code == 0
