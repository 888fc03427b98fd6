"""The repository that a folder is in, found by its `.git` and without running git."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MARK = ".git"


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


def _is_of_one_owner(path: Path, folder: Path) -> bool:
    try:
        return path.lstat().st_uid == folder.stat().st_uid
    except OSError:
        return False
