"""Finding the cases below files and folders: the profiles that say what is expected of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import UnreadableInput
from kpo_advisor.reading.faults import Faults
from kpo_advisor.reading.limits import MAX_SEARCHED_FOLDERS, MAX_SEARCHED_NAMES
from kpo_advisor.reading.names import PROFILES
from kpo_advisor.reading.profile import read_profile
from kpo_advisor.reading.source import read_document
from kpo_advisor.reading.tree import Mapping as Table
from kpo_advisor.reading.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reading.source import Document
    from kpo_advisor.reading.tree import Node

TELLING = ("answers", "activities", "expect")
"""Keys of which a profile that is a case has one at least, where nothing is misspelt."""


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The cases that were found, each with the name of its file, and how many other profiles there are.

    `findings` are the faults of all files that cannot be read, and of folders that cannot be looked into.
    """

    cases: tuple[tuple[str, Profile], ...]
    others: int
    findings: tuple[Finding, ...]


def read_cases(paths: Sequence[str], rulebook: Rulebook) -> CaseFiles:
    """Every profile with `expect` in the files and below the folders; a file that is named twice counts once.

    A file is read as a profile. Below a folder, by name, so is every YAML and JSON file that has one of the
    TELLING keys; hidden files and folders, rulebooks, links to folders and all other files are passed over.
    """
    cases: list[tuple[str, Profile]] = []
    findings: list[Finding] = []
    others = 0
    for document in profile_documents(paths, findings):
        faults = Faults()
        profile = read_profile(document, rulebook, faults)
        findings.extend(faults.told())
        if profile is not None and profile.expect is not None:
            cases.append((document.file, profile))
        elif profile is not None:
            others += 1
    return CaseFiles(tuple(cases), others, tuple(findings))


def profile_documents(paths: Sequence[str], findings: list[Finding]) -> Iterator[Document]:
    """The files that `read_cases` looks for profiles in, parsed; what cannot be goes to `findings`."""
    seen: set[str] = set()
    for path, is_given in _files(paths, findings):
        resolved = path if path == "-" else os.path.realpath(path)
        if resolved in seen:
            continue
        seen.add(resolved)
        try:
            document = read_document(path, by_hand=is_given)
        except UnreadableInput as error:
            findings.extend(error.findings)
            continue
        if is_given or _is_profile(document.root):
            yield document


def _is_profile(root: Node) -> bool:
    return isinstance(root, Table) and any(root.get(key) is not None for key in TELLING)


def _files(paths: Sequence[str], findings: list[Finding]) -> Iterator[tuple[str, bool]]:
    """The files, each with whether it was itself given."""
    for path in paths:
        # Not pathlib's is_dir: it raises for names that no file can have, which reading the file tells better.
        if path == "-" or not os.path.isdir(path):  # noqa: PTH112
            yield path, True
            continue
        for folder in walk(Path(path), PROFILES, most_folders=MAX_SEARCHED_FOLDERS, most_names=MAX_SEARCHED_NAMES):
            if folder.is_rulebook:
                folder.folders.clear()
                continue
            findings += folder.findings
            yield from ((str(folder.path / name), False) for name in folder.files)
