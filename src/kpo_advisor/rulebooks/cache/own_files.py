"""Files in the user's own folder: read where nobody else may have written them, and the latest few of them kept."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from kpo_advisor.rulebooks.cache.kept_where import is_own, make

if TYPE_CHECKING:
    import re
    from pathlib import Path


def own_bytes(path: Path, most: int) -> bytes | None:
    """What a file holds that is the user's own and has at most so many bytes; else None. May raise OSError.

    What is checked is the file that is open, not a name that could point elsewhere a moment later. Without
    waiting: it may be a pipe.
    """
    flags = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")
    handle = os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in flags))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or not is_own(found) or found.st_size > most:
            return None
        return file.read(most)


def keep(path: Path, data: bytes, alike: re.Pattern[str], most: int) -> None:
    """Write a file for the user alone, and of those whose names are alike keep it and the latest, `most` in all.

    May raise OSError.
    """
    from kpo_advisor.files.atomic_write import put_private

    make(path.parent)
    put_private(str(path), data)
    kept = [file for file in path.parent.iterdir() if alike.fullmatch(file.name)]
    kept.sort(key=lambda file: (file != path, -file.lstat().st_mtime_ns))
    for older in kept[most:]:
        older.unlink(missing_ok=True)
