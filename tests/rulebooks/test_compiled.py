"""A kept rulebook is used only where it is whole, the user's own, and made by this code; nothing in it is ever run."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpo_advisor.model.conditions import Every
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.rulebooks.cache import compiled, kept_where, plain_form, plain_types
from kpo_advisor.rulebooks.loading import load_rulebook
from kpo_advisor.rulebooks.packaged import packaged_rulebook

unix_only = pytest.mark.skipif(sys.platform == "win32", reason="there are no such bits, links and pipes")
RULEBOOK = load_rulebook(cache=False)
EXAMPLE = Path(__file__).parents[2] / "examples" / "payroll.yaml"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one file that is kept of the packaged rulebook."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(kept_where.FOLDER, str(folder))
    compiled.store(RULEBOOK)
    (file,) = folder.iterdir()
    return file


def contents(rulebook: Rulebook) -> dict[str, Any]:
    return {name: getattr(rulebook, name) for name in Rulebook.__dataclass_fields__}


def put(file: Path, body: bytes) -> None:
    """A copy that is whole, whatever is in it."""
    file.write_bytes(hashlib.sha256(body).digest() + body)


def is_used() -> bool:
    return compiled.load(RULEBOOK.sha256) is not None


def test_a_kept_rulebook_is_the_one_that_was_read(kept: Path) -> None:
    found = compiled.load(RULEBOOK.sha256)
    assert found is not None
    assert contents(found) == contents(RULEBOOK)


def test_one_changed_byte_anywhere_is_noticed(kept: Path) -> None:
    whole = kept.read_bytes()
    for at in (0, 31, 32, len(whole) // 2, len(whole) - 1):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert not is_used()


def test_a_copy_that_was_cut_off_anywhere_is_read_anew(kept: Path) -> None:
    whole = kept.read_bytes()
    for length in (*range(70), len(whole) // 2, len(whole) - 1):
        kept.write_bytes(whole[:length])
        assert not is_used()
    assert load_rulebook().sha256 == RULEBOOK.sha256
    assert kept.read_bytes() == whole


@unix_only
def test_what_others_may_write_is_not_used_and_that_is_said(kept: Path) -> None:
    for file, mode in ((kept, 0o666), (kept, 0o620), (kept.parent, 0o777), (kept.parent, 0o770)):
        before = file.stat().st_mode
        file.chmod(mode)
        assert not is_used()
        if file == kept.parent:
            assert f"others may write to {kept.parent}" in compiled.said()
        file.chmod(before)
    assert is_used()
    assert compiled.said() == f"Compiled rulebooks are kept in {kept.parent}."


@unix_only
def test_a_folder_that_others_may_move_away_is_not_used(kept: Path) -> None:
    above = kept.parent.parent
    above.chmod(0o777)
    assert not is_used()
    assert f"others may write to {above}" in compiled.said()
    above.chmod(0o1777)  # as a folder for temporary files is: nobody else moves what is ours
    assert is_used()


@unix_only
@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can give files away")
def test_what_belongs_to_another_user_is_not_used(kept: Path) -> None:
    for file in (kept, kept.parent):
        os.chown(file, 12345, -1)
        assert not is_used()
        os.chown(file, 0, -1)
    assert is_used()


@unix_only
def test_links_pipes_and_folders_in_the_place_of_a_copy_are_not_used(kept: Path) -> None:
    elsewhere = kept.parent.parent / "elsewhere"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    assert not is_used()
    kept.unlink()
    os.mkfifo(kept)
    assert not is_used()  # and nothing waits for a writer
    kept.unlink()
    kept.mkdir()
    assert not is_used()
    assert load_rulebook().rules


@unix_only
def test_a_link_in_the_place_of_the_folder_is_not_used(kept: Path) -> None:
    elsewhere = kept.parent.parent / "elsewhere"
    kept.parent.rename(elsewhere)
    kept.parent.symlink_to(elsewhere)
    assert not is_used()
    assert "is a link" in compiled.said()


@unix_only
@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o077, 0o277])
def test_folders_and_copies_are_made_for_the_user_alone_whatever_the_mask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    monkeypatch.setenv(kept_where.FOLDER, str(tmp_path / "new" / "cache"))
    before = os.umask(mask)
    try:
        load_rulebook()
    finally:
        os.umask(before)
    (file,) = (tmp_path / "new" / "cache").iterdir()
    modes = [path.stat().st_mode & 0o777 for path in (file.parent.parent, file.parent)]
    assert modes == [0o700, 0o700]
    assert file.stat().st_mode & 0o077 == 0


RELATIVE = [
    ({"XDG_CACHE_HOME": ".cache", "HOME": None}, "HOME is not set"),
    ({"XDG_CACHE_HOME": ".cache", "HOME": "."}, "HOME is no absolute path"),
    ({"XDG_CACHE_HOME": None, "HOME": "sub/../home"}, "HOME is no absolute path"),
    ({"XDG_CACHE_HOME": "/tmp", kept_where.FOLDER: "cache"}, f"{kept_where.FOLDER} is no absolute path"),
    ({"XDG_CACHE_HOME": "/tmp", kept_where.FOLDER: "~/cache"}, f"{kept_where.FOLDER} is no absolute path"),
    ({"XDG_CACHE_HOME": "/tmp", kept_where.FOLDER: ""}, f"{kept_where.FOLDER} is empty"),
]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other variables name the folder there")
@pytest.mark.parametrize(("variables", "why"), RELATIVE)
def test_no_copy_is_kept_in_a_relative_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str | None], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(kept_where.FOLDER, raising=False)
    for name, value in variables.items():
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    assert compiled.said() == f"Compiled rulebooks are not kept: {why}."
    assert load_rulebook().rules
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other variables name the folder there")
def test_a_relative_xdg_cache_home_is_passed_over_for_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(kept_where.FOLDER, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert load_rulebook().rules
    folder = tmp_path / "home" / ".cache" / "kpo-advisor"
    assert len(list(folder.iterdir())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    assert compiled.said() == (
        f"Compiled rulebooks are kept in {folder}. XDG_CACHE_HOME is passed over, since it is no absolute path."
    )


@pytest.mark.parametrize("inside", [".", "cache", "deep/cache"])
@pytest.mark.parametrize("git", ["folder", "file"])
def test_no_copy_is_kept_in_a_work_tree_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git: str, inside: str
) -> None:
    tree = tmp_path / "project"
    tree.mkdir()
    if git == "folder":
        (tree / ".git").mkdir()
    else:  # of a submodule, or of a second work tree
        (tree / ".git").write_text("gitdir: elsewhere", encoding="utf-8")
    monkeypatch.setenv(kept_where.FOLDER, str(tree / inside))
    assert compiled.said().startswith("Compiled rulebooks are not kept: ")
    assert "work tree of git" in compiled.said()
    assert load_rulebook().rules
    assert [path.name for path in tree.iterdir()] == [".git"]


@unix_only
def test_a_link_from_outside_into_a_work_tree_is_seen_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "outside").symlink_to(tmp_path / "project")
    monkeypatch.setenv(kept_where.FOLDER, str(tmp_path / "outside" / "cache"))
    assert "work tree of git" in compiled.said()


@unix_only
def test_a_home_folder_that_is_a_repository_as_a_whole_keeps_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_where, "_home", lambda: tmp_path)
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv(kept_where.FOLDER, str(tmp_path / ".cache" / "kpo-advisor"))
    load_rulebook()
    assert is_used()
    (tmp_path / ".cache" / ".git").mkdir()
    assert not is_used()


PICKLES = {
    "a command": b"cos\nsystem\n(S'touch ran'\ntR.",
    "an attribute": b"cbuiltins\ngetattr\n(cos\nsystem\nS'__call__'\ntR.",
    "a state": pickle.dumps(RULEBOOK),
}


@pytest.mark.parametrize("body", PICKLES.values(), ids=PICKLES)
def test_a_pickle_in_the_place_of_a_copy_is_not_even_begun(
    kept: Path, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    monkeypatch.chdir(kept.parent.parent)
    put(kept, body)
    assert not is_used()
    assert not Path("ran").exists()


def test_the_command_does_not_load_pickle() -> None:
    program = (
        "import sys; from kpo_advisor.rulebooks.loading import load_rulebook; load_rulebook();"
        "sys.exit('pickle' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'["os.system", "touch ran"]',
        b"[999]",
        b"[-99]",
        b"[1e3]",
        b"[true]",
        b"[null, 1]",
        b'[0, "only one field"]',
        b'[-5, "no kind"]',
        b"[-4, 1, 0]",
        b'[-4, "1e999999999", null]',
        b'[-4, "1e999999999", 1]',
        b"[-4, 1.5, 1]",
        b"[-2, []]",
        b"[-3, 1]",
        b"[-3, [], 1]",
        b"[" * 200_000,
        b"[-1, " * 50_000 + b"1" + b"]" * 50_000,
        b"9" * 100_000,
        b"\xff\xfe",
        b"[22]",
        b'{"id": 1}',
        b'[7, {"id": 1}, "means"]',
        b"[-1, NaN]",
        b"[-1, 0.5]",
    ],
    ids=lambda body: str(body[:30]),
)
def test_data_that_is_no_rulebook_is_read_anew(kept: Path, body: bytes) -> None:
    put(kept, body)
    assert not is_used()


def one_of_each_class(data: Any) -> dict[int, list[Any]]:
    """The fullest part of the plain data for each class that is in it, by the number of the class."""
    found: dict[int, list[Any]] = {}
    waiting = [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part[1:]
            if part[0] >= 0 and len(part) > len(found.get(part[0], [])):
                found[part[0]] = part
    return found


NO_FIELD_HOLDS = [
    [-1, [-1, 5]],
    [-1, None],
    [-1, [-1, "a", "b", "c"]],
    [-2, 7],
    [-3, 1, 2],
    [-3, "a", 2],
    [-1, [21, "a", "b"], "a"],
]
NUMBERS = {"count", "close_call", "weight", "maximum_choices"}


def test_a_copy_with_a_field_of_another_type_is_read_anew(kept: Path) -> None:
    whole = plain_form.plain(RULEBOOK)
    parts = one_of_each_class(whole)
    assert len(parts) >= 21
    for number, part in parts.items():
        names = [field.name for field in dataclasses.fields(plain_types.CLASSES[number])]
        for at, (name, value) in enumerate(zip(names, part[1:], strict=False), start=1):
            wrong: list[Any] = [*NO_FIELD_HOLDS, "text" if isinstance(value, list | bool | int) else False]
            wrong += [] if name in NUMBERS else [3]
            for other in wrong:
                with pytest.raises((TypeError, ValueError)):
                    plain_form.rebuilt([*part[:at], other, *part[at + 1 :]])


def test_a_whole_copy_with_one_wrong_item_stops_nothing(kept: Path) -> None:
    whole = plain_form.plain(RULEBOOK)
    for at in range(1, len(whole)):
        for other in ([-1, 3], [-3, 3, "a"], [-4, 1, 2]):
            put(kept, json.dumps([*whole[:at], other, *whole[at + 1 :]]).encode())
            assert not is_used()
    assert load_rulebook().rules
    assert is_used()


def test_every_declaration_of_the_model_is_understood() -> None:
    """Else a rulebook that uses that field would be read anew each time."""
    for cls in plain_types.CLASSES:
        for position, field in enumerate(dataclasses.fields(cls)):
            allowed, holds = plain_types._declared(position, str(field.type))
            assert allowed
            assert (holds is not None) == bool(allowed & {tuple, frozenset, dict})


def test_a_copy_that_is_too_large_is_neither_read_nor_written(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "MOST_BYTES", kept.stat().st_size - compiled.DIGEST - 1)
    assert not is_used()
    kept.unlink()
    load_rulebook()
    assert not kept.exists()


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-8, 25) | st.floats() | st.text(max_size=5) | st.just("1e99999999"),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=25,
)
MODEL = (*plain_types.CLASSES, *plain_types.ENUMS, Fraction)


@given(data=_json.map(lambda tree: [9, "id", "section", tree, tree]) | _json)
@settings(max_examples=150)
def test_whatever_the_data_nothing_but_the_model_comes_out(data: object) -> None:
    try:
        found = plain_form.from_json(json.dumps(data).encode())
    except compiled.UNUSABLE:
        return
    for value in parts(found):
        assert type(value) in (*MODEL, str, int, bool, type(None), tuple, frozenset, dict)


def parts(value: object) -> list[object]:
    found: list[object] = [value]
    if isinstance(value, dict):
        found += [part for entry in value.items() for each in entry for part in parts(each)]
    elif isinstance(value, tuple | frozenset):
        found += [part for each in value for part in parts(each)]
    elif type(value) in plain_types.CLASSES:
        found += [part for name in type(value).__dataclass_fields__ for part in parts(getattr(value, name))]  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(
    "value",
    [
        Fraction(-7, 3),
        Kind.MULTI,
        (),
        (1, (None, True)),
        frozenset({"b", "a"}),
        {"a": ("b",)},
        Every(()),
        "\ud800\u2028",
    ],
)
def test_every_kind_of_value_comes_back_as_it_was(value: object) -> None:
    found = plain_form.from_json(json.dumps(plain_form.plain(value)).encode())
    assert found == value
    assert type(found) is type(value)


def test_what_a_rulebook_never_holds_is_not_kept() -> None:
    for value in (object(), [1], {1, 2}, print, 1.5, b"x"):
        with pytest.raises(TypeError):
            plain_form.plain(value)


def test_every_class_of_the_model_that_a_rulebook_holds_can_be_kept() -> None:
    assert {type(value) for value in parts(RULEBOOK)} > {Rulebook, Fraction, Kind, frozenset, tuple, dict}


def test_a_copy_is_known_by_what_stands_in_the_modules_and_not_by_their_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = Path(compiled.__file__).parents[2]
    shutil.copytree(package, tmp_path / "kpo_advisor", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "kpo_advisor" / "rulebooks" / "cache" / "compiled.py"))
    before = compiled._reader()
    for file in (tmp_path / "kpo_advisor").rglob("*.py"):
        os.utime(file, (1, 1))
    assert compiled._reader() == before
    seen = {before}
    for name in ("model/rules.py", "rulebooks/assembly/rulebook.py", "portable/tree.py"):
        file = tmp_path / "kpo_advisor" / name
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub("a", "b", text, count=1), encoding="utf-8")  # of the same length
        os.utime(file, (1, 1))
        seen.add(compiled._reader())
    (tmp_path / "kpo_advisor" / "model" / "more.py").touch()
    seen.add(compiled._reader())
    assert len(seen) == 5
    assert seen.isdisjoint({""})


def test_every_module_that_reads_a_rulebook_has_a_part_in_the_name_of_a_copy(tmp_path: Path) -> None:
    program = "import sys\nfrom kpo_advisor import load_rulebook\nload_rulebook()\nprint(*sys.modules)"
    unkept = {**os.environ, "KPO_ADVISOR_CACHE": str(tmp_path / "empty")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=unkept)
    ours = {name.partition(".")[2] for name in done.stdout.split() if name.startswith("kpo_advisor.")}
    rooms = {name.rpartition(".")[0].replace(".", "/") for name in ours} - {""}
    assert rooms == {*compiled._READERS, "rulebooks"} - {"cache"}


def test_of_many_copies_only_the_latest_are_kept_and_the_new_one_among_them(kept: Path) -> None:
    for number in range(compiled.MOST_COPIES + 5):
        older = kept.with_name(f"{number:032x}-0123456789abcdef.pickle")
        older.write_bytes(b"made by other code")
        os.utime(older, (2_000_000_000 + number,) * 2)
    kept.unlink()
    load_rulebook()
    (kept.parent / "notes.txt").touch()  # of somebody who keeps more in that folder
    kept.unlink()
    load_rulebook()
    (kept.parent / "notes.txt").unlink()
    left = sorted(each.name for each in kept.parent.iterdir())
    assert len(left) == compiled.MOST_COPIES
    assert kept.name in left
    assert f"{compiled.MOST_COPIES + 4:032x}-0123456789abcdef.pickle" in left


def test_without_a_folder_that_can_be_written_the_rulebook_is_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv(kept_where.FOLDER, str(blocked / "below"))
    assert load_rulebook().rules
    monkeypatch.setenv(kept_where.FOLDER, "")
    assert load_rulebook().rules
    monkeypatch.delenv(kept_where.FOLDER)
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert load_rulebook().rules
    assert packaged_rulebook().is_dir()
