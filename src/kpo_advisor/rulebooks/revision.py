"""A rulebook as it stands in git: `REV:PATH`, read from the repository's objects and never from the work tree.

PATH is read as git reads it: from the top of the repository, or from the current folder where it begins
with `./` or `../`. What such a rulebook extends is read from the same revision; where that leads out of the
repository, from the disk.
"""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.rulebooks.extends import PACKAGED, FolderOnDisk, chain
from kpo_advisor.rulebooks.loading import load_rulebook, rulebook_of
from kpo_advisor.rulebooks.repository import Revision, is_outside

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.rulebooks.extends import RulebookFolder
    from kpo_advisor.rulebooks.folder import FileBytes

_REVISION = re.compile(r"((?:[^:{]|\{[^}]*\})+):(.*)", re.S)
"""Up to the first colon that is not in braces, as in `HEAD^{/fix: a bug}:rules`."""


def load_rulebook_or_revision(text: str) -> Rulebook:
    """The rulebook of a folder, of `REV:PATH`, or the packaged one for the word `packaged`.

    What exists on disk under that name comes first. Raises UnreadableInput with every fault.
    """
    if not os.path.lexists(text):
        if text == PACKAGED:
            return load_rulebook()
        parts = _REVISION.fullmatch(text)
        if parts is not None:
            revision = Revision(text, parts[1])
            return rulebook_of(chain(_FolderInRevision(revision, revision.inside(parts[2]), text.rstrip("/"))))
    return load_rulebook(text)


@dataclass(frozen=True, slots=True)
class _FolderInRevision:
    """A folder in a revision, by its path from the top of the repository."""

    revision: Revision
    path: str
    shown: str

    def identity(self) -> str:
        return self.path

    def files(self) -> tuple[FileBytes, ...]:
        return self.revision.files(self.path, self.shown)

    def other(self, named: str, asked_in: str) -> RulebookFolder:
        path = posixpath.normpath(posixpath.join(self.path, named))
        if is_outside(path):
            return FolderOnDisk(self.revision.on_disk(path, asked_in))
        return _FolderInRevision(self.revision, path, f"{self.revision.name}:{path}")
