"""Loading a rulebook: the packaged one, a folder, or a firm's own that extends another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import reason_of
from kpo_advisor.files.source import printable
from kpo_advisor.model.finding import Finding, Severity, UnreadableInput
from kpo_advisor.rulebooks.cache import compiled
from kpo_advisor.rulebooks.chain import extended_by
from kpo_advisor.rulebooks.folder import RulebookFile, digest, read_files, refuse_too_much, size_of
from kpo_advisor.rulebooks.packaged import archived_files, packaged_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.rulebook import Rulebook

LONGEST_CHAIN = 8


def load_rulebook(path: str | os.PathLike[str] | None = None, *, cache: bool = True) -> Rulebook:
    """Read a rulebook from a folder; None: the packaged one.

    With `cache`, a compiled copy is kept in the user's cache folder under the hash of the files'
    bytes, so that the YAML is read once for each change. Raises UnreadableInput with every fault.
    """
    return rulebook_of(chain(packaged_rulebook() if path is None else Path(path)), cache=cache)


def rulebook_of(layers: Sequence[tuple[RulebookFile, ...]], *, cache: bool = True) -> Rulebook:
    """The rulebook that a chain of files makes, the extended first; `cache` and faults as for `load_rulebook`."""
    sha256 = digest_of(layers)
    if cache:
        known = compiled.load(sha256)
        if known is not None:
            return known
    from kpo_advisor.rulebooks.assembly.rulebook import assemble

    rulebook = assemble(layers, sha256)
    if cache:
        compiled.store(rulebook)
    return rulebook


def digest_of(layers: Iterable[tuple[RulebookFile, ...]]) -> str:
    """The hash over the files of a chain of rulebooks, the extended first."""
    sha256 = ""
    for files in layers:
        sha256 = digest(files, sha256)
    return sha256


def chain(folder: Path) -> list[tuple[RulebookFile, ...]]:
    """The files of the folder and of all that it extends, the extended first.

    Raises UnreadableInput for what `read_files` and `extended_by` raise, for `extends-cycle`, and where all files
    together are too large; what is wrong with a folder that is extended stands at the place that names it.
    """
    layers: list[tuple[RulebookFile, ...]] = []
    seen: list[Path] = []
    current, asked = folder, None
    while True:
        try:
            seen.append(_new(current, seen))
            layers.append(_files(current))
            refuse_too_much(size_of(layers), printable(str(current)))
        except UnreadableInput as error:
            raise asked.place(error) if asked else error from None
        asked = extended_by(layers[-1], current)
        if asked is None:
            return layers[::-1]
        current = asked.folder


def _files(folder: Path) -> tuple[RulebookFile, ...]:
    archived = archived_files(folder)
    if archived is None:
        return read_files(folder)
    return tuple(RulebookFile(name, printable(str(folder / name)), data) for name, data in archived.items())


def _new(folder: Path, seen: Sequence[Path]) -> Path:
    """The folder without links, if the chain may go on with it."""
    file = printable(str(folder))
    try:
        resolved = folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        reason = "it is a link that leads to itself" if isinstance(error, RuntimeError) else reason_of(error).lower()
        message = f"The rulebook folder cannot be read: {reason}."
        raise UnreadableInput([Finding("no-rulebook", Severity.ERROR, file, None, message)]) from None
    if resolved in seen or len(seen) >= LONGEST_CHAIN:
        circle = "in a circle" if resolved in seen else f"in a chain of more than {LONGEST_CHAIN}"
        message = f"Rulebooks extend each other {circle}."
        raise UnreadableInput([Finding("extends-cycle", Severity.ERROR, file, None, message)])
    return resolved
