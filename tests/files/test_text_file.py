"""Bytes come from files and standard input, safely, and as YAML or JSON by their name or look."""

from __future__ import annotations

import gc
import io
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.files.text_file import parse_document, read_bytes, read_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.limits import MAX_BYTES
from kpo_advisor.portable.tree import plain

if TYPE_CHECKING:
    from kpo_advisor.model.finding import Finding


def fault_of(path: str | os.PathLike[str], name: str | None = None) -> Finding:
    with pytest.raises(UnreadableInput) as caught:
        read_document(path, name=name)
    (finding,) = caught.value.findings
    return finding


class Stdin:
    """Stands in for sys.stdin."""

    def __init__(self, buffer: object) -> None:
        self.buffer = buffer


def test_a_file_is_read_with_its_name_its_bytes_and_its_tree(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")
    document = read_document(file)
    assert (document.file, document.data, plain(document.root)) == (
        str(file),
        b"\xef\xbb\xbfa: 1\n",
        {"a": 1},
    )
    assert read_document(file, name="shown.yaml").file == "shown.yaml"
    assert read_bytes(file) == document.data


def test_every_finding_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 010\nb: 1e3\n")
    with pytest.raises(UnreadableInput) as caught:
        read_document(file, name="x.yaml")
    assert [(each.file, each.slug) for each in caught.value.findings] == [("x.yaml", "reads-differently")] * 2


@pytest.mark.parametrize(
    ("name", "text", "is_json"),
    [
        ("a.json", '{"a": "no"}', True),
        ("a.JSON", "a: b", True),
        ("a.yaml", "{a: b}", False),
        ("a.yml", '{"a": b}', False),
        ("profile", '\n {"a": 1}', True),
        ("profile", "[1]", True),
        ("profile", "a: b", False),
        ("<stdin>", '\ufeff{"a": 1}', True),
    ],
)
def test_the_name_and_then_the_first_character_tell_json_from_yaml(name: str, text: str, is_json: bool) -> None:
    try:
        root = parse_document(text.encode(), name).root
    except UnreadableInput as error:
        assert is_json
        assert error.findings[0].message == "A value is expected here."
    else:
        assert (root.span is None) == is_json


def test_text_taken_for_json_by_its_look_says_so() -> None:
    with pytest.raises(UnreadableInput) as caught:
        parse_document(b"{a: b}", "<stdin>")
    assert "read as JSON" in str(caught.value)
    with pytest.raises(UnreadableInput) as caught:
        parse_document(b"{a: b}", "x.json")
    assert "read as JSON" not in str(caught.value)


def test_a_missing_file_is_told_with_a_name_like_it(tmp_path: Path) -> None:
    (tmp_path / "profile.yaml").touch()
    finding = fault_of(tmp_path / "proflie.yaml")
    assert (finding.slug, finding.hint) == ("missing", 'Did you mean "profile.yaml"?')
    assert fault_of(tmp_path / "quite-different.txt").hint is None
    assert fault_of(tmp_path / "profile.yaml" / "x").slug == "missing"
    assert fault_of(tmp_path / "nowhere" / "x").slug == "missing"


@pytest.mark.parametrize("path", ["", "a\0b", "\ud800", "x" * 5000, "/" * 5000 + "x", "\udcff.yaml", "a\nb", "～"])
def test_no_path_text_makes_a_traceback(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    finding = fault_of(path)
    assert finding.slug in ("missing", "unreadable")
    assert finding.one_line().encode()


def test_folders_pipes_sockets_and_devices_are_refused_without_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert fault_of(tmp_path).message == "This is a folder, not a file."
    if sys.platform == "win32":
        return
    os.mkfifo("pipe")
    assert fault_of("pipe").message == "This is a pipe, not a file."
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket")
        assert fault_of("socket").message == "This is a socket, not a file."
    finding = fault_of(os.devnull)
    assert (finding.slug, finding.message) == ("not-a-file", "This is a device, not a file.")
    Path("link").symlink_to("link")
    assert fault_of("link").slug == "unreadable"


def test_a_file_that_becomes_a_pipe_meanwhile_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("there are no such pipes")
    file, pipe = tmp_path / "file", tmp_path / "pipe"
    file.touch()
    os.mkfifo(pipe)
    opened = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: opened(pipe, flags))
    assert fault_of(file).message == "This is a pipe, not a file."


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.touch()

    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "open", refuse)
    finding = fault_of(file)
    assert (finding.slug, finding.message) == ("unreadable", "The file cannot be read: permission denied.")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    with file.open("wb") as opened:
        opened.truncate(1 << 40)
    assert fault_of(file).slug == "too-large"
    with pytest.raises(UnreadableInput):
        read_bytes(file)


def test_an_empty_file_is_told_to_be_empty(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.touch()
    assert fault_of(file).message == "The file is empty."


def test_a_dash_is_standard_input_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(io.BytesIO("a: é\r\n".encode())))
    document = read_document("-")
    assert (document.file, plain(document.root)) == ("<stdin>", {"a": "é"})


def test_standard_input_that_comes_in_parts_is_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.write(writer, b"a: 1\n")
    os.write(writer, b"b: 2\n")
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as raw:
        monkeypatch.setattr(sys, "stdin", Stdin(raw))
        assert plain(read_document("-", name="in").root) == {"a": 1, "b": 2}


def test_standard_input_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert fault_of("-").message == "Standard input is not open."
    closed = io.BytesIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", Stdin(closed))
    assert fault_of("-").message == "Standard input cannot be read: it is closed."
    monkeypatch.setattr(sys, "stdin", Stdin(io.BytesIO(b" " * (MAX_BYTES + 1))))
    assert fault_of("-", name="in").slug == "too-large"


def test_standard_input_that_does_not_wait_is_never_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.write(writer, b"a: 1\n")
    with os.fdopen(reader, "rb") as buffered:
        monkeypatch.setattr(sys, "stdin", Stdin(buffered))
        assert fault_of("-").slug == "unreadable"
    os.close(writer)


@pytest.mark.parametrize("text", ["[" + "{}," * 20_000 + "{}]", "- {a: 1}\n" * 20_000, "- [" * 20_000])
def test_no_cycles_are_looked_for_while_a_text_is_read(text: str) -> None:
    begun: list[str] = []

    def note(phase: str, _: object) -> None:
        begun.append(phase)

    gc.callbacks.append(note)
    try:
        with suppress(UnreadableInput):
            parse_document(text.encode(), "given")
    finally:
        gc.callbacks.remove(note)
    assert begun.count("start") <= 1  # the one that was put off
    assert gc.isenabled()
