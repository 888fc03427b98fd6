"""Running git in a repository that somebody else may have made, to read from it and for nothing else.

A repository's own settings name commands: for reaching what it was cloned from, for watching its files, for
hooks. What is asked here runs one of them only: an object that a partial clone lacks would be fetched. So nothing
is fetched, and no protocol is allowed to a git that would try. Bare repositories are read too, also one that lies
in a clone as plain files, since no command of its settings runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Timer
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 60
"""How long git may take for one answer; it takes milliseconds, unless a pipe in a repository lets it wait."""

_MOST_OF_A_REASON = 1 << 14

_SETTINGS = (
    "--no-pager",
    "--no-replace-objects",  # they differ from clone to clone
    "--no-optional-locks",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
)
_SAFE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # for a git that does not know the line above
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # what it says is looked into
}
_WHICH_REPOSITORY = frozenset(
    ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
)
"""What git sets for its hooks. It is dropped, since a hook may go elsewhere, and from a subfolder `./` would mean
another folder. GIT_OBJECT_DIRECTORY is kept: a pre-receive hook needs it to see the pushed objects."""


class CannotRunGit(KpoAdvisorError):
    """There is no git, or it did not answer."""


def run_git(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers about the repository around the current folder; `given` is its standard input.

    Raises CannotRunGit, and ValueError for what no command can be given.
    """
    command, environment = _command(arguments)
    try:
        return subprocess.run(command, input=given, capture_output=True, env=environment, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise CannotRunGit(f"git did not answer within {SECONDS} seconds") from None
    except OSError:
        raise CannotRunGit("git cannot be run") from None


def listed_by_git(*arguments: str, most: int) -> subprocess.CompletedProcess[bytes]:
    """As `run_git`, but only the first `most` bytes that git answers, without waiting for more; then it has succeeded.

    Raises CannotRunGit.
    """
    command, environment = _command(arguments)
    nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=pipe, env=environment)
    except OSError:
        raise CannotRunGit("git cannot be run") from None
    with process, _ended_in_time(process) as is_late:
        assert process.stdout is not None and process.stderr is not None
        told = process.stdout.read(most)
        if len(told) == most:
            return subprocess.CompletedProcess(command, 0, told, b"")
        # Only now, since git says little there, and waits for its reader, and so for the clock, if it were much.
        reason = process.stderr.read(_MOST_OF_A_REASON)
        code = process.wait()
    if code and is_late.is_set():
        raise CannotRunGit(f"git did not answer within {SECONDS} seconds")
    return subprocess.CompletedProcess(command, code, told, reason)


@contextmanager
def _ended_in_time(process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """Kill a process after SECONDS, which sets the flag, or when this is left."""
    is_late = Event()

    def end() -> None:
        is_late.set()
        process.kill()

    clock = Timer(SECONDS, end)
    clock.start()
    try:
        yield is_late
    finally:
        process.kill()
        clock.cancel()


def _command(arguments: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """What is run, and its environment."""
    kept = {name: value for name, value in os.environ.items() if name not in _WHICH_REPOSITORY}
    return [_git(), *_SETTINGS, *arguments], kept | _SAFE


def _git() -> str:
    """Where git is. The current folder is no place for it, as Windows has it, nor is what PATH names relative to it."""
    name = "git.exe" if sys.platform == "win32" else "git"
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = Path(folder, name)
        if path.is_absolute() and os.access(path, os.X_OK) and os.path.isfile(path):  # noqa: PTH113 - never raises
            return str(path)
    raise CannotRunGit("git is not found")
