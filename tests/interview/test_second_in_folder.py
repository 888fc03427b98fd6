"""A second interview in one folder leaves the first one's profile alone, and every interview ends with the answer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import load_profile
from kpo_advisor.interview.drafts.draft import named_after
from tests.interview.terminal import COMPLETE, KNOWN, PAYROLL, RULEBOOK, Window

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal and signals of a Unix")
FIRST = "title: The first piece of work\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which an interview has left its profile."""
    (tmp_path / "work-profile.yaml").write_text(FIRST, encoding="utf-8")
    return tmp_path


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_second_profile_is_named_after_its_title_and_the_commands_name_it(folder: Path) -> None:
    window = Window("interview", *COMPLETE, folder=str(folder))
    assert "work-profile.yaml is there already" in window.shown
    window.look_through().type("")
    assert window.code == 0
    named = "monthly-payroll-of-a-retail-chain.yaml"
    assert files(folder) == {"work-profile.yaml", named}
    assert (folder / "work-profile.yaml").read_text(encoding="utf-8") == FIRST
    assert load_profile(folder / named, RULEBOOK).answers == KNOWN
    assert f"The profile is in {named}." in window.shown
    assert window.command("The same result again") == ["recommend", named]
    *_, last, after = window.written()
    assert not after
    answer = "give it to a provider of rule-bound work (BPO), working from a nearby country."
    assert f"The answer: {answer}".endswith(last)
    assert " ".join(window.shown.split()).endswith(f"The answer: {answer}")


def test_one_that_is_left_is_gone_on_with_by_its_command(folder: Path) -> None:
    window = Window("interview", *COMPLETE, folder=str(folder))
    window.type("q")
    again = Window(*window.command("Go on with"), folder=str(folder))
    again.look_through().type("")
    assert len(files(folder)) == 2
    assert (folder / "work-profile.yaml").read_text(encoding="utf-8") == FIRST


def test_where_the_name_is_free_it_is_taken(tmp_path: Path) -> None:
    window = Window("interview", *COMPLETE, folder=str(tmp_path))
    window.look_through().type("")
    assert files(tmp_path) == {"work-profile.yaml"}
    assert PAYROLL.title in (tmp_path / "work-profile.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Payroll", "payroll.yaml"),
        ("Payroll, of a chain: 300 shops!", "payroll-of-a-chain-300-shops.yaml"),
        ("Büros für Zölle", "buros-fur-zolle.yaml"),
        ("../../etc/passwd", "etc-passwd.yaml"),
        ("x" * 200, f"{'x' * 60}.yaml"),
        ("給与計算", "work-profile-2.yaml"),
        ("", "work-profile-2.yaml"),
        ("Rulebook", "work-profile-2.yaml"),
        ("CON", "work-profile-2.yaml"),
        ("Taken", "taken-2.yaml"),
    ],
)
def test_a_title_makes_a_name_that_is_free_and_that_any_system_takes(
    title: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "taken.yaml").touch()
    assert named_after(title, "work-profile.yaml") == name
