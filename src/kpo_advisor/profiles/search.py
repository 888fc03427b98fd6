"""Finding the rulebooks and the profiles in files and below folders: one answer for all commands."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.files.file_names import PROFILES
from kpo_advisor.files.own_output import refuse_if_output
from kpo_advisor.files.text_file import TextFile, fault, parse_document, read_bytes, shown_name
from kpo_advisor.files.walk import walk
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.limits import (
    MAX_BYTES,
    MAX_KEPT_BYTES,
    MAX_SEARCHED_BYTES,
    MAX_SEARCHED_FOLDERS,
    MAX_SEARCHED_NAMES,
)
from kpo_advisor.profiles.recognise import can_be_profile, is_profile, own_header, seems_profile, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.files.walk import Folder
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.portable.tree import Node

STDIN = "-"
_NAMED_LINKS = 5
_TOO_MANY = f"With this file, the profiles hold more than {MAX_SEARCHED_BYTES:,} bytes, the most that are read at once."
_NAME_FEWER = "This one and those after it are left out; name fewer."
_ENVIRONMENT = "pyvenv.cfg"
_DEPENDENCIES = frozenset(("node_modules", "site-packages", "dist-packages", "__pypackages__", "bower_components"))


@dataclass(frozen=True, slots=True)
class FoundProfile:
    """A profile that was found: the name shown, its bytes, and its tree where that is kept.

    A tree takes some thirty times the memory of its bytes, and a search may find many: those of the first files are
    kept, up to MAX_KEPT_BYTES of their text, and all others are made once more when they are wanted.
    """

    file: str
    data: bytes
    root: Node | None

    def document(self) -> TextFile:
        """The file with its tree; as it was parsed when it was found, it can be parsed."""
        return parse_document(self.data, self.file) if self.root is None else TextFile(self.file, self.data, self.root)


@dataclass(slots=True)
class Searched:
    """What paths stand for, each once, in the order they were given and then by name.

    `findings` are the faults of profiles that cannot be parsed, with the bytes of these files in `texts`, and of
    folders that cannot be looked into; `notes` say in a sentence each what was passed over though it may hold
    profiles.
    """

    rulebooks: list[Path] = field(default_factory=list)
    profiles: list[FoundProfile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def search(paths: Iterable[str]) -> Searched:
    """Every rulebook and every profile in the files and below the folders, as `Search` finds them."""
    looked = Search()
    for path in paths:
        looked.add(path)
    return looked.found


class Search:
    """What is found so far; `met` counts all that was met, also what had been found before.

    A file that is given is a profile, whatever it holds; so is `-`, standard input. Below a folder, a folder with a
    rulebook.yaml of ours is a rulebook, and of all other YAML and JSON files those are profiles that look like one,
    also where they cannot be parsed. Hidden files and folders are passed over, and so are Python environments and the
    folders in which tools keep dependencies. One file or rulebook in several spellings is the first of them.
    """

    def __init__(self) -> None:
        self.found = Searched()
        self.met = 0
        self._seen: set[str] = set()
        self._bytes = 0
        self._is_full = False
        self._led_out: list[str] = []

    def add(self, path: str) -> None:
        """Add a file, or what is below a folder."""
        # Not pathlib's is_dir: it raises for names that no file can have, which reading the file tells better.
        if path != STDIN and os.path.isdir(path):  # noqa: PTH112
            self._look_through(Path(path))
            self._note_files()
        else:
            self._read(path, is_given=True)

    def add_rulebook(self, folder: Path) -> None:
        """Add a folder that is a rulebook."""
        if self._is_new(str(folder)):
            self.found.rulebooks.append(folder)

    def _look_through(self, top: Path) -> None:
        for folder in walk(top, PROFILES, most_folders=MAX_SEARCHED_FOLDERS, most_names=MAX_SEARCHED_NAMES):
            if self._is_full:
                self.met += 1
                return
            if folder.is_rulebook and own_header(folder.path) is not None:
                folder.folders.clear()
                self.add_rulebook(folder.path)
            elif _is_environment(folder) and folder.path != top:
                folder.folders.clear()
            else:
                folder.folders[:] = (name for name in folder.folders if name not in _DEPENDENCIES)
                told = [finding for finding in folder.findings if finding.slug != "leads-out"]
                self.met += len(told)
                self.found.findings.extend(told)
                self._led_out += (finding.file for finding in folder.findings if finding.slug == "leads-out")
                self._note_links(folder, top)
                for name in folder.files:
                    self._read(str(folder.path / name), is_given=False)

    def _note_links(self, folder: Folder, top: Path) -> None:
        """Mention links to folders that are not looked at anyway; no fault, since most have nothing of ours."""
        for name in folder.links:
            path = folder.path / name
            if name not in _DEPENDENCIES and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(top)):
                self.found.notes.append(f"{path} is a link to a folder outside of {top} and is not followed.")

    def _note_files(self) -> None:
        """Mention links to files that lead out of where was looked, or nowhere; tools make many, so few by name."""
        if self._led_out:
            more = len(self._led_out) - _NAMED_LINKS
            named = ", ".join(self._led_out[:_NAMED_LINKS]) + (f", {more} more" if more > 0 else "")
            self.found.notes.append(f"Links that lead out of what is looked at, or nowhere, are not followed: {named}.")
            self._led_out.clear()

    def has(self, path: Path) -> bool:
        """Whether a file was found to be a profile, or meant as one."""
        return _real(str(path)) in self._seen

    def _is_new(self, path: str) -> bool:
        self.met += 1
        real = _real(path)
        is_new = real not in self._seen
        self._seen.add(real)
        return is_new

    def _read(self, path: str, *, is_given: bool) -> None:
        """Read a file, once; one that was met and not given counts where it is a profile, or was meant as one."""
        if self._is_full or _real(path) in self._seen:
            self.met += 1
            return
        name, data = shown_name(path, None), None
        try:
            data = read_bytes(path, by_hand=is_given, only_looks=not is_given)
            if not is_given and not can_be_profile(text_of(data)):
                return
            document = parse_document(data, name)
        except UnreadableInput as error:
            if not is_given and _leads_nowhere(path):
                self._led_out.append(name)
            elif (is_given or _is_meant(path, data, error)) and self._takes(path, data or b"", is_given=is_given):
                self.found.findings.extend(error.findings)
                self.found.texts[name] = data or b""
            return
        if (is_given or is_profile(document.root)) and self._takes(path, data, is_given=is_given):
            root = document.root if self._bytes <= MAX_KEPT_BYTES else None
            self.found.profiles.append(FoundProfile(name, data, root))

    def _takes(self, path: str, data: bytes, *, is_given: bool) -> bool:
        """Whether a profile is new and there is room for it; the first for which there is none is told, and no other.

        Raises KpoAdvisorError where the result is to be written to it.
        """
        if not self._is_new(path):
            return False
        if not is_given:  # else reading has refused it
            with suppress(OSError, ValueError):  # nothing that is there
                refuse_if_output(Path(path).stat(), shown_name(path, None))
        self._bytes += len(data)
        self._is_full = self._bytes > MAX_SEARCHED_BYTES
        if self._is_full:
            self.found.findings.append(fault("too-many-files", shown_name(path, None), _TOO_MANY, _NAME_FEWER))
        return not self._is_full


def _is_meant(path: str, data: bytes | None, error: UnreadableInput) -> bool:
    """Whether a file that cannot be read may be a profile: nobody knows, it would be in UTF-8, or it seems so."""
    code = error.findings[0].slug
    if data is None:
        return code != "too-large" or seems_profile(text_of(_head(path)))
    text = text_of(data)
    if code == "not-utf8":
        with suppress(UnreadableInput):
            return is_profile(parse_document(text.encode("utf-8", "replace"), shown_name(path, None)).root)
    return seems_profile(text)


def _real(path: str) -> str:
    try:
        return path if path == STDIN else os.path.realpath(path)
    except ValueError:  # a name that no file can have; reading it tells
        return path


def _leads_nowhere(path: str) -> bool:
    """Whether a path is a link to what does not exist, or in a circle."""
    real = os.path.realpath(path)
    # Not pathlib's is_symlink: it raises for what is closed.
    return os.path.islink(path) and (os.path.islink(real) or not os.path.lexists(real))  # noqa: PTH114


def _is_environment(folder: Folder) -> bool:
    return _ENVIRONMENT in folder.names or "conda-meta" in folder.folders


def _head(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError:  # it was there a moment ago; what was found then is told
        return b""
