"""Collecting the faults of one or many files, so that all are shown at once.

However many there are, only so many of one kind in one file are kept; the others are counted, and what they would
say is not put together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.finding import Finding, Severity, UnreadableInput
from kpo_advisor.portable.bound import Untold, bounded
from kpo_advisor.portable.limits import MAX_FAULTS
from kpo_advisor.portable.tree import doubts
from kpo_advisor.text.phrases import quoted, some_of
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.portable.tree import Node


class Faults:
    """The faults found so far, and the yes/no words that a yes_no question has taken.

    `findings` are the errors that were kept, MAX_FAULTS of one code in one file at most; `count` is the number of all
    errors, and `untold` says how many of which kind were not kept. Warnings are all kept. `lost` are the kinds of
    things that may have been named where nothing could be read, such as `fact` or `choice of goals`.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.warnings: list[Finding] = []
        self.count = 0
        self.untold: Untold = Counter()
        self.taken: dict[str, set[tuple[str | int, ...]]] = {}
        self.lost: set[str] = set()
        self._kept: Untold = Counter()

    def add(self, file: str, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note an error at a node."""
        self.take([Finding(code, Severity.ERROR, file, node.span, message, hint, node.path)])

    def warn(self, file: str, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note something that does not stop the file from being used."""
        self.warnings.append(Finding(code, Severity.WARNING, file, node.span, message, hint, node.path))

    def take(self, findings: Iterable[Finding]) -> None:
        """Note errors that others have put together."""
        for finding in findings:
            self.count += 1
            if self._keeps(finding.file, finding.slug, finding.severity):
                self.findings.append(finding)

    def is_full(self, file: str, code: str) -> bool:
        """Whether a further error of this kind would only be counted, so that its message need not be made."""
        return self._kept[file, code, Severity.ERROR] >= MAX_FAULTS

    def skip(self, file: str, code: str, number: int = 1) -> None:
        """Count errors of a kind that is full."""
        self.count += number
        self.untold[file, code, Severity.ERROR] += number

    def _keeps(self, file: str, code: str, severity: Severity) -> bool:
        kept = self._kept[file, code, severity] < MAX_FAULTS
        (self._kept if kept else self.untold)[file, code, severity] += 1
        return kept

    def unknown(self, file: str, node: Node, what: str, found: str, allowed: Iterable[str]) -> None:
        """Note an id that does not exist: what it should name, what was found, what there is.

        The code is made from `what` up to its " of ", so `choice of goals` gives `unknown-choice`. Where what it
        should name was lost, it is counted and not told: it only follows from the fault for which that was lost.
        """
        if what in self.lost:
            self.count += 1
            return
        code = f"unknown-{what.split(' of ', maxsplit=1)[0].replace(' ', '-')}"
        if self.is_full(file, code):
            self.skip(file, code)
            return
        ids = list(allowed)
        hint = did_you_mean(found, ids)
        message = f"{quoted(found)} is no {what}."
        if hint is None:
            message = f"{quoted(found)} is no {what}; there are {some_of(ids)}." if ids else message
        self.add(file, node, code, message, hint)

    def settle(self, file: str, node: Node) -> None:
        """A yes_no question takes this word: both versions of YAML agree on it there."""
        self.taken.setdefault(file, set()).add(node.path)

    def doubts(self, root: Node, file: str, judged: Callable[[Finding], bool] | None = None) -> None:
        """Note the words of a file that the versions of YAML read differently, but for those that are taken.

        `judged` says of such a finding whether it is known that the word is not taken; None: of all it is.
        """
        self.take(filter(judged, doubts(root, file, self.taken.get(file, ()))))

    def told(self) -> list[Finding]:
        """The errors that are to be shown: at most MAX_FAULTS a file, and how many more there are."""
        return bounded(self.findings, Counter(self.untold))

    def raise_if_any(self) -> None:
        """Raise UnreadableInput with every fault that is told, if there is one."""
        if self.findings:
            raise UnreadableInput(self.told())


@dataclass(frozen=True, slots=True)
class FileFaults:
    """The faults of one file, noted among those of all."""

    file: str
    among: Faults

    def add(self, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note an error at a node."""
        self.among.add(self.file, node, code, message, hint)

    def unknown(self, node: Node, what: str, found: str, allowed: Iterable[str]) -> None:
        """Note an id that does not exist, as `Faults.unknown` does."""
        self.among.unknown(self.file, node, what, found, allowed)
