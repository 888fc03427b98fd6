"""A rulebook as it stands in git: `REV:PATH`, read from the repository's objects and never from the work tree.

PATH is read as git reads it: from the top of the repository, or from the current folder where it begins
with `./` or `../`. What such a rulebook extends is read from the same revision; where that leads out of the
repository, or is an absolute path, from the disk.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from kpo_advisor.errors import UnreadableInput
from kpo_advisor.model.finding import Finding, Severity
from kpo_advisor.packaged import packaged_rulebook
from kpo_advisor.reading.extending import HEADER, PACKAGED, extended_by
from kpo_advisor.reading.faults import quoted
from kpo_advisor.reading.limits import MAX_BYTES
from kpo_advisor.reading.rulebook import LONGEST_CHAIN, chain, load_rulebook, rulebook_of
from kpo_advisor.reading.rulebook_files import ENDINGS, MOST_FILES, RulebookFile
from kpo_advisor.reading.source import printable
from kpo_advisor.reading.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook

_REVISION = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.S)
"""Up to the first colon that is not in braces, as in `HEAD^{/fix: a bug}:rules`."""

_OBJECT = re.compile(rb"[0-9a-f]{40,64}\n?")
_LINK = b"120000"


def load_rulebook_or_revision(text: str) -> Rulebook:
    """The rulebook of a folder, of `REV:PATH`, or the packaged one for the word `packaged`.

    What exists on disk under that name comes first. Raises UnreadableInput with every fault.
    """
    if not _exists(text):
        if text == PACKAGED:
            return load_rulebook()
        parts = _REVISION.fullmatch(text)
        if parts is not None:
            return rulebook_of(_chain(_Revision(text, parts[1]), parts[2]))
    return load_rulebook(text)


def _exists(text: str) -> bool:
    try:
        return os.path.lexists(text)
    except ValueError:  # a name that no file can have
        return False


def _chain(revision: _Revision, path: str) -> list[tuple[RulebookFile, ...]]:
    """The files of the folder and of all that it extends, the extended first."""
    current, shown, asked = revision.inside(path), revision.text.rstrip("/"), None
    layers: list[tuple[RulebookFile, ...]] = []
    seen: list[str] = []
    while True:
        try:
            if current in seen or len(seen) >= LONGEST_CHAIN:
                circle = "in a circle" if current in seen else f"in a chain of more than {LONGEST_CHAIN}"
                _stop(shown, "extends-cycle", f"Rulebooks extend each other {circle}.")
            seen.append(current)
            layers.append(revision.files(current, shown))
        except UnreadableInput as error:
            raise replace(asked, folder=Path(shown)).place(error) if asked else error from None
        asked = extended_by(layers[-1], Path(shown))
        if asked is None:
            return layers[::-1]
        named = str(asked.node.value)
        current = posixpath.normpath(posixpath.join(current, named))
        shown = f"{revision.name}:{current}"
        if named == PACKAGED or _is_outside(current):
            folder = packaged_rulebook() if named == PACKAGED else revision.on_disk(current, asked.file)
            try:
                return [*chain(folder), *layers[::-1]]
            except UnreadableInput as error:
                raise replace(asked, folder=folder).place(error) from None


def _is_outside(path: str) -> bool:
    return posixpath.isabs(path) or Path(path).is_absolute() or (path == ".." or path.startswith("../"))


class _Revision:
    """One revision of the repository that the current folder is in; `text` is what the user gave."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.shown = printable(text)

    def inside(self, path: str) -> str:
        """PATH from the top of the repository, without `.` and `..`; `.` for the top itself."""
        if path in (".", "..") or path.startswith(("./", "../")):
            prefix = os.fsdecode(self._told("rev-parse", "--show-prefix")).rstrip("\n")
            path = posixpath.join(prefix, path)
        normal = posixpath.normpath(path) if path else "."
        if _is_outside(normal):
            self._stop(
                "no-rulebook", "This leads out of the repository.", "A path in git starts at its top, without /."
            )
        return normal

    def on_disk(self, path: str, file: str) -> Path:
        """A folder outside the repository, as it is found from its work tree."""
        done = self._git("rev-parse", "--show-toplevel")
        if done.returncode and not Path(path).is_absolute():
            _stop(file, "no-rulebook", f"{quoted(path)} leads out of the repository, which has no work tree.")
        return Path(os.fsdecode(done.stdout).rstrip("\n")) / path

    def files(self, path: str, shown: str) -> tuple[RulebookFile, ...]:
        """The YAML files below a folder, in the order of their names; raises what `read_files` does."""
        names: dict[str, bytes] = {}
        findings: list[Finding] = []
        for relative, mode, object_id, size in self._entries(path, shown):
            name = printable(_below(shown, relative))
            if mode == _LINK:
                message = "This is a symbolic link; links are not followed in a revision."
                findings.append(Finding("not-a-file", Severity.ERROR, name, None, message))
            elif size > MAX_BYTES:
                message = f"The file is larger than {MAX_BYTES >> 20} MiB, the most that is read."
                findings.append(Finding("too-large", Severity.ERROR, name, None, message))
            else:
                names[relative] = object_id
        if len(names) > MOST_FILES:
            _stop(shown, "too-many-files", f"The folder holds more than {MOST_FILES} YAML files.")
        if findings:
            raise UnreadableInput(findings)
        if HEADER not in names:
            _stop(shown, "no-rulebook", f"There is no {HEADER} in this folder.")
        contents = self._contents(list(names.values()))
        return tuple(
            RulebookFile(relative, printable(_below(shown, relative)), data)
            for relative, data in sorted(zip(names, contents, strict=True))
        )

    def _entries(self, path: str, shown: str) -> Iterator[tuple[str, bytes, bytes, int]]:
        """Of every YAML file that is not hidden: relative path, mode, object and size in bytes."""
        found = self._git("rev-parse", "--verify", "--quiet", f"{self._tree}:{'' if path == '.' else path}")
        if found.returncode or not _OBJECT.fullmatch(found.stdout):
            _stop(shown, "no-rulebook", f"There is no such folder in {quoted(self.name)}.")
        folder = found.stdout.decode().strip()
        if self._told("cat-file", "-t", folder) != b"tree\n":
            _stop(shown, "no-rulebook", "This is a file, not a folder.")
        for entry in self._told("ls-tree", "-r", "-z", "-l", "--full-tree", folder).split(b"\0")[:-1]:
            about, _, name = entry.partition(b"\t")
            mode, kind, object_id, size = about.split()
            relative = os.fsdecode(name)
            if kind == b"blob" and relative.endswith(ENDINGS) and "/." not in f"/{relative}":
                if not size.isdigit():
                    _stop(_below(shown, relative), "unreadable", "The repository lacks this file.")
                yield relative, mode, object_id, int(size)

    def _contents(self, objects: Sequence[bytes]) -> Iterator[bytes]:
        told = self._told("cat-file", "--batch", given=b"".join(each + b"\n" for each in objects))
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
        found = None
        if not self.name.startswith("-"):  # or git would take it for an option
            found = self._git("rev-parse", "--verify", "--quiet", f"{self.name}^{{tree}}")
        if found is None or found.returncode or not _OBJECT.fullmatch(found.stdout):
            message = f"There is no such folder, and git knows no revision {quoted(self.name)}."
            self._stop("unknown-revision", message, did_you_mean(self.name, self._known()))
        return found.stdout.decode().strip()

    def _known(self) -> list[str]:
        told = self._told("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
        return ["HEAD", *printable(os.fsdecode(told)).splitlines()]

    def _told(self, *arguments: str, given: bytes = b"") -> bytes:
        done = self._git(*arguments, given=given)
        if done.returncode:
            reason = printable(os.fsdecode(done.stderr)).partition("\n")[0].removeprefix("fatal: ").rstrip(".")
            self._stop("no-repository", f"There is no such folder, and git cannot read a revision here: {reason}.")
        return done.stdout

    def _git(self, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        try:
            return subprocess.run(["git", *arguments], input=given, capture_output=True, env=environment, check=False)
        except ValueError:
            self._stop("no-rulebook", "No folder or revision can have this name.")
        except OSError:
            self._stop("no-git", "There is no such folder, and git, which would read it as REV:PATH, cannot be run.")

    def _stop(self, code: str, message: str, hint: str | None = None) -> NoReturn:
        _stop(self.shown, code, message, hint)


def _below(folder: str, relative: str) -> str:
    return f"{folder}{relative}" if folder.endswith(":") else f"{folder}/{relative}"


def _stop(file: str, code: str, message: str, hint: str | None = None) -> NoReturn:
    raise UnreadableInput([Finding(code, Severity.ERROR, printable(file), None, message, hint)])
