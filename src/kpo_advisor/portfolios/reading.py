"""Reading a portfolio: one piece of work after another, in the order of the input."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.portable.faults import Faults
from kpo_advisor.portfolios.work import Rejected, Work
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.search import search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.profiles.search import FoundProfile


def works_in(path: str, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    """The pieces of work in a file or below a folder."""
    yield from _profiles(path, rulebook)


def _profiles(path: str, rulebook: Rulebook) -> Iterator[Work | Rejected]:
    """The profiles that `search` finds; the group of one below a folder is the folder inside that it is in."""
    found = search([path])
    for file in found.profiles:
        yield _work(file, path, rulebook)
    for finding in found.findings:
        yield Rejected(finding.file, None, (finding,))


def _work(found: FoundProfile, path: str, rulebook: Rulebook) -> Work | Rejected:
    faults = Faults()
    profile = read_profile(found.document(), rulebook, faults)
    if profile is None:
        return Rejected(found.file, None, tuple(faults.told()))
    return Work(found.file, None, profile, _group(found.file, path))


def _group(file: str, path: str) -> str:
    if file == path or not PurePath(file).is_relative_to(path):
        return ""
    inside = PurePath(file).relative_to(path).parent.as_posix()
    return "" if inside == "." else inside
