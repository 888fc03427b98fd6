"""Keeping a read rulebook under the hash of its bytes, so that the YAML is read once for each change.

The copy is a pickle in the user's own cache folder, trusted as Python trusts its `__pycache__`:
it is used only where the file and its folder belong to the user and nobody else may write to them (on
Windows, where the user's own folders are closed to others by default, that is left to the system).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import stat
import sys
import tempfile
from pathlib import Path

from kpo_advisor import __version__
from kpo_advisor.model.rulebook import Rulebook

FOLDER = "KPO_ADVISOR_CACHE"
"""Environment variable: another folder for compiled rulebooks; empty turns them off."""

DIGEST = 32
"""Bytes of the SHA-256 before the pickle."""

MOST_COPIES = 16
"""So many copies are kept: several rulebooks, and several installed versions, each with its own copy of one."""

UNUSABLE = (
    OSError,
    pickle.UnpicklingError,
    EOFError,
    ImportError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
    OverflowError,
    MemoryError,
    RecursionError,
)
"""What reading a copy that is broken or made by other code may raise; the YAML is then read again."""


def load(sha256: str) -> Rulebook | None:
    """The compiled rulebook of that hash, or None where there is none that can be trusted and used."""
    path = _path(sha256)
    if path is None:
        return None
    try:
        body = _trusted_bytes(path)
        rulebook = pickle.loads(body) if body else None
    except UNUSABLE:
        return None
    return rulebook if isinstance(rulebook, Rulebook) and rulebook.sha256 == sha256 else None


def store(rulebook: Rulebook) -> None:
    """Keep a compiled copy, and of all only the latest few; silently does without where it cannot."""
    path = _path(rulebook.sha256)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(path.parent.lstat()):
            return
        body = pickle.dumps(rulebook, protocol=pickle.HIGHEST_PROTOCOL)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        copies = sorted(path.parent.glob("*.pickle"), key=lambda each: (each != path, -each.lstat().st_mtime_ns))
        for older in copies[MOST_COPIES:]:
            older.unlink(missing_ok=True)


def _trusted_bytes(path: Path) -> bytes | None:
    """The pickle in a file that is the user's own, whole and unchanged since it was stored; else None.

    What is checked is the file that is open, not a name that could point elsewhere a moment later.
    """
    if not _own(path.parent.lstat()):
        return None
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not _own(os.fstat(file.fileno())):
            return None
        data = file.read()
    body = data[DIGEST:]
    return body if hashlib.sha256(body).digest() == data[:DIGEST] else None


def _path(sha256: str) -> Path | None:
    name = f"{sha256[:32]}-{_reader()}.pickle"
    folder = os.environ.get(FOLDER)
    if folder is not None:
        return Path(folder) / name if folder else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches") if os.environ.get("HOME") else None
    else:
        base = os.environ.get("XDG_CACHE_HOME") or (f"{os.environ['HOME']}/.cache" if os.environ.get("HOME") else None)
    return Path(base) / "kpo-advisor" / name if base else None


def _reader() -> str:
    """Which reader made the copy: Python's version, ours, and the state of the modules that read.

    The state matters while the advisor itself is being changed: a copy made by yesterday's code is not used.
    """
    package = Path(__file__).parent.parent
    state = [__version__, f"{sys.version_info.major}.{sys.version_info.minor}"]
    for folder in (package / "model", package / "reading"):
        with os.scandir(folder) as entries:
            sources = sorted((each for each in entries if each.name.endswith(".py")), key=lambda each: each.name)
            state += [f"{each.name}:{each.stat().st_mtime_ns}" for each in sources]
    return hashlib.sha256("|".join(state).encode()).hexdigest()[:16]


def _own(found: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user and nobody else may write to it; Windows has no such bits."""
    if sys.platform == "win32":
        return not stat.S_ISLNK(found.st_mode)
    return found.st_uid == os.getuid() and not found.st_mode & 0o022 and not stat.S_ISLNK(found.st_mode)
