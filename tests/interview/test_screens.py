"""What a real terminal shows of an interview: widths, colours, locales, and pasted junk."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.interview.terminal import (
    ASKS,
    COMBINING,
    KNOWN,
    OFFERS,
    ON_CONDITIONS,
    RULEBOOK,
    WIDE,
    Window,
    Work,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of a Unix")


SCREENS = [{}, {"TERM": "dumb"}, {"NO_COLOR": "1"}]
LOCALES = [
    ({"LC_ALL": "C"}, "utf-8"),
    ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
    ({"PYTHONIOENCODING": "ascii"}, "ascii"),
    ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "ascii"),
]


def tour(window: Window) -> Iterator[Window]:
    """The window after each line of an interview that sees every kind of page."""
    clash = ("e hiring_barriers", "peak-too-large", "e demand_pattern", "steady", f"n {COMBINING}")
    for line in (WIDE, "?", "w", "l", *clash, "no such choice"):
        window.type(line)
        yield window
    while window.prompt != OFFERS:
        if window.prompt == ON_CONDITIONS:
            window.type("s")
        else:
            window.answer(KNOWN.get(window.question))
        yield window
    assert window.prompt == OFFERS
    for line in ("m", "p Routine", "2", "", "", "work_nature", "2", "2", "r"):
        window.type(line)
        yield window
    while window.code is None:
        window.type("u" if window.prompt == ASKS else "")
        yield window
    assert window.code == 0


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_no_page_is_wider_than_sixty_columns_and_colours_are_for_terminals_that_take_them(
    screen: dict[str, str], work: Work
) -> None:
    for window in tour(work.interview(columns=60, **screen)):
        assert window.widest() <= 60, window.shown
        assert bool(screen) is ("\x1b" not in window.raw)
    profile = work.written()
    assert (profile.title, profile.notes["demand_pattern"]) == (WIDE, COMBINING)


@pytest.mark.parametrize(("locale", "encoding"), LOCALES, ids=str)
def test_an_interview_is_held_in_any_locale_and_shows_what_its_encoding_has(
    locale: dict[str, str], encoding: str, work: Work
) -> None:
    for window in tour(work.interview(columns=80, **locale)):
        shown = "".join(window.written()).encode("utf-8", "surrogateescape").decode(encoding)
        assert shown.isprintable()
    assert len(work.written().activities) == 2


def test_after_a_resize_pages_are_as_wide_as_the_window_then_is(work: Work) -> None:
    window = work.interview(columns=100)
    window.type("Payroll")
    window.type("?")
    assert 60 < window.widest() <= 100
    window.child.setwinsize(40, 60)
    window.type("?")
    assert 40 < window.widest() <= 60
    window.close()


JUNK = {
    "several lines": b"as discussed:\r1\r2\rs\r3",
    "an answer in the marks of a paste": b"\x1b[200~2\x1b[201~",
    "colours and bells": b"\x1b[31m1\x1b[0m\x07\r\x0c\r\xc2\x9b2J\r1",
    "text that runs backwards": "\u202e2\u2066".encode(),
    "5,000 characters": b"1" * 5000,
    "no UTF-8": b"\xff\xfe2\xc3(\xf0\x9f",
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_pasted_junk_is_explained_is_no_answer_and_the_interview_goes_on(junk: bytes, work: Work) -> None:
    window = work.interview(TERM="dumb")
    window.type("Payroll")
    asked = window.question
    window.type(junk)
    explained = " ".join(window.shown[window.shown.index("\n! ") :].split())
    assert re.match("! .* (is no choice here|it was not taken)", explained)
    assert explained.isprintable()
    assert len(explained) < 300
    assert work.drafted().answers == {}
    window.answer(KNOWN[asked])
    assert window.question != asked
    assert work.drafted().answers == {asked: KNOWN[asked]}
    window.close()


def test_a_part_is_named_in_any_script_on_any_terminal(work: Work) -> None:
    window = work.interview(PYTHONIOENCODING="ascii")
    window.type("Payroll")
    window.type(f"p {WIDE}")
    assert window.code is None, window.raw


def test_no_prompt_is_wider_than_the_terminal(work: Work) -> None:
    window = work.interview(columns=60)
    window.type("Payroll")
    window.type(f"p {WIDE}")
    assert cell_len(window.prompt) < 60


@pytest.mark.parametrize("character", ["x", "給"])
def test_a_note_is_kept_whole_or_it_is_said_that_it_was_cut(character: str, work: Work) -> None:
    window = work.interview()
    window.type("Payroll")
    told = window.type(f"n {character * 5000}")
    assert "\n! " in told or list(work.drafted().notes.values()) == [character * 5000]


def test_every_question_its_help_and_why_it_is_asked_fit_24_rows(work: Work) -> None:
    window = work.interview(columns=80)
    window.type("Payroll")
    for id in RULEBOOK.questions:
        for line in (f"e {id}", "?", "why", "??", "r"):
            window.type(line)
            # What is written ends with the row of the prompt.
            assert len(window.written()) <= 24, window.shown
    window.type("q")
