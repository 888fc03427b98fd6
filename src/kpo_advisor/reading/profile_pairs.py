"""Profiles as two rulebooks take them: the same files, read against each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.reading.faults import Faults
from kpo_advisor.reading.profile import read_profile
from kpo_advisor.reading.search import search
from kpo_advisor.reading.tree import Mapping as Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reading.source import Document


@dataclass(frozen=True, slots=True)
class ProfilePair:
    """One file; a side that cannot take it has no profile and the `faults` that it finds."""

    file: str
    before: Profile | None
    after: Profile | None
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfilePairs:
    """The profiles that one side at least can take, the faults of the others, and what was passed over."""

    pairs: list[ProfilePair]
    findings: list[Finding]
    notes: list[str]


def read_pairs(paths: Sequence[str], old: Rulebook, new: Rulebook) -> ProfilePairs:
    """The profiles that `search` finds, as both rulebooks take them.

    What a profile expects is not looked at: it may name what only one side has.
    """
    found = search(paths)
    findings = found.findings
    pairs = []
    for document in found.profiles:
        bare = _without_expect(document)
        old_faults, new_faults = Faults(), Faults()
        before, after = read_profile(bare, old, old_faults), read_profile(bare, new, new_faults)
        faults = [*old_faults.told(), *new_faults.told()]
        if before is None and after is None:
            findings += dict.fromkeys(faults)
        else:
            pairs.append(ProfilePair(document.file, before, after, tuple(faults)))
    return ProfilePairs(pairs, findings, found.notes)


def _without_expect(document: Document) -> Document:
    root = document.root
    if not isinstance(root, Table):
        return document
    return replace(
        document, root=replace(root, entries=tuple(each for each in root.entries if each.key.text != "expect"))
    )
