"""Keeping a read rulebook under the hash of its bytes, so that the YAML is read once for each change.

A copy is JSON in the user's own cache folder, from which only the model's own classes are made: whatever it
holds, nothing of it is run. It is used only where the file and its folder belong to the user and nobody else
may write to them (on Windows, where the user's own folders are closed to others by default, that is left to
the system), since it stands for what the rulebook says.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import __version__
from kpo_advisor.model.rulebook import Rulebook
from kpo_advisor.rulebooks.cache.kept_where import NotKeptError, ignores_xdg, kept_where
from kpo_advisor.rulebooks.cache.own_files import keep, own_bytes
from kpo_advisor.rulebooks.cache.plain_form import as_json, from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGEST = 32
"""Bytes of the SHA-256 before the JSON, which tells a copy that was cut off."""

MOST_COPIES = 16
"""So many copies are kept: several rulebooks, and several installed versions, each with its own copy of one."""

MOST_BYTES = 16 << 20
"""A copy that is larger is neither written nor read."""

_READERS = ("text", "model", "portable", "files", "rulebooks", "rulebooks/assembly", "rulebooks/cache")
"""The rooms whose modules have a hand in what a rulebook is read as."""

_MOST_OF_A_MODULE = 1 << 20
_COPY = re.compile(r"[0-9a-f]{32}-[0-9a-f]{16}\.(?:json|pickle)")
"""Copies, which are cleared away when there are too many: also the pickles that were kept before the JSON."""

UNUSABLE = (OSError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, MemoryError, RecursionError)
"""What reading a copy that is broken or made by other code may raise; the YAML is then read again."""


def load(sha256: str) -> Rulebook | None:
    """The compiled rulebook of that hash, or None where there is none that can be trusted and used."""
    try:
        body = _trusted_bytes(kept_where() / _name(sha256))
        rulebook = from_json(body) if body else None
    except (*UNUSABLE, NotKeptError):
        return None
    return rulebook if isinstance(rulebook, Rulebook) and rulebook.sha256 == sha256 else None


def store(rulebook: Rulebook) -> None:
    """Keep a compiled copy, and of all only the latest few; silently does without where it cannot."""
    with contextlib.suppress(OSError, NotKeptError):
        path = kept_where() / _name(rulebook.sha256)
        body = as_json(rulebook)
        if len(body) <= MOST_BYTES:
            keep(path, hashlib.sha256(body).digest() + body, _COPY, MOST_COPIES)


def said() -> str:
    """Where compiled rulebooks are kept, or why none are, as a sentence."""
    try:
        folder = kept_where()
        _reader()
    except NotKeptError as error:
        return f"Compiled rulebooks are not kept: {error}."
    except OSError:
        return "Compiled rulebooks are not kept: the advisor's own modules are no files, as in a zip."
    passed_over = " XDG_CACHE_HOME is passed over, since it is no absolute path." if ignores_xdg() else ""
    return f"Compiled rulebooks are kept in {folder}.{passed_over}"


def _trusted_bytes(path: Path) -> bytes | None:
    """The JSON in a file that is the user's own, whole and unchanged since it was stored; else None."""
    data = own_bytes(path, MOST_BYTES + DIGEST)
    if data is None:
        return None
    body = data[DIGEST:]
    return body if hashlib.sha256(body).digest() == data[:DIGEST] else None


def _name(sha256: str) -> str:
    return f"{sha256[:32]}-{_reader()}.json"


def _reader() -> str:
    """Which reader made the copy: Python's version, ours, and what stands in the modules that read.

    Not their times, which are all alike where a system is built to be the same each time. A copy that was made
    by other code is so never used, also where the advisor itself is being changed. Raises OSError where the
    modules are no files.
    """
    package = Path(__file__).parents[2]
    state = hashlib.sha256(f"{__version__} {sys.version_info.major}.{sys.version_info.minor}".encode())
    for folder in _READERS:
        for name, source in _sources(package / folder):
            state.update(f"|{name}:{len(source)}:".encode())
            state.update(source)
    return state.hexdigest()[:16]


def _sources(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The modules in a folder as they are installed: their source, or what was made of it where there is only that."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.name.endswith((".py", ".pyc")))
    for name in names:
        # Not pathlib's read_bytes, nor a buffer: there are some fifty, each time the command starts.
        handle = os.open(f"{folder}/{name}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            yield name, os.read(handle, _MOST_OF_A_MODULE)
        finally:
            os.close(handle)
