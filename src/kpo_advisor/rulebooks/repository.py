"""The files of a rulebook in one revision of a git repository, from its objects and never from the work tree."""

from __future__ import annotations

import os
import posixpath
import re
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from kpo_advisor.files.file_names import counts, is_header, looks_read
from kpo_advisor.files.git import CannotRunGit, listed_by_git, run_git
from kpo_advisor.files.text_file import fault, printable
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.limits import MAX_BYTES, MAX_NAMES
from kpo_advisor.portable.text import TOO_LARGE
from kpo_advisor.rulebooks.folder import (
    FileBytes,
    name_faults,
    refuse_too_many,
    refuse_too_much,
    stop,
    stop_without_header,
)
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.finding import Finding

_OBJECT = re.compile(rb"[0-9a-f]{40,64}\n?")
_FOLDER, _LINK, _SUBMODULE = b"040000", b"120000", b"160000"
_MOST_LISTED = MAX_NAMES * 250
"""Bytes that are read of a list of names."""

_LACKED = b"promisor remote"
_LACKS = "The repository lacks this file."
_FETCH = "A partial clone gets what it lacks by: git fetch --refetch --no-filter"
_TO_COPY = {
    _SUBMODULE: "Give the rulebook as a folder on disk.",
    _FOLDER: "Put the folder itself here.",
    _LINK: "Put the file itself here.",
}
_TO_NO_FOLDER = (b"blob", b"loop", b"notdir")
"""Where a link leads that never leads to a folder, on disk neither."""

_LEFT_OUT = {
    _SUBMODULE: ("unreadable", "This is a submodule; its files are in another repository."),
    _FOLDER: ("unreadable", "This is a link to a folder, or to what is not in the revision; it is not followed."),
    _LINK: ("not-a-file", "This is a symbolic link; links are not followed in a revision."),
}


class _Entry(NamedTuple):
    """What a folder holds: a path with `/` between parts, and the mode and the object as git calls them."""

    name: str
    mode: bytes
    object: bytes


class Revision:
    """One revision of the repository around the current folder; `text` is what the user gave, `name` the revision."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name

    def inside(self, path: str) -> str:
        """PATH from the top of the repository, without `.` and `..`; `.` for the top itself."""
        if path in (".", "..") or path.startswith(("./", "../")):
            prefix = os.fsdecode(self._told("rev-parse", "--show-prefix")).rstrip("\n")
            path = posixpath.join(prefix, path)
        normal = posixpath.normpath(path) if path else "."
        if is_outside(normal):
            message = "This leads out of the repository."
            self._stop("no-rulebook", message, "A path in git starts at its top, without /.")
        return normal

    def on_disk(self, path: str, file: str) -> Path:
        """A folder outside the repository, as it is found from its work tree."""
        done = self._git("rev-parse", "--show-toplevel")
        if done.returncode:
            stop(file, "no-rulebook", f"{quoted(path)} leads out of the repository, which has no work tree.")
        return Path(os.fsdecode(done.stdout).rstrip("\n")) / path

    def files(self, path: str, shown: str) -> tuple[FileBytes, ...]:
        """The YAML files below a folder, in the order of their names; raises what `read_files` does."""
        folder = self._folder(path, shown)
        if not any(is_header(entry.name) and entry.mode != _FOLDER for entry in self._listed(folder, shown)):
            stop_without_header(shown)
        entries = [entry for entry in self._listed(folder, shown, "-r") if "/." not in f"/{entry.name}"]
        files = {entry.name: entry.object for entry in entries if entry.mode not in _LEFT_OUT}
        read = {name: files[name] for name in sorted(files) if counts(name)}
        refuse_too_many(len(read), shown)
        findings = [*self._left_out(entries, path, shown), *self._unfit(read, shown)]
        findings += name_faults(read, [name for name in files if name not in read], partial(_below, shown))
        if findings:
            raise UnreadableInput(findings)
        contents = self._contents([*read.values()])
        return tuple(FileBytes(name, _below(shown, name), data) for name, data in zip(read, contents, strict=True))

    def _folder(self, path: str, shown: str) -> str:
        """The object of a folder."""
        found = self._object(f"{self._tree}:{'' if path == '.' else path}")
        if found is None:
            stop(shown, "no-rulebook", f"There is no such folder in {quoted(self.name)}.")
        kind = self._told("cat-file", "--batch-check=%(objecttype)", given=f"{found}\n".encode())
        if kind.endswith(b"missing\n"):
            stop(shown, "no-rulebook", "This is a submodule, or lacking for another reason.", _TO_COPY[_SUBMODULE])
        if kind != b"tree\n":
            stop(shown, "no-rulebook", "This is a file, not a folder.")
        return found

    def _listed(self, folder: str, shown: str, *options: str) -> list[_Entry]:
        """What `git ls-tree` lists. Raises UnreadableInput for more than MAX_NAMES entries."""
        try:
            done = listed_by_git("ls-tree", "-z", *options, "--full-tree", folder, most=_MOST_LISTED)
        except CannotRunGit as error:
            self._stop_without_git(error)
        if done.returncode:
            if _LACKED in done.stderr:
                stop(shown, "missing", "The repository lacks a folder of this rulebook.", _FETCH)
            stop(shown, "unreadable", f"git cannot list what is below this folder: {_reason(done.stderr)}.")
        entries = done.stdout.split(b"\0")[:-1]
        if len(entries) > MAX_NAMES or len(done.stdout) == _MOST_LISTED:
            message = f"The folder holds more than {MAX_NAMES:,} names, the most that are looked at."
            stop(shown, "too-many-files", message)
        parted = (entry.partition(b"\t") for entry in entries)
        return [_Entry(os.fsdecode(name), *about.split()[::2]) for about, _, name in parted]

    def _left_out(self, entries: Sequence[_Entry], path: str, shown: str) -> Iterator[Finding]:
        """A fault for every entry that may hold files of the rulebook and is not followed."""
        to_folders = self._to_folders([entry.name for entry in entries if entry.mode == _LINK], path)
        for entry in entries:
            is_told = entry.mode == _SUBMODULE or counts(entry.name) or looks_read(entry.name)
            kind = _FOLDER if entry.name in to_folders else entry.mode
            if kind == _FOLDER or (kind in _LEFT_OUT and is_told):
                code, message = _LEFT_OUT[kind]
                yield fault(code, _below(shown, entry.name), message, _TO_COPY[kind])

    def _to_folders(self, links: Sequence[str], path: str) -> set[str]:
        """Those links that lead to a folder of the revision, or to what is not in it and are not named like files.

        On disk there may be a folder: that of a submodule, one that git ignores, or one outside of the repository.
        """
        asked = [name for name in links if "\n" not in name]  # git is asked one a line
        places = (posixpath.normpath(posixpath.join(path, name)) for name in asked)
        given = b"".join(os.fsencode(f"{self._tree}:{place}\n") for place in places)
        told = self._told("cat-file", "--batch-check=%(objecttype)", "--follow-symlinks", given=given) if asked else b""
        found, at = {name for name in links if "\n" in name}, 0
        for name in asked:
            answer, _, _ = told[at:].partition(b"\n")
            at += len(answer) + 1
            kind, _, size = answer.partition(b" ")
            if size.isdigit():  # the place that a link leads to, as long as that, on a line of its own
                at += int(size) + 1
            if kind == b"tree" or (kind not in _TO_NO_FOLDER and not (counts(name) or looks_read(name))):
                found.add(name)
        return found

    def _unfit(self, read: Mapping[str, bytes], shown: str) -> Iterator[Finding]:
        """A fault for every file that the repository lacks or that is too large."""
        given = b"".join(object_id + b"\n" for object_id in read.values())
        # Not told: a partial clone ends at the first that it lacks, any other calls each of them missing.
        done = self._run("cat-file", "--batch-check=%(objecttype) %(objectsize)", given=given)
        if done.returncode and _LACKED not in done.stderr:
            stop(shown, "unreadable", f"git cannot look at the files of this folder: {_reason(done.stderr)}.")
        answers = done.stdout.splitlines()
        total = 0
        for name, answer in zip(read, [*answers, b""], strict=False):
            kind, _, size = answer.partition(b" ")
            if kind != b"blob":
                yield fault("unreadable", _below(shown, name), _LACKS, _FETCH)
                continue
            total += int(size)
            if int(size) > MAX_BYTES:
                yield fault("too-large", _below(shown, name), TOO_LARGE)
        refuse_too_much(total, shown)

    def _contents(self, objects: Sequence[bytes]) -> Iterator[bytes]:
        told = self._told("cat-file", "--batch", given=b"".join(object_id + b"\n" for object_id in objects))
        at = 0
        for _ in objects:
            start = told.index(b"\n", at) + 1
            end = start + int(told[at:start].split()[2])
            yield told[start:end]
            at = end + 1

    @cached_property
    def _tree(self) -> str:
        """The object of the revision's top folder."""
        self._told("rev-parse", "--git-dir")  # tells first whether there is a repository
        is_option = self.name.startswith("-")  # or git would take it for one
        found = None if is_option else self._object(f"{self.name}^{{tree}}")
        if found is None:
            message = f"There is no such folder, and git knows no revision {quoted(self.name)}."
            self._stop("unknown-revision", message, did_you_mean(self.name, self._known()))
        return found

    def _object(self, named: str) -> str | None:
        """The object that git knows by a name, None where there is none."""
        found = self._git("rev-parse", "--verify", "--quiet", named)
        return None if found.returncode or not _OBJECT.fullmatch(found.stdout) else found.stdout.decode().strip()

    def _known(self) -> list[str]:
        form = ("--format=%(refname:short)", f"--count={MAX_NAMES}")
        told = self._told("for-each-ref", *form, "refs/heads", "refs/tags", "refs/remotes")
        return ["HEAD", *printable(os.fsdecode(told)).splitlines()]

    def _told(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers; raises UnreadableInput with git's reason where it fails."""
        done = self._git(*arguments, given=given)
        if done.returncode:
            reason = _reason(done.stderr)
            self._stop("no-repository", f"There is no such folder, and git cannot read a revision here: {reason}.")
        return done.stdout

    def _git(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """What git answers, also where it fails, unless for what the repository lacks."""
        done = self._run(*arguments, given=given)
        if done.returncode and _LACKED in done.stderr:
            self._stop("missing", "The repository lacks folders of this revision.", _FETCH)
        return done

    def _run(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        try:
            return run_git(*arguments, given=given)
        except ValueError:
            self._stop("no-rulebook", "No folder or revision can have this name.")
        except CannotRunGit as error:
            self._stop_without_git(error)

    def _stop_without_git(self, error: CannotRunGit) -> NoReturn:
        self._stop("no-git", f"There is no such folder, and as REV:PATH it cannot be read: {error}.")

    def _stop(self, code: str, message: str, hint: str | None = None) -> NoReturn:
        stop(self.text, code, message, hint)


def _reason(said: bytes) -> str:
    """Why git failed, from its standard error: the line that ended it, else the first."""
    lines = printable(os.fsdecode(said)).splitlines() or ["no reason given"]
    reason = next((line for line in lines if line.startswith("fatal: ")), lines[0])
    return reason.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")


def is_outside(path: str) -> bool:
    """Whether a path, as seen from the top of a repository, leads out of it."""
    return posixpath.isabs(path) or Path(path).is_absolute() or path == ".." or path.startswith("../")


def _below(folder: str, name: str) -> str:
    return printable(f"{folder}{name}" if folder.endswith(":") else f"{folder}/{name}")
