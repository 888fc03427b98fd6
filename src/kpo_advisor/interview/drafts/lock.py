"""The lock that keeps two interviews from writing one draft; the system releases it however an interview ends.

It is not made through a link, which somebody else may have put there.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError, cannot_be_written
from kpo_advisor.files.atomic_write import OWNER_ONLY, undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def locked(path: str, another: str) -> Iterator[None]:
    """Keep other interviews off a draft. Raises KpoAdvisorError where one is on it, or the folder takes no files.

    `another` is the command for another piece of work, which is told where one is on it.

    The file of the lock is gone after every ending but a kill, and one that a kill left is taken over.
    """
    beside = Path(f"{path}.lock")
    number = None
    try:
        with undisturbed():
            number = _taken(beside, path, another)
        yield
    finally:
        if number is not None:
            with undisturbed():
                _let_go(beside, number)


def _taken(beside: Path, path: str, another: str) -> int:
    """The number under which the lock is open."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        number = os.open(beside, flags, OWNER_ONLY)
    except (OSError, ValueError) as error:
        if os.path.islink(beside):  # noqa: PTH114  pathlib raises for a name that is too long
            raise _in_the_way(beside) from error
        raise cannot_be_written("draft", path, error) from error
    try:
        found = os.fstat(number)
        if not stat.S_ISREG(found.st_mode) or found.st_size:
            raise _in_the_way(beside)
        try:
            _lock(number)
            is_ours = os.path.samestat(found, beside.stat())
        except OSError:
            is_ours = False
        if not is_ours:  # locked by another, or one that was just ending has taken the file away
            raise KpoAdvisorError(f"{path} is open in another interview. For another piece of work: {another}")
    except BaseException:
        os.close(number)
        raise
    return number


def _let_go(beside: Path, number: int) -> None:
    if sys.platform == "win32":  # which takes away no file that is open
        os.close(number)
    with suppress(OSError):
        beside.unlink()
    if sys.platform != "win32":
        os.close(number)


def _in_the_way(beside: Path) -> KpoAdvisorError:
    return KpoAdvisorError(f"{beside} is in the way: it is not the lock of an interview. Choose another --output.")


def _lock(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
