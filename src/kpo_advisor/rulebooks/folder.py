"""The files of a rulebook: finding them, reading their bytes, and the hash over them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from kpo_advisor.errors import reason_of
from kpo_advisor.files.file_names import HEADER, YAML, is_header, looks_read
from kpo_advisor.files.text_file import fault, printable, read_bytes
from kpo_advisor.files.walk import linked, walk
from kpo_advisor.files.work_tree import not_fetched
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.limits import MAX_FILES, MAX_FOLDERS, MAX_NAMES, MAX_RULEBOOK_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from kpo_advisor.model.finding import Finding

_A_RULEBOOK = f"A rulebook is a folder with a {HEADER}."
_NOT_READ = "This looks like a file of the rulebook, and is not read."
_NOT_FETCHED = "This is a submodule that was not fetched."
_TO_FETCH = "git submodule update --init gets its files."
_TO_READ = "Give it a name that ends in .yaml, begin its name with a dot, or move it out of the folder."


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file of a rulebook: its path below the folder with `/` between parts, the name shown, its bytes."""

    relative: str
    shown: str
    data: bytes


def read_files(folder: Path) -> tuple[FileBytes, ...]:
    """All YAML files below a folder, in the order of their relative names; hidden ones are passed over.

    Raises UnreadableInput where `find_files` does, or finds a fault.
    """
    files, findings = find_files(folder)
    if findings:
        raise UnreadableInput(findings)
    return files


def find_files(folder: Path) -> tuple[tuple[FileBytes, ...], list[Finding]]:
    """The files that can be read, in the order of their relative names, and the faults of all others.

    A fault is a file or a folder that cannot be read, a link out of the folder, a link to a folder and a submodule
    that was not fetched, since passing them over would leave out rules in silence, and what `name_faults` tells.
    Raises UnreadableInput when the folder is missing, is no folder, is closed or holds no rulebook.yaml, which is
    asked first, and where it holds more than the limits: no more is read then.
    """
    _refuse_other_than_folders(folder)
    names, others, findings = _walked(folder)
    findings += name_faults(names, others, lambda name: printable(str(folder / name)))
    files: list[FileBytes] = []
    size = 0
    for name in sorted(names):
        try:
            files.append(FileBytes(name, printable(str(folder / name)), read_bytes(folder / name)))
        except UnreadableInput as error:
            findings.extend(error.findings)
            continue
        size += len(files[-1].data)
        refuse_too_much(size, printable(str(folder)))
    return tuple(files), findings


def name_faults(names: Iterable[str], others: Iterable[str], shown: Callable[[str], str]) -> Iterator[Finding]:
    """What is wrong with the names of a rulebook's files, and of the other files that lie beside them.

    A file that looks like one of the rulebook's and is not read would be left out in silence, and so would one
    of two whose names are one on some systems; a second rulebook.yaml has no meaning.
    """
    for name in others:
        if looks_read(name.rpartition("/")[2]):
            yield fault("not-read", shown(name), _NOT_READ, _TO_READ)
    first: dict[str, str] = {}
    for name in sorted(names):
        key = HEADER if is_header(name) else unicodedata.normalize("NFC", name.casefold())
        if first.setdefault(key, name) != name:
            what = "a rulebook has one" if key == HEADER else "on some systems they are one file"
            message = f"There is {printable(first[key])} besides; {what}."
            yield fault("not-read", shown(name), message, "Rename one of them, or join them.")


def size_of(layers: Iterable[tuple[FileBytes, ...]]) -> int:
    """The bytes of all files of a chain of rulebooks."""
    return sum(len(file.data) for files in layers for file in files)


def refuse_too_much(size: int, shown: str) -> None:
    """Raise UnreadableInput where the files of a rulebook hold more bytes together than are read."""
    if size > MAX_RULEBOOK_BYTES:
        message = f"The files hold more than {MAX_RULEBOOK_BYTES >> 20} MiB together, the most that is read."
        stop(shown, "too-large", message)


def refuse_too_many(files: int, shown: str) -> None:
    """Raise UnreadableInput where a rulebook has more files than are read."""
    if files > MAX_FILES:
        stop(shown, "too-many-files", f"The folder holds more than {MAX_FILES} YAML files.")


def stop(shown: str, code: str, message: str, hint: str | None = None) -> NoReturn:
    """Raise UnreadableInput with one finding about a rulebook as a whole."""
    raise UnreadableInput([fault(code, shown, message, hint)])


def stop_without_header(shown: str) -> NoReturn:
    """Raise UnreadableInput for a folder that is no rulebook."""
    stop(shown, "no-rulebook", f"There is no {HEADER} in this folder.", _A_RULEBOOK)


def _refuse_other_than_folders(folder: Path) -> None:
    shown = printable(str(folder))
    try:
        is_folder, exists = folder.is_dir(), folder.exists()
    except (OSError, ValueError) as error:
        stop(shown, "no-rulebook", f"The rulebook folder cannot be read: {reason_of(error).lower()}.")
    if not is_folder:
        what = "is not a folder" if exists else "does not exist"
        stop(shown, "no-rulebook", f"The rulebook folder {what}.", _A_RULEBOOK)


def _walked(folder: Path) -> tuple[list[str], list[str], list[Finding]]:
    """The names below a folder of the files that are read, and of the others; and the faults on the way."""
    shown = printable(str(folder))
    files: list[str] = []
    others: list[str] = []
    findings: list[Finding] = []
    empty: list[Path] = []
    for place in walk(folder, YAML, most_folders=MAX_FOLDERS, most_names=MAX_NAMES):
        findings += [*place.findings, *(linked(place.path / name) for name in place.links)]
        if place.path == folder and not place.is_rulebook:
            if any(finding.file == shown for finding in findings):  # closed, or over a bound
                raise UnreadableInput(findings)
            stop_without_header(shown)  # what else is in a folder that is no rulebook is nobody's matter
        inside = place.path.relative_to(folder)
        files += [(inside / name).as_posix() for name in place.files]
        others += [(inside / name).as_posix() for name in sorted({*place.names} - {*place.files})]
        refuse_too_many(len(files), shown)
        if not (place.names or place.folders or place.links or place.findings):
            empty.append(place.path)
    findings += (fault("unreadable", path, _NOT_FETCHED, _TO_FETCH) for path in not_fetched(empty))
    return files, others, findings
