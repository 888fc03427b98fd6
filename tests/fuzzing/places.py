"""Putting files where files are looked for, and things that are none."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDINGS = (".yaml", ".yaml", ".yaml", ".yml", ".YAML", ".Yml", ".json", ".JSON", ".txt", "", ".yaml.bak")
# fmt: off
_ODD_NAMES = (
    "a b.yaml", "é.yaml", "e\u0301.yaml", "-x.yaml", "x\ny.yaml", "::error::.yaml", "\u202ex.yaml", "x.YML",
    ".hidden.yaml",
    "~.yaml", "a" * 240 + ".yaml", os.fsdecode(b"\xff.yaml"), "rulebook.yml", "decision.yaml", "x/decision.yaml",
    "facts/x.yaml",
)
# fmt: on
_LINKS = (
    "nowhere",
    "..",
    ".",
    "/",
    "/dev/zero",
    "/dev/stdin",
    "rulebook.yaml",
    "x" * 300,
    "/proc/version",
)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Files by their path below the folder; a name that this file system does not take is passed over."""
    for name, data in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(path, data)
        except OSError:
            continue


def _write_new(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file that is not there yet: nothing is ever written through a link, nor into a pipe."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode), "wb") as file:
        file.write(data)


def something_odd(folder: Path, chance: random.Random) -> None:
    """One thing in the folder that is no ordinary file, or has no ordinary name."""
    path = folder / chance.choice((*_ODD_NAMES, "new.yaml", "new.json", "sub/new.yaml"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_odd(path, chance)
    except (OSError, ValueError):
        return


def put_odd(path: Path, chance: random.Random, *, by_hand: bool = False) -> None:
    """A pipe, a link to anywhere, a folder, a deep folder or a file, closed at times.

    No pipe where it is named `by_hand`: such a one is read until whoever writes to it ends, and here nobody does.
    """
    match chance.randrange(1 if by_hand else 0, 6):
        case 0:
            os.mkfifo(path)
        case 1 | 2:
            path.symlink_to(chance.choice((*_LINKS, path.name)))
        case 3:
            path.mkdir(parents=True)
        case 4:
            (path.parent / "/".join("d" * chance.choice((3, 60)))).mkdir(parents=True, exist_ok=True)
        case _:
            _write_new(path, b"a: b\n", chance.choice((0o000, 0o644)))


def kept(folder: Path, where: Path) -> None:
    """A copy of an input, with links and pipes as they are."""
    where.mkdir(parents=True, exist_ok=True)
    for entry in os.scandir(folder):
        to = where / entry.name
        if entry.is_symlink():
            to.symlink_to(Path(entry.path).readlink())
        elif entry.is_dir():
            kept(Path(entry.path), to)
        elif entry.is_file():
            shutil.copyfile(entry.path, to)
        else:
            os.mkfifo(to)


def emptied(folder: Path) -> Path:
    """The folder, with nothing in it."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
