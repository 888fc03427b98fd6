"""Paths that a pyproject.toml sets.

Whoever proposes a change can write them, and findings show lines of what they lead to. So they lead to nothing that
the change could not hold itself.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.names import PROFILES, counts
from kpo_advisor.files.source import printable
from kpo_advisor.files.work_tree import MARK, own_top
from kpo_advisor.text.phrases import quoted

# How a path begins that leads somewhere by itself on any system: the same file must mean the same on all of them.
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


def stop_outside(path: str, key: str, file: Path) -> None:
    """Raise KpoAdvisorError unless a path that a file sets stays in its repository, or in its folder outside of one.

    Neither is standard input allowed, nor a path into `.git`, which may hold secrets, nor what is there and is neither
    a folder nor a file that a search would read. What is not there is told when it is looked for.
    """
    why = _why_not(path, file.parent)
    if why is not None:
        raise KpoAdvisorError(f"{printable(str(file))}: {key} has {quoted(path)}, which {why}.")


def _why_not(path: str, home: Path) -> str | None:
    if str(Path(path)) == "-":  # also for ./-
        return "would be standard input; name files or folders"
    if _ABSOLUTE.match(path):
        return "is an absolute path; write it as seen from the folder of the file"
    top = own_top(home)
    try:
        real = Path(os.path.realpath(home / path))
        inside = real.relative_to(os.path.realpath(top or home))
    except ValueError:  # outside, or a name that no file can have
        return f"leads out of the {'repository' if top else 'folder of the file'}"
    if any(part.casefold() == MARK for part in inside.parts):
        return f"leads into {MARK}"
    # Not pathlib's is_dir: it raises for what is closed.
    if not os.path.lexists(real) or os.path.isdir(real):  # noqa: PTH112
        return None
    if not os.path.isfile(real) or not counts(real.name, PROFILES):  # noqa: PTH113
        return "is neither a folder nor a YAML or JSON file that is not hidden"
    return None
