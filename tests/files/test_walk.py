"""One walk over folders: sorted, bounded, and nothing is passed over or followed in silence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpo_advisor.files.file_names import PROFILES, YAML
from kpo_advisor.files.walk import Folder, header_in, walk
from kpo_advisor.model.finding import Finding


def written(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("a: 1\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def walked(top: str = "top", endings: tuple[str, ...] = YAML, folders: int = 100, names: int = 100) -> list[Folder]:
    return list(walk(Path(top), endings, most_folders=folders, most_names=names))


def files(folders: list[Folder]) -> list[str]:
    return [str(folder.path / name) for folder in folders for name in folder.files]


def told(folders: list[Folder]) -> list[tuple[str, str]]:
    return [(finding.file, finding.slug) for folder in folders for finding in folder.findings]


def test_files_come_in_the_order_of_their_names_whatever_the_case_of_their_endings() -> None:
    written("top/b.yaml", "top/a.YML", "top/c/d.Yaml", "top/.hidden.yaml", "top/.git/e.yaml", "top/f.json", "top/c.txt")
    found = walked()
    assert files(found) == ["top/a.YML", "top/b.yaml", "top/c/d.Yaml"]
    assert found[0].names == [".hidden.yaml", "a.YML", "b.yaml", "c.txt", "f.json"]
    assert files(walked(endings=PROFILES)) == ["top/a.YML", "top/b.yaml", "top/f.json", "top/c/d.Yaml"]
    assert told(found) == []


def test_the_caller_says_which_folders_are_passed_over() -> None:
    written("top/a/x.yaml", "top/b/rulebook.YML", "top/b/inner/y.yaml", "top/c/z.yaml")
    seen = []
    for folder in walk(Path("top"), YAML, most_folders=9, most_names=9):
        seen.append(str(folder.path))
        if folder.is_rulebook:
            folder.folders.clear()
    assert seen == ["top", "top/a", "top/b", "top/c"]


@pytest.mark.parametrize(
    ("name", "makes"),
    [("rulebook.yaml", True), ("Rulebook.YML", True), ("rulebook.json", False), (".rulebook.yaml", False)],
)
def test_a_folder_is_a_rulebook_by_a_file_and_never_by_a_folder_of_that_name(name: str, makes: bool) -> None:
    written(f"file/{name}", f"folder/{name}/a.yaml", "link/a.yaml")
    Path("link", name).symlink_to("../folder")
    Path("nowhere").mkdir()
    Path("nowhere", name).symlink_to("lost.yaml")
    for top, is_rulebook in (("file", makes), ("folder", False), ("link", False), ("nowhere", makes), ("none", False)):
        assert header_in(Path(top)) == (Path(top, name) if is_rulebook else None), top
        assert walked(top)[0].is_rulebook is is_rulebook, top


def test_of_two_headers_the_one_in_the_plain_spelling_comes_first_and_is_found_in_any_crowd() -> None:
    written("top/RULEBOOK.YML", "top/rulebook.yaml", "top/a.yaml")
    assert header_in(Path("top"), most=0) == Path("top/rulebook.yaml")
    Path("top/rulebook.yaml").unlink()
    written("top/Rulebook.yaml")
    assert header_in(Path("top")) == Path("top/RULEBOOK.YML")
    assert header_in(Path("top"), most=0) is None


def test_links_to_folders_are_named_and_not_followed() -> None:
    written("top/a/x.yaml", "beside/y.yaml")
    Path("top/beside").symlink_to("../beside")
    Path("top/back").symlink_to(".")
    Path("top/.hidden").symlink_to("../beside")
    found = walked()
    assert files(found) == ["top/a/x.yaml"]
    assert [folder.links for folder in found] == [["back", "beside"], []]
    assert told(found) == []


@pytest.mark.parametrize(
    "target",
    [
        "../secret.yaml",
        "/etc/passwd",
        "../nowhere.yaml",
        ".env.yaml",
        ".git/config.yaml",
        "note.txt",
        "sub/../../secret.yaml",
    ],
)
def test_a_link_out_of_the_top_or_to_what_is_not_read_is_told_alike(target: str) -> None:
    written("secret.yaml", "top/.env.yaml", "top/.git/config.yaml", "top/note.txt", "top/sub/x.yaml")
    Path("top/link.yaml").symlink_to(target)
    found = walked()
    assert files(found) == ["top/sub/x.yaml"]
    assert told(found) == [("top/link.yaml", "leads-out")]


def test_a_chain_of_links_is_followed_to_its_end() -> None:
    written("secret.yaml", "top/x.yaml")
    Path("top/a.yaml").symlink_to("b.yaml")
    Path("top/b.yaml").symlink_to("../secret.yaml")
    assert told(walked()) == [("top/a.yaml", "leads-out"), ("top/b.yaml", "leads-out")]


def test_links_inside_the_top_are_followed_also_as_kubernetes_mounts_files() -> None:
    written("top/..2024_01/rulebook.yaml", "top/sub/x.yaml")
    Path("top/..data").symlink_to("..2024_01")
    Path("top/rulebook.yaml").symlink_to("..data/rulebook.yaml")
    Path("top/y.yaml").symlink_to(Path("top/sub/x.yaml").resolve())
    found = walked()
    assert files(found) == ["top/rulebook.yaml", "top/y.yaml", "top/sub/x.yaml"]
    assert told(found) == []


def test_the_top_itself_may_be_a_link() -> None:
    written("real/x.yaml")
    Path("top").symlink_to("real")
    Path("real/y.yaml").symlink_to("x.yaml")
    found = walked()
    assert files(found) == ["top/x.yaml", "top/y.yaml"]
    assert told(found) == []


def test_links_that_lead_in_a_circle_and_pipes_are_neither_followed_nor_opened() -> None:
    written("top/x.yaml")
    Path("top/loop.yaml").symlink_to("loop.yaml")
    os.mkfifo("top/pipe.yaml")
    assert files(walked()) == ["top/loop.yaml", "top/pipe.yaml", "top/x.yaml"]  # told when they are read


def test_a_folder_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    written("top/a/x.yaml", "top/b/y.yaml")
    listed = os.scandir

    def scandir(path: Path) -> object:
        if path == Path("top/a"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = walked()
    assert files(found) == ["top/b/y.yaml"]
    assert told(found) == [("top/a", "unreadable")]
    assert told(walked("nowhere")) == [("nowhere", "unreadable")]


def bounded(folders: int, names: int) -> tuple[int, list[Finding]]:
    found = walked(folders=folders, names=names)
    return len(found), [finding for folder in found for finding in folder.findings]


def test_more_folders_or_names_than_the_bound_are_told_and_end_the_walk() -> None:
    for number in range(5):
        written(*(f"top/{number}/{index}.txt" for index in range(4)))
    assert bounded(6, 25) == (6, [])
    visited, (finding,) = bounded(3, 25)
    assert (visited, finding.file, finding.slug) == (4, "top", "too-many-files")
    visited, (finding,) = bounded(6, 12)
    assert (visited, finding.file, finding.slug) == (3, "top", "too-many-files")
