"""Keeping a read rulebook under the hash of its bytes, so that the YAML is read once for each change.

The copy is a pickle in the user's own cache folder, trusted as Python trusts its `__pycache__`:
it is used only where the file and its folder belong to the user and nobody else may write to them.
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

UNUSABLE = (OSError, pickle.UnpicklingError, EOFError, ImportError, LookupError, AttributeError, TypeError, ValueError)
"""What reading a copy that is broken or made by other code may raise; the YAML is then read again."""


def load(sha256: str) -> Rulebook | None:
    """The compiled rulebook of that hash, or None where there is none that can be trusted and used."""
    path = _path(sha256)
    if path is None or not (_own(path.parent) and _own(path)):
        return None
    try:
        rulebook = pickle.loads(path.read_bytes())
    except UNUSABLE:
        return None
    return rulebook if isinstance(rulebook, Rulebook) and rulebook.sha256 == sha256 else None


def store(rulebook: Rulebook) -> None:
    """Keep a compiled copy; silently does without where the folder cannot be written."""
    path = _path(rulebook.sha256)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(path.parent):
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
        with os.fdopen(handle, "wb") as file:
            pickle.dump(rulebook, file, protocol=pickle.HIGHEST_PROTOCOL)
        Path(name).replace(path)


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
            state += [f"{each.name}:{each.stat().st_mtime_ns}" for each in sorted(entries, key=lambda each: each.name)]
    return hashlib.sha256("|".join(state).encode()).hexdigest()[:16]


def _own(path: Path) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    if sys.platform == "win32":
        return not stat.S_ISLNK(found.st_mode)
    return found.st_uid == os.getuid() and not found.st_mode & 0o022 and not stat.S_ISLNK(found.st_mode)
