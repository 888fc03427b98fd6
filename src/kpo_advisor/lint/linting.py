"""Checking everything that was asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpo_advisor.errors import UnreadableInput
from kpo_advisor.lint.answers import check_answers
from kpo_advisor.lint.codes import CLASH, IGNORED
from kpo_advisor.lint.opening import open_rulebook
from kpo_advisor.lint.suppression import Suppressed, suppress
from kpo_advisor.model.finding import Severity
from kpo_advisor.reading.bound import bounded
from kpo_advisor.reading.faults import Faults
from kpo_advisor.reading.profile import read_profile
from kpo_advisor.reading.source import parse_document, read_bytes, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kpo_advisor.lint.book import Book
    from kpo_advisor.lint.selection import Selection
    from kpo_advisor.lint.targets import Targets
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reading.bound import Untold

ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)
"""From least to worst."""

_NOT_HAD = ("missing", "not-a-file", "unreadable", "too-many-files", "leads-out")
_OWN_ONLY = ("references", "evidence")
"""Families whose findings in an extended rulebook are that rulebook's own matter."""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, each once, by file, line and column, and the bytes of the files they are in.

    `suppressed` counts those that comments took out. `untold` counts those that were too many to be told; in
    `findings`, one a file says how many they are.
    """

    findings: tuple[Finding, ...]
    texts: dict[str, bytes]
    rulebooks: int
    profiles: int
    suppressed: int
    untold: Untold = field(default_factory=Counter)

    def kinds(self) -> Counter[tuple[str, Severity]]:
        """How many findings there are by code and severity, told or not; where the code is not known, as TOO_MANY."""
        kinds: Counter[tuple[str, Severity]] = Counter()
        known: Counter[str] = Counter()
        for (file, code, severity), number in self.untold.items():
            kinds[code, severity] += number
            known[file] += number
        for each in self.findings:
            kinds[each.code, each.severity] += each.more - known[each.file] if each.more else 1
        return +kinds

    @property
    def is_complete(self) -> bool:
        """Whether every file could be had; what is in it does not matter."""
        return all(each.code not in _NOT_HAD for each in self.findings)

    def fails(self, level: Severity) -> bool:
        """Whether a finding is as bad as the level, or worse."""
        return any(ORDER.index(each.severity) >= ORDER.index(level) for each in self.findings)


def lint(targets: Targets, selection: Selection, profiles_against: Rulebook | None = None) -> Report:
    """Check rulebooks and profiles; the latter against a rulebook, which must be given if there are any."""
    texts: dict[str, bytes] = {}
    found: dict[Finding, None] = dict.fromkeys(targets.findings)
    untold: Untold = Counter()
    suppressed = 0
    parts = [_lint_rulebook(folder, selection, texts) for folder in targets.rulebooks]
    for path in targets.profiles:
        assert profiles_against is not None
        parts.append(_lint_profile(path, profiles_against, selection, texts, by_hand=path in targets.by_hand))
    for part in parts:
        found.update(dict.fromkeys(part.findings))
        suppressed += part.count
        untold |= part.untold  # of a file that several rulebooks extend, the same is not counted twice
    untold = Counter({key: number for key, number in untold.items() if selection.wants_kind(key[1], key[2])})
    wanted = bounded((each for each in found if selection.wants(each)), untold)
    wanted.sort(key=lambda each: each.place)
    return Report(tuple(wanted), texts, len(targets.rulebooks), len(targets.profiles), suppressed, untold)


def _lint_rulebook(folder: Path, selection: Selection, texts: dict[str, bytes]) -> Suppressed:
    try:
        opened = open_rulebook(folder)
    except UnreadableInput as error:
        return Suppressed(list(error.findings), 0, Counter())
    texts.update(opened.texts)
    findings, judged = list(opened.findings), set[str]()
    if opened.book is not None:
        checks = selection.checks()
        judged = {check.slug for check in checks}
        for check in checks:
            findings.extend(_within(check.run(opened.book), check.family, opened.book))
    left = suppress(findings, opened.documents, judged, opened.own)
    left.untold.update(opened.untold)
    return left


def _within(findings: Iterable[Finding], family: str, book: Book) -> Iterator[Finding]:
    if family not in _OWN_ONLY:
        yield from findings
        return
    own = {part.file for parts in book.layers.parts.values() for part in parts if part.layer == book.top}
    yield from (each for each in findings if each.file in own)


def _lint_profile(
    path: str, rulebook: Rulebook, selection: Selection, texts: dict[str, bytes], *, by_hand: bool
) -> Suppressed:
    name = shown_name(path, None)
    try:
        data = read_bytes(path, by_hand=by_hand)
        texts[name] = data
        document = parse_document(data, name)
    except UnreadableInput as error:
        return Suppressed(list(error.findings), 0, Counter())
    faults = Faults()
    profile = read_profile(document, rulebook, faults)
    findings, judged = [*faults.findings, *faults.warnings], list[str]()
    if profile is not None:
        findings.extend(check_answers(document, profile, rulebook))
        judged = [slug for slug in (IGNORED, CLASH) if selection.wants_slug(slug, is_on=True)]
    left = suppress(findings, [document], judged, [name])
    left.untold.update(faults.untold)
    return left
