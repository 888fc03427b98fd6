"""A bound on the faults of one file that are told: the worst ones, and how many more there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import TOO_MANY, Finding, UnreadableInput
from kpo_advisor.portable.limits import MAX_FAULTS
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

Untold = Counter[tuple[str, str, Severity]]
"""How many findings are counted and not told, by file, code and severity."""

_WORST_FIRST = tuple(Severity)


class Kept:
    """Findings as they are found: MAX_FAULTS of one kind in one file at most, and how many more there were.

    A kind is a slug with a severity. `count` is the number of all, and `untold` says how many of which kind were not
    kept.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.untold: Untold = Counter()
        self.count = 0
        self._kinds: Untold = Counter()

    def keep(self, finding: Finding) -> None:
        """Keep a finding, or only count it."""
        if not self.skips(finding.file, finding.slug, finding.severity):
            self.count += 1
            self._kinds[finding.file, finding.slug, finding.severity] += 1
            self.findings.append(finding)

    def skips(self, file: str, slug: str, severity: Severity = Severity.ERROR) -> bool:
        """Whether one more of a kind is only counted, as has been done then, so that it need not be put together."""
        is_full = self._kinds[file, slug, severity] >= MAX_FAULTS
        if is_full:
            self.count += 1
            self.untold[file, slug, severity] += 1
        return is_full

    def told(self) -> list[Finding]:
        """Those that are to be shown, as `bounded` has them."""
        return bounded(self.findings, Counter(self.untold))

    def raise_if_any(self) -> None:
        """Raise UnreadableInput with every fault that is told, if there is one."""
        if self.findings:
            raise UnreadableInput(self.told())


def bounded(findings: Iterable[Finding], untold: Untold | None = None) -> list[Finding]:
    """Each finding once, at most MAX_FAULTS a file, the worst and then the first ones; the rest is only counted.

    `untold` are those that were not even kept; those that are left out here are added to it. One last finding of
    each file says how many that is, with the severity of the worst of them.
    """
    untold = Untold() if untold is None else untold
    by_file: dict[str, dict[Finding, None]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, {})[finding] = None
    for file, _, _ in untold:
        by_file.setdefault(file, {})
    told: list[Finding] = []
    for file, found in by_file.items():
        shown = [finding for finding in found if not finding.more]
        if len(shown) > MAX_FAULTS:
            shown.sort(key=lambda finding: (_WORST_FIRST.index(finding.severity), finding.place))
            untold.update((left.file, left.slug, left.severity) for left in shown[MAX_FAULTS:])
            del shown[MAX_FAULTS:]
        told += shown
        told += _note(file, shown, [finding for finding in found if finding.more], untold)
    return told


def _note(file: str, shown: list[Finding], notes: list[Finding], untold: Untold) -> list[Finding]:
    """What says how many more there are, in one with what said so before; nothing where all are shown."""
    severities = {severity for name, _, severity in untold if name == file}
    if not severities:
        return notes
    more = sum(number for (name, _, _), number in untold.items() if name == file) + sum(note.more for note in notes)
    worst = min(severities.union(note.severity for note in notes), key=_WORST_FIRST.index)
    last = max(shown, key=lambda finding: finding.place, default=None)
    what = "fault" if worst is Severity.ERROR else "finding"
    are = f"{'is' if more == 1 else 'are'} {counted(more, f'more {what}')}"
    message = f"There {are} here; {len(shown)} are shown."
    return [Finding(TOO_MANY, worst, file, last.span if last else None, message, more=more)]
