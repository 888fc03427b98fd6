"""The one walk over folders, for the files of a rulebook and for profiles."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import reason_of
from kpo_advisor.files.file_names import HEADER, counts, is_header, names_in
from kpo_advisor.files.text_file import fault, printable
from kpo_advisor.portable.limits import MAX_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.finding import Finding

_COPY = "Put the file itself here."
_OUT = "This link leads out of {top}, or to what is not read there; it is not followed."


@dataclass(slots=True)
class Folder:
    """One folder of a walk; all its names are sorted.

    `names` are those of everything in it that is no folder, hidden or not; `files` those of the files that are
    read. Of `folders`, which are walked next, the caller may take out what it passes over. `links` lead to folders;
    `linked` is the fault to tell of one that matters. `findings` are the faults of this folder: that it is closed,
    and links to files that lead out; the last folder of a walk that came to its bound has that one alone.
    """

    path: Path
    names: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_rulebook(self) -> bool:
        """Whether one of its files is a rulebook.yaml."""
        return any(is_header(name) for name in self.names)


def walk(top: Path, endings: tuple[str, ...], *, most_folders: int, most_names: int) -> Iterator[Folder]:
    """A folder and all below it that are not hidden, each before those inside it.

    Links to folders are not followed, since they may lead back. A link to a file is followed where it leads to a
    file below the top that has one of the endings and is not hidden: a link that somebody else made shows nothing
    that is not theirs. The top itself may be a link. Folders and names are counted while walking, hidden names too;
    more than the bounds are told at the top, and the walk ends.
    """
    waiting, folders, names = [top], 0, 0
    while waiting:
        path = waiting.pop()
        folders += 1
        try:
            with os.scandir(path) as listing:
                entries = list(islice(listing, most_names - names + 1))
        except (OSError, ValueError) as error:
            closed = f"The folder cannot be read: {reason_of(error).lower()}."
            yield Folder(path, findings=[fault("unreadable", path, closed)])
            continue
        names += len(entries)
        if folders > most_folders or names > most_names:
            most = f"{most_folders:,} folders or {most_names:,} names"
            too_many = f"The folder holds more than {most}, the most that are looked at."
            yield Folder(top, findings=[fault("too-many-files", top, too_many)])
            return
        folder = _folder(path, sorted(entries, key=lambda entry: entry.name), endings, top)
        yield folder
        waiting += [path / name for name in reversed(folder.folders)]


def header_in(folder: Path, most: int = MAX_NAMES) -> Path | None:
    """The rulebook.yaml of a folder, in any spelling; None where there is none, or the folder is closed.

    Of a very full folder, other spellings are looked for among `most` names only.
    """
    plain = folder / HEADER
    if is_no_folder(plain):
        return plain
    others = (folder / name for name in sorted(names_in(folder, most)) if is_header(name))
    return next(filter(is_no_folder, others), None)


def is_no_folder(path: Path) -> bool:
    """Whether there is something other than a folder, a link to nowhere too; not where nobody can tell."""
    # Not pathlib's is_dir: it raises for what is closed.
    return os.path.lexists(path) and not os.path.isdir(path)  # noqa: PTH112


def leads_out(link: Path, endings: tuple[str, ...], top: Path) -> bool:
    """Whether a link leads to no file that is read below the top, whether or not there is one."""
    try:
        real = Path(os.path.realpath(link)).relative_to(os.path.realpath(top))
    except (OSError, ValueError):
        return True
    # Kubernetes mounts files as links into hidden folders whose names begin with two dots.
    hidden = any(part.startswith(".") and not part.startswith("..") for part in real.parts)
    return hidden or not counts(real.name, endings)


def linked(path: Path) -> Finding:
    """The fault that a link to a folder is not followed."""
    message = "This is a link to a folder, which is not followed."
    return fault("unreadable", path, message, "Put the folder itself here.")


def _folder(path: Path, entries: Sequence[os.DirEntry[str]], endings: tuple[str, ...], top: Path) -> Folder:
    folder = Folder(path)
    for entry in entries:
        name = entry.name
        is_link = entry.is_symlink()
        # Not the entry's own is_dir: it raises for links into folders that are closed.
        if os.path.isdir(entry) if is_link else _is_folder(entry):  # noqa: PTH112
            if not name.startswith("."):
                (folder.links if is_link else folder.folders).append(name)
            continue
        folder.names.append(name)
        if not counts(name, endings):
            continue
        if is_link and leads_out(path / name, endings, top):
            folder.findings.append(fault("leads-out", path / name, _OUT.format(top=printable(str(top))), _COPY))
        else:
            folder.files.append(name)
    return folder


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # told when it is read as a file
        return False
