"""`kpo-advisor diff`: two rulebooks from folders or from git, their effect, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import run
from tests.small_rulebooks.on_disk import LAUNDRY, LAUNDRY_PROFILES

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.running import Done

ROOT = Path(__file__).parent.parent.parent
PROFILE = LAUNDRY_PROFILES / "part-known.yaml"
WEAKER = ("favours: {laundry: strong}", "favours: {laundry: slight}")
OTHER_WORDS = ("Any machine gets light stains out.", "Every machine gets light stains out.")


@pytest.fixture
def kpo(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., Done]:
    """Runs the command in an empty folder that holds the small rulebook as `old` and `new`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("old", "new"):
        shutil.copytree(LAUNDRY, tmp_path / name)
    return partial(run, monkeypatch, capfd, "diff")


def edit(folder: str, *changes: tuple[str, str], file: str = "model/rules.yaml") -> None:
    path = Path(folder) / file
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def data(done: Done) -> Any:
    assert done.err == ""
    return json.loads(done.out)


def test_without_a_difference_it_ends_with_0(kpo: Callable[..., Done]) -> None:
    done = kpo("old", "new")
    assert (done.code, done.err) == (0, "")
    assert "Differs: the files are the same." in done.out
    edit("new", ("name: laundry", "# a comment\nname: laundry"), file="rulebook.yaml")
    done = kpo("old", "new")
    assert done.code == 0
    assert "the files differ, and what they say is the same" in done.out


def test_other_words_alone_end_with_1_and_are_proved_to_change_nothing(kpo: Callable[..., Done]) -> None:
    edit("new", OTHER_WORDS)
    done = kpo("old", "new")
    assert (done.code, done.err) == (1, "")
    assert "Proved: no profile changes its first place, since nothing that decides it differs." in " ".join(
        done.out.split()
    )
    assert "- Any machine gets light stains out." in done.out
    assert "+ Every machine gets light stains out." in done.out


def test_a_change_that_matters_comes_with_a_profile_that_runs_on_both_sides(
    kpo: Callable[..., Done], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    edit("new", WEAKER)
    found = data(kpo("old", "new", "--format", "json"))
    (main, *_) = found["effects"]
    assert (main["decision"], main["verdict"], main["witness"]["one_profile"]) == ("model", "changes", True)
    Path("witness.yaml").write_text(main["witness"]["before"], encoding="utf-8")
    firsts = []
    for side in ("old", "new"):
        done = run(monkeypatch, capfd, "recommend", "witness.yaml", "--rules", side, "--format", "json")
        firsts.append(json.loads(done.out)["first"])
    assert firsts == [main["shown"]["before"]["first"], main["shown"]["after"]["first"]]
    assert firsts[0] != firsts[1]
    shown = kpo("old", "new").out
    assert f"\n\n{main['witness']['before']}\n" in shown


def test_the_same_input_gives_the_same_bytes(kpo: Callable[..., Done]) -> None:
    edit("new", WEAKER)
    for form in ("text", "markdown", "html", "json"):
        arguments = ("old", "new", "--profiles", str(PROFILE), "--format", form)
        assert kpo(*arguments) == kpo(*arguments)


def test_each_profile_is_told_with_what_changes_for_it(kpo: Callable[..., Done]) -> None:
    edit("new", WEAKER)
    shutil.copy(PROFILE, "work.yaml")
    (compared,) = data(kpo("old", "new", "--profiles", "work.yaml", "--format", "json"))["profiles"]
    laundry = [
        next(row for row in compared[side]["ranking"] if row["alternative"] == "laundry")
        for side in ("before", "after")
    ]
    assert [row["points"] for row in laundry] == [9, 3]
    assert compared["points"] == [
        {
            "alternative": "laundry",
            "criterion": "work",
            "before": 9,
            "after": 3,
            "rules_before": ["heavy-stains"],
            "rules_after": ["heavy-stains"],
        }
    ]
    assert "work.yaml" in kpo("old", "new", "--profiles", "work.yaml").out


def test_a_profile_that_cannot_be_read_ends_with_2_and_the_others_are_still_told(kpo: Callable[..., Done]) -> None:
    shutil.copy(PROFILE, "good.yaml")
    Path("bad.yaml").write_text("answers: {dirt: filthy}", encoding="utf-8")
    done = kpo("old", "new", "--profiles", "good.yaml", "--profiles", "bad.yaml", "--profiles", "gone.yaml")
    assert done.code == 2
    assert "Of 1 profile" in done.out
    assert "bad.yaml:1:17" in done.err
    assert "gone.yaml: There is no such file." in done.err


def test_a_folder_without_profiles_is_told(kpo: Callable[..., Done]) -> None:
    Path("empty").mkdir()
    done = kpo("old", "new", "--profiles", "empty")
    assert (done.code, done.out) == (2, "")
    assert "There is no profile in empty." in done.err


def test_the_faults_of_both_sides_are_shown_at_once(kpo: Callable[..., Done]) -> None:
    edit("old", ("favours: {laundry: strong", "favours: {laundri: strong"))
    edit("new", ("criterion: work", "criterion: wrok"))
    done = kpo("old", "new")
    assert (done.code, done.out) == (2, "")
    assert "old/model/rules.yaml:5:" in done.err
    assert "new/model/rules.yaml:1:" in done.err
    assert kpo("gone", "lost").err.count("does not exist") == 2


def test_a_revision_is_compared_with_the_work_tree_and_nothing_is_written(kpo: Callable[..., Done]) -> None:
    _git("init", "-q", ".")
    _git("add", "-A")
    _git("commit", "-q", "-m", "one")
    edit("new", WEAKER)
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    done = kpo("HEAD:new", "new", "--format", "json")
    assert done.code == 1
    found = data(done)
    assert [found["old"]["source"], found["new"]["source"]] == ["HEAD:new", "new"]
    assert [(each["kind"], each["id"], each["how"]) for each in found["changes"]] == [
        ("rule", "heavy-stains", "changed")
    ]
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    assert kpo("HEAD:new", "HEAD:old").code == 0


def test_an_unknown_revision_and_no_repository_end_with_2(kpo: Callable[..., Done]) -> None:
    done = kpo("HEAD:new", "new")
    assert done.code == 2
    assert "git cannot read a revision here: not a git repository" in done.err
    _git("init", "-q", ".")
    _git("add", "-A")
    _git("commit", "-q", "-m", "one")
    for name in ("nothing:new", "--output=new:new", "-o:new"):
        done = kpo("--", name, "new")
        assert (done.code, done.out) == (2, "")
        assert "git knows no revision" in done.err
    assert sorted(each.name for each in Path().iterdir()) == [".git", "new", "old"]


def test_the_result_can_be_written_to_a_file_and_be_plain(kpo: Callable[..., Done]) -> None:
    edit("new", WEAKER)
    done = kpo("old", "new", "--output", "found.md", "--format", "markdown")
    assert (done.code, done.out) == (1, "")
    assert Path("found.md").read_text(encoding="utf-8").startswith("**First place changes for some profiles.**\n")
    assert kpo("old", "new", "--plain").out.isascii()


def test_the_help_says_what_the_sides_are_and_how_it_ends(kpo: Callable[..., Done]) -> None:
    shown = " ".join(kpo("--help").out.split())
    assert "REV:PATH" in shown
    assert "Exits with 0 without differences, 1 with differences, 2 if it could not compare." in shown


def _git(*arguments: str) -> None:
    identity = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, env=environment)
