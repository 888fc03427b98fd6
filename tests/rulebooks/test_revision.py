"""Rulebooks are read from git as they stand in a revision, and every way in which they cannot be is told."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kpo_advisor.files import git as git_module
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.rulebooks import folder as rulebook_files
from kpo_advisor.rulebooks import repository as repository_module
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from kpo_advisor.rulebooks.revision import load_rulebook_or_revision
from tests.small_rulebooks.on_disk import LAUNDRY

OVERLAY = 'name: own\ntitle: Ours\nversion: "1"\nextends: {extends}\n'


def git(*arguments: str) -> str:
    identity = ("-c", "user.name=Someone", "-c", "user.email=someone@example.org", "-c", "core.autocrlf=false")
    return subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository that holds the small rulebook under house/rules; its work tree is then changed."""
    folder = tmp_path / "repository"
    shutil.copytree(LAUNDRY, folder / "house" / "rules")
    monkeypatch.chdir(folder)
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("KPO_ADVISOR_CACHE", "")
    git("init", "-q", ".")
    commit()
    (folder / "house" / "rules" / "rulebook.yaml").write_text("changed: since", encoding="utf-8")
    return folder


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "-m", "fix: a rule")


def faults(text: str) -> tuple[Finding, ...]:
    with pytest.raises(UnreadableInput) as caught:
        load_rulebook_or_revision(text)
    return caught.value.findings


def fault(text: str) -> tuple[str, str]:
    (found,) = faults(text)
    return found.file, found.slug


@pytest.mark.parametrize(
    "text",
    ["HEAD:house/rules", "HEAD:house/rules/", "HEAD:./house/rules", "HEAD^{/fix: a}:house/rules", "@:house//rules"],
)
def test_a_rulebook_is_read_as_it_stands_in_the_revision(repository: Path, text: str) -> None:
    found = load_rulebook_or_revision(text)
    assert found.sha256 == load_rulebook(LAUNDRY).sha256
    assert (repository / "house" / "rules" / "rulebook.yaml").read_text(encoding="utf-8") == "changed: since"


def test_a_path_with_dots_is_seen_from_the_current_folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "house" / "rules" / "model")
    assert load_rulebook_or_revision("HEAD:../../rules").name == "laundry"
    assert load_rulebook_or_revision("HEAD:house/rules").name == "laundry"
    assert fault("HEAD:./rules")[1] == "no-rulebook"


def test_the_top_of_a_repository_can_be_a_rulebook(repository: Path) -> None:
    shutil.copytree(LAUNDRY, repository, dirs_exist_ok=True)
    shutil.rmtree(repository / "house")
    commit()
    assert load_rulebook_or_revision("HEAD:").name == "laundry"
    (repository / "model" / "bad.yaml").write_text("rules: [", encoding="utf-8")
    commit()
    assert {each.file for each in faults("HEAD:")} == {"HEAD:model/bad.yaml"}


def test_a_folder_that_exists_comes_before_a_revision(repository: Path) -> None:
    shutil.copytree(LAUNDRY, repository / "HEAD:house" / "rules")
    header = repository / "HEAD:house" / "rules" / "rulebook.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace("name: laundry", "name: on-disk"), encoding="utf-8")
    assert load_rulebook_or_revision("HEAD:house/rules").name == "on-disk"


def test_the_word_packaged_is_the_packaged_rulebook_unless_a_folder_has_that_name(repository: Path) -> None:
    assert load_rulebook_or_revision("packaged").sha256 == load_rulebook().sha256
    shutil.copytree(LAUNDRY, repository / "packaged")
    assert load_rulebook_or_revision("packaged").name == "laundry"


def test_faults_name_the_revision_and_the_path(repository: Path) -> None:
    (repository / "house" / "rules" / "rulebook.yaml").write_bytes((LAUNDRY / "rulebook.yaml").read_bytes())
    (repository / "house" / "rules" / "model" / "bad.yaml").write_text("rules: [{id: x, wen: {}}]", encoding="utf-8")
    commit()
    assert {each.file for each in faults("HEAD:house/rules")} == {"HEAD:house/rules/model/bad.yaml"}
    assert load_rulebook_or_revision("HEAD~1:house/rules").name == "laundry"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("HAED:house/rules", "unknown-revision"),
        ("--output=x:house/rules", "unknown-revision"),
        ("-n:house/rules", "unknown-revision"),
        ("^HEAD:house/rules", "unknown-revision"),
        ("HEAD..HEAD:house/rules", "unknown-revision"),
        ("HEAD --all:house/rules", "unknown-revision"),
        (r"C:\rules", "unknown-revision"),
        ("HEAD\0:house/rules", "no-rulebook"),
        ("HEAD:house", "no-rulebook"),
        ("HEAD:house/rulse", "no-rulebook"),
        ("HEAD:house/rules/rulebook.yaml", "no-rulebook"),
        ("HEAD:/house/rules", "no-rulebook"),
        ("HEAD:../rules", "no-rulebook"),
        ("HEAD:house/../../rules", "no-rulebook"),
        ("missing", "no-rulebook"),
        (":house/rules", "no-rulebook"),
    ],
)
def test_what_cannot_be_found_is_told_and_no_name_is_taken_for_an_option(
    repository: Path, text: str, code: str
) -> None:
    before = sorted(repository.rglob("*"))
    found = faults(text)
    assert [each.slug for each in found] == [code]
    assert sorted(repository.rglob("*")) == before


def test_a_misspelt_revision_gets_a_suggestion(repository: Path) -> None:
    git("tag", "v1.4.0")
    (found,) = faults("v1.4:house/rules")
    assert found.hint is not None
    assert "v1.4.0" in found.hint


def test_outside_of_a_repository_the_fault_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path / "bare")
    assert fault("HEAD:rules") == ("HEAD:rules", "no-repository")


def test_without_git_the_fault_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    assert fault("HEAD:house/rules") == ("HEAD:house/rules", "no-git")


def test_what_is_extended_is_read_from_the_same_revision(repository: Path) -> None:
    own = repository / "house" / "own"
    own.mkdir()
    (repository / "house" / "rules" / "rulebook.yaml").write_bytes((LAUNDRY / "rulebook.yaml").read_bytes())
    (own / "rulebook.yaml").write_text(OVERLAY.format(extends="../rules"), encoding="utf-8")
    commit()
    there = load_rulebook(own)
    shutil.rmtree(repository / "house" / "rules")
    assert load_rulebook_or_revision("HEAD:house/own").sha256 == there.sha256


def test_what_is_extended_may_be_the_packaged_one_or_stand_outside_of_the_repository(repository: Path) -> None:
    shutil.copytree(LAUNDRY, repository.parent / "beside")
    for name, extends in (("one", "packaged"), ("two", "../../beside")):
        (repository / name).mkdir()
        (repository / name / "rulebook.yaml").write_text(OVERLAY.format(extends=extends), encoding="utf-8")
    commit()
    assert load_rulebook_or_revision("HEAD:one").questions == load_rulebook(packaged_rulebook()).questions
    assert load_rulebook_or_revision("HEAD:two").sha256 == load_rulebook(repository / "two").sha256


@pytest.mark.parametrize(
    ("extends", "code"),
    [("../nowhere", "no-rulebook"), ("../../nowhere", "no-rulebook"), (".", "extends-cycle"), ("/", "leads-out")],
)
def test_what_is_extended_and_not_there_is_told_at_the_place_that_names_it(
    repository: Path, extends: str, code: str
) -> None:
    (repository / "own").mkdir()
    (repository / "own" / "rulebook.yaml").write_text(OVERLAY.format(extends=extends), encoding="utf-8")
    commit()
    (found,) = faults("HEAD:own")
    assert (found.file, found.slug, found.span is not None) == ("HEAD:own/rulebook.yaml", code, True)


def test_links_and_hidden_files_are_not_read(repository: Path) -> None:
    rules = repository / "house" / "rules"
    (rules / "rulebook.yaml").write_bytes((LAUNDRY / "rulebook.yaml").read_bytes())
    (rules / ".hidden.yaml").write_text("nonsense", encoding="utf-8")
    (rules / ".tool").mkdir()
    (rules / ".tool" / "more.yaml").write_text("nonsense", encoding="utf-8")
    commit()
    assert load_rulebook_or_revision("HEAD:house/rules").sha256 == load_rulebook(LAUNDRY).sha256
    (rules / "model" / "link.yaml").symlink_to("/etc/hostname")
    commit()
    assert fault("HEAD:house/rules") == ("HEAD:house/rules/model/link.yaml", "not-a-file")


@pytest.fixture
def rules(repository: Path) -> Path:
    """The small rulebook in the work tree, as it was committed."""
    folder = repository / "house" / "rules"
    shutil.copy(LAUNDRY / "rulebook.yaml", folder)
    return folder


def told(text: str) -> list[tuple[str, str]]:
    return [(found.file.removeprefix("HEAD:house/rules/"), found.slug) for found in faults(text)]


def test_names_count_in_a_revision_as_they_do_on_disk(rules: Path) -> None:
    (rules / "terms.yaml").rename(rules / "Terms.YML")
    (rules / "rulebook.yaml").rename(rules / "RULEBOOK.yaml")
    (rules / "model" / "rules.yaml").rename(rules / "model" / "rules.Yaml")
    (rules / "note.txt").write_text("a note", encoding="utf-8")
    commit()
    assert load_rulebook_or_revision("HEAD:house/rules").sha256 == load_rulebook(rules).sha256
    for name in ("bars.json", "model/bars.yml.txt", "Terms.yml"):
        (rules / name).write_text("{}", encoding="utf-8")
    commit()
    expected = [("Terms.yml", "not-read"), ("bars.json", "not-read"), ("model/bars.yml.txt", "not-read")]
    assert told("HEAD:house/rules") == expected
    with pytest.raises(UnreadableInput) as caught:
        load_rulebook(rules)
    assert [(Path(found.file).relative_to(rules).as_posix(), found.slug) for found in caught.value.findings] == expected


def add_submodule(source: Path, *names: str) -> None:
    git("-C", str(source), "init", "-q", ".")
    git("-C", str(source), "add", "-A")
    git("-C", str(source), "-c", "user.name=S", "-c", "user.email=s@example.org", "commit", "-q", "-m", "one")
    for name in names:
        git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "-f", str(source), name)


def test_submodules_are_told_and_not_taken_for_nothing(rules: Path) -> None:
    other = rules.parent.parent.parent / "other"
    shutil.copytree(LAUNDRY / "model", other)
    add_submodule(other, "house/rules/more", "house/rules/.hidden", "sub")
    commit()
    assert told("HEAD:house/rules") == [("more", "unreadable")]
    (found,) = faults("HEAD:sub")
    assert found.slug == "no-rulebook"
    assert "submodule" in found.message


def test_links_to_folders_are_told_and_other_links_pass_as_on_disk(rules: Path) -> None:
    shutil.copytree(LAUNDRY / "model", rules.parent / "shared")
    (rules.parent / "note.md").write_text("a note", encoding="utf-8")
    links = {
        **{"shared": "../shared", "twice": "shared", "up": "..", "inside": "model", "model/beside": "../place"},
        **{"out": "../../../elsewhere", "far": "/etc", "two\nlines": "../shared", "x.yaml": "../shared"},
        **{"README.md": "../note.md", "through": "../note.md/x", "circle": "circle", ".hidden": "../shared"},
        **{"a.YML": "model/rules.yaml", "b.yaml": "/etc/hostname", "c.json": "nowhere"},
    }
    for name, target in links.items():
        (rules / name).symlink_to(target)
    commit()
    folders = ("far", "inside", "model/beside", "out", "shared", "twice", "two\nlines", "up", "x.yaml")
    files = ("a.YML", "b.yaml", "c.json")
    assert dict(told("HEAD:house/rules")) == dict.fromkeys(folders, "unreadable") | dict.fromkeys(files, "not-a-file")


def test_links_to_what_is_not_in_the_revision_are_told_since_a_folder_may_be_there(rules: Path) -> None:
    """On disk there is one: of a submodule, of git itself, one that git ignores."""
    other = rules.parent.parent.parent / "other"
    shutil.copytree(LAUNDRY / "model", other / "deep" / "er")
    add_submodule(other, "sub")
    links = {
        **{"top": "../../sub", "deep": "../../sub/deep", "model/deeper": "../../../sub/deep/er", "v1.2": "../../sub/"},
        **{"by-link": "top/deep", "by-two": "by-link/er", "git": "../../.git", "ignored": "../../build/rules"},
        **{"notes.md": "../../sub/deep", "broken": "nowhere", ".hidden": "../../sub"},
    }
    for name, target in links.items():
        (rules / name).symlink_to(target)
    (rules / "one.yaml").symlink_to("../../sub/deep/er/rules.yaml")
    (rules / "two.json").symlink_to("../../sub/deep")
    commit()
    expected = dict.fromkeys(sorted({*links} - {".hidden"}), "unreadable")
    assert dict(told("HEAD:house/rules")) == expected | {"one.yaml": "not-a-file", "two.json": "not-a-file"}


def test_a_link_as_the_rulebook_itself_is_no_folder_in_a_revision(rules: Path) -> None:
    (rules.parent / "linked").symlink_to("rules")
    commit()
    assert fault("HEAD:house/linked")[1] == "no-rulebook"


def test_a_large_tree_is_listed_up_to_a_bound_and_its_files_counted(
    rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rules / "deep").mkdir()
    for number in range(30):
        (rules / "deep" / f"{number}.txt").write_text("", encoding="utf-8")
    commit()
    assert load_rulebook_or_revision("HEAD:house/rules").name == "laundry"
    for module, limit, most, code in (
        (repository_module, "MAX_NAMES", 25, "too-many-files"),
        (repository_module, "_MOST_LISTED", 1500, "too-many-files"),
        (rulebook_files, "MAX_FILES", 5, "too-many-files"),
        (rulebook_files, "MAX_RULEBOOK_BYTES", 2000, "too-large"),
        (repository_module, "MAX_BYTES", 10, "too-large"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, most)
            assert {found.slug for found in faults("HEAD:house/rules")} == {code}


def test_a_tree_that_is_no_rulebook_is_not_listed_to_its_end(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    honest = git_module.listed_by_git

    def listed(*arguments: str, most: int) -> subprocess.CompletedProcess[bytes]:
        asked.append(arguments)
        return honest(*arguments, most=most)

    monkeypatch.setattr(repository_module, "listed_by_git", listed)
    assert fault("HEAD:house") == ("HEAD:house", "no-rulebook")
    assert [("-r" in arguments) for arguments in asked] == [False]


def test_a_bare_repository_will_do(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("clone", "-q", "--bare", str(repository), str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    assert load_rulebook_or_revision("HEAD:house/rules").name == "laundry"


def test_a_file_that_the_repository_lacks_is_told(repository: Path) -> None:
    blob = git("rev-parse", "HEAD:house/rules/model/rules.yaml").strip()
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert fault("HEAD:house/rules") == ("HEAD:house/rules/model/rules.yaml", "unreadable")
