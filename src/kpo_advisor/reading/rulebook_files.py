"""The files of a rulebook: finding them, reading their bytes, and the hash over them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import UnreadableInput
from kpo_advisor.model.finding import Finding, Severity
from kpo_advisor.reading.source import printable, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FILES = 2000
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class RulebookFile:
    """A file of a rulebook: its path below the folder with `/` between parts, the name shown, its bytes."""

    relative: str
    shown: str
    data: bytes


def read_files(folder: Path) -> tuple[RulebookFile, ...]:
    """All YAML files below a folder, in the order of their relative names.

    Hidden files and folders are passed over. Raises UnreadableInput when the folder is missing, is no
    folder, holds no rulebook.yaml or more than MOST_FILES files, or when a file or a folder in it cannot be
    read or is a link to a folder.
    """
    shown = printable(str(folder))
    try:
        is_folder, exists = folder.is_dir(), folder.exists()
    except (OSError, ValueError) as error:
        raise _fault(shown, "no-rulebook", f"The rulebook folder cannot be read: {error}.") from None
    if not is_folder:
        what = "is not a folder" if exists else "does not exist"
        raise _fault(
            shown,
            "no-rulebook",
            f"The rulebook folder {what}.",
            "A rulebook is a folder with a rulebook.yaml.",
        )
    files: list[RulebookFile] = []
    findings: list[Finding] = []
    for path in sorted(_walk(folder, findings), key=lambda each: each.relative_to(folder).as_posix()):
        try:
            files.append(RulebookFile(path.relative_to(folder).as_posix(), printable(str(path)), read_bytes(path)))
        except UnreadableInput as error:
            findings.extend(error.findings)
        if len(files) > MOST_FILES:
            raise _fault(shown, "too-many-files", f"The folder holds more than {MOST_FILES} YAML files.")
    if findings:
        raise UnreadableInput(findings)
    if not any(file.relative == "rulebook.yaml" for file in files):
        raise _fault(
            shown,
            "no-rulebook",
            "There is no rulebook.yaml in this folder.",
            "A rulebook is a folder with a rulebook.yaml.",
        )
    return tuple(files)


def digest(files: tuple[RulebookFile, ...], base: str = "") -> str:
    """The SHA-256 over names and bytes of the files, after that of the rulebook they extend, if any."""
    total = hashlib.sha256(base.encode())
    for file in files:
        name = os.fsencode(file.relative)
        total.update(b"%d:%b:%d:" % (len(name), name, len(file.data)))
        total.update(file.data)
    return total.hexdigest()


def _walk(folder: Path, findings: list[Finding]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        name = printable(str(error.filename))
        message = f"The folder cannot be read: {(error.strerror or 'unknown reason').lower()}."
        findings.append(Finding("unreadable", Severity.ERROR, name, None, message))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # Not pathlib's is_symlink: it raises in folders that may be listed and not entered.
        findings.extend(_linked(path) for name in folders if os.path.islink(path := Path(parent) / name))  # noqa: PTH114
        for name in names:
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield Path(parent) / name


def _linked(folder: Path) -> Finding:
    """Links to folders may lead back, so they are not followed; passing them over would leave out rules in silence."""
    message = "This is a link to a folder, which is not followed."
    return Finding("unreadable", Severity.ERROR, printable(str(folder)), None, message, "Put the folder itself here.")


def _fault(file: str, code: str, message: str, hint: str | None = None) -> UnreadableInput:
    return UnreadableInput([Finding(code, Severity.ERROR, file, None, message, hint)])
