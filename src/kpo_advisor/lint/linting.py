"""Checking everything that was asked for."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.files.text_file import printable
from kpo_advisor.lint.check_profile import check_answers
from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.codes import CLASH, IGNORED
from kpo_advisor.lint.open_rulebook import open_rulebook
from kpo_advisor.lint.selection import NOT_DECIDED
from kpo_advisor.lint.suppression import Suppressed, suppress
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.portable.most_faults import bounded
from kpo_advisor.profiles.profile import read_profile
from kpo_advisor.rulebooks.extends import PACKAGED
from kpo_advisor.solver.effort import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.lint.selection import Selection
    from kpo_advisor.lint.targets import Targets
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.most_faults import Untold

ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)
"""From least to worst."""

_NOT_HAD = ("missing", "not-a-file", "unreadable", "too-many-files", "leads-out")


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, each once, by file, line and column, and the bytes of the files they are in.

    `rulebooks` are the names of those that were checked, as they were given or PACKAGED; `profiles` is how many
    profiles were, against the rulebook called `against`; `suppressed` counts the findings that comments took out.
    `untold` counts those that were too many to be told; in `findings`, one a file says how many they are.
    """

    findings: tuple[Finding, ...]
    texts: dict[str, bytes]
    rulebooks: tuple[str, ...]
    profiles: int
    suppressed: int
    against: str = PACKAGED
    untold: Untold = field(default_factory=Counter)

    def kinds(self) -> Counter[tuple[str, Severity]]:
        """How many findings there are by code and severity, told or not; where the code is not known, as TOO_MANY."""
        kinds: Counter[tuple[str, Severity]] = Counter()
        known: Counter[str] = Counter()
        for (file, code, severity), number in self.untold.items():
            kinds[code, severity] += number
            known[file] += number
        for finding in self.findings:
            kinds[finding.slug, finding.severity] += finding.more - known[finding.file] if finding.more else 1
        return +kinds

    @property
    def is_complete(self) -> bool:
        """Whether every file could be had; what is in it does not matter."""
        return all(finding.slug not in _NOT_HAD for finding in self.findings)

    def fails(self, level: Severity) -> bool:
        """Whether a finding is as bad as the level, or worse."""
        return any(ORDER.index(finding.severity) >= ORDER.index(level) for finding in self.findings)


def lint(
    targets: Targets,
    selection: Selection,
    against: Rulebook | None = None,
    rules: Path | None = None,
    effort: int = USUAL,
) -> Report:
    """Check rulebooks, and profiles against a rulebook, which is that of `rules`, None for the packaged one.

    Without a rulebook to hold them against, profiles that can be parsed are left out. `effort` bounds the proofs about
    each rulebook, in millions of steps; what they leave undecided is a finding.
    """
    found = targets.found
    texts = dict(found.texts)
    parts = [_lint_rulebook(folder, selection, texts, effort) for folder in found.rulebooks]
    if against is not None:
        parts += [_lint_profile(profile.document(), against, selection, texts) for profile in found.profiles]
    every = [*found.findings, *(finding for part in parts for finding in part.findings)]
    spelled = _spellings(
        [*(finding.file for finding in every), *(file for part in parts for file, _, _ in part.untold)]
    )
    findings = _once(every, spelled)
    untold = _wanted(parts, selection, spelled)
    wanted = bounded(filter(selection.wants, findings), untold)
    wanted.sort(key=lambda finding: finding.place)
    suppressed = sum(part.count for part in parts)
    names = (PACKAGED,) if targets.is_packaged else tuple(map(_named, found.rulebooks))
    profiles = len(found.texts) + (len(found.profiles) if against else 0)
    return Report(tuple(wanted), texts, names, profiles, suppressed, _named(rules) if rules else PACKAGED, untold)


def _spellings(files: Iterable[str]) -> dict[str, str]:
    """For every spelling of a file the shortest of them, the first of those of one length.

    A rulebook that is checked by itself and for those that extend it is found as `base` and as `overlay/../base`.
    """
    named = dict.fromkeys(files)
    real = {file: os.path.realpath(file) for file in named}
    shortest = {real[file]: file for file in sorted(named, key=len, reverse=True)}
    return {file: shortest[real[file]] for file in named}


def _wanted(parts: Iterable[Suppressed], selection: Selection, spelled: Mapping[str, str]) -> Untold:
    """What is counted and not told; of a file that several rulebooks extend, the same is not counted twice."""
    untold: Untold = Counter()
    for part in parts:
        for (file, code, severity), number in part.untold.items():
            if selection.wants_kind(code, severity):
                key = (spelled[file], code, severity)
                untold[key] = max(untold[key], number)
    return untold


def _once(findings: Iterable[Finding], spelled: Mapping[str, str]) -> Iterable[Finding]:
    """Each finding once, as it was found in the file's shortest spelling."""
    kept: dict[object, Finding] = {}
    for finding in findings:
        related = tuple((other.span, other.message) for other in finding.related)
        key = (finding.slug, spelled[finding.file], finding.span, finding.path, finding.message, related)
        if finding.file == spelled[finding.file] or key not in kept:
            kept[key] = finding
    return kept.values()


def _named(folder: Path) -> str:
    """The folder as it was given, and never as the word for the packaged rulebook."""
    return f"./{PACKAGED}" if str(folder) == PACKAGED else printable(str(folder))


def _lint_rulebook(folder: Path, selection: Selection, texts: dict[str, bytes], effort: int) -> Suppressed:
    try:
        opened = open_rulebook(folder, effort)
    except UnreadableInput as error:
        return Suppressed(error.findings, 0, Counter())
    texts.update(opened.texts)
    findings, judged = list(opened.findings), set[str]()
    if opened.book is not None:
        checks = selection.checks()
        judged = {check.slug for check in checks}
        unasked = [check for check in all_checks() if check.slug == NOT_DECIDED and check not in checks]
        for check in (*checks, *unasked):
            findings.extend(check.findings(opened.book))
    return suppress(findings, opened.documents, judged, opened.own, opened.untold)


def _lint_profile(document: TextFile, rulebook: Rulebook, selection: Selection, texts: dict[str, bytes]) -> Suppressed:
    texts[document.file] = document.data
    faults = Faults()
    profile = read_profile(document, rulebook, faults)
    findings, judged = [*faults.findings, *faults.warnings], list[str]()
    if profile is not None:
        findings.extend(check_answers(document, profile, rulebook))
        judged = [slug for slug in (IGNORED, CLASH) if selection.wants_slug(slug, is_on=True)]
    return suppress(findings, [document], judged, [document.file], faults.untold)
