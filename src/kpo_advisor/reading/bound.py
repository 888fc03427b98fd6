"""A bound on the faults of one file that are told: the worst ones, and how many more there are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.model.finding import TOO_MANY, Finding, Severity
from kpo_advisor.reading.limits import MAX_FAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Untold = Counter[tuple[str, str, Severity]]
"""How many findings are counted and not told, by file, code and severity."""

_WORST_FIRST = tuple(Severity)


def bounded(findings: Iterable[Finding], untold: Untold | None = None) -> list[Finding]:
    """Each finding once, at most MAX_FAULTS a file, the worst and then the first ones; the rest is only counted.

    `untold` are those that were not even kept; those that are left out here are added to it. One last finding of
    each file says how many that is, with the severity of the worst of them.
    """
    untold = Untold() if untold is None else untold
    by_file: dict[str, dict[Finding, None]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, {})[finding] = None
    told: list[Finding] = []
    for file, found in by_file.items():
        shown = [each for each in found if not each.more]
        if len(shown) > MAX_FAULTS:
            shown.sort(key=lambda each: (_WORST_FIRST.index(each.severity), each.place))
            untold.update((each.file, each.code, each.severity) for each in shown[MAX_FAULTS:])
            del shown[MAX_FAULTS:]
        told += shown
        told += _note(file, shown, [each for each in found if each.more], untold)
    return told


def _note(
    file: str, shown: list[Finding], notes: list[Finding], untold: Mapping[tuple[str, str, Severity], int]
) -> list[Finding]:
    """What says how many more there are, in one with what said so before; nothing where all are shown."""
    counts = {key[2]: 0 for key in untold if key[0] == file}
    if not counts:
        return notes
    more = sum(number for key, number in untold.items() if key[0] == file) + sum(each.more for each in notes)
    worst = min((*counts, *(each.severity for each in notes)), key=_WORST_FIRST.index)
    what = "fault" if worst is Severity.ERROR else "finding"
    are = f"is {more} more {what}" if more == 1 else f"are {more} more {what}s"
    last = max(shown, key=lambda each: each.place, default=None)
    span = last.span if last else None
    return [Finding(TOO_MANY, worst, file, span, f"There {are} here; {len(shown)} are shown.", more=more)]
