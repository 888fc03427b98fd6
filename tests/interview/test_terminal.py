"""Interviews in a real terminal: what is typed, shown, kept in the draft and written at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import recommend
from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.reports.formats.to_json import recommendation_json
from tests.interview.terminal import (
    ASKS,
    CLASHES,
    COMMAND,
    COMPLETE,
    KNOWN,
    OFFERS,
    ON_CONDITIONS,
    OVERLAY,
    PARTS,
    PATIENCE,
    PAYROLL,
    REVIEWS,
    RULEBOOK,
    TITLE,
    WIDE,
    Window,
    Work,
)

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of a Unix")


def test_a_complete_interview_ends_with_the_profile_the_report_and_a_command_that_repeats_it(work: Work) -> None:
    window = work.interview()
    assert window.prompt == TITLE
    window.type(WIDE)
    told = Profile(WIDE, window.answer_all(KNOWN))
    assert "First place is certain: BPO." in window.shown
    assert window.prompt == OFFERS
    review = window.type("") + window.type("")
    assert all(f"{RULEBOOK.questions[id].label}: " in review for id in told.answers)
    assert window.prompt == REVIEWS
    window.type("")
    assert window.code == 0
    assert work.written() == told
    command = window.command("The same result again")
    assert Window(*command).shown in window.shown
    again = subprocess.run([*COMMAND, *command, "--format", "json"], capture_output=True, check=True)
    # The file has the answers in the order of the questionnaire, and so has what is told of it.
    found = recommend(work.written(), RULEBOOK)
    assert again.stdout.decode() == recommendation_json(found, indent=2) + "\n"


def test_the_commands_at_the_end_name_the_rulebook_that_was_gone_through(work: Work) -> None:
    window = work.interview("--rules", OVERLAY, *COMPLETE)
    window.look_through().type("")
    for said in ("The same result again", "As a document to hand on"):
        assert "--rules" in window.command(said), said


def test_after_the_offer_the_interview_goes_on_where_more_is_wanted(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    stopped = window.answer_all(KNOWN)
    assert "For the report: no answer to it can change the first place" in window.type("m")
    more = window.answer_all(KNOWN, most=1)
    window.type("q")
    assert work.drafted().answers == {**stopped, **more}
    assert len(more) == 1


def test_the_most_that_is_still_to_come_falls_with_every_answer(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    before = window.most + 1
    while window.prompt != OFFERS:
        if window.prompt == ON_CONDITIONS:
            window.type("s")
            continue
        assert window.most < before, window.shown
        before = window.most
        window.type("u")


def test_going_back_changes_the_answer_before(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    first = window.question
    window.type("1")
    assert f"The answer so far: {RULEBOOK.questions[first].choices[0].label}. Enter keeps it." in window.type("b")
    assert window.question == first
    window.answer(KNOWN[first])
    window.finish()
    assert work.written().answers[first] == KNOWN[first] != RULEBOOK.questions[first].choice_ids[0]


@pytest.mark.parametrize("named", ["e 7", "e7", "e skill_level", "edit Skill level"])
def test_a_question_is_edited_by_number_and_by_name(named: str, work: Work) -> None:
    window = work.interview(*COMPLETE)
    assert "The answer so far: training in the process. Enter keeps it." in window.type(named)
    assert "Skill the work needs: schooling only" in window.type("general")
    window.finish()
    assert work.written().answers == {**KNOWN, "skill_level": "general"}


def test_what_is_skipped_unknown_or_noted_is_so_in_the_profile(work: Work) -> None:
    window = work.interview(*COMPLETE)
    for line in ("e skill_level", "n from the advertisement", "n", f"of {WIDE}", "u", "e volume", "c"):
        window.type(line)
    window.finish()
    profile = work.written()
    assert profile.notes["skill_level"] == f"from the advertisement of {WIDE}"
    assert profile.answers["skill_level"] is None
    assert profile.answers.keys() == KNOWN.keys() - {"volume"}


def test_a_contradiction_is_pointed_out_at_once_and_may_stand_with_a_reason(work: Work) -> None:
    window = contradicting(work)
    assert '"much" is not understood here; ? shows what can be typed.' in window.type("much")
    window.type("n the peak ended in May")
    assert window.prompt == ASKS
    window.finish()
    profile = work.written()
    assert (profile.answers["hiring_barriers"], profile.answers["demand_pattern"]) == (("peak-too-large",), "steady")
    assert profile.notes == {"demand_pattern": "the peak ended in May"}


def test_a_contradiction_ends_where_one_of_the_answers_is_changed(work: Work) -> None:
    window = contradicting(work)
    (number,) = re.findall(r"(\d+)  Demand over the year: ", window.shown)
    window.type(number)
    window.type("seasonal")
    assert window.prompt == ASKS
    window.finish()
    profile = work.written()
    assert (profile.answers["demand_pattern"], dict(profile.notes)) == ("seasonal", {})


def contradicting(work: Work, *before: str) -> Window:
    """An interview in which two answers contradict each other."""
    window = work.interview()
    for line in ("Drawings", *before, "e hiring_barriers", "peak-too-large", "e demand_pattern", "steady"):
        window.type(line)
    assert "Two answers contradict each other." in window.shown
    assert "Barriers to own staff: peak too large" in window.shown
    assert window.prompt == CLASHES
    return window


def test_parts_with_shares_and_answers_of_their_own_become_the_activities(work: Work) -> None:
    window = work.interview(*COMPLETE)
    for line in ("p Year end", "1", "Monthly runs", "11"):
        window.type(line)
    assert window.prompt == PARTS
    window.type("work_nature")
    assert (window.question, window.part) == ("work_nature", "Year end")
    window.type("even-mix")
    assert (window.question, window.part) == ("work_nature", "Monthly runs")
    for line in ("", "e volume", "d", "low", "high-repetitive"):
        window.type(line)
    window.finish()
    assert work.written().activities == (
        Activity("Year end", 1, {"work_nature": "even-mix", "volume": "low"}),
        Activity("Monthly runs", 11, {"work_nature": "mostly-rules", "volume": "high-repetitive"}),
    )


def test_a_contradiction_is_pointed_out_whatever_was_noted_before(work: Work) -> None:
    contradicting(work, "e hiring_barriers", "n see the inventory").close()


@pytest.mark.parametrize("known", [Profile(""), PAYROLL], ids=["nothing known", "all known"])
@pytest.mark.parametrize("terminal", ["no", "stdin", "stdout"])
def test_without_a_terminal_nothing_is_asked_and_what_is_missing_is_named(
    terminal: str, known: Profile, work: Work
) -> None:
    ours, theirs = os.openpty()
    done = subprocess.run(
        [*COMMAND, "interview", "--output", str(work.output), *(COMPLETE if known.answers else ())],
        stdin=theirs if terminal == "stdin" else subprocess.DEVNULL,
        stdout=theirs if terminal == "stdout" else subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stdout or "") == (2, "")
    missing = {each.question for each in recommend(known, RULEBOOK).open_questions if each.can_change_first}
    named = re.search("can still change the first place: ([a-z_, ]+)", done.stderr)
    assert (set(named[1].split(", ")) if named else set()) == missing
    assert ("No unanswered question can change the first place any more." in done.stderr) is bool(known.answers)
    assert work.files() == set()
