"""Leaving an interview in a real terminal, in every way, and going on with its draft."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest

from kpo_advisor import load_profile
from kpo_advisor.model.profile import Profile
from tests.interview.terminal import (
    ASKS,
    COMPLETE,
    KNOWN,
    OVERLAY,
    PATIENCE,
    PAYROLL,
    RULEBOOK,
    TITLE,
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
    again.look_through().type("")
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


def refused(window: Window, *reasons: str, typed: str | None = None) -> str:
    """What a command says that ends with 2, for these reasons: at once, or where this is typed."""
    if typed is not None:
        window.type(typed)
    assert window.code == 2
    shown = " ".join(window.shown.split())
    assert all(each in shown for each in reasons), window.shown
    return shown


def test_while_an_interview_writes_a_draft_no_other_does(work: Work) -> None:
    window = work.interview()
    another = f"kpo-advisor interview --output {work.output.with_name('work-2.yaml')}"
    refused(work.interview(), f"{work.draft} is open in another interview. For another piece of work: {another}")
    window.type("Payroll")
    told = refused(work.interview(), f"{work.draft} is open in another interview. For another piece of work: {another}")
    assert "delete" not in told
    refused(work.interview("--resume"), f"{work.draft} is open in another interview.")
    given = window.answer_all(KNOWN, most=2)
    window.type("q")
    assert work.drafted().answers == given


def test_a_refusal_breaks_no_word_and_no_command_at_the_end_of_a_line(work: Work) -> None:
    window = work.interview()
    other = work.interview("--order", "fixed", "--stop", "never")
    command = f"kpo-advisor interview --output {work.output.with_name('work-2.yaml')} --order fixed --stop never"
    lines = other.shown.strip().splitlines()
    assert lines[-1].strip() == command
    assert len(lines) > 1
    window.close()


def test_a_draft_is_gone_on_with_by_the_rulebook_that_began_it_and_by_no_other(work: Work) -> None:
    window = work.interview("--rules", OVERLAY)
    window.type("Payroll")
    window.type("q")
    before = work.draft.read_bytes()
    refused(work.interview("--resume"), "was begun with another rulebook: firm-overlay 1.0; this is kpo-advisor 2.0.")
    assert work.draft.read_bytes() == before
    again = Window(*window.command("Go on with"))
    assert again.prompt == ASKS
    again.close()


def test_a_draft_is_not_begun_anew(work: Work) -> None:
    work.interview(*COMPLETE).type("q")
    before = work.draft.read_bytes()
    told = refused(work.interview(), f"{work.draft} holds the answers of an interview", "or delete it")
    assert f"kpo-advisor interview --resume --output {work.output}" in told
    assert f"kpo-advisor interview --output {work.output.with_name('work-2.yaml')};" in told
    assert work.draft.read_bytes() == before


def test_a_profile_is_written_over_only_where_that_is_asked_for(work: Work) -> None:
    work.output.write_text("title: Kept\n", encoding="utf-8")
    refused(work.interview(*COMPLETE), f"{work.output} exists already.", "--force")
    assert work.written().title == "Kept"
    work.interview(*COMPLETE, "--force").look_through().type("")
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


def test_a_line_with_arrow_keys_is_not_taken_and_is_asked_for_again(work: Work) -> None:
    window = work.interview()
    assert "Arrow and other control keys do nothing in a line;" in window.type("Payrol\x1b[D\x1b[Dl")
    assert window.prompt == TITLE
    window.type("Payroll")
    window.type("n hel\x1b[Dp")
    window.type("\x1b[A")
    window.type("q")
    assert work.drafted() == Profile("Payroll")


def test_a_file_that_came_to_be_meanwhile_is_left_and_the_draft_goes_on_to_another(work: Work) -> None:
    window = work.interview(*COMPLETE)
    work.output.write_text("title: By hand\n", encoding="utf-8")
    told = refused(window.look_through(), typed="")
    assert f"{work.output} came to be while the interview went on" in told
    assert work.output.read_text(encoding="utf-8") == "title: By hand\n"
    assert work.files() == {work.output.name, work.draft.name}
    other = str(work.output.with_name("other.yaml"))
    again = Window(*[other if each == "OTHER.yaml" else each for each in window.command("write another file")])
    again.look_through().type("")
    assert load_profile(other, RULEBOOK).answers == KNOWN
    over = Window(*window.command("Go on with", until=r" \(which writes over it\)"))
    over.look_through().type("")
    assert load_profile(work.output, RULEBOOK).answers == KNOWN
    assert work.files() == {work.output.name, "other.yaml"}


def test_a_profile_that_cannot_be_written_leaves_the_draft_and_says_how_to_go_on(work: Work) -> None:
    window = work.interview(*COMPLETE)
    work.output.mkdir()
    told = refused(window.look_through(), f"The profile cannot be written to {work.output}", typed="")
    assert f"All answers are in {work.draft}." in told
    work.output.rmdir()
    Window(*window.command("Go on with")).look_through().type("")
    assert work.written().answers == KNOWN


def test_answers_that_can_be_written_nowhere_are_shown_to_be_copied(work: Work) -> None:
    window = work.interview()
    resource.prlimit(window.child.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    assert "The draft cannot be written" in window.type("Payroll")
    given = window.answer_all(KNOWN, most=2)
    shown = window.type("q")
    assert f"could not be written to {work.draft}: they stand above, as a profile to be copied." in shown
    profile = shown[shown.index("title: ") : shown.index("Left.")]
    work.output.write_text(profile, encoding="utf-8")
    assert work.written() == Profile("Payroll", given)
    assert window.code == 0


def test_a_draft_for_which_there_is_no_more_room_stays_as_it_was(work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    before = work.drafted()
    resource.prlimit(window.child.pid, resource.RLIMIT_FSIZE, (work.draft.stat().st_size, resource.RLIM_INFINITY))
    assert "The draft cannot be written" in window.type("n " + "long " * 100)
    assert work.files() == {work.draft.name, f"{work.draft.name}.lock"}
    window.press("\x03")
    assert "holds those before" in window.shown
    assert window.code == 130
    assert work.files() == {work.draft.name}
    assert work.drafted() == before


def test_a_draft_that_is_a_link_is_neither_read_nor_written(work: Work) -> None:
    other = work.output.with_name("other")
    other.write_text("title: Kept\n", encoding="utf-8")
    work.draft.symlink_to(other)
    for options in ((), ("--resume",)):
        refused(work.interview(*options), f"{work.draft} is a link")
    assert other.read_text(encoding="utf-8") == "title: Kept\n"


def test_the_profile_whose_answers_are_taken_over_is_not_written_over(work: Work) -> None:
    for read in (work.output, work.draft, work.draft.with_name(f"{work.draft.name}.new")):
        read.write_text("title: Kept\n", encoding="utf-8")
        refused(work.interview("--answers", str(read), "--force"), f"{read} is read, and the result would")
        assert read.read_text(encoding="utf-8") == "title: Kept\n"
        assert work.files() == {read.name}
        read.unlink()


@pytest.mark.parametrize("name", ["x" * 255, f"{'x' * 250}.yaml"])
def test_a_name_that_is_too_long_is_said(name: str, work: Work) -> None:
    refused(Window("interview", "--output", str(work.output.with_name(name))), "File name too long")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_the_first_screen_ends_as_it_does_later(number: signal.Signals, work: Work) -> None:
    """The signal comes where the rulebook has been read, in the middle of making the folder's lock."""
    code = (
        "import os, sys\n"
        "from kpo_advisor.cli.app import main\n"
        "from kpo_advisor.interview.drafts import lock\n"
        f"locking = lock._lock\n"
        f"lock._lock = lambda opened: (locking(opened), os.kill(os.getpid(), {int(number)}))\n"
        f"sys.argv = ['kpo-advisor', 'interview', '--output', {str(work.output)!r}]\n"
        "sys.exit(main())\n"
    )
    child = pexpect.spawn(sys.executable, ["-c", code], timeout=PATIENCE)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130
    assert work.files() == set()


@pytest.mark.parametrize("when", ["at the title", "at a question", "at the review"])
def test_a_closed_window_ends_as_a_signal_does(when: str, work: Work) -> None:
    window = work.interview(*(COMPLETE if when == "at the review" else ()))
    if when == "at a question":
        window.type("Payroll")
    window.close()
    assert window.code == 130
    assert work.files() == (set() if when == "at the title" else {work.draft.name})


DEEPER: dict[str, tuple[str, ...]] = {
    "a note": ("n",),
    "the title": ("t",),
    "the name of a part": ("p",),
    "the share of a part": ("p Year end",),
    "a part to be taken out": ("p Year end", "50", "Monthly runs", "50", "", "x Year end"),
    "the offer": (),
}
LINES_IN = ("q", "\x04", "\x03")


@pytest.mark.parametrize("prompt", DEEPER)
def test_who_leaves_at_a_prompt_beside_the_questions_has_all_answers_in_the_draft(prompt: str, work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    given = window.answer_all(KNOWN, most=2 if DEEPER[prompt] else None)
    for line in DEEPER[prompt]:
        window.type(line)
    assert window.prompt != ASKS
    leaves = LINES_IN[list(DEEPER).index(prompt) % len(LINES_IN)]
    window.press(leaves if leaves != "q" else "q\r")
    assert window.code == (130 if leaves == "\x03" else 0)
    assert work.files() == {work.draft.name}
    assert work.drafted().answers == given


def test_the_commands_at_the_end_are_typed_into_a_shell_as_they_stand(work: Work) -> None:
    """However narrow the window, each is one line, and a shell takes it as it is."""
    output = work.output.with_name("a 'strange' $name & more.yaml")
    window = Window("interview", "--output", str(output), *COMPLETE, columns=40)
    window.look_through().type("")
    lines = window.shown.splitlines()
    again, handed_on = (
        lines[lines.index(said) + 1] for said in ("The same result again:", "As a document to hand on:")
    )
    path = [str(Path(sys.executable).parent), os.environ["PATH"]]
    done = subprocess.run(
        f"{again} --plain && {handed_on}",
        shell=True,
        cwd=work.output.parent,
        env={**os.environ, "PATH": os.pathsep.join(path)},
        capture_output=True,
        check=True,
    )
    assert PAYROLL.title in done.stdout.decode()
    assert work.output.with_name("report.html").exists()
