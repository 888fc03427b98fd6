"""A pipe that is named by hand is read, once and to its end; one that is met in a folder is refused unopened."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kpo_advisor
from kpo_advisor.portable.limits import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes of a Unix")

LIMIT = 60
"""Seconds after which a command counts as hanging."""
PROFILE = b"answers: {work_nature: rules-only}\nexpect: {excluded: [in-house]}\n"
FAULTY = b"answers: {work_natur: rules-only}\n"


def started(*arguments: str, pipe: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kpo_advisor", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(kpo_advisor.__file__).parent.parent)},
        pass_fds=() if pipe is None else (pipe,),
    )


def told(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """How the command ended, and all that it said."""
    try:
        out, err = process.communicate(timeout=LIMIT)
    finally:
        process.kill()
    assert b"Traceback" not in err
    return process.returncode, (out + err).decode()


def through_a_pipe(data: bytes, command: Sequence[str], times: int = 1) -> tuple[int, str]:
    """The command with /dev/fd/N, as shells name `<(command)`, in place of the word PIPE."""
    reading, writing = os.pipe()
    process = started(*(f"/dev/fd/{reading}" if word == "PIPE" else word for word in command), pipe=reading)
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(data)
    return told(process)


COMMANDS = {
    "recommend": (["recommend", "PIPE", "-f", "json"], 0, '"title": "untitled"'),
    "explain": (["explain", "PIPE", "--criterion", "kind-of-work"], 0, "rules only"),
    "what-if": (["what-if", "PIPE", "--set", "work_nature=even-mix"], 0, "untitled"),
    "lint": (["lint", "PIPE"], 0, "Checked 1 profile against"),
    "test": (["test", "PIPE"], 1, "1 case"),
    "diff": (["diff", "packaged", "packaged", "--profiles", "PIPE"], 0, "1 profile"),
    "interview": (["interview", "--answers", "PIPE"], 2, "The interview needs a terminal"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_reads_a_profile_from_a_pipe(command: str) -> None:
    arguments, code, words = COMMANDS[command]
    ended, said = through_a_pipe(PROFILE, arguments)
    assert (ended, words in said) == (code, True), said


@pytest.mark.parametrize("command", ["recommend", "lint"])
def test_the_faults_of_a_pipe_have_their_places(command: str) -> None:
    code, said = through_a_pipe(FAULTY, [command, "PIPE"])
    assert code == (1 if command == "lint" else 2)
    assert ":1:11" in said
    assert 'Did you mean "work_nature"?' in said


def test_a_pipe_that_is_named_twice_is_read_once() -> None:
    code, said = through_a_pipe(PROFILE, ["recommend", "PIPE", "PIPE", "-f", "json"])
    assert (code, said.count('"title":"untitled"') + said.count('"title": "untitled"')) == (0, 2)


def test_a_pipe_has_the_bound_of_a_file() -> None:
    code, said = through_a_pipe(b"#" * MAX_BYTES, ["recommend", "PIPE"])
    assert (code, "larger than" in said) == (2, False)
    reading, writing = os.pipe()
    process = started("recommend", f"/dev/fd/{reading}", pipe=reading)
    os.close(reading)
    with contextlib.suppress(BrokenPipeError):
        while True:  # as `yes` writes
            os.write(writing, b"#" * 65536)
    os.close(writing)
    code, said = told(process)
    assert (code, "larger than 4 MiB" in said) == (2, True)


def test_a_named_pipe_waits_for_its_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    writer = threading.Thread(target=(tmp_path / "p.yaml").write_bytes, args=(PROFILE,), daemon=True)
    process = started("lint", str(tmp_path / "p.yaml"))
    writer.start()
    code, said = told(process)
    writer.join(LIMIT)
    assert (code, "Checked 1 profile against" in said) == (0, True), said


def test_waiting_for_a_writer_ends_with_ctrl_c(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    process = started("recommend", str(tmp_path / "p.yaml"))
    writing = opened_once_it_is_read(tmp_path / "p.yaml", process)
    # One that comes between Python's last look for signals and its read waits for the next: so one or more.
    end = time.monotonic() + LIMIT
    while process.poll() is None and time.monotonic() < end:
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    code, _ = told(process)
    os.close(writing)
    assert code == 130


def opened_once_it_is_read(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            assert error.errno == errno.ENXIO  # nobody reads it yet
    pytest.fail("The command ended without reading.")


@pytest.mark.parametrize("command", ["lint", "test"])
def test_a_pipe_that_is_met_in_a_folder_is_refused(command: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    code, said = told(started(command, str(tmp_path)))
    assert code == 2
    assert "This is a pipe, not a file." in said


@pytest.mark.parametrize(
    ("command", "device"), [("recommend", "/dev/zero"), ("lint", "/dev/urandom"), ("test", "/dev/null")]
)
def test_devices_are_refused_also_where_they_are_named(command: str, device: str) -> None:
    code, said = told(started(command, device))
    assert (code, "This is a device, not a file." in said) == (2, True)
