"""Short lists that are kept beside compiled rulebooks and found again by the times of files, without reading these.

They are for shells that complete words: a rulebook takes too long to be looked up between two keys. What is kept
is trusted as compiled rulebooks are, and is nothing but texts.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import zlib
from typing import TYPE_CHECKING

from kpo_advisor import __version__
from kpo_advisor.rulebooks.cache.kept_where import NotKeptError, kept_where
from kpo_advisor.rulebooks.cache.own_files import keep, own_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Words = dict[str, list[str]]
"""Words by what they are."""

MOST_BYTES = 4 << 20
"""A longer list is neither written nor read."""

MOST_LISTS = 16
"""So many lists are kept, as of compiled rulebooks; the oldest go first."""

MOST_WATCHED = 5000
"""Of more files than these, nothing is kept: looking at them all would take too long."""

_LIST = re.compile(r"words-[0-9a-f]{8}\.json")


def kept_words(of: str, made: Callable[[], tuple[Words, Iterable[str]]]) -> Words:
    """The words of something, as they were kept, unless a file or folder that they were made from has changed.

    `made` makes them anew, with the paths of all files and folders that they are made from; it may raise anything. A
    file that was changed within the clock's resolution, and is as long as before, counts as unchanged.
    """
    path = _path(of)
    found = _read(path, of) if path else None
    if found is not None:
        return found
    words, watched = made()
    if path:
        _write(path, of, words, watched)
    return words


def _path(of: str) -> Path | None:
    try:
        return kept_where() / f"words-{zlib.crc32(os.fsencode(of)):08x}.json"
    except (OSError, NotKeptError):
        return None


def _read(path: Path, of: str) -> Words | None:
    """The words in a file that is the user's own and still holds; else None."""
    try:
        data = own_bytes(path, MOST_BYTES)
        if data is None:
            return None
        kept = json.loads(data)
        is_same = kept["version"] == __version__ and kept["of"] == of
        words = kept["words"] if is_same and all(_state(path) == state for path, state in kept["from"]) else None
        return words if words is None or _are_words(words) else None
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None


def _are_words(found: object) -> bool:
    return isinstance(found, dict) and all(
        isinstance(words, list) and all(isinstance(word, str) for word in words) for words in found.values()
    )


def _write(path: Path, of: str, words: Words, watched: Iterable[str]) -> None:
    """Keep the words; silently does without where it cannot."""
    from itertools import islice

    with contextlib.suppress(OSError, ValueError, NotKeptError):
        paths = [*islice(watched, MOST_WATCHED + 1)]
        states = [(path, _state(path)) for path in paths]
        kept = {"version": __version__, "of": of, "from": states, "words": words}
        body = json.dumps(kept).encode()
        if len(paths) <= MOST_WATCHED and len(body) <= MOST_BYTES:
            keep(path, body, _LIST, MOST_LISTS)


def _state(path: str) -> list[int]:
    """What changes with a file, and with a folder when something is put into it or taken out. May raise OSError."""
    found = os.stat(path)  # noqa: PTH116  # of many paths, between two keys
    return [found.st_mtime_ns, found.st_size]
