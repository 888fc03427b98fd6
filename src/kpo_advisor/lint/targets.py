"""From the paths that were given to what is checked: rulebooks, and profiles."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.file_names import counts, names_in, stem_of
from kpo_advisor.files.walk import header_in, is_no_folder
from kpo_advisor.files.work_tree import nearest
from kpo_advisor.model.reserved_ids import FILES
from kpo_advisor.portable.limits import MAX_NAMES
from kpo_advisor.profiles.recognise import own_header
from kpo_advisor.profiles.search import STDIN, Search, Searched
from kpo_advisor.rulebooks.packaged import packaged_rulebook

if TYPE_CHECKING:
    from collections.abc import Iterable

DEFAULT = Path("rules")
"""Checked where no path is given and this is a rulebook, and the working folder is none."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What is checked; `is_packaged`: the packaged rulebook, since no path was given and none is here."""

    found: Searched
    is_packaged: bool = False


def find_targets(paths: Iterable[str]) -> Targets:
    """What the paths stand for; without any, the rulebook here, the one in `rules`, the one that the working folder
    is in, what is meant as one here or in `rules`, or the packaged one.

    A folder with a rulebook.yaml is a rulebook, and so is a file in one. All else is looked through, or read as a
    profile, as `Search` does; a folder that is also meant as a rulebook is told to be none. Raises KpoAdvisorError for
    a path that does not exist, and for a folder that holds neither rulebooks nor profiles.
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
        if own_header(folder):
            return folder
    above = next(nearest(Path.cwd(), own_header), None)
    if above is not None:  # before what is only meant as one: parts of a rulebook look alike
        return Path(os.path.relpath(above.parent))
    return next(filter(_seems_rulebook, (Path(), DEFAULT)), None)


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
    home = (path if own_header(path) else None) if is_folder else _home_of(path)
    if home is not None:
        search.add_rulebook(home)
        return
    before = search.met
    search.add(text)
    has_met = search.met > before
    if is_folder and _is_meant(path, search, has_met=has_met):
        search.add_rulebook(path)
    elif not has_met:
        reason = f"The folder {text} holds neither a rulebook nor a profile."
        raise KpoAdvisorError(" ".join([reason, *search.found.notes]))


def _seems_rulebook(folder: Path) -> bool:
    """Whether a folder is meant as a rulebook, before anything else was looked at."""
    if not _named_as_parts(folder):  # spares the search
        return False
    search = Search()
    search.add(str(folder))
    return _is_meant(folder, search, has_met=search.met > 0)


def _is_meant(folder: Path, search: Search, *, has_met: bool) -> bool:
    """Whether a folder that was looked through is meant as a rulebook and has no rulebook.yaml.

    Files that are called like those of a rulebook tell, unless they are profiles: two of them, since others have
    files of such names too, or one where nothing else was met.
    """
    parts = [path for path in _named_as_parts(folder) if not search.has(path)]
    return len(parts) > 1 or (bool(parts) and not has_met)


def _named_as_parts(folder: Path) -> list[Path]:
    named = (name for name in names_in(folder, MAX_NAMES) if counts(name) and stem_of(name) in FILES)
    return [folder / name for name in named if is_no_folder(folder / name)]


def _home_of(file: Path) -> Path | None:
    """The rulebook a file belongs to: the nearest folder above it with a rulebook.yaml."""
    if not counts(file.name):
        return None
    depth = len(file.resolve().parts)
    candidates = [file.parent, *(file.parent.joinpath(*[".."] * up) for up in range(1, depth))]
    home = next((folder for folder in candidates if _makes_home(folder, file)), None)
    if home is None:
        return None
    short = Path(os.path.normpath(home))
    return short if os.path.realpath(short) == os.path.realpath(home) else home  # beyond a link, .. leads elsewhere


def _makes_home(folder: Path, file: Path) -> bool:
    # A header that is named itself is to be told that it is none.
    return own_header(folder) is not None or (folder == file.parent and header_in(folder) == file)
