"""Leaving an interview in a real terminal, in every way, and going on with its draft."""

from __future__ import annotations

import signal
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.profile import Profile
from tests.interview.terminal import (
    ASKS,
    COMPLETE,
    KNOWN,
    OVERLAY,
    PAYROLL,
    REVIEWS,
    WIDE,
    Window,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of a Unix")


WAYS_TO_LEAVE: dict[str, tuple[Callable[[Window], object], int]] = {
    "q": (lambda window: window.type("q"), 0),
    "Ctrl-D": (lambda window: window.press("\x04"), 0),
    "Ctrl-C": (lambda window: window.press("\x03"), 130),
    "SIGTERM": (lambda window: window.kill(signal.SIGTERM), 130),
    "SIGHUP": (lambda window: window.kill(signal.SIGHUP), 130),
}
ENDS: dict[str, Callable[[Window], object]] = {
    "a closed window": Window.close,
    "a killed command": lambda window: window.kill(signal.SIGKILL),
}


def begun(work: Work) -> tuple[Window, Profile]:
    """An interview with a note, three answers and a question skipped, and what is known by then."""
    window = work.interview()
    window.type(WIDE)
    noted = window.question
    window.type("n as the manual has it")
    answers = window.answer_all(KNOWN, most=3)
    window.type("s")
    return window, Profile(WIDE, answers, {noted: "as the manual has it"})


@pytest.mark.parametrize("way", WAYS_TO_LEAVE)
def test_who_leaves_has_all_answers_in_the_draft_and_goes_on_by_the_command_shown(way: str, work: Work) -> None:
    window, known = begun(work)
    asked = window.question
    leave, code = WAYS_TO_LEAVE[way]
    leave(window)
    assert window.code == code
    assert work.files() == {work.draft.name}
    assert stat.S_IMODE(work.draft.stat().st_mode) == 0o600
    assert work.drafted() == known
    again = Window(*window.command("Go on with"))
    assert again.question == asked
    again.close()


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_what_ends_without_a_word_leaves_all_answers_and_nothing_that_blocks(
    end: Callable[[Window], object], work: Work
) -> None:
    window, known = begun(work)
    asked = window.question
    end(window)
    assert work.drafted() == known
    again = work.interview("--resume")
    assert again.question == asked
    again.finish()
    assert known.answers.items() < work.written().answers.items()


def test_who_leaves_before_the_title_leaves_nothing(work: Work) -> None:
    assert "Left before anything was said." in work.interview().press("\x03")
    assert work.files() == set()


def test_who_leaves_at_the_review_comes_back_to_it(work: Work) -> None:
    window = work.interview(*COMPLETE)
    window.press("\x03")
    assert work.drafted() == Profile(PAYROLL.title, KNOWN, PAYROLL.notes)
    again = Window(*window.command("Go on with"))
    assert again.prompt == REVIEWS
    again.type("")
    assert work.written().answers == KNOWN


def test_a_question_is_asked_again_by_the_interview_that_goes_on(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    window.answer_all(KNOWN, most=5)
    asked = window.question
    window.type("q")
    again = Window(*window.command("Go on with"))
    assert again.question == asked
    again.close()


def refused(window: Window, *reasons: str) -> str:
    """What a command says that ends at once with 2, for these reasons."""
    assert window.code == 2
    assert all(each in window.shown for each in reasons), window.shown
    return window.shown


def test_while_an_interview_writes_a_draft_no_other_does(work: Work) -> None:
    window = work.interview()
    refused(work.interview(), f"Another interview is writing {work.draft}")
    window.type("Payroll")
    refused(work.interview("--resume"), f"Another interview is writing {work.draft}")
    given = window.answer_all(KNOWN, most=2)
    window.type("q")
    assert work.drafted().answers == given


def test_a_draft_is_gone_on_with_by_the_rulebook_that_began_it_and_by_no_other(work: Work) -> None:
    window = work.interview("--rules", OVERLAY)
    window.type("Payroll")
    window.type("q")
    before = work.draft.read_bytes()
    refused(
        work.interview("--resume"), "was begun with another rulebook: firm-overlay 1.0 ", "this is kpo-advisor 1.0 "
    )
    assert work.draft.read_bytes() == before
    again = Window(*window.command("Go on with"))
    assert again.prompt == ASKS
    again.close()


def test_a_draft_is_not_begun_anew(work: Work) -> None:
    work.interview(*COMPLETE).type("q")
    before = work.draft.read_bytes()
    told = refused(work.interview(), f"{work.draft} holds the answers of an interview", "or delete it")
    assert f"kpo-advisor interview --resume --output {work.output}" in told
    assert work.draft.read_bytes() == before


def test_a_profile_is_written_over_only_where_that_is_asked_for(work: Work) -> None:
    work.output.write_text("title: Kept\n", encoding="utf-8")
    refused(work.interview(*COMPLETE), f"{work.output} exists already.", "--force")
    assert work.written().title == "Kept"
    work.interview(*COMPLETE, "--force").type("")
    assert work.written().answers == KNOWN


def test_a_part_that_waits_for_its_answer_is_asked_by_the_interview_that_goes_on(work: Work) -> None:
    window = work.interview(*COMPLETE)
    for line in ("p Year end", "1", "Monthly runs", "11", "work_nature", "even-mix"):
        window.type(line)
    assert (window.question, window.part) == ("work_nature", "Monthly runs")
    window.type("q")
    again = Window(*window.command("Go on with"))
    assert again.prompt == ASKS
    assert (again.question, again.part) == ("work_nature", "Monthly runs")
    again.close()


def test_a_question_set_apart_stays_so_for_the_interview_that_goes_on(work: Work) -> None:
    window = work.interview()
    for line in ("Payroll", "p Year end", "1", "Monthly runs", "11", "d"):
        window.type(line)
    assert window.part == "Year end"
    window.type("q")
    again = Window(*window.command("Go on with"))
    assert again.part == "Year end"
    again.close()


def test_a_draft_with_as_many_notes_as_one_likes_can_be_gone_on_with(work: Work) -> None:
    window = work.interview()
    for line in ("Payroll", *[f"n {'x' * 3900}"] * 17, "q"):
        window.type(line)
    again = Window(*window.command("Go on with"))
    assert again.prompt == ASKS, again.shown
    again.close()
