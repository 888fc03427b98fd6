"""Profiles of many files: the cases among them, or each as two rulebooks take it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.tree import Table
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The cases that were found, each with the name of its file.

    `findings` are the faults of all files that cannot be read, and of folders that cannot be looked into; `notes`
    say what was passed over.
    """

    cases: tuple[tuple[str, Profile], ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()


def read_cases(paths: Sequence[str], rulebook: Rulebook) -> CaseFiles:
    """Every profile with `expect` among those that `search` finds; rulebooks are passed over."""
    found = search(paths)
    cases: list[tuple[str, Profile]] = []
    findings = found.findings
    for file in found.profiles:
        faults = Faults()
        profile = read_profile(file.document(), rulebook, faults)
        findings.extend(faults.told())
        if profile is not None and profile.expect is not None:
            cases.append((file.file, profile))
    return CaseFiles(tuple(cases), tuple(findings), tuple(found.notes))


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
    for file in found.profiles:
        pair = _read(_without_expect(file.document()), old, new)
        if pair.before is None and pair.after is None:
            findings += dict.fromkeys(pair.faults)
        else:
            pairs.append(pair)
    return ProfilePairs(pairs, findings, found.notes)


def _read(document: TextFile, old: Rulebook, new: Rulebook) -> ProfilePair:
    old_faults, new_faults = Faults(), Faults()
    before, after = read_profile(document, old, old_faults), read_profile(document, new, new_faults)
    return ProfilePair(document.file, before, after, (*old_faults.told(), *new_faults.told()))


def _without_expect(document: TextFile) -> TextFile:
    root = document.root
    if not isinstance(root, Table):
        return document
    entries = tuple(entry for entry in root.entries if entry.key.text != "expect")
    return replace(document, root=replace(root, entries=entries))
