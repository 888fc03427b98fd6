"""The cases below files and folders: the profiles that say what is expected of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.profiles.search import search

if TYPE_CHECKING:
    from collections.abc import Sequence

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
