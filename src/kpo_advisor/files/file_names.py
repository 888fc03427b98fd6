"""Which files count, by their names: one answer for every command, for folders and for revisions."""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

from kpo_advisor.text.escape import UNSEEN

YAML: Final = (".yaml", ".yml")
"""Endings of the files of a rulebook, in upper or lower case."""

PROFILES: Final = (*YAML, ".json")
"""Endings of profiles, in upper or lower case."""

HEADER: Final = "rulebook.yaml"
"""The file that makes a folder a rulebook, as it is called in messages."""

ABSOLUTE: Final = re.compile(r"[/\\]|[A-Za-z]:")
"""How a path begins that leads somewhere by itself, on any system; on Windows it may name another machine."""

_BEHIND = re.compile(rf"(?:[\s.{UNSEEN}]|\.txt)*\Z")
"""What stands behind an ending without being seen: blanks, dots, what takes no room, the .txt that Windows hides."""
_UNSEEN = re.compile(f"[{UNSEEN}]")

_MISSPELT = (".yam", ".yalm", ".ymal", ".ymla")


def names_in(folder: str | Path, most: int) -> list[str]:
    """The names of what is in a folder, in no order, up to `most`; none where it is closed."""
    try:
        with os.scandir(folder) as entries:
            return [entry.name for entry in islice(entries, most)]
    except (OSError, ValueError):
        return []


def counts(name: str, endings: tuple[str, ...] = YAML) -> bool:
    """Whether a file of that name is read: it has one of the endings, in any case, and is not hidden."""
    return not name.startswith(".") and name.casefold().endswith(endings)


def stem_of(name: str) -> str:
    """The name in lower case and without the ending of a YAML file; what a file of a rulebook is called."""
    folded = name.casefold()
    return next((folded.removesuffix(ending) for ending in YAML if folded.endswith(ending)), folded)


def is_header(name: str) -> bool:
    """Whether a file of that name, at the top of a folder, makes the folder a rulebook."""
    return counts(name) and stem_of(name) == stem_of(HEADER)


def looks_read(name: str) -> bool:
    """Whether people would take a file of that name for one of a rulebook's, and it is not read.

    So are JSON, a misspelt ending, and an ending followed by what is easily overlooked: blanks, dots, `.txt`,
    characters that nobody sees, also within it.
    Copies put aside (`.bak`, `~`, `.orig`), templates and hidden files are not.
    """
    if name.startswith(".") or counts(name):
        return False
    plain = _BEHIND.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold()))
    return plain.endswith((*PROFILES, *_MISSPELT))
