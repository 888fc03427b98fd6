"""How files are called for services that look at them from the top of the repository."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.files.text_file import STDIN_NAME
from kpo_advisor.files.work_tree import top_of

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKSPACES = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where GitHub's and GitLab's runners say that the repository is."""

_BYTE = re.compile(r"\\udc([89a-f][0-9a-f])")
"""A byte that is no UTF-8, as `printable` writes it."""


class Addresses:
    """The addresses of files, for one report: the working folder and the environment are looked at once."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        given = os.environ if environment is None else environment
        self._here = Path.cwd()
        spaces = map(Path, filter(None, map(given.get, WORKSPACES)))
        self._spaces = list(map(_real, filter(Path.is_absolute, spaces)))
        self._work_tree = top_of(self._here)
        self._known: dict[str, Path] = {}

    def __getitem__(self, file: str) -> Path:
        """The path of a file from the top of the repository; absolute where the file is outside of it.

        The top is the first that is above the file: what the service's environment names, the top of the work
        tree that the working folder is in (of the file's, where it is in none), and the working folder. Without
        `..` and without links, since git knows nothing below a link. Standard input keeps its name. Bytes that are no
        UTF-8 are in it as Python has them, which no stream takes.
        """
        if file not in self._known:
            self._known[file] = Path(file) if file == STDIN_NAME else self._found(file)
        return self._known[file]

    def _found(self, file: str) -> Path:
        path = _on_disk(self._here / file)
        itself = _real(path.parent) / path.name
        tops = [*self._spaces, self._work_tree or top_of(itself.parent), self._here]
        for target in (_real(path), itself):  # a link to a file is called by its target, if that is inside
            for top in tops:
                if top is not None and target.is_relative_to(top):
                    return target.relative_to(top)
        return itself


def _on_disk(path: Path) -> Path:
    """The path of a file that a finding names: where there is none of that name, its escapes may stand for bytes."""
    raw = _BYTE.sub(lambda byte: chr(0xDC00 + int(byte[1], 16)), str(path))
    return Path(raw) if not os.path.lexists(path) and os.path.lexists(raw) else path


def _real(path: Path) -> Path:
    # Not pathlib's resolve: it raises for links that lead to themselves.
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return Path(os.path.normpath(path))
