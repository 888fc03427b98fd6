"""From the paths that were given to what is checked: rulebooks, and profiles."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.packaged import packaged_rulebook
from kpo_advisor.reading.limits import MAX_NAMES
from kpo_advisor.reading.names import counts, names_in, stem_of
from kpo_advisor.reading.search import STDIN, Search, Searched
from kpo_advisor.reading.walk import header_in, is_no_folder
from kpo_advisor.reading.work_tree import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT = Path("rules")
"""Checked where no path is given and this is a rulebook, and the working folder is none."""

_ONLY_IN_RULEBOOKS = frozenset(("rulebook", "questions", "terms", "laws", "contradictions", "decision"))


@dataclass(frozen=True, slots=True)
class Targets:
    """What is checked; `is_packaged`: the packaged rulebook, since no path was given and none is here."""

    found: Searched
    is_packaged: bool = False


def find_targets(paths: Iterable[str]) -> Targets:
    """What the paths stand for; without any, the rulebook here, the one in `rules`, the one that the working folder
    is in, what is meant as one here or in `rules`, or the packaged one.

    A folder with a rulebook.yaml is a rulebook, and so is a file in one. All else is looked through, or read as a
    profile, as `Search` does. Raises KpoAdvisorError for a path that does not exist, and for a folder that holds
    neither rulebooks nor profiles.
    """
    search = Search()
    given = list(paths)
    for path in given:
        _add(path, search)
    is_packaged = False
    if not given:
        here = _here()
        search.add_rulebook(here or packaged_rulebook())
        is_packaged = here is None
    return Targets(search.found, is_packaged)


def _here() -> Path | None:
    for folder in (Path(), DEFAULT):
        if header_in(folder):
            return folder
    above = next(nearest(Path.cwd(), header_in), None)
    if above is not None:  # before what is only meant as one: parts of a rulebook look alike
        return Path(os.path.relpath(above.parent))
    return next(filter(_is_rulebook, (Path(), DEFAULT)), None)


def _add(text: str, search: Search) -> None:
    if text == STDIN:
        search.add(text)
        return
    path = Path(text)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except PermissionError:
        raise KpoAdvisorError(f"{text} cannot be looked at: permission denied.") from None
    except (OSError, ValueError):
        raise KpoAdvisorError(f"No file can be called {text!r}.") from None
    if not text or not exists:
        raise KpoAdvisorError(f"There is no file or folder {text or 'without a name'}.")
    home = path if is_folder and _is_rulebook(path) else None if is_folder else _home_of(path)
    if home is not None:
        search.add_rulebook(home)
        return
    before = search.met
    search.add(text)
    if search.met == before:
        reason = f"The folder {text} holds neither a rulebook nor a profile."
        raise KpoAdvisorError(" ".join([reason, *search.found.notes]))


def _is_rulebook(folder: Path) -> bool:
    """Whether it is one, or was meant as one: it has files that only rulebooks have."""
    named = (name for name in names_in(folder, MAX_NAMES) if counts(name) and stem_of(name) in _ONLY_IN_RULEBOOKS)
    return header_in(folder) is not None or any(is_no_folder(folder / name) for name in named)


def _home_of(file: Path) -> Path | None:
    """The rulebook a file belongs to: the nearest folder above it with a rulebook.yaml."""
    if not counts(file.name):
        return None
    depth = len(file.resolve().parts)
    candidates = [file.parent, *(file.parent.joinpath(*[".."] * up) for up in range(1, depth))]
    home = next((folder for folder in candidates if header_in(folder)), None)
    if home is None:
        return None
    short = Path(os.path.normpath(home))
    return short if os.path.realpath(short) == os.path.realpath(home) else home  # beyond a link, .. leads elsewhere
