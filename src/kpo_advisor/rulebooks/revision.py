"""A rulebook as it stands in git: `REV:PATH`, read from the repository's objects and never from the work tree.

PATH is read as git reads it: from the top of the repository, or from the current folder where it begins
with `./` or `../`. What such a rulebook extends is read from the same revision; where that leads out of the
repository, from the disk.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.rulebooks.chain import PACKAGED, extended_by
from kpo_advisor.rulebooks.folder import RulebookFile, refuse_too_much, size_of, stop
from kpo_advisor.rulebooks.loading import LONGEST_CHAIN, chain, load_rulebook, rulebook_of
from kpo_advisor.rulebooks.packaged import packaged_rulebook
from kpo_advisor.rulebooks.repository import Revision, is_outside

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

_REVISION = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.S)
"""Up to the first colon that is not in braces, as in `HEAD^{/fix: a bug}:rules`."""


def load_rulebook_or_revision(text: str) -> Rulebook:
    """The rulebook of a folder, of `REV:PATH`, or the packaged one for the word `packaged`.

    What exists on disk under that name comes first. Raises UnreadableInput with every fault.
    """
    if not _exists(text):
        if text == PACKAGED:
            return load_rulebook()
        parts = _REVISION.fullmatch(text)
        if parts is not None:
            return rulebook_of(_chain(Revision(text, parts[1]), parts[2]))
    return load_rulebook(text)


def _exists(text: str) -> bool:
    try:
        return os.path.lexists(text)
    except ValueError:  # a name that no file can have
        return False


def _chain(revision: Revision, path: str) -> list[tuple[RulebookFile, ...]]:
    """The files of the folder and of all that it extends, the extended first."""
    current, shown, asked = revision.inside(path), revision.text.rstrip("/"), None
    layers: list[tuple[RulebookFile, ...]] = []
    seen: list[str] = []
    while True:
        try:
            if current in seen or len(seen) >= LONGEST_CHAIN:
                circle = "in a circle" if current in seen else f"in a chain of more than {LONGEST_CHAIN}"
                stop(shown, "extends-cycle", f"Rulebooks extend each other {circle}.")
            seen.append(current)
            layers.append(revision.files(current, shown))
            refuse_too_much(size_of(layers), shown)
        except UnreadableInput as error:
            raise replace(asked, folder=Path(shown)).place(error) if asked else error from None
        asked = extended_by(layers[-1], Path(shown))
        if asked is None:
            return layers[::-1]
        named = str(asked.node.value)
        current = posixpath.normpath(posixpath.join(current, named))
        shown = f"{revision.name}:{current}"
        if named == PACKAGED or is_outside(current):
            folder = packaged_rulebook() if named == PACKAGED else revision.on_disk(current, asked.file)
            try:
                return [*chain(folder), *layers[::-1]]
            except UnreadableInput as error:
                raise replace(asked, folder=folder).place(error) from None
