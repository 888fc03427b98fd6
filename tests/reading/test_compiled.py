"""A kept rulebook is used only where it is whole, the user's own, and made by this code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.packaged import packaged_rulebook
from kpo_advisor.reading import compiled
from kpo_advisor.reading.rulebook import load_rulebook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one file that is kept after the packaged rulebook was loaded."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(compiled.FOLDER, str(folder))
    load_rulebook()
    (file,) = folder.iterdir()
    return file


def test_a_kept_rulebook_is_the_one_that_was_read(kept: Path) -> None:
    found = compiled.load(load_rulebook(cache=False).sha256)
    assert found is not None
    assert [rule.id for rule in found.rules] == [rule.id for rule in load_rulebook(cache=False).rules]


def test_one_changed_byte_anywhere_is_noticed(kept: Path) -> None:
    whole = kept.read_bytes()
    sha256 = load_rulebook(cache=False).sha256
    for at in (0, 31, 32, len(whole) // 2, len(whole) - 1):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert compiled.load(sha256) is None
    kept.write_bytes(whole[:-10])
    assert compiled.load(sha256) is None
    kept.write_bytes(b"")
    assert compiled.load(sha256) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such bits")
def test_what_others_may_write_is_not_used(kept: Path) -> None:
    sha256 = load_rulebook(cache=False).sha256
    kept.chmod(0o666)
    assert compiled.load(sha256) is None
    kept.chmod(0o600)
    kept.parent.chmod(0o777)
    assert compiled.load(sha256) is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_kept_rulebook_is_not_used(kept: Path) -> None:
    elsewhere = kept.parent.parent / "elsewhere"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    assert compiled.load(load_rulebook(cache=False).sha256) is None


def test_of_many_copies_only_the_latest_are_kept_and_the_new_one_among_them(kept: Path) -> None:
    for number in range(compiled.MOST_COPIES + 5):
        older = kept.with_name(f"{number:032x}-0123456789abcdef.pickle")
        older.write_bytes(b"made by other code")
        os.utime(older, (2_000_000_000 + number,) * 2)
    kept.unlink()
    load_rulebook()
    left = sorted(each.name for each in kept.parent.iterdir())
    assert len(left) == compiled.MOST_COPIES
    assert kept.name in left
    assert f"{compiled.MOST_COPIES + 4:032x}-0123456789abcdef.pickle" in left


def test_without_a_folder_that_can_be_written_the_rulebook_is_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv(compiled.FOLDER, str(blocked / "below"))
    assert load_rulebook().rules
    monkeypatch.setenv(compiled.FOLDER, "")
    assert load_rulebook().rules
    monkeypatch.delenv(compiled.FOLDER)
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert load_rulebook().rules
    assert packaged_rulebook().is_dir()
