"""From a folder to the files of all rulebooks that it extends, and the faults for which one cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kpo_advisor.errors import Severity, reason_of
from kpo_advisor.files.file_names import ABSOLUTE, HEADER, is_header, names_in
from kpo_advisor.files.text_file import printable
from kpo_advisor.files.walk import header_in
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.portable.limits import MAX_NEIGHBOURS
from kpo_advisor.rulebooks.folder import FileBytes, read_files, refuse_too_much, size_of, stop
from kpo_advisor.rulebooks.packaged import archived_files, packaged_rulebook
from kpo_advisor.text.phrases import SHOWN_OF_A_PATH, cut, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from kpo_advisor.portable.tree import Scalar

PACKAGED = "packaged"
"""The word for the rulebook that comes with the advisor; any other is a folder, as seen from the one that says it."""

LONGEST_CHAIN = 8

_ALLOWED = f"Write {PACKAGED}, or a folder with a {HEADER}, as seen from this one."


_NO_RULEBOOK = ("no-rulebook", "unreadable")
"""Told alike: whoever may write a rulebook shall not learn from it what else is on the disk of who reads it."""


class RulebookFolder(Protocol):
    """A folder with a rulebook, on the disk or in a revision; `shown` is its name in findings."""

    @property
    def shown(self) -> str:
        """The folder as it was named."""

    def identity(self) -> object:
        """What tells whether two names lead to one folder. Raises UnreadableInput where it leads nowhere."""

    def files(self) -> tuple[FileBytes, ...]:
        """The files in the order of their names. Raises UnreadableInput with their faults."""

    def other(self, named: str, asked_in: str) -> RulebookFolder:
        """The folder of that name, as seen from this one; `asked_in` is the file that names it."""


@dataclass(frozen=True, slots=True)
class FolderOnDisk:
    """A folder on the disk, or that of the packaged rulebook, which may be in an archive."""

    path: Path

    @property
    def shown(self) -> str:
        """The path as it was given."""
        return printable(str(self.path))

    def identity(self) -> Path:
        """The folder without links."""
        try:
            return self.path.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            link = "it is a link that leads to itself"
            reason = link if isinstance(error, RuntimeError) else reason_of(error).lower()
            stop(self.shown, "no-rulebook", f"The rulebook folder cannot be read: {reason}.")

    def files(self) -> tuple[FileBytes, ...]:
        """As `read_files` has them."""
        archived = archived_files(self.path)
        if archived is None:
            return read_files(self.path)
        return tuple(FileBytes(name, printable(str(self.path / name)), data) for name, data in archived.items())

    def other(self, named: str, asked_in: str) -> RulebookFolder:
        """A path that begins here."""
        return FolderOnDisk(self.path / named)


@dataclass(frozen=True, slots=True)
class Extended:
    """The folder that a rulebook extends, and the place that says so; `home` is the rulebook's own."""

    folder: RulebookFolder
    file: str
    node: Scalar
    home: str

    def place(self, error: UnreadableInput) -> UnreadableInput:
        """The same faults; those of the folder as a whole at the place that names it, with what may be meant."""
        return UnreadableInput([self._placed(finding) for finding in error.findings])

    def _placed(self, finding: Finding) -> Finding:
        if finding.file != printable(self.folder.shown):
            return finding
        slug, why, hint = finding.slug, finding.message, None
        if slug in _NO_RULEBOOK:
            slug, why = "no-rulebook", f"There is no {HEADER} that can be read there."
            hint = _meant(self.node.text, Path(self.home)) or _ALLOWED
        message = f"{quoted(self.node.text)} leads to {cut(finding.file, SHOWN_OF_A_PATH)}. {why}"
        return Finding(slug, finding.severity, self.file, self.node.span, message, hint, self.node.path)


def chain(folder: RulebookFolder) -> list[tuple[FileBytes, ...]]:
    """The files of the folder and of all that it extends, the extended first.

    Raises UnreadableInput for what `files` and `extended_by` raise, for `extends-cycle`, and where all files
    together are too large; what is wrong with a folder that is extended stands at the place that names it.
    """
    layers: list[tuple[FileBytes, ...]] = []
    seen: list[object] = []
    asked: Extended | None = None
    while True:
        try:
            identity = folder.identity()
            if identity in seen or len(seen) >= LONGEST_CHAIN:
                circle = "in a circle" if identity in seen else f"in a chain of more than {LONGEST_CHAIN}"
                stop(folder.shown, "extends-cycle", f"Rulebooks extend each other {circle}.")
            seen.append(identity)
            layers.append(folder.files())
            refuse_too_much(size_of(layers), folder.shown)
        except UnreadableInput as error:
            raise asked.place(error) if asked else error from None
        asked = extended_by(layers[-1], folder)
        if asked is None:
            return layers[::-1]
        folder = asked.folder


def folders_in(path: Path) -> list[Path]:
    """The folders of a rulebook on the disk and of all that it extends; the packaged one is always among them.

    Raises UnreadableInput as `chain` does.
    """
    found = [packaged_rulebook()]
    chain(_Noting(path, found))
    return found


@dataclass(frozen=True, slots=True)
class _Noting(FolderOnDisk):
    """A folder that notes its path, and so do those that it leads to."""

    found: list[Path]

    def files(self) -> tuple[FileBytes, ...]:
        self.found.append(self.path)
        return FolderOnDisk.files(self)

    def other(self, named: str, asked_in: str) -> RulebookFolder:
        return _Noting(self.path / named, self.found)


def extended_by(files: tuple[FileBytes, ...], folder: RulebookFolder) -> Extended | None:
    """What the rulebook.yaml among the files of a folder extends; None where it extends nothing, or says it wrongly.

    Raises UnreadableInput where the rulebook.yaml cannot be parsed, or names an absolute path.
    """
    header = next(file for file in files if is_header(file.relative))
    if b"extends" not in header.data:
        return None
    from kpo_advisor.files.text_file import parse_document
    from kpo_advisor.portable.tree import Scalar, Table

    root = parse_document(header.data, header.shown).root
    named = root.get("extends") if isinstance(root, Table) else None
    if not isinstance(named, Scalar) or not isinstance(named.value, str) or not named.value:
        return None  # what is no name is told by the shape of the file
    if ABSOLUTE.match(named.value):
        place = (header.shown, named.span, f"{quoted(named.text)} is an absolute path.", _ALLOWED, named.path)
        raise UnreadableInput([Finding("leads-out", Severity.ERROR, *place)])
    is_packaged = named.value == PACKAGED
    other = FolderOnDisk(packaged_rulebook()) if is_packaged else folder.other(named.value, header.shown)
    return Extended(other, header.shown, named, folder.shown)


def _meant(named: str, home: Path) -> str | None:
    """`Did you mean "../rules"?`: the folder of a file, one beside this rulebook, or a name that is alike."""
    above, _, _ = named.rstrip("/").rpartition("/")
    for near in (above, f"../{named}"):
        if near and _is_rulebook(home / near) and (home / near).resolve() != home.resolve():
            return f'Did you mean "{near}"?'
    beside = names_in(home / above, MAX_NEIGHBOURS)
    neighbours = (printable(name) for name in beside if _is_rulebook(home / above / name))
    return did_you_mean(named, [PACKAGED, *(f"{above}/{name}" if above else name for name in neighbours)])


def _is_rulebook(folder: Path) -> bool:
    return header_in(folder, MAX_NEIGHBOURS) is not None  # of many folders that may be full
