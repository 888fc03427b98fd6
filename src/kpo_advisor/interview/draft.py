"""The draft of an interview: a profile with a note on where it stands, written anew after every answer.

A draft can be read as any profile. It is written beside its place and moved there in one step, so that a
kill leaves the one before or the new one, never half; only its owner may read it. A lock keeps two
interviews from writing one draft; the system releases it however an interview ends. Neither is made through
a link, which somebody else may have put there.
"""

from __future__ import annotations

import os
import shlex
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError, cannot_be_written
from kpo_advisor.files.atomic_write import OWNER_ONLY, put_private, undisturbed
from kpo_advisor.files.text_file import read_document
from kpo_advisor.interview.slots import Slot
from kpo_advisor.interview.state import Phase, Whereabouts, profile_of
from kpo_advisor.portable.emit import scalar
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.writing import profile_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node


def draft_of(output: str) -> str:
    """The path of the draft of an interview whose profile goes to `output`."""
    return f"{output}.draft"


def new_of(path: str) -> str:
    """Where a draft is written before it is moved to its place."""
    return f"{path}.new"


def check_places(output: str, resume: str, *, is_resumed: bool, is_forced: bool) -> None:
    """Raise KpoAdvisorError where the profile or its draft cannot be written to their places, or may not be.

    `resume` is the command to go on with a draft that is there.
    """
    draft = draft_of(output)
    # Not pathlib's is_dir and is_symlink: they raise for names that are too long and in folders that are closed.
    if os.path.isdir(output):  # noqa: PTH112
        raise KpoAdvisorError(f"{output} is a folder; give a file as --output.")
    if output.startswith("-") and output != "-":
        raise KpoAdvisorError(f"{output} reads as an option in other commands; give it as --output=./{output}.")
    if output == "-":
        raise KpoAdvisorError("The interview talks on standard output; give a file as --output.")
    if is_resumed and not os.path.lexists(draft):
        raise KpoAdvisorError(f"There is no draft to go on with: {draft} is missing. Name its profile as --output.")
    if os.path.islink(draft):  # noqa: PTH114
        raise KpoAdvisorError(f"{draft} is a link, and a draft is none. Take it away, or choose another --output.")
    if not is_resumed and os.path.lexists(draft):
        raise KpoAdvisorError(
            f"{draft} holds the answers of an interview. Go on with it: {resume}; "
            "or delete it, or choose another --output."
        )
    if os.path.lexists(output) and not is_forced:
        raise KpoAdvisorError(f"{output} exists already. Choose another --output, or write over it with --force.")


def save(interview: Interview, path: str) -> None:
    """Write the draft in one step. Raises KpoAdvisorError where that cannot be done; the draft before then stays."""
    try:
        put_private(path, draft_text(interview).encode(), new_of(path))
    except (OSError, ValueError) as error:
        raise cannot_be_written("draft", path, error) from error


def draft_text(interview: Interview) -> str:
    """The profile so far, and under `interview` what else it takes to go on."""
    rulebook = interview.rulebook
    lines = [
        "interview:",
        f"  rulebook: {scalar(rulebook.name)}",
        f"  version: {scalar(rulebook.version)}",
        f"  sha256: {scalar(rulebook.sha256)}",
    ]
    if interview.phase is Phase.QUESTION and interview.at is not None:
        lines.append(f"  at: {scalar(_named(interview.at))}")
    lines += _list("queue", map(_named, interview.queue))
    lines += _list("skipped", map(_named, filter(interview.skipped.__contains__, interview.places())))
    lines += _list("apart", [id for id in rulebook.questions if id in interview.differing])
    lines += _list("accepted", sorted(interview.accepted))
    lines += _list("asked", interview.asked)
    return profile_yaml(profile_of(interview), rulebook) + "\n".join(lines) + "\n"


def load(path: str, rulebook: Rulebook) -> tuple[Profile, Whereabouts]:
    """The profile of a draft, and where the interview was left.

    Raises KpoAdvisorError for the draft of another rulebook, which it names, and UnreadableInput with every
    fault; the file stays as it is in any case.
    """
    document = read_document(path)
    noted = document.root.get("interview") if isinstance(document.root, Table) else None
    if not isinstance(noted, Table):
        raise KpoAdvisorError(f"{path} is no draft of an interview. To begin with its answers, give it as --answers.")
    if _text(noted.get("sha256")) != rulebook.sha256:
        begun = f"{_text(noted.get('rulebook'))} {_text(noted.get('version'))} ({_text(noted.get('sha256'))[:12]})"
        here = f"{rulebook.name} {rulebook.version} ({rulebook.sha256[:12]})"
        raise KpoAdvisorError(
            f"{path} was begun with another rulebook: {begun}, this is {here}. Its answers are kept. Go on with that "
            f"rulebook (--rules), or begin anew with --answers {shlex.quote(path)} and another --output."
        )
    faults = Faults()
    profile = read_profile(document, rulebook, faults)
    faults.raise_if_any()
    assert profile is not None  # only faults keep a profile from being read
    return profile, _whereabouts(noted)


def _whereabouts(noted: Table) -> Whereabouts:
    at = _text(noted.get("at"))
    return Whereabouts(
        at=_place(at) if at else None,
        queue=tuple(map(_place, _texts(noted.get("queue")))),
        skipped=frozenset(map(_place, _texts(noted.get("skipped")))),
        differing=frozenset(_texts(noted.get("apart"))),
        accepted=frozenset(_texts(noted.get("accepted"))),
        asked=tuple(_texts(noted.get("asked"))),
    )


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Keep other interviews off a draft. Raises KpoAdvisorError where one is on it, or the folder takes no files.

    The file of the lock is gone after every ending but a kill, and one that a kill left is taken over.
    """
    beside = Path(f"{path}.lock")
    number = None
    try:
        with undisturbed():
            number = _taken(beside, path)
        yield
    finally:
        if number is not None:
            with undisturbed():
                _let_go(beside, number)


def _taken(beside: Path, path: str) -> int:
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
            raise KpoAdvisorError(f"Another interview is writing {path}. Choose another --output.")
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


def _list(key: str, names: Iterable[str]) -> list[str]:
    lines = [f"    - {scalar(name)}" for name in names]
    return [f"  {key}:", *lines] if lines else []


def _named(place: Slot) -> str:
    return place.question if place.part is None else f"{place.part + 1}/{place.question}"


def _place(name: str) -> Slot:
    part, slash, question = name.rpartition("/")
    if not slash or not (part.isascii() and part.isdigit()):
        return Slot(name)
    return Slot(question, int(part[:6]) - 1)


def _texts(node: Node | None) -> list[str]:
    return list(map(_text, node.items)) if isinstance(node, Listing) else []


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
