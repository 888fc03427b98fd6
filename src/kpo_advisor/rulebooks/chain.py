"""What a rulebook says under `extends`: which folder that is, and the faults for which it cannot be had."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.files.names import HEADER, is_header, names_in
from kpo_advisor.files.source import printable
from kpo_advisor.files.walk import header_in
from kpo_advisor.model.finding import Finding, Severity, UnreadableInput
from kpo_advisor.portable.limits import MAX_NEIGHBOURS
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from kpo_advisor.text.phrases import SHOWN_OF_A_PATH, cut, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.portable.tree import Scalar
    from kpo_advisor.rulebooks.folder import RulebookFile

PACKAGED = "packaged"
"""The word for the rulebook that comes with the advisor; any other is a folder, as seen from the one that says it."""

_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")
"""How a path begins that leads somewhere by itself, on any system; on Windows it may name another machine."""

_ALLOWED = f"Write {PACKAGED}, or a folder with a {HEADER}, as seen from this one."


_NO_RULEBOOK = ("no-rulebook", "unreadable")
"""Told alike: whoever may write a rulebook shall not learn from it what else is on the disk of who reads it."""


@dataclass(frozen=True, slots=True)
class Extended:
    """The folder that a rulebook extends, and the place that says so."""

    folder: Path
    file: str
    node: Scalar
    home: Path

    def place(self, error: UnreadableInput) -> UnreadableInput:
        """The same faults; those of the folder as a whole at the place that names it, with what may be meant."""
        return UnreadableInput([self._placed(each) for each in error.findings])

    def _placed(self, finding: Finding) -> Finding:
        if finding.file != printable(str(self.folder)):
            return finding
        code, why, hint = finding.slug, finding.message, None
        if code in _NO_RULEBOOK:
            code, why = "no-rulebook", f"There is no {HEADER} that can be read there."
            hint = _meant(self.node.text, self.home) or _ALLOWED
        message = f"{quoted(self.node.text)} leads to {cut(finding.file, SHOWN_OF_A_PATH)}. {why}"
        return Finding(code, finding.severity, self.file, self.node.span, message, hint, self.node.path)


def extended_by(files: tuple[RulebookFile, ...], folder: Path) -> Extended | None:
    """What the rulebook.yaml among the files of a folder extends; None where it extends nothing, or says it wrongly.

    Raises UnreadableInput where the rulebook.yaml cannot be parsed, or names an absolute path.
    """
    header = next(file for file in files if is_header(file.relative))
    if b"extends" not in header.data:
        return None
    from kpo_advisor.files.source import parse_document
    from kpo_advisor.portable.tree import Scalar, Table

    root = parse_document(header.data, header.shown).root
    named = root.get("extends") if isinstance(root, Table) else None
    if not isinstance(named, Scalar) or not isinstance(named.value, str) or not named.value:
        return None  # what is no name is told by the shape of the file
    if _ABSOLUTE.match(named.value):
        message = f"{quoted(named.text)} is an absolute path."
        place = (header.shown, named.span, message, _ALLOWED, named.path)
        raise UnreadableInput([Finding("leads-out", Severity.ERROR, *place)])
    where = packaged_rulebook() if named.value == PACKAGED else folder / named.value
    return Extended(where, header.shown, named, folder)


def _meant(named: str, home: Path) -> str | None:
    """`Did you mean "../rules"?`: the folder of a file, one beside this rulebook, or a name that is alike."""
    above, _, _ = named.rstrip("/").rpartition("/")
    for near in (above, f"../{named}"):
        if near and _is_rulebook(home / near) and (home / near).resolve() != home.resolve():
            return f'Did you mean "{near}"?'
    neighbours = (
        printable(name) for name in names_in(home / above, MAX_NEIGHBOURS) if _is_rulebook(home / above / name)
    )
    return did_you_mean(named, [PACKAGED, *(f"{above}/{name}" if above else name for name in neighbours)])


def _is_rulebook(folder: Path) -> bool:
    return header_in(folder, MAX_NEIGHBOURS) is not None  # of many folders that may be full
