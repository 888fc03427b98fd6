"""From the paths that were given to what is checked: rulebooks, and profiles."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError, UnreadableInput
from kpo_advisor.packaged import packaged_rulebook
from kpo_advisor.reading.limits import MAX_SEARCHED_FOLDERS, MAX_SEARCHED_NAMES
from kpo_advisor.reading.names import PROFILES, counts, stem_of
from kpo_advisor.reading.source import read_bytes
from kpo_advisor.reading.walk import is_rulebook, names_in, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.model.finding import Finding

STDIN = "-"
DEFAULT = Path("rules")
"""Checked where no path is given, if it is a rulebook; else the packaged one is."""

_ONLY_IN_RULEBOOKS = frozenset(("rulebook", "questions", "terms", "laws", "contradictions", "decision"))
_LOOKS_LIKE_PROFILE = re.compile(rb"""(?:^|[{,])[ \t]*["']?(?:answers|activities)["']?[ \t]*:""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Targets:
    """Folders of rulebooks and files of profiles, each once, in the order they were given.

    `findings` are closed folders and links that lead out, met while searching; `by_hand` are the profiles that were
    given themselves.
    """

    rulebooks: tuple[Path, ...]
    profiles: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    by_hand: frozenset[str] = frozenset()


def find_targets(paths: Iterable[str]) -> Targets:
    """What the paths stand for; without any, `rules` here or the packaged rulebook.

    A folder with a rulebook.yaml is a rulebook, and so is a file in one. Any other folder is searched for
    rulebooks, and for profiles: YAML and JSON files that have answers or activities. Any other file is a
    profile. Below a folder, so is every YAML and JSON file that cannot be read; checking it tells why. Raises
    KpoAdvisorError for a path that does not exist and for a folder that holds neither.
    """
    given = list(paths) or [str(DEFAULT if is_rulebook(DEFAULT) else packaged_rulebook())]
    rulebooks: dict[Path, None] = {}
    profiles: dict[str, None] = {}
    findings: dict[Finding, None] = {}
    by_hand: set[str] = set()
    for path in given:
        found = _of_path(path)
        rulebooks.update(dict.fromkeys(found.rulebooks))
        profiles.update(dict.fromkeys(found.profiles))
        findings.update(dict.fromkeys(found.findings))
        by_hand |= found.by_hand
    return Targets(tuple(rulebooks), tuple(profiles), tuple(findings), frozenset(by_hand))


def _of_path(text: str) -> Targets:
    if text == STDIN:
        return Targets((), (STDIN,))
    path = Path(text)
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except PermissionError:
        raise KpoAdvisorError(f"{text} cannot be looked at: permission denied.") from None
    except (OSError, ValueError):
        raise KpoAdvisorError(f"No file can be called {text!r}.") from None
    if not text or not exists:
        raise KpoAdvisorError(f"There is no file or folder {text or 'without a name'}.")
    if not is_folder:
        home = _home_of(path) if counts(path.name) else None
        return Targets((home,), ()) if home else Targets((), (text,), by_hand=frozenset((text,)))
    if any(counts(name) and stem_of(name) in _ONLY_IN_RULEBOOKS for name in names_in(path)):
        return Targets((path,), ())
    return _in_folder(path)


def _home_of(file: Path) -> Path | None:
    """The rulebook a file belongs to: the nearest folder above it with a rulebook.yaml."""
    depth = len(file.resolve().parts)
    candidates = [file.parent, *(file.parent.joinpath(*[".."] * up) for up in range(1, depth))]
    home = next((each for each in candidates if is_rulebook(each)), None)
    return Path(os.path.normpath(home)) if home else None


def _in_folder(folder: Path) -> Targets:
    rulebooks: list[Path] = []
    profiles: list[str] = []
    findings: list[Finding] = []
    for place in walk(folder, PROFILES, most_folders=MAX_SEARCHED_FOLDERS, most_names=MAX_SEARCHED_NAMES):
        if place.is_rulebook:
            rulebooks.append(place.path)
            place.folders.clear()
            continue
        findings += place.findings
        profiles += [str(place.path / name) for name in place.files if _is_profile(place.path / name)]
    if not rulebooks and not profiles and not findings:
        raise KpoAdvisorError(f"The folder {folder} holds neither a rulebook nor a profile.")
    return Targets(tuple(rulebooks), tuple(profiles), tuple(findings))


def _is_profile(path: Path) -> bool:
    """Whether a file looks like a profile, or cannot be read, which is told when it is checked."""
    try:
        return _LOOKS_LIKE_PROFILE.search(read_bytes(path)) is not None
    except UnreadableInput as error:
        return error.findings[0].code != "too-large"
