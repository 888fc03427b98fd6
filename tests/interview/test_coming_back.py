"""Coming back to a profile in a real terminal: it is opened, replaced in one step after asking, or left as it is."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile
from kpo_advisor.model.profile import Expectation, Said
from kpo_advisor.profiles.writing import profile_yaml
from tests.interview.terminal import ASKS, KNOWN, PAYROLL, REVIEWS, RULEBOOK, SURE, Window, Work

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of a Unix")

OPEN = replace(
    PAYROLL,
    answers={**KNOWN, "skill_level": None, "volume": None},
    weights={"cost": 3},
    expect=Expectation("bpo"),
    file=None,
)
"""All answers but two that are unknown; it has notes and what is expected of it."""
COMMENTED = f"# what was said on the telephone\n{profile_yaml(OPEN, RULEBOOK)}"


@pytest.fixture
def kept(work: Work) -> Work:
    """A piece of work whose profile is there already."""
    work.output.write_text(profile_yaml(OPEN, RULEBOOK), encoding="utf-8")
    return work


def opened(work: Work, *options: str) -> Window:
    return Window("interview", str(work.output), *options)


def corrected(window: Window) -> Window:
    """The skill that the work needs is known now, and no more questions are wanted."""
    for line in ("e skill_level", "general"):
        window.type(line)
    while window.prompt not in (REVIEWS, ""):
        window.type("u" if window.prompt == ASKS else "")
    return window


def test_a_profile_that_is_opened_is_replaced_after_asking_with_all_that_is_in_it(kept: Work) -> None:
    window = corrected(opened(kept))
    window.type("")
    assert window.prompt == SURE
    assert kept.output.read_text(encoding="utf-8") == profile_yaml(OPEN, RULEBOOK)
    window.type("y")
    assert window.code == 0
    assert kept.written() == replace(OPEN, answers={**OPEN.answers, "skill_level": "general"})
    assert OPEN.notes


@pytest.mark.parametrize("typed", ["", "n", "q", "\x04", "\x03"])
def test_a_profile_is_left_and_the_draft_kept_unless_replacing_it_is_said_to_be_right(typed: str, kept: Work) -> None:
    window = corrected(opened(kept))
    window.type("")
    before = kept.output.read_bytes()
    window.press(typed if typed in ("\x04", "\x03") else f"{typed}\r")
    assert window.code == (130 if typed == "\x03" else 0)
    assert kept.output.read_bytes() == before
    assert kept.drafted().answers["skill_level"] == "general"
    again = Window(*window.command("Go on with"))
    again.look_through().type("")
    again.type("yes")
    assert kept.written().answers["skill_level"] == "general"


def test_another_word_at_that_question_replaces_nothing_and_it_is_asked_again(kept: Work) -> None:
    window = corrected(opened(kept))
    window.type("")
    window.type("?")
    assert window.prompt == SURE
    assert kept.output.read_text(encoding="utf-8") == profile_yaml(OPEN, RULEBOOK)


def test_a_profile_of_which_nothing_is_changed_stays_as_it_is_comments_and_all(kept: Work) -> None:
    kept.output.write_text(COMMENTED, encoding="utf-8")
    window = opened(kept)
    while window.code is None:
        window.type("q" if window.prompt == ASKS else "")
    assert f"Nothing was changed, and {kept.output} is as it was." in window.shown
    assert kept.files() == {kept.output.name}
    assert kept.output.read_text(encoding="utf-8") == COMMENTED


def test_comments_are_said_to_be_lost_before_and_another_file_keeps_them(kept: Work) -> None:
    kept.output.write_text(COMMENTED, encoding="utf-8")
    window = opened(kept)
    assert "has comments, and they are lost where it is replaced" in window.shown.replace("\n  ", " ")
    window = corrected(window)
    assert "Its comments are lost." in window.type("")
    window.type("")
    other = str(kept.output.with_name("other.yaml"))
    kept.draft.unlink()
    corrected(Window("interview", str(kept.output), "--output", other)).type("")
    assert load_profile(other, RULEBOOK) == replace(OPEN, answers={**OPEN.answers, "skill_level": "general"})
    assert kept.output.read_text(encoding="utf-8") == COMMENTED


def test_who_changed_the_file_meanwhile_is_told_of_it_before_it_is_replaced(kept: Work) -> None:
    window = corrected(opened(kept))
    kept.output.write_text("title: By hand\n", encoding="utf-8")
    assert "It was changed since it was opened here" in window.type("")
    window.type("")
    assert kept.output.read_text(encoding="utf-8") == "title: By hand\n"
    again = Window(*window.command("Go on with"))
    assert "It was changed since it was opened here" in again.look_through().type("")
    again.type("y")
    assert kept.written().answers["skill_level"] == "general"


def test_a_file_that_is_gone_meanwhile_is_written_without_asking(kept: Work) -> None:
    window = corrected(opened(kept))
    kept.output.unlink()
    window.type("")
    assert window.code == 0
    assert kept.written().answers["skill_level"] == "general"


def test_with_force_a_profile_is_replaced_without_asking(kept: Work) -> None:
    window = corrected(opened(kept, "--force"))
    window.type("")
    assert window.code == 0
    assert kept.written().answers["skill_level"] == "general"


def test_what_is_unknown_is_asked_again_first(kept: Work) -> None:
    window = opened(kept, "--unknowns")
    assert window.question == "skill_level"
    assert "The answer so far: unknown. Enter keeps it." in window.shown
    window.type("general")
    assert window.question == "volume"
    window.type("")
    window.finish()
    assert kept.written().answers == {**OPEN.answers, "skill_level": "general"}


def test_what_is_unknown_in_a_draft_is_asked_again(kept: Work) -> None:
    corrected(opened(kept)).type("q")
    window = kept.interview("--resume", "--unknowns")
    assert window.question == "volume"
    window.close()


def test_the_answers_of_a_sheet_that_came_back_are_put_into_the_profile(kept: Work) -> None:
    sheet = kept.output.with_name("counsel.yaml")
    sheet.write_text(f"title: {OPEN.title}\nperson: counsel\nanswers: {{skill_level: general}}\n", encoding="utf-8")
    window = opened(kept, "--answers", str(sheet))
    assert f"Taken over from {sheet}: Skill the work needs." in window.shown
    while window.prompt != SURE:
        window.type("u" if window.prompt == ASKS else "")
    window.type("y")
    said = {"skill_level": (Said("counsel", "general"),)}
    written = load_profile(kept.output, RULEBOOK)
    assert written == replace(OPEN, answers={**OPEN.answers, "skill_level": "general"}, said=said)


def test_a_sheet_that_says_nothing_new_is_told_of_too(kept: Work) -> None:
    sheet = kept.output.with_name("counsel.yaml")
    sheet.write_text(f"title: {OPEN.title}\nanswers: {{skill_level: unknown}}\n", encoding="utf-8")
    window = opened(kept, "--answers", str(sheet))
    assert f"Taken over from {sheet}: nothing that was not there already." in window.shown
    window.close()


def test_where_nothing_is_unknown_it_is_said(work: Work) -> None:
    work.output.write_text(profile_yaml(PAYROLL, RULEBOOK), encoding="utf-8")
    window = opened(work, "--unknowns")
    assert "Nothing that was answered is unknown." in window.shown
    window.close()


UNFIT: dict[str, tuple[Callable[[Work], tuple[str, ...]], str]] = {
    "JSON": (lambda work: (str(work.output.with_name("work.json")),), "would be read as JSON"),
    "standard input": (lambda _: ("-",), "give a file to go on with"),
    "a file that is missing": (lambda work: (str(work.output.with_name("wrok.yaml")),), "Did you mean"),
    "sheets without a profile": (lambda _: ("--answers", "a.yaml", "--answers", "b.yaml"), "Name the profile"),
    "unknowns of nothing": (lambda _: ("--unknowns",), "name the profile before it"),
    "a draft of another name": (
        lambda work: (str(work.output), "--resume", "--output", "other.yaml"),
        "goes on with the draft of other.yaml",
    ),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_cannot_be_opened_is_refused_at_once(what: str, kept: Work) -> None:
    kept.output.with_name("work.json").write_text('{"title": "x"}', encoding="utf-8")
    arguments, reason = UNFIT[what]
    window = Window("interview", *arguments(kept))
    assert window.code == 2
    assert reason in " ".join(window.shown.split())


def test_a_profile_that_is_there_is_offered_to_be_opened(kept: Work) -> None:
    window = kept.interview()
    assert window.code == 2
    assert window.command("Go on with what is in it", until=";") == ["interview", str(kept.output)]


def test_the_only_draft_in_the_folder_is_gone_on_with(kept: Work) -> None:
    corrected(opened(kept)).type("q")
    window = Window("interview", "--resume", folder=str(kept.output.parent))
    assert window.look_through().prompt == REVIEWS
    window.close()


def test_of_several_drafts_each_is_named_and_none_is_gone_on_with(kept: Work) -> None:
    corrected(opened(kept)).type("q")
    drafted = kept.draft.read_bytes()
    for name in ("a b.yaml.draft", "letter.draft"):
        kept.output.with_name(name).write_bytes(drafted if name != "letter.draft" else b"Dear all")
    window = Window("interview", "--resume", folder=str(kept.output.parent))
    assert window.code == 2
    assert "There are 2 drafts in this folder." in window.shown
    assert "--output 'a b.yaml'; kpo-advisor interview --resume --output work.yaml" in " ".join(window.shown.split())


def test_where_there_is_no_draft_it_is_said(work: Work) -> None:
    window = Window("interview", "--resume", folder=str(work.output.parent))
    assert window.code == 2
    assert "There is no draft to go on with in this folder." in window.shown
