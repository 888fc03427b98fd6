"""What a rulebook extends is found, or refused at the place that names it, with what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.rulebooks.extends import LONGEST_CHAIN, FolderOnDisk, chain
from kpo_advisor.rulebooks.loading import load_rulebook

HEADER = 'name: own\ntitle: Own\nversion: "1"\n'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rulebook(folder: str, extends: str | None = None) -> Path:
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    line = "" if extends is None else f"extends: {extends}\n"
    (path / "rulebook.yaml").write_text(HEADER + line, encoding="utf-8")
    return path


def only_fault(folder: str) -> Finding:
    with pytest.raises(UnreadableInput) as error:
        chain(FolderOnDisk(Path(folder)))
    (finding,) = error.value.findings
    return finding


def test_a_chain_is_read_from_the_last_that_is_extended() -> None:
    rulebook("base")
    rulebook("middle", "../base")
    rulebook("top", "../middle")
    assert [files[0].shown for files in chain(FolderOnDisk(Path("top")))] == [
        "top/../middle/../base/rulebook.yaml",
        "top/../middle/rulebook.yaml",
        "top/rulebook.yaml",
    ]


def test_packaged_is_a_word_and_no_folder() -> None:
    rulebook("packaged")
    assert load_rulebook(rulebook("top", "packaged"), cache=False).questions


def test_a_folder_that_is_not_there_is_told_where_it_is_named() -> None:
    rulebook("top", "../nowhere")
    assert only_fault("top").one_line() == (
        'top/rulebook.yaml:4:10: "../nowhere" leads to top/../nowhere. '
        "There is no rulebook.yaml that can be read there. "
        "Write packaged, or a folder with a rulebook.yaml, as seen from this one. [no-rulebook]"
    )


def test_the_place_is_in_the_rulebook_that_names_it_and_not_in_the_first() -> None:
    rulebook("middle", "../nowhere")
    rulebook("top", "../middle")
    found = only_fault("top")
    assert (found.file, found.path) == ("top/../middle/rulebook.yaml", ("extends",))
    assert found.span is not None
    assert (found.span.start.line, found.span.start.column, found.span.end.column) == (4, 10, 20)


@pytest.mark.parametrize(
    ("extends", "meant"),
    [
        ("pakaged", "packaged"),
        ("../ruels", "../rules"),
        ("rules", "../rules"),  # as seen from the working folder
        ("../rules/rulebook.yaml", "../rules"),
        ("../rules/facts", "../rules"),
        ("./inenr/", "./inner"),
    ],
)
def test_what_may_have_been_meant_is_said(extends: str, meant: str) -> None:
    rulebook("rules")
    Path("rules/facts").mkdir()
    Path("ruels-of-the-house").mkdir()  # no rulebook
    rulebook("top", extends)
    rulebook("top/inner")
    assert only_fault("top").hint == f'Did you mean "{meant}"?'


@pytest.mark.parametrize(("extends", "meant"), [("../upp", "../up"), ("up", "../up"), ("../up/facts", "../up")])
def test_what_may_have_been_meant_is_said_of_a_header_in_any_spelling(extends: str, meant: str) -> None:
    rulebook("up")
    Path("up/rulebook.yaml").rename("up/Rulebook.YML")
    Path("upps/rulebook.yaml").mkdir(parents=True)  # no rulebook
    rulebook("top", extends)
    assert only_fault("top").hint == f'Did you mean "{meant}"?'


def test_rulebooks_in_a_circle_are_told_where_it_closes() -> None:
    rulebook("a", "../b")
    rulebook("b", "../a")
    found = only_fault("a")
    assert (found.slug, found.file, found.hint) == ("extends-cycle", "a/../b/rulebook.yaml", None)
    assert found.message == '"../a" leads to a/../b/../a. Rulebooks extend each other in a circle.'
    assert only_fault(str(rulebook("self", "."))).span is not None


def test_a_chain_that_is_too_long_is_told_where_it_becomes_so() -> None:
    for number in range(LONGEST_CHAIN):
        rulebook(f"r{number}", f"../r{number + 1}")
    rulebook(f"r{LONGEST_CHAIN}")
    assert len(chain(FolderOnDisk(Path("r1")))) == LONGEST_CHAIN
    found = only_fault("r0")
    assert found.file.endswith(f"r{LONGEST_CHAIN - 1}/rulebook.yaml")
    assert "in a chain of more than 8" in found.message


def test_what_else_is_on_the_disk_is_not_told() -> None:
    """Whoever writes a rulebook learns nothing from the log of who reads it, but where rulebooks are."""
    Path("empty").mkdir()
    Path("full").mkdir()
    Path("full/keys.yaml").write_text("token: abc\n", encoding="utf-8")
    Path("file").write_text("abc", encoding="utf-8")
    Path("circle").symlink_to("circle")
    Path("links/secret-project").mkdir(parents=True)
    Path("links/current").symlink_to("secret-project")
    Path("links/prod.yaml").symlink_to("/etc/hostname")
    Path("links/rulebook.yaml").mkdir()
    Path("links/secret.json").touch()
    shown = set()
    for name in ("empty", "full", "file", "circle", "nowhere", "file/inside", "full/keys.yaml", "links"):
        rulebook("top", f"../{name}")
        shown.add(only_fault("top").one_line().replace(name, "NAME"))
    assert shown == {
        'top/rulebook.yaml:4:10: "../NAME" leads to top/../NAME. There is no rulebook.yaml that can be read there. '
        "Write packaged, or a folder with a rulebook.yaml, as seen from this one. [no-rulebook]"
    }


@pytest.mark.parametrize(
    "extends",
    [
        "/",
        "/etc",
        "//host/share",
        r"\\host\share",
        r"\rules",
        r"C:\rules",
        "c:/rules",
        "C:rules",
        r"\\?\C:\x",
        "HERE/base",
    ],
)
def test_an_absolute_path_is_refused_at_its_place_before_anybody_looks_there(extends: str) -> None:
    rulebook("base")
    extends = extends.replace("HERE", str(Path.cwd()))
    rulebook("top", f"'{extends}'")
    found = only_fault("top")
    assert (found.file, found.slug, found.path) == ("top/rulebook.yaml", "leads-out", ("extends",))
    assert found.message == f'"{extends[:60]}{"…" if len(extends) > 60 else ""}" is an absolute path.'
    assert found.span is not None
    assert found.span.start.line == 4


def test_an_absolute_path_that_is_given_is_fine() -> None:
    rulebook("base")
    assert len(chain(FolderOnDisk(rulebook("top", "../base").resolve()))) == 2


def test_faults_of_the_files_that_are_extended_keep_their_own_place() -> None:
    (rulebook("base") / "x.yaml").symlink_to("nowhere")
    rulebook("top", "../base")
    assert only_fault("top").file == "top/../base/x.yaml"


@pytest.mark.parametrize("extends", ['""', "[packaged]", "3", "{a: b}"])
def test_what_is_no_name_is_told_at_its_place(extends: str) -> None:
    rulebook("top", extends)
    with pytest.raises(UnreadableInput) as error:
        load_rulebook("top", cache=False)
    at_extends = [each for each in error.value.findings if each.path == ("extends",)]
    assert [(each.file, each.slug) for each in at_extends] == [("top/rulebook.yaml", "shape")]
    assert at_extends[0].span is not None


def test_a_name_that_no_folder_can_have_is_told_where_it_stands() -> None:
    for extends in ("x" * 150, '" "'):
        rulebook("top", extends)
        assert only_fault("top").span is not None
    Path("loop").symlink_to("loop")
    rulebook("top", "../loop")
    found = only_fault("top")
    assert (found.file, found.slug) == ("top/rulebook.yaml", "no-rulebook")


def test_a_path_of_any_length_is_shown_in_part() -> None:
    rulebook("own", "../" * 1000 + "base")
    assert len(only_fault("own").message) < 500
