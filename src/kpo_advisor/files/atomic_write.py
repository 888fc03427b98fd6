"""Putting bytes into a file in one step, so that a failure or a kill leaves what was there before, whole.

A file is written beside its place, hidden, and moved there. What is replaced keeps its permissions and its owner. A
link stays one: what it leads to is replaced, as every writer of files does. A second hard link keeps what was there.
Where the folder takes no new file, or the place is a mount, the file itself is written over, and put back where that
fails: who may write a file can do so. Pipes, devices and open streams are written to; they hold nothing to be lost.
"""

from __future__ import annotations

import errno
import os
import re
import signal
import stat
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    Data = bytes | IO[bytes]

ANYONE, OWNER_ONLY = 0o666, 0o600
"""Permissions of a new file, before the user's mask."""

_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/([0-9]{1,9})")
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}
_BARRED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)
_AT_ONCE = 1 << 20
"""Bytes of another file that are read at once."""
_ENDINGS = ("SIGINT", "SIGTERM", "SIGHUP")


def put(path: str, data: Data) -> None:
    """Make these the bytes of a file, new or not, or those of another file that is open.

    Raises OSError, and ValueError for a name that no file can have.
    """
    if _wrote_into_what_holds_nothing(path, data):
        return
    target, found = Path(os.path.realpath(path)), _found(path)
    if found is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))  # a move would not ask
    mode = ANYONE if found is None else stat.S_IMODE(found.st_mode)
    try:
        with _beside(target, data, mode, found) as beside:
            beside.replace(target)
    except OSError as error:
        if found is None or error.errno not in _BARRED:
            raise
        _write_over(target, data)


def put_new(path: str, data: Data) -> None:
    """Make a file of these bytes where there is none, not even a link. Raises FileExistsError, and what `put` does."""
    if _wrote_into_what_holds_nothing(path, data):
        return
    place = Path(path)
    with _beside(place, data, ANYONE) as beside:
        try:
            place.hardlink_to(beside)
        except FileExistsError:
            raise
        except OSError:  # not every file system has links: take the place, then fill it
            place.touch(exist_ok=False)
            try:
                beside.replace(place)
            except OSError:
                place.unlink()
                raise


def put_private(path: str, data: Data, beside: str | None = None) -> None:
    """Make these the bytes of a file that only its owner may read; a link there is replaced, not followed.

    `beside` is where it is written first. What stands there is taken for a leftover, so nobody else may write there:
    where several may write the same file at once, it is left out, and each writes under a name of its own.
    """
    with undisturbed():
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        with _beside(Path(path), data, OWNER_ONLY, name=beside) as new:
            new.replace(path)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals that end a command wait until this is done."""
    if sys.platform == "win32":
        yield
        return
    waiting = {getattr(signal, name) for name in _ENDINGS}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, waiting)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _found(path: str) -> os.stat_result | None:
    try:
        return os.stat(path or os.curdir)  # noqa: PTH116
    except FileNotFoundError:
        return None


def _wrote_into_what_holds_nothing(path: str, data: Data) -> bool:
    """Write to what is no file, and say so. A folder refuses."""
    stream = _stream_of(path)
    if stream is None:
        found = _found(path)
        if found is None or stat.S_ISREG(found.st_mode):
            return False
        # Neither made nor emptied: only what is there is written to.
        stream = os.open(path or os.curdir, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
    else:
        stream = os.dup(stream)  # not opened anew: that would begin at the file's start, where others have written
    with os.fdopen(stream, "wb", buffering=0) as opened:
        _write_all(opened.fileno(), data)
    return True


def _stream_of(path: str) -> int | None:
    """The number of the open stream that a path such as /dev/stderr or /dev/fd/3 names; None for any other path."""
    named = _DESCRIPTOR.fullmatch(path)
    return int(named[1]) if named else _STREAMS.get(path)


@contextmanager
def _beside(
    place: Path, data: Data, mode: int, like: os.stat_result | None = None, name: str | None = None
) -> Iterator[Path]:
    """The name of a file in the same folder with these bytes, gone again unless it is moved away."""
    beside = Path(name) if name else place.parent / f".{os.urandom(8).hex()}.new"
    with undisturbed():
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode & 0o777)
        try:
            with os.fdopen(number, "wb", buffering=0):
                if like is not None and sys.platform != "win32":
                    _make_like(number, like, mode)
                _write_all(number, data)
                os.fsync(number)
            yield beside
        finally:
            beside.unlink(missing_ok=True)


def _make_like(number: int, like: os.stat_result, mode: int) -> None:
    assert sys.platform != "win32"
    own = os.fstat(number)
    if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
        os.fchown(number, like.st_uid, like.st_gid)
    os.fchmod(number, mode)


def _write_over(path: Path, data: Data) -> None:
    with undisturbed(), path.open("r+b", buffering=0) as file:
        before = file.read()
        file.seek(0)
        try:
            _write_all(file.fileno(), data)
            file.truncate()
            os.fsync(file.fileno())
        except OSError:
            changed = file.tell()
            file.seek(0)
            _write_all(file.fileno(), before[:changed])  # fits: its room was never given back
            file.truncate(len(before))
            raise


def _write_all(number: int, data: Data) -> None:
    for part in (data,) if isinstance(data, bytes) else _parts(data):
        left = memoryview(part)
        while left:
            left = left[os.write(number, left) :]


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    return iter(partial(file.read, _AT_ONCE), b"")
