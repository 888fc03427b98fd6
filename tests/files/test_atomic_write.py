"""Files are written in one step: what fails leaves what was there, whole, and nothing beside it."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.files.atomic_write import put, put_new, put_private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and limits of a Unix")

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
OLD, NEW = b"old " * 2000, b"new " * 3000


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file with the old bytes."""
    file = tmp_path / "kept.md"
    file.write_bytes(OLD)
    return file


@contextmanager
def no_room() -> Iterator[None]:
    """No file may grow beyond 1000 bytes, as on a disk that is nearly full."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refuse(number: int) -> Callable[..., None]:
    """A call of the system that always fails in this way."""

    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refused


@pytest.mark.parametrize("name", ["kept.md", "new.md"])
def test_a_full_disk_leaves_what_was_there_and_nothing_beside_it(name: str, place: Path) -> None:
    before = {each: each.read_bytes() for each in place.parent.iterdir()}
    with no_room(), pytest.raises(OSError, match="too large"):
        put(str(place.with_name(name)), NEW)
    assert {each: each.read_bytes() for each in place.parent.iterdir()} == before


def test_a_new_file_for_which_there_is_no_room_is_not_there_at_all(tmp_path: Path) -> None:
    with no_room(), pytest.raises(OSError, match="too large"):
        put_new(str(tmp_path / "new.yaml"), NEW)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_what_is_replaced_keeps_its_permissions(mode: int, place: Path) -> None:
    place.chmod(mode)
    put(str(place), NEW)
    assert (place.read_bytes(), stat.S_IMODE(place.stat().st_mode)) == (NEW, mode)


@pytest.mark.skipif(not IS_ROOT, reason="only root gives files away")
def test_what_is_replaced_keeps_its_owner(place: Path) -> None:
    os.chown(place, 12345, 54321)
    put(str(place), NEW)
    assert (place.stat().st_uid, place.stat().st_gid, place.read_bytes()) == (12345, 54321, NEW)


@pytest.mark.skipif(IS_ROOT, reason="root may write to any file")
def test_a_file_that_is_closed_to_writing_is_not_replaced(place: Path) -> None:
    place.chmod(0o444)
    with pytest.raises(PermissionError):
        put(str(place), NEW)
    assert place.read_bytes() == OLD


def test_a_new_file_has_the_permissions_that_the_mask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(str(tmp_path / "a"), NEW)
        put_new(str(tmp_path / "b"), NEW)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o640}


def test_a_link_stays_a_link_and_what_it_leads_to_is_replaced(place: Path) -> None:
    links = place.parent / "links"
    links.mkdir()
    (links / "there").symlink_to("../kept.md")
    (links / "not-yet").symlink_to("../later.md")
    put(str(links / "there"), NEW)
    put(str(links / "not-yet"), NEW)
    assert all(each.is_symlink() for each in links.iterdir())
    assert place.read_bytes() == (place.parent / "later.md").read_bytes() == NEW


def test_a_link_that_leads_to_itself_is_refused_and_stays(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    for write in (put, put_new):
        with pytest.raises(OSError, match="symbolic links"):
            write(str(loop), NEW)
    assert loop.is_symlink()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_where_no_file_may_be_made_beside_it_the_file_itself_is_written(
    number: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", refuse(number))
    put(str(place), NEW)
    put(str(place), b"shorter")
    assert place.read_bytes() == b"shorter"


def test_a_file_that_is_a_mount_is_written_itself(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = place.stat().st_ino
    monkeypatch.setattr(Path, "replace", refuse(errno.EBUSY))
    put(str(place), NEW)
    assert (place.read_bytes(), place.stat().st_ino) == (NEW, before)
    assert list(place.parent.iterdir()) == [place]


def test_a_file_that_is_written_itself_is_put_back_where_there_is_no_room(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", refuse(errno.EACCES))
    with no_room(), pytest.raises(OSError, match="too large"):
        put(str(place), NEW)
    assert place.read_bytes() == OLD


@pytest.mark.parametrize("there", ["file", "link", "link to nothing"])
def test_a_new_file_takes_the_place_of_nothing(there: str, place: Path) -> None:
    taken = place if there == "file" else place.with_name("link")
    if there != "file":
        taken.symlink_to("kept.md" if there == "link" else "nothing")
    with pytest.raises(FileExistsError):
        put_new(str(taken), NEW)
    assert place.read_bytes() == OLD
    assert {each.name for each in place.parent.iterdir()} == {place.name, taken.name}


def test_a_file_system_without_links_takes_a_new_file_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", refuse(errno.EPERM))
    put_new(str(place.with_name("new")), NEW)
    with pytest.raises(FileExistsError):
        put_new(str(place), NEW)
    assert place.read_bytes() == OLD
    assert {each.name for each in place.parent.iterdir()} == {"kept.md", "new"}


@pytest.mark.parametrize("write", [put, put_new])
def test_a_pipe_with_a_name_is_written_to_and_stays_one(write: Callable[[str, bytes], None], tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write(str(pipe), NEW)
    reader.join()
    assert read == [NEW]
    assert pipe.is_fifo()


@pytest.mark.parametrize("write", [put, put_new])
def test_a_device_is_written_to_and_stays_one(write: Callable[[str, bytes], None]) -> None:
    write("/dev/null", NEW)
    assert Path("/dev/null").is_char_device()
    with pytest.raises(OSError, match="No space left"):
        write("/dev/full", NEW)


def test_an_open_stream_is_written_to_where_it_stands(place: Path) -> None:
    code = "from kpo_advisor.files.atomic_write import put; put('/dev/fd/7', b'new')"
    line = f'exec 7>>kept.md; {sys.executable} -c "{code}"; echo after >&7'
    subprocess.run(["bash", "-c", line], cwd=place.parent, check=True)
    assert place.read_bytes() == OLD + b"newafter\n"


@pytest.mark.parametrize("name", ["", ".", "no-such-folder/a", "kept.md/a", "x" * 300, "a\0b"])
def test_a_place_where_no_file_can_be_is_refused(name: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place.parent)
    for write in (put, put_new):
        with pytest.raises((OSError, ValueError)):
            write(name, NEW)
    assert list(place.parent.iterdir()) == [place]


def test_a_private_file_for_which_there_is_no_room_stays_as_it_was(place: Path) -> None:
    with no_room(), pytest.raises(OSError, match="too large"):
        put_private(str(place), NEW, f"{place}.new")
    assert place.read_bytes() == OLD
    assert list(place.parent.iterdir()) == [place]


def test_a_private_file_is_written_through_no_link(place: Path) -> None:
    ours, beside = place.with_name("ours"), place.with_name("ours.new")
    ours.symlink_to(place)
    beside.symlink_to(place)
    put_private(str(ours), NEW, str(beside))
    assert (place.read_bytes(), ours.read_bytes()) == (OLD, NEW)
    assert not ours.is_symlink()
    assert not beside.is_symlink()
    assert stat.S_IMODE(ours.stat().st_mode) == 0o600


def test_a_command_that_is_ended_while_it_writes_has_written(place: Path) -> None:
    code = (
        "import os, signal, sys; from kpo_advisor.files.atomic_write import put; sync = os.fsync\n"
        "os.fsync = lambda number: (os.kill(os.getpid(), signal.SIGTERM), sync(number))\n"
        f"put({str(place)!r}, b'new')"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -15
    assert place.read_bytes() == b"new"
    assert list(place.parent.iterdir()) == [place]
