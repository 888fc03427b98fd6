"""Loading a rulebook: the packaged one, a folder, or a firm's own that extends another."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.rulebooks.cache import compiled
from kpo_advisor.rulebooks.extends import FolderOnDisk, chain
from kpo_advisor.rulebooks.packaged import packaged_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.rulebooks.folder import FileBytes


def load_rulebook(path: str | os.PathLike[str] | None = None, *, cache: bool = True) -> Rulebook:
    """Read a rulebook from a folder; None: the packaged one.

    With `cache`, a compiled copy is kept in the user's cache folder under the hash of the files'
    bytes, so that the YAML is read once for each change. Raises UnreadableInput with every fault.
    """
    return rulebook_of(chain(FolderOnDisk(packaged_rulebook() if path is None else Path(path))), cache=cache)


def rulebook_of(layers: Sequence[tuple[FileBytes, ...]], *, cache: bool = True) -> Rulebook:
    """The rulebook that a chain of files makes, the extended first; `cache` and faults as for `load_rulebook`."""
    sha256 = digest_of(layers)
    known = compiled.load(sha256) if cache else None
    if known is not None:
        return known
    from kpo_advisor.rulebooks.assembly.rulebook import assemble

    rulebook = assemble(layers, sha256)
    if cache and not rulebook.outdated:  # whose places are those of the files as they were named this time
        compiled.store(rulebook)
    return rulebook


def digest_of(layers: Iterable[tuple[FileBytes, ...]]) -> str:
    """The SHA-256 over names and bytes of the files of a chain of rulebooks, each after that of what it extends."""
    sha256 = ""
    for files in layers:
        total = hashlib.sha256(sha256.encode())
        for file in files:
            name = os.fsencode(file.relative)
            total.update(b"%d:%b:%d:" % (len(name), name, len(file.data)))
            total.update(file.data)
        sha256 = total.hexdigest()
    return sha256
