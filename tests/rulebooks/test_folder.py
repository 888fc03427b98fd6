"""Every file that counts is read, whatever the case of its name, and what only looks like one is told."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from kpo_advisor.files import text_file
from kpo_advisor.lint.open_rulebook import open_rulebook
from kpo_advisor.lint.targets import find_targets
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.profiles.search import search
from kpo_advisor.rulebooks import folder as rulebook_files
from kpo_advisor.rulebooks.folder import find_files, read_files
from kpo_advisor.rulebooks.loading import load_rulebook
from tests.small_rulebooks.on_disk import LAUNDRY

OVERLAY = 'name: own\ntitle: Ours\nversion: "1"\nextends: ../rules\n'
TERMS = "terms:\n  - {id: odd-work, means: odd, when: {load: [small]}}\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small rulebook in `rules`."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(LAUNDRY, "rules")


def faults(folder: str = "rules") -> list[tuple[str, str]]:
    return [(finding.file, finding.slug) for finding in found(folder)]


def found(folder: str = "rules") -> tuple[Finding, ...]:
    with pytest.raises(UnreadableInput) as error:
        load_rulebook(folder, cache=False)
    return error.value.findings


def respelled(folder: Path) -> None:
    """Every file with another ending, and its name in capital letters."""
    for number, path in enumerate(sorted(folder.rglob("*.yaml"))):
        path.rename(path.with_name(path.stem.upper() + (".YML", ".Yaml", ".yMl")[number % 3]))


def test_the_spelling_of_names_changes_nothing_but_the_hash() -> None:
    before = load_rulebook("rules", cache=False)
    respelled(Path("rules"))
    Path("rules/facts").rename("rules/Facts")
    after = load_rulebook("rules", cache=False)
    assert (after.questions, after.rules, after.decisions) == (before.questions, before.rules, before.decisions)
    assert after.sha256 != before.sha256


def test_every_command_takes_a_folder_with_a_respelled_header_for_a_rulebook() -> None:
    Path("rules/rulebook.yaml").rename("rules/RuleBook.YML")
    (file,) = Path("rules").glob("questions.*")
    (Path("case.yaml")).write_text("title: t\nanswers: {}\n", encoding="utf-8")
    assert find_targets(["."]).found.rulebooks == [Path("rules")]
    assert find_targets(["rules"]).found.rulebooks == [Path("rules")]
    assert find_targets([str(file)]).found.rulebooks == [Path("rules")]
    assert find_targets([]).found.rulebooks == [Path("rules")]
    assert [document.file for document in search(["."]).profiles] == ["case.yaml"]
    Path("own").mkdir()
    Path("own/RULEBOOK.yaml").write_text(OVERLAY, encoding="utf-8")
    assert load_rulebook("own", cache=False).name == "own"


@pytest.mark.parametrize("name", ["more.YML", "more.Yaml", "sub/MORE.YAML"])
def test_no_ending_hides_a_fault(name: str) -> None:
    Path("rules/sub").mkdir()
    Path("rules", name).write_text("rules: [{id: x}]\n", encoding="utf-8")
    assert {file for file, _ in faults()} == {f"rules/{name}"}


@pytest.mark.parametrize("name", ["bars.json", "bars.JSON", "model/bars.yaml.txt", "bars.yml ", "bars.ymal"])
def test_what_looks_like_a_file_of_the_rulebook_and_is_not_read_is_told_at_that_file(name: str) -> None:
    Path("rules", name).write_text("{}", encoding="utf-8")
    assert faults() == [(f"rules/{name}", "not-read")]


@pytest.mark.parametrize("name", [".bars.json", "bars.yaml.bak", "bars.yaml~", "README.md", ".hidden/bars.json"])
def test_copies_put_aside_and_hidden_files_are_fine(name: str) -> None:
    Path("rules/.hidden").mkdir()
    before = load_rulebook("rules", cache=False).sha256
    Path("rules", name).write_text("{}", encoding="utf-8")
    assert load_rulebook("rules", cache=False).sha256 == before


def test_what_is_not_read_is_told_beside_all_other_faults() -> None:
    Path("rules/bars.json").write_text("{}", encoding="utf-8")
    Path("rules/odd.yaml").symlink_to("../outside.yaml")
    Path("rules/bad.yaml").write_text("rules: [{id: x, wen: {}}]\n", encoding="utf-8")
    findings = open_rulebook(Path("rules")).findings
    assert {(finding.file, finding.slug) for finding in findings} == {
        ("rules/bars.json", "not-read"),
        ("rules/odd.yaml", "leads-out"),
        ("rules/bad.yaml", "shape"),
    }


def test_two_names_that_are_one_on_some_systems_are_told() -> None:
    for name in ("terms.yml", "model/\u00e9.yaml"):
        Path("rules", name).write_text("rules: []\n", encoding="utf-8")
    Path("rules/Terms.YML").write_text(TERMS, encoding="utf-8")
    Path("rules/model", unicodedata.normalize("NFD", "\u00c9.yaml")).write_text("rules: []\n", encoding="utf-8")
    if len(list(Path("rules/model").iterdir())) == len(list((LAUNDRY / "model").iterdir())) + 1:
        pytest.skip("this is such a system")
    told = found()
    assert [(finding.slug, finding.message.partition(" besides")[0]) for finding in told] == [
        ("not-read", "There is model/E\u0301.yaml"),
        ("not-read", "There is Terms.YML"),
    ]


def test_a_rulebook_has_one_header() -> None:
    shutil.copy("rules/rulebook.yaml", "rules/rulebook.yml")
    (finding,) = found()
    assert (finding.file, finding.slug) == ("rules/rulebook.yml", "not-read")
    assert finding.message == "There is rulebook.yaml besides; a rulebook has one."


def test_a_link_out_of_the_rulebook_shows_nothing_of_what_it_leads_to() -> None:
    Path("secret.yaml").write_text("token: not-a-real-secret\n", encoding="utf-8")
    Path("rules/a.yaml").symlink_to("../secret.yaml")
    Path("rules/b.yml").symlink_to("/etc/passwd")
    Path("rules/model/c.yaml").symlink_to("../../nowhere.yaml")
    told = found()
    assert {(finding.file, finding.slug) for finding in told} == {
        ("rules/a.yaml", "leads-out"),
        ("rules/b.yml", "leads-out"),
        ("rules/model/c.yaml", "leads-out"),
    }
    assert not any(word in str(told) for word in ("token", "secret", "root", "passwd"))


def test_a_rulebook_reached_by_a_link_and_links_inside_it_are_fine() -> None:
    before = load_rulebook("rules", cache=False).sha256
    Path("linked").symlink_to("rules")
    assert load_rulebook("linked", cache=False).sha256 == before
    Path("rules/..data").mkdir()
    Path("rules/questions.yaml").rename("rules/..data/questions.yaml")
    Path("rules/questions.yaml").symlink_to("..data/questions.yaml")
    assert load_rulebook("linked", cache=False).sha256 == before


def test_a_folder_that_is_no_rulebook_is_left_before_anything_in_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rules/rulebook.yaml").unlink()
    monkeypatch.setattr(rulebook_files, "read_bytes", None)
    monkeypatch.setattr(rulebook_files, "MAX_NAMES", 15)
    for number in range(12):
        Path("rules/model", f"{number}.yaml").write_text("rules: []\n", encoding="utf-8")
    assert faults() == [("rules", "no-rulebook")]


def test_of_a_folder_that_is_no_rulebook_only_that_is_told_and_no_name_in_it() -> None:
    Path("priv/project").mkdir(parents=True)
    Path("priv/current").symlink_to("project")
    Path("priv/key.yml").symlink_to("/etc/hostname")
    Path("priv/a.json").touch()
    for folder in ("priv", "priv/../priv", "/"):
        assert faults(folder) == [(folder, "no-rulebook")]


def submodules(*lines: str) -> None:
    """The work tree of a repository whose `.gitmodules` holds these lines."""
    Path(".git").mkdir(exist_ok=True)
    Path(".gitmodules").write_bytes(b'[submodule "one"]\n' + "\n".join(lines).encode())


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("house", "\tpath = rules/house\n\turl = ../house"),
        ("model/far", "url = x\n  PATH=rules/model/far/"),
        ("at # it", '\tpath = "rules/at # it"'),
        ('a "b" \\', '\tpath = "rules/a \\"b\\" \\\\" ; ours'),
        ("é", "\tpath = rules/é\r"),
        ("noted", "\tpath = rules/noted # since May"),
        ("one-line", '[submodule "x"] path = rules/one-line'),
    ],
)
def test_a_submodule_that_was_not_fetched_is_told(name: str, line: str) -> None:
    Path("rules", name).mkdir()
    assert load_rulebook("rules", cache=False).rules  # an empty folder is fine
    submodules("\tpath = other", line)
    assert [(finding.file, finding.message) for finding in found()] == [
        (f"rules/{name}", "This is a submodule that was not fetched.")
    ]


def test_submodules_that_were_fetched_or_lie_elsewhere_are_fine() -> None:
    for name in ("full", "empty", ".hidden", "house"):
        Path("rules", name).mkdir()
    Path("rules/full/README.md").touch()
    Path("rules/empty/.git").write_text("gitdir: ../../.git/modules/empty", encoding="utf-8")
    submodules(*(f"path = {name}" for name in ("rules/full", "rules/empty", "rules/.hidden", "house", "", "rules/ho")))
    assert load_rulebook("rules", cache=False).rules
    Path(".gitmodules").unlink()
    Path(".gitmodules").mkdir()
    assert load_rulebook("rules", cache=False).rules


def test_a_submodule_is_told_where_the_rulebook_is_reached_by_a_link_or_extended() -> None:
    Path("rules/house").mkdir()
    submodules("path = rules/house")
    Path("by-link").symlink_to("rules")
    assert faults("by-link") == [("by-link/house", "unreadable")]
    Path("own").mkdir()
    Path("own/rulebook.yaml").write_text(OVERLAY, encoding="utf-8")
    assert faults("own") == [("own/../rules/house", "unreadable")]


def test_files_are_bounded_together_and_not_only_each(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    honest = text_file.read_bytes

    def read_bytes(path: Path) -> bytes:
        read.append(path.name)
        return honest(path)

    monkeypatch.setattr(rulebook_files, "read_bytes", read_bytes)
    size = sum(len(file.data) for file in read_files(Path("rules")))
    monkeypatch.setattr(rulebook_files, "MAX_RULEBOOK_BYTES", size + 3000)
    load_rulebook("rules", cache=False)
    for number in range(9):
        Path("rules", f"x{number}.yaml").write_text("#" * 1000, encoding="utf-8")
    read.clear()
    assert faults() == [("rules", "too-large")]
    assert [name for name in read if name.startswith("x")] == ["x0.yaml", "x1.yaml", "x2.yaml", "x3.yaml"]


def test_what_is_extended_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("own").mkdir()
    Path("own/rulebook.yaml").write_text(OVERLAY, encoding="utf-8")
    size = sum(len(file.data) for folder in ("rules", "own") for file in read_files(Path(folder)))
    monkeypatch.setattr(rulebook_files, "MAX_RULEBOOK_BYTES", size)
    load_rulebook("own", cache=False)
    monkeypatch.setattr(rulebook_files, "MAX_RULEBOOK_BYTES", size - 1)
    (finding,) = found("own")
    assert (finding.file, finding.slug, finding.span is not None) == ("own/rulebook.yaml", "too-large", True)


def test_names_folders_and_files_are_bounded_while_walking(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        Path(f"rules/deep/{number}").mkdir(parents=True)
    for limit, most in (("MAX_FOLDERS", 20), ("MAX_NAMES", 30), ("MAX_FILES", 3)):
        with monkeypatch.context() as patch:
            patch.setattr(rulebook_files, limit, most)
            assert faults() == [("rules", "too-many-files")]
    assert find_files(Path("rules"))[1] == []
