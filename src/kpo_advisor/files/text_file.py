"""Getting the bytes of a path or of standard input, and reading them as YAML or as JSON.

A name that ends in `.json` is JSON, one that ends in `.yaml` or `.yml` is YAML. Under any other name, and on
standard input, a text whose first character other than white space is `{` or `[` is JSON; any other is YAML.
"""

from __future__ import annotations

import gc
import os
import stat
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.files.file_names import names_in
from kpo_advisor.files.own_output import refuse_if_output
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.portable.limits import MAX_BYTES, MAX_NEIGHBOURS
from kpo_advisor.portable.text import TOO_LARGE, TextFaults, decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from kpo_advisor.portable.tree import Node

STDIN_NAME = "<stdin>"
"""How standard input is called in findings."""

_CHUNK = 1 << 20
_GUESSED = "Text that begins with { or [ is read as JSON, unless its name ends in .yaml."
_USE_STDIN = "Give a file, or pipe the text in and give - as the path."
_NOT_FILES = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that has been read: its name for findings, its bytes as they were, and its tree."""

    file: str
    data: bytes
    root: Node


def read_document(path: str | os.PathLike[str], *, name: str | None = None, by_hand: bool = False) -> TextFile:
    """Read the file at a path, or standard input for `-`, once and to its end.

    `name` stands in findings in place of the path. Raises UnreadableInput with all faults of the
    file: `missing`, `not-a-file` (folders, pipes, sockets, devices; none of them is opened),
    `unreadable`, `too-large`, and all that `parse_document` raises. A path that somebody named `by_hand` may be
    a pipe, such as `<(command)` or /dev/stdin: it is read to its end, however long whoever writes to it takes.
    Raises KpoAdvisorError for a file that the result is to be written to.
    """
    wanted = os.fspath(path)
    file = shown_name(wanted, name)
    return parse_document(read_bytes(path, name=name, by_hand=by_hand), file, json=_json_by_name(wanted))


def read_bytes(
    path: str | os.PathLike[str], *, name: str | None = None, by_hand: bool = False, only_looks: bool = False
) -> bytes:
    """The bytes of the file at a path, or of standard input for `-`, to the end; `by_hand` as in `read_document`.

    Raises UnreadableInput: `missing`, `not-a-file`, `unreadable` or `too-large`; and KpoAdvisorError for a file
    that the result is to be written to, unless it is `only_looks`, to see whether it is an input at all.
    """
    wanted = os.fspath(path)
    faults = TextFaults(shown_name(wanted, name))
    data, found = _stdin_bytes(faults) if wanted == "-" else _file_bytes(wanted, faults, by_hand=by_hand)
    if found is not None and not only_looks:
        refuse_if_output(found, faults.file)
    if len(data) > MAX_BYTES:
        faults.stop("too-large", None, TOO_LARGE)
    return data


def parse_document(data: bytes, file: str, *, json: bool | None = None) -> TextFile:
    """Read bytes as JSON (`json` true), as YAML (false), or as the name and the text tell (None).

    Raises UnreadableInput with all faults, each with `file` as its file.
    """
    faults = TextFaults(file)
    text = decode(data, faults)
    as_json = json if json is not None else _json_by_name(file)
    with _no_collection():
        if as_json or (as_json is None and text.lstrip()[:1] in ("{", "[")):
            from kpo_advisor.portable.json_tree import read_json

            return TextFile(file, data, read_json(text, faults, _GUESSED if as_json is None else None))
        from kpo_advisor.portable.yaml_tree import read_yaml

        return TextFile(file, data, read_yaml(text, faults))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of cycles: a tree has none, and looking for them is two thirds of reading a large one."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def shown_name(path: str, name: str | None) -> str:
    """How a file is called in findings: by the name given, else by its path."""
    return printable(name if name is not None else STDIN_NAME if path == "-" else path)


def printable(path: str) -> str:
    """A path as text that any stream can take: bytes of it that are no UTF-8 become escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def fault(code: str, path: object, message: str, hint: str | None = None) -> Finding:
    """An error about a file or a folder as a whole."""
    return Finding(code, Severity.ERROR, printable(str(path)), None, message, hint)


def _json_by_name(name: str) -> bool | None:
    return {".json": True, ".yaml": False, ".yml": False}.get(PurePath(name).suffix.casefold())


def _stdin_bytes(faults: TextFaults) -> tuple[bytes, os.stat_result | None]:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        faults.stop("unreadable", None, "Standard input is not open.")
    data = bytearray()
    try:
        while len(data) <= MAX_BYTES:
            part = stream.read(_CHUNK)
            if part is None:
                faults.stop("unreadable", None, "Standard input gave nothing; it is set not to wait.")
            if not part:
                break
            data += part
    except (OSError, ValueError) as error:
        faults.stop("unreadable", None, f"Standard input cannot be read: {_reason(error)}.")
    with suppress(OSError, ValueError):
        return bytes(data), os.fstat(stream.fileno())
    return bytes(data), None


def _file_bytes(path: str, faults: TextFaults, *, by_hand: bool) -> tuple[bytes, os.stat_result]:
    with _opened(path, faults, by_hand=by_hand) as opened:
        try:
            return opened.read(MAX_BYTES + 1), os.fstat(opened.fileno())
        except OSError as error:
            faults.stop("unreadable", None, f"The file cannot be read: {_reason(error)}.")


@contextmanager
def streamed(path: str) -> Iterator[BinaryIO]:
    """The file or pipe at a path, or standard input for `-`, to be read bit by bit.

    Raises UnreadableInput: `missing`, `not-a-file` or `unreadable`; and KpoAdvisorError for a file that the result is
    to be written to.
    """
    faults = TextFaults(shown_name(path, None))
    stream = getattr(sys.stdin, "buffer", None) if path == "-" else _opened(path, faults, by_hand=True)
    if stream is None:
        faults.stop("unreadable", None, "Standard input is not open.")
    if path == "-":
        yield stream
        return
    with stream:
        refuse_if_output(os.fstat(stream.fileno()), faults.file)
        yield stream


def _opened(path: str, faults: TextFaults, *, by_hand: bool) -> BinaryIO:
    try:
        # Not pathlib's stat: it takes the empty path for the current folder.
        mode = os.stat(path).st_mode  # noqa: PTH116
        is_pipe = by_hand and stat.S_ISFIFO(mode)
        _refuse_other_kinds(mode, faults, is_pipe=is_pipe)
        # Without waiting where it was no pipe: it may have become one since it was looked at.
        waiting = 0 if is_pipe else getattr(os, "O_NONBLOCK", 0)
        flags = os.O_RDONLY | waiting | getattr(os, "O_BINARY", 0)
        opened = os.fdopen(os.open(path, flags), "rb")
    except (FileNotFoundError, NotADirectoryError):
        faults.stop("missing", None, "There is no such file.", _neighbour(path))
    except ValueError:
        faults.stop("missing", None, "No file can have this name.")
    except OSError as error:
        faults.stop("unreadable", None, f"The file cannot be read: {_reason(error)}.")
    try:
        _refuse_other_kinds(os.fstat(opened.fileno()).st_mode, faults, is_pipe=is_pipe)
    except UnreadableInput:
        opened.close()
        raise
    return opened


def _refuse_other_kinds(mode: int, faults: TextFaults, *, is_pipe: bool) -> None:
    for is_kind, what in _NOT_FILES:
        if is_kind(mode) and not (is_pipe and is_kind is stat.S_ISFIFO):
            faults.stop("not-a-file", None, f"This is {what}, not a file.", _USE_STDIN)


def _reason(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return (reason or "it is closed").lower()


def _neighbour(path: str) -> str | None:
    """`Did you mean …?` with a name from the same folder, unless the folder is very full."""
    from kpo_advisor.text.suggest import did_you_mean

    folder, base = os.path.split(path)
    names = names_in(folder or ".", MAX_NEIGHBOURS + 1)
    return did_you_mean(base, map(printable, names)) if len(names) <= MAX_NEIGHBOURS else None
