"""Collecting the faults of one or many files, so that all are shown at once.

However many there are, only so many of one kind in one file are kept; the others are counted, and what they would
say is not put together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding
from kpo_advisor.portable.most_faults import Kept
from kpo_advisor.portable.tree import doubts
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean, what_there_is

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.portable.tree import Node


class Faults(Kept):
    """The errors found so far, warnings, and the yes/no words that a yes_no question has taken.

    Warnings are all kept. `lost` are the kinds of things that may have been named where nothing could be read, such
    as `fact` or `choice of goals`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[Finding] = []
        self.taken: dict[str, set[TreePath]] = {}
        self.lost: set[str] = set()

    def add(self, file: str, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note an error at a node."""
        self.take([Finding(code, Severity.ERROR, file, node.span, message, hint, node.path)])

    def warn(self, file: str, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note something that does not stop the file from being used."""
        self.warnings.append(Finding(code, Severity.WARNING, file, node.span, message, hint, node.path))

    def take(self, findings: Iterable[Finding]) -> None:
        """Note errors that others have put together."""
        for finding in findings:
            self.keep(finding)

    def unknown(self, file: str, node: Node, what: str, found: str, allowed: Iterable[str]) -> None:
        """Note an id that does not exist: what it should name, what was found, what there is.

        The code is made from `what` up to its " of ", so `choice of goals` gives `unknown-choice`. Where what it
        should name was lost, it is counted and not told: it only follows from the fault for which that was lost.
        """
        if what in self.lost:
            self.count += 1
            return
        code = f"unknown-{what.split(' of ', maxsplit=1)[0].replace(' ', '-')}"
        if self.skips(file, code):
            return
        ids = list(allowed)
        hint = did_you_mean(found, ids)
        told = "" if hint else what_there_is(found, ids)
        self.add(file, node, code, f"{quoted(found)} is no {what}{told and '; '}{told}.", hint)

    def settle(self, file: str, node: Node) -> None:
        """A yes_no question takes this word: both versions of YAML agree on it there."""
        self.taken.setdefault(file, set()).add(node.path)

    def doubts(self, root: Node, file: str, judged: Callable[[Finding], bool] | None = None) -> None:
        """Note the words of a file that the versions of YAML read differently, but for those that are taken.

        `judged` says of such a finding whether it is known that the word is not taken; None: of all it is.
        """
        self.take(filter(judged, doubts(root, file, self.taken.get(file, ()))))


@dataclass(frozen=True, slots=True)
class FileFaults:
    """The faults of one file, noted among those of all.

    `spoilt` are the paths of records of which something was left out, or () for all of the file: what else is wrong
    with these, but for ids that name nothing, may only follow from that. It is counted and not told.
    """

    file: str
    among: Faults
    spoilt: frozenset[TreePath] = frozenset()

    def add(self, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note an error at a node."""
        is_sure = code.startswith("unknown-") or code == "duplicate-id"
        if not is_sure and self.spoilt and any(node.path[:steps] in self.spoilt for steps in range(len(node.path) + 1)):
            self.among.count += 1
            return
        self.among.add(self.file, node, code, message, hint)

    def warn(self, node: Node, code: str, message: str) -> None:
        """Note something that does not stop the file from being used."""
        self.among.warn(self.file, node, code, message)

    def unknown(self, node: Node, what: str, found: str, allowed: Iterable[str]) -> None:
        """Note an id that does not exist, as `Faults.unknown` does."""
        self.among.unknown(self.file, node, what, found, allowed)
