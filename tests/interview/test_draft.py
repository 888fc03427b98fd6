"""Drafts: nothing is lost, nobody else reads them, and two interviews do not write one."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.interview import moves
from kpo_advisor.interview import parts as split
from kpo_advisor.interview.drafts.draft import another_output, draft_text, load, save
from kpo_advisor.interview.drafts.lock import locked
from kpo_advisor.interview.options import Options, StopWhen
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Interview, profile_of
from kpo_advisor.model.profile import Profile
from tests.how_many import share

RULEBOOK = load_rulebook()
MANNER = Options(RULEBOOK, stop=StopWhen.NEVER)
OVERLAY = Path(__file__).parents[2] / "examples" / "firm-overlay"


def an_interview() -> Interview:
    """One with an answer, an unknown, a skipped question, a note and parts."""
    interview = moves.titled(moves.begin(MANNER), "Zahlen: 給与 № 1")
    for question, answer in (("skill_level", "general"), ("demand_pattern", None), ("goals", ("unit-cost",))):
        interview = moves.answered(moves.edited(interview, question), answer)
    interview = moves.skipped(moves.edited(interview, "data_types"))
    interview = moves.noted(interview, "skill_level", 'as "the manual" has it: #4')
    interview = split.parted(interview, ["Routine", "Expert"], [3, 1])
    return moves.answered(split.set_apart(interview, ["work_nature"]), "rules-only")


def test_an_interview_goes_on_from_its_draft_as_it_was_left(tmp_path: Path) -> None:
    left = an_interview()
    path = str(tmp_path / "work.yaml.draft")
    save(left, path)
    draft = load(path, RULEBOOK)
    again = moves.begin(MANNER, draft.profile, draft.left)
    assert again == replace(left, trail=again.trail)
    assert profile_of(again) == profile_of(left)
    assert again.skipped == left.skipped == {Slot("data_types")}
    assert again.outlook.examined.main == left.outlook.examined.main


def test_a_draft_can_be_read_as_any_profile(tmp_path: Path) -> None:
    path = tmp_path / "work.yaml.draft"
    save(an_interview(), str(path))
    assert recommend(load_profile(path, RULEBOOK), RULEBOOK).profile.answered == 3


def test_only_its_owner_may_read_a_draft_whatever_the_mask(tmp_path: Path) -> None:
    path = tmp_path / "work.yaml.draft"
    before = os.umask(0)
    try:
        save(an_interview(), str(path))
        save(an_interview(), str(path))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_that_cannot_be_written_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "work.yaml.draft"
    save(an_interview(), str(path))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KpoAdvisorError, match="No space left on device"):
        save(moves.titled(moves.begin(MANNER), "Another"), str(path))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_of_another_rulebook_is_refused_by_name_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "work.yaml.draft"
    save(an_interview(), str(path))
    before = path.read_bytes()
    with pytest.raises(KpoAdvisorError, match=r"kpo-advisor 2\.0; this is firm-overlay 1\.0"):
        load(str(path), load_rulebook(OVERLAY))
    assert path.read_bytes() == before


def test_a_profile_is_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "work.yaml"
    path.write_text("title: x\nanswers: {skill_level: general}\n", encoding="utf-8")
    with pytest.raises(KpoAdvisorError, match="is no draft of an interview"):
        load(str(path), RULEBOOK)


def test_another_piece_of_work_has_a_name_where_nothing_is(tmp_path: Path) -> None:
    output = str(tmp_path / "work.yaml")
    assert another_output(output) == str(tmp_path / "work-2.yaml")
    (tmp_path / "work-2.yaml").touch()
    (tmp_path / "work-3.yaml.draft").touch()
    assert another_output(output) == str(tmp_path / "work-4.yaml")


def test_a_draft_is_written_by_one_interview_at_a_time(tmp_path: Path) -> None:
    path = str(tmp_path / "work.yaml.draft")
    told = "is open in another interview. For another piece of work: THE COMMAND"
    with locked(path, ""), pytest.raises(KpoAdvisorError, match=told), locked(path, "THE COMMAND"):
        pass
    with locked(path, ""):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of a Unix")
@pytest.mark.parametrize("there", ["link", "link to nothing", "link to itself", "notes", "pipe"])
def test_what_is_no_lock_is_in_the_way_and_stays(there: str, tmp_path: Path) -> None:
    lock, kept = tmp_path / "work.yaml.draft.lock", tmp_path / "kept"
    kept.write_text("" if there == "link" else "kept", encoding="utf-8")
    if there == "notes":
        lock.write_text("notes of somebody", encoding="utf-8")
    elif there == "pipe":
        os.mkfifo(lock)
    else:
        lock.symlink_to({"link": "kept", "link to nothing": "nothing", "link to itself": lock.name}[there])
    before = {each.name: each.lstat().st_mode for each in tmp_path.iterdir()}
    with pytest.raises(KpoAdvisorError, match="is in the way"), locked(str(tmp_path / "work.yaml.draft"), ""):
        pass
    assert {each.name: each.lstat().st_mode for each in tmp_path.iterdir()} == before


def test_what_a_kill_left_is_taken_over_and_cleared_away(tmp_path: Path) -> None:
    path = tmp_path / "work.yaml.draft"
    (tmp_path / "work.yaml.draft.lock").touch()
    (tmp_path / "work.yaml.draft.new").write_text("title: ha", encoding="utf-8")
    with locked(str(path), ""):
        save(an_interview(), str(path))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, RuntimeError, MemoryError])
def test_the_lock_is_gone_however_an_interview_ends(end: type[BaseException], tmp_path: Path) -> None:
    with pytest.raises(end), locked(str(tmp_path / "work.yaml.draft"), ""):
        raise end
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="links of a Unix")
def test_a_draft_is_written_through_no_link(tmp_path: Path) -> None:
    path, kept = tmp_path / "work.yaml.draft", tmp_path / "kept"
    kept.write_text("kept", encoding="utf-8")
    for name in (path.name, f"{path.name}.new"):
        (tmp_path / name).symlink_to(kept)
    save(an_interview(), str(path))
    assert kept.read_text(encoding="utf-8") == "kept"
    assert {each.name for each in tmp_path.iterdir()} == {"kept", path.name}
    assert not path.is_symlink()


def test_a_folder_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    with (
        pytest.raises(KpoAdvisorError, match="No such file"),
        locked(str(tmp_path / "nowhere" / "work.yaml.draft"), ""),
    ):
        pass


@pytest.mark.long
@settings(max_examples=share(600))
@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_any_title_and_note_is_read_back_as_it_was(title: str, note: str) -> None:
    from kpo_advisor.files.text_file import parse_document
    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.profiles.profile import read_profile

    if not title.strip() or not note.strip():
        return
    begun = moves.begin(MANNER, Profile(title, {"skill_level": "general"}, {"skill_level": note}))
    document = parse_document(draft_text(begun).encode(), "work.yaml.draft")
    faults = Faults()
    profile = read_profile(document, RULEBOOK, faults)
    assert not faults.findings
    assert profile is not None
    assert (profile.title, profile.notes["skill_level"]) == (title, note)
