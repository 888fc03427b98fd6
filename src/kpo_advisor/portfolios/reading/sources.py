"""Where pieces of work are read from: profiles, folders of them, tables, JSON Lines, standard input."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.files.file_names import PROFILES
from kpo_advisor.files.text_file import parse_document, shown_name, streamed
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.limits import MAX_BYTES
from kpo_advisor.portable.text import TextFaults
from kpo_advisor.portfolios.reading.header import is_table
from kpo_advisor.portfolios.reading.json_lines import works_in_lines
from kpo_advisor.portfolios.reading.lines import numbered
from kpo_advisor.portfolios.reading.tables import works_in_table
from kpo_advisor.portfolios.work import Rejected, Work
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.recognise import text_of
from kpo_advisor.profiles.search import Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.rulebook import Rulebook

TABLES = (".csv", ".tsv", ".tab")
LINES = (".jsonl", ".ndjson")
"""Endings of the names of files, in upper or lower case."""


def works_in(paths: Iterable[str], rulebook: Rulebook) -> Iterator[Work | Rejected]:
    """The pieces of work in files and below folders, in the order in which they are given.

    A file is what its name ends in; what is called otherwise, a pipe or standard input, is what it looks like: a table,
    JSON Lines, or one profile. Each file counts once.
    """
    looked = Search()
    for path in dict.fromkeys(paths):
        ending = PurePath(path).suffix.casefold()
        if os.path.isdir(path) or ending in PROFILES:  # noqa: PTH112
            yield from _profiles(path, looked, rulebook)
        else:
            yield from _streamed(path, ending, rulebook)


def _profiles(path: str, looked: Search, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    """The profiles that are found; the group of one below a folder is the folder inside that it is in."""
    before, faults = len(looked.found.profiles), len(looked.found.findings)
    looked.add(path)
    for file in looked.found.profiles[before:]:
        yield _work(file.document(), rulebook, _group(file.file, path))
    for finding in looked.found.findings[faults:]:
        yield Rejected(finding.file, None, (finding,))


def _work(document: TextFile, rulebook: Rulebook, group: str = "") -> Work | Rejected:
    faults = Faults()
    profile = read_profile(document, rulebook, faults)
    if profile is None:
        return Rejected(document.file, None, tuple(faults.told()))
    return Work(document.file, None, profile, group, warnings=profile.outdated)


def _group(file: str, path: str) -> str:
    if file == path or not PurePath(file).is_relative_to(path):
        return ""
    inside = PurePath(file).relative_to(path).parent.as_posix()
    return "" if inside == "." else inside


def _streamed(path: str, ending: str, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    file = shown_name(path, None)
    try:
        with streamed(path) as stream:
            yield from _works(stream, file, ending, rulebook)
    except UnreadableInput as error:
        yield Rejected(file, None, error.findings)


def _works(stream: BinaryIO, file: str, ending: str, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    begun = _beginning(stream)
    looks_like = text_of(begun[-1]) if begun else ""
    if not looks_like.strip():
        TextFaults(file).stop("empty", None, "The file is empty.")
    if ending in LINES or (ending not in TABLES and _is_line_of_json(looks_like)):
        yield from works_in_lines(numbered(stream, file, begun), file, rulebook)
    elif ending in TABLES or is_table(looks_like, rulebook):
        yield from works_in_table(numbered(stream, file, begun), file, rulebook)
    else:
        yield _one_profile(stream, begun, file, rulebook)


def _beginning(stream: BinaryIO) -> list[bytes]:
    """The lines up to the first that is more than white space."""
    begun: list[bytes] = []
    while not (begun and begun[-1].strip()) and (data := stream.readline(MAX_BYTES + 1)):
        begun.append(data)
    return begun


def _is_line_of_json(text: str) -> bool:
    """Whether a line holds all of an object."""
    if text.lstrip().startswith("{"):
        with suppress(UnreadableInput):
            parse_document(text.encode(), "", json=True)
            return True
    return False


def _one_profile(stream: BinaryIO, begun: list[bytes], file: str, rulebook: Rulebook) -> Work | Rejected:
    data = b"".join(begun)
    data += stream.read(max(0, MAX_BYTES + 1 - len(data)))
    return _work(parse_document(data, file), rulebook)
