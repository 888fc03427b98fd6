"""Short lists for shells are kept as long as nothing that they were made from changes, and only where they are safe."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.rulebooks.cache import kept_words as kept
from kpo_advisor.rulebooks.cache.kept_words import kept_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Maker:
    """Makes the same words each time, and counts how often."""

    def __init__(self, *watched: Path) -> None:
        self.watched = watched
        self.times = 0

    def __call__(self) -> tuple[dict[str, list[str]], Iterable[str]]:
        self.times += 1
        return {"rules": ["one", "two"]}, map(str, self.watched)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KPO_ADVISOR_CACHE", str(tmp_path / "kept"))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text("a", encoding="utf-8")
    return tmp_path


def test_words_are_made_once_as_long_as_nothing_changes(folder: Path) -> None:
    maker = Maker(folder / "rules", folder / "rules" / "a.yaml")
    assert kept_words("x", maker) == kept_words("x", maker) == {"rules": ["one", "two"]}
    assert maker.times == 1
    kept_words("y", maker)
    assert maker.times == 2


def test_words_are_made_anew_when_a_file_is_changed_added_or_lost(folder: Path) -> None:
    watched, file = folder / "rules", folder / "rules" / "a.yaml"
    maker = Maker(watched, file)
    kept_words("x", maker)
    file.write_text("longer", encoding="utf-8")
    kept_words("x", maker)
    assert maker.times == 2
    os.utime(watched, ns=(1, 1))  # as when something is put into the folder
    kept_words("x", maker)
    assert maker.times == 3
    file.unlink()
    kept_words("x", Maker(watched))
    assert kept_words("x", maker) == {"rules": ["one", "two"]}


@pytest.mark.skipif(os.name == "nt", reason="no such bits there")
def test_a_list_that_others_may_write_to_is_not_used(folder: Path) -> None:
    maker = Maker()
    kept_words("x", maker)
    (path,) = (folder / "kept").glob("words-*.json")
    path.chmod(0o666)
    kept_words("x", maker)
    assert maker.times == 2


def test_a_link_in_place_of_a_list_is_not_followed(folder: Path) -> None:
    maker = Maker()
    kept_words("x", maker)
    (path,) = (folder / "kept").glob("words-*.json")
    path.rename(folder / "elsewhere.json")
    path.symlink_to(folder / "elsewhere.json")
    kept_words("x", maker)
    assert maker.times == 2


def test_only_the_latest_lists_are_kept(folder: Path) -> None:
    for number in range(kept.MOST_LISTS + 3):
        kept_words(str(number), Maker())
    assert len([*(folder / "kept").glob("words-*.json")]) == kept.MOST_LISTS


def test_nothing_is_kept_where_nothing_may_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPO_ADVISOR_CACHE", "")
    maker = Maker()
    kept_words("x", maker)
    kept_words("x", maker)
    assert maker.times == 2
