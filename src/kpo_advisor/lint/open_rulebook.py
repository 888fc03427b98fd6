"""Opening a rulebook to check it: every fault of its files, and the book where there is none."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks.assembly.rulebook import assemble_layers
from kpo_advisor.rulebooks.extends import FolderOnDisk, chain
from kpo_advisor.rulebooks.folder import find_files
from kpo_advisor.rulebooks.layers import Layers
from kpo_advisor.rulebooks.loading import digest_of
from kpo_advisor.solver.effort import USUAL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.portable.most_faults import Untold


@dataclass(frozen=True, slots=True)
class Opened:
    """A rulebook's files as they were found; `book` is None where there are findings.

    `untold` counts the findings that were not kept, since there were too many of their kind. `texts` are the bytes
    of all files by the name shown, `documents` those that can be read, `own` the files of the rulebook itself,
    without those of the rulebooks that it extends.
    """

    findings: tuple[Finding, ...]
    untold: Untold
    texts: Mapping[str, bytes]
    documents: tuple[TextFile, ...]
    own: frozenset[str]
    book: LocatedRulebook | None


def open_rulebook(folder: Path, effort: int = USUAL) -> Opened:
    """Read a folder and what it extends. Raises UnreadableInput where its own files cannot be had.

    Where what it extends cannot be had, the faults of its own files are found all the same. `effort` as in a book.
    """
    faults: list[Finding] = []
    base: tuple[Finding, ...] = ()
    try:
        files = chain(FolderOnDisk(folder))
    except UnreadableInput as error:
        readable, faults = find_files(folder)
        files, base = [readable], error.findings
    layers = Layers(files, Faults())
    texts = {file.shown: file.data for layer in files for file in layer}
    own = frozenset(file.shown for file in files[-1])
    book = None
    if not base:
        with suppress(UnreadableInput):
            book = LocatedRulebook(layers, assemble_layers(layers, digest_of(files)), effort)
    placed = [_at_extends(finding, layers, texts) for finding in base if finding not in faults]
    every = dict.fromkeys([*faults, *layers.faults.findings, *layers.faults.warnings, *placed])
    return Opened(tuple(every), layers.faults.untold, texts, tuple(layers.documents), own, book)


def _at_extends(finding: Finding, layers: Layers, texts: Mapping[str, bytes]) -> Finding:
    """A fault without a place in files that are not the folder's own, moved to where they are asked for."""
    headers = layers["rulebook"]
    if finding.file in texts or finding.span is not None or not headers or not headers[0].shape.extends:
        return finding
    place = headers[0].at("extends")
    message = f"{finding.message} ({finding.file})"
    return replace(finding, file=place.file, span=place.node.span, path=place.node.path, message=message)
