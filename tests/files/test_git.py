"""git is asked in repositories that others made: nothing of theirs is run, and nothing is waited for."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from kpo_advisor.files import git as git_module
from kpo_advisor.files.git import CannotRunGit, listed_by_git, run_git
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.rulebooks.revision import load_rulebook_or_revision
from tests.rulebooks.test_revision import commit, git
from tests.small_rulebooks.on_disk import LAUNDRY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the attacks are commands of a Unix")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository `origin` that holds the small rulebook, without any settings of a user's."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("KPO_ADVISOR_CACHE", "")
    shutil.copytree(LAUNDRY, tmp_path / "origin" / "rules")
    monkeypatch.chdir(tmp_path / "origin")
    git("init", "-q", ".")
    git("config", "uploadpack.allowFilter", "true")
    commit()
    monkeypatch.chdir(tmp_path)


def findings(text: str) -> tuple[Finding, ...]:
    with pytest.raises(UnreadableInput) as caught:
        load_rulebook_or_revision(text)
    return caught.value.findings


ATTACKS = {
    "ssh": {"remote.origin.url": "ssh://host.invalid/x", "core.sshCommand": "{run}"},
    "upload pack": {"remote.origin.url": "file://{top}/origin", "remote.origin.uploadpack": "{run}"},
    "path": {"remote.origin.url": "{top}/origin", "remote.origin.uploadpack": "{run}"},
    "ext": {"remote.origin.url": "ext::{run}", "protocol.ext.allow": "always", "protocol.allow": "always"},
    "helper": {"remote.origin.vcs": "ext", "remote.origin.url": "{run}", "protocol.ext.allow": "always"},
    "proxy": {"remote.origin.url": "git://host.invalid/x", "core.gitProxy": "{run}"},
    "credentials": {
        "remote.origin.url": "http://127.0.0.1:9/x",
        "credential.helper": "!{run}",
        "core.askPass": "{run}",
    },
    "all else": {
        **{"core.fsmonitor": "{run}", "core.untrackedCache": "true", "core.hooksPath": "{top}/hooks"},
        **{"core.pager": "{run}", "pager.ls-tree": "{run}", "pager.rev-parse": "{run}", "pager.cat-file": "{run}"},
        **{"alias.ls-tree": "!{run}", "alias.cat-file": "!{run}", "alias.rev-parse": "!{run}"},
        **{"filter.x.smudge": "{run}", "filter.x.process": "{run}", "diff.x.textconv": "{run}"},
        **{"core.alternateRefsCommand": "{run}", "gpg.program": "{run}", "core.editor": "{run}"},
    },
}
"""Settings that a repository may bring, and that name a command; `{run}` makes a file, `{top}` is where all lies."""


def attacked(folder: Path, attack: str) -> None:
    top = Path.cwd()
    run = top / "run"
    run.write_text(f"#!/bin/sh\ntouch '{top}/RAN'\nexit 1\n", encoding="utf-8")
    run.chmod(run.stat().st_mode | stat.S_IXUSR)
    (top / "hooks").mkdir(exist_ok=True)
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "read-object", "fsmonitor-watchman"):
        shutil.copy(run, top / "hooks" / hook)
    for key, value in ATTACKS[attack].items():
        git("config", "-f", str(folder / "config"), key, value.format(run=run, top=top))


@pytest.mark.parametrize(
    ("attack", "lacks"), [*((attack, "blob:none") for attack in ATTACKS), ("ssh", "tree:0"), ("all else", "")]
)
def test_no_command_of_a_cloned_repository_is_run(attack: str, lacks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filtered = [f"--filter={lacks}"] if lacks else []
    git("clone", "-q", "--no-checkout", *filtered, f"file://{Path.cwd()}/origin", "clone")
    attacked(Path("clone/.git"), attack)
    Path("clone/.gitattributes").write_text("* filter=x diff=x\n", encoding="utf-8")
    ran = Path("RAN").absolute()
    monkeypatch.chdir("clone")
    if lacks:
        (found, *_) = findings("HEAD:rules")
        assert found.slug in ("unreadable", "missing")
        assert "lacks" in found.message
        assert "git fetch" in (found.hint or "")
    else:
        assert load_rulebook_or_revision("HEAD:rules").name == "laundry"
    assert not ran.exists()


def test_the_attacks_would_run_where_git_fetches_what_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{Path.cwd()}/origin", "clone")
    attacked(Path("clone/.git"), "ssh")
    ran = Path("RAN").absolute()
    monkeypatch.chdir("clone")
    monkeypatch.setattr(git_module, "_SAFE", {})
    findings("HEAD:rules")
    assert ran.exists()


@pytest.mark.parametrize("safe", ["GIT_NO_LAZY_FETCH", "GIT_ALLOW_PROTOCOL"])
def test_one_of_two_barriers_is_enough(safe: str, monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{Path.cwd()}/origin", "clone")
    attacked(Path("clone/.git"), "upload pack")
    ran = Path("RAN").absolute()
    monkeypatch.chdir("clone")
    monkeypatch.setattr(git_module, "_SAFE", {name: value for name, value in git_module._SAFE.items() if name != safe})
    assert "lacks" in findings("HEAD:rules")[0].message
    assert not ran.exists()


def test_a_bare_repository_in_the_plain_files_of_a_clone_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "-q", "--bare", "--filter=blob:none", f"file://{Path.cwd()}/origin", "outer/pricing")
    attacked(Path("outer/pricing"), "ssh")
    git("init", "-q", "outer")
    ran = Path("RAN").absolute()
    monkeypatch.chdir("outer/pricing")
    assert "lacks" in findings("HEAD:rules")[0].message
    assert not ran.exists()


def test_what_the_hint_says_brings_what_a_partial_clone_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "-q", "--no-checkout", "--filter=blob:none", f"file://{Path.cwd()}/origin", "clone")
    monkeypatch.chdir("clone")
    (found,) = findings("HEAD:rules")
    command = (found.hint or "").partition(": git ")[2].split()
    assert command[0] == "fetch"
    git(*command)
    assert load_rulebook_or_revision("HEAD:rules").name == "laundry"


def test_git_is_not_taken_from_a_relative_place(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = Path("planted")
    planted.mkdir()
    attacked(Path("origin/.git"), "all else")
    shutil.copy("run", planted / "git")
    shutil.copy("run", "git")
    honest = os.environ["PATH"]
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "planted", "./planted", honest]))
    assert run_git("--version").stdout.startswith(b"git version")
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "planted"]))
    with pytest.raises(CannotRunGit):
        run_git("--version")
    assert not Path("RAN").exists()


def test_an_executable_folder_called_git_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("odd/git").mkdir(parents=True)
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path("odd").absolute()), os.environ["PATH"]]))
    assert run_git("--version").returncode == 0


def test_in_a_hook_the_repository_is_still_the_one_around_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git sets these for its hooks; with them a path with dots would begin at the current folder, not at the top."""
    shutil.copytree(LAUNDRY, "other/rules")
    header = Path("other/rules/rulebook.yaml")
    header.write_text(header.read_text(encoding="utf-8").replace("name: laundry", "name: other"), encoding="utf-8")
    monkeypatch.chdir("other")
    git("init", "-q", ".")
    commit()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "origin" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "origin"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    monkeypatch.setenv("GIT_PREFIX", "rules/")
    assert load_rulebook_or_revision("HEAD:rules").name == "other"
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.chdir("rules")
    assert load_rulebook_or_revision("HEAD:./").name == "other"


def test_a_hook_that_calls_the_command_sees_the_commit_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("origin")
    out = tmp_path / "out"
    command = f"'{sys.executable}' -m kpo_advisor diff HEAD:rules rules"
    hook = Path(".git/hooks/pre-commit")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{command} > '{out}' 2>&1; echo $? >> '{out}'\n", encoding="utf-8")
    hook.chmod(0o755)
    header = Path("rules/rulebook.yaml")
    header.write_text(header.read_text(encoding="utf-8").replace("name: laundry", "name: changed"), encoding="utf-8")
    git("commit", "-qam", "Rename")
    shown = out.read_text(encoding="utf-8")
    assert shown.endswith("0\n") or shown.endswith("1\n"), shown
    assert "laundry" in shown
    assert "changed" in shown


def test_a_repository_that_lets_git_wait_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    head = Path("origin/.git/HEAD")
    head.unlink()
    os.mkfifo(head)
    monkeypatch.setattr(git_module, "SECONDS", 0.2)
    monkeypatch.chdir("origin")
    (found,) = findings("main:rules")
    assert found.slug == "no-git"
    assert "did not answer" in found.message


def test_what_git_lists_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("origin")
    whole = listed_by_git("ls-tree", "-r", "HEAD", most=10_000)
    assert (whole.returncode, whole.stderr) == (0, b"")
    assert b"rules/rulebook.yaml" in whole.stdout
    part = listed_by_git("ls-tree", "-r", "HEAD", most=50)
    assert (part.returncode, part.stdout) == (0, whole.stdout[:50])
    failed = listed_by_git("ls-tree", "-r", "nowhere", most=50)
    assert failed.returncode
    assert b"nowhere" in failed.stderr


def inner_folder() -> Path:
    """Where git keeps the list of a folder below the rulebook."""
    tree = git("rev-parse", "HEAD:rules/model").strip()
    return Path(".git/objects", tree[:2], tree[2:])


def test_a_list_that_lets_git_wait_is_not_called_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("origin")
    rules = git("rev-parse", "HEAD:rules").strip()
    inner_folder().unlink()
    os.mkfifo(inner_folder())
    monkeypatch.setattr(git_module, "SECONDS", 0.5)
    with pytest.raises(CannotRunGit, match=r"did not answer within 0\.5 seconds"):
        listed_by_git("ls-tree", "-r", rules, most=10_000)
    (found,) = findings("HEAD:rules")
    assert found.slug == "no-git"
    assert "did not answer" in found.message


@pytest.mark.parametrize(("content", "reason"), [(b"junk", "is corrupt"), (None, "Could not read")])
def test_a_list_that_git_cannot_read_is_told_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, content: bytes | None, reason: str
) -> None:
    monkeypatch.chdir("origin")
    inner_folder().unlink()
    if content:
        inner_folder().write_bytes(content)
    (found,) = findings("HEAD:rules")
    assert (found.file, found.slug, found.hint) == ("HEAD:rules", "unreadable", None)
    assert reason in found.message
    assert "lacks" not in found.message


def test_a_list_that_a_partial_clone_lacks_is_told_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "-q", "--no-checkout", "--filter=tree:2", f"file://{Path.cwd()}/origin", "clone")
    monkeypatch.chdir("clone")
    (found,) = findings("HEAD:rules")
    assert (found.file, found.slug) == ("HEAD:rules", "missing")
    assert found.message == "The repository lacks a folder of this rulebook."
    assert "git fetch --refetch" in str(found.hint)


def test_replaced_objects_do_not_change_what_a_revision_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("origin")
    header = Path("rules/rulebook.yaml")
    before = git("rev-parse", "HEAD:rules/rulebook.yaml").strip()
    header.write_text(header.read_text(encoding="utf-8").replace("name: laundry", "name: other"), encoding="utf-8")
    git("replace", before, git("hash-object", "-w", str(header)).strip())
    assert "name: other" in git("show", "HEAD:rules/rulebook.yaml")
    assert load_rulebook_or_revision("HEAD:rules").name == "laundry"
