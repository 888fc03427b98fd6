"""The repository that a folder is in, found by its `.git` and without running git."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MARK = ".git"
_SUBMODULES = ".gitmodules"
_MOST_OF_SUBMODULES = 1 << 20
_PATH = re.compile(r"^[ \t]*(?:\[[^\n]*\])?[ \t]*path[ \t]*=[ \t]*(\"(?:[^\"\\\n]|\\.)*\"|[^#;\n]*)", re.I | re.M)
"""The place of a submodule, as git's settings are written: in quotes where it holds what would else end it."""


def top_of(folder: Path) -> Path | None:
    """The nearest folder, from this one up, that holds `.git`: a folder, or a file in submodules and work trees."""
    return next((above for above in (folder, *folder.parents) if os.path.lexists(above / MARK)), None)


def own_top(folder: Path) -> Path | None:
    """The top of the repository that a folder is in, where it belongs to the owner of the folder."""
    top = top_of(folder)
    return top if top is not None and _is_of_one_owner(top / MARK, folder) else None


def nearest(folder: Path, find: Callable[[Path], Path | None]) -> Iterator[Path]:
    """The files that are found in the folder and above it, the nearest first, up to the top of the repository.

    Outside of a repository, only files that belong to the owner of the folder: above it may be one that is shared,
    as `/tmp` is, and what somebody else puts there must not rule here. A repository counts by the same measure.
    """
    top = own_top(folder)
    for above in (folder, *folder.parents):
        file = find(above)
        if file is not None and (top is not None or _is_of_one_owner(file, folder)):
            yield file
        if above == top:
            return


def not_fetched(folders: Iterable[Path]) -> Iterator[Path]:
    """Those of some empty folders that are submodules whose files were not fetched, as `.gitmodules` names them."""
    known: dict[Path, frozenset[str]] = {}
    for folder in folders:
        real = Path(os.path.realpath(folder))
        top = top_of(real)
        if top is None or top == real:
            continue
        if top not in known:
            known[top] = _submodules(top)
        if real.relative_to(top).as_posix() in known[top]:
            yield folder


def _submodules(top: Path) -> frozenset[str]:
    """Where the submodules of a repository are, from its top; none where that cannot be read."""
    file = top / _SUBMODULES
    try:
        if not file.is_file():  # a pipe would let everybody wait
            return frozenset()
        with file.open("rb") as opened:
            text = os.fsdecode(opened.read(_MOST_OF_SUBMODULES))
    except OSError:
        return frozenset()
    values = (found[1].strip() for found in _PATH.finditer(text.replace("\r\n", "\n")))
    return frozenset(posixpath.normpath(re.sub(r'\\(.)|"', r"\1", value)) for value in values if value)


def _is_of_one_owner(path: Path, folder: Path) -> bool:
    try:
        return path.lstat().st_uid == folder.stat().st_uid
    except OSError:
        return False
