"""Where compiled rulebooks are kept, and why none are kept where none are.

A copy is taken for what the rulebook says, so the folder must be the user's own: named by an absolute path, since
any other leads into whatever folder the user is in; in no work tree of git, which may have brought it; and not
where others could put one.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from kpo_advisor.files.work_tree import top_of

FOLDER = "KPO_ADVISOR_CACHE"
"""Environment variable: another folder for compiled rulebooks; empty turns them off."""

XDG = "XDG_CACHE_HOME"
OTHERS = stat.S_IWGRP | stat.S_IWOTH


class NotKeptError(Exception):
    """No compiled rulebooks are kept; the message says why, as a sentence that follows a colon."""


def kept_where() -> Path:
    """The folder, which need not exist. Raises NotKeptError where there is none that can be trusted."""
    named, folder = _named()
    if not folder.is_absolute():
        raise NotKeptError(f"{named} is no absolute path")
    real = Path(os.path.realpath(folder))
    tree = top_of(real)
    if tree is not None and tree != _home():  # a home folder that is one whole repository is the user's own doing
        raise NotKeptError(f"{folder} is in a work tree of git, {tree}")
    _check_above(real)
    _check(folder)
    return folder


def ignores_xdg() -> bool:
    """Whether XDG_CACHE_HOME is a relative path, which its specification says to ignore."""
    base = os.environ.get(XDG, "")
    unused = sys.platform in ("win32", "darwin") or FOLDER in os.environ
    return bool(base) and not unused and not Path(base).is_absolute()


def is_own(found: os.stat_result) -> bool:
    """Whether a file or folder belongs to the user and nobody else may write to it; Windows has no such bits."""
    if stat.S_ISLNK(found.st_mode):
        return False
    return sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & OTHERS)


def make(folder: Path) -> None:
    """Make the folder and those above it that are missing, for the user alone, whatever the mask. May raise OSError."""
    if not folder.parent.exists():
        make(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    folder.chmod(0o700)  # a mask may take rights of the owner's away, and defaults of the folder above add some


def _named() -> tuple[str, Path]:
    """What names the folder, and the folder. Raises NotKeptError where nothing does."""
    folder = os.environ.get(FOLDER)
    if folder is not None:
        if not folder:
            raise NotKeptError(f"{FOLDER} is empty")
        return FOLDER, Path(folder)
    name, below = "HOME", ".cache"
    if sys.platform == "win32":
        name, below = "LOCALAPPDATA", ""
    elif sys.platform == "darwin":
        below = "Library/Caches"
    elif os.environ.get(XDG) and not ignores_xdg():
        name, below = XDG, ""
    base = os.environ.get(name)
    if not base:
        raise NotKeptError(f"{name} is not set")
    return name, Path(base) / below / "kpo-advisor"


def _home() -> Path | None:
    """The home folder of the account; HOME may be set to anything, such as the folder of a checked-out project."""
    if sys.platform == "win32":
        return None
    import pwd

    try:
        return Path(os.path.realpath(pwd.getpwuid(os.getuid()).pw_dir))
    except KeyError:
        return None


def _check_above(folder: Path) -> None:
    """Refuse a folder that others could move away, to put another in its place."""
    if sys.platform == "win32":
        return
    for above in folder.parents:
        try:
            mode = above.stat().st_mode
        except OSError:
            continue
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise NotKeptError(f"others may write to {above}")


def _check(folder: Path) -> None:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise NotKeptError(f"{folder} cannot be looked at: {(error.strerror or 'it is closed').lower()}") from None
    if stat.S_ISLNK(found.st_mode):
        raise NotKeptError(f"{folder} is a link")
    if not stat.S_ISDIR(found.st_mode):
        raise NotKeptError(f"{folder} is no folder")
    if not is_own(found):
        if found.st_uid == os.getuid():  # never on Windows, where all that is no link is the user's own
            raise NotKeptError(f"others may write to {folder} (chmod go-w mends that)")
        raise NotKeptError(f"{folder} belongs to another user")
