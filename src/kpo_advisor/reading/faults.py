"""Collecting the faults of one or many files, so that all are shown at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import UnreadableInput
from kpo_advisor.model.finding import Finding, Severity
from kpo_advisor.reading.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.reading.tree import Node

SHOWN = 60
"""Found texts are cut to this many characters in messages."""


def quoted(text: object) -> str:
    """A found text in quotes, cut to a readable length."""
    words = str(text)
    return f'"{words[:SHOWN]}…"' if len(words) > SHOWN else f'"{words}"'


def listed(allowed: Iterable[str]) -> str:
    """Allowed ids as a readable list, at most thirty of them."""
    ids = list(allowed)
    shown = ", ".join(ids[:30])
    return f"{shown}, … ({len(ids)} in all)" if len(ids) > 30 else shown


class Faults:
    """The faults found so far, and the yes/no words that a yes_no question has taken."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.warnings: list[Finding] = []
        self.settled: set[tuple[str, tuple[str | int, ...]]] = set()

    def add(self, file: str, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note an error at a node."""
        self.findings.append(Finding(code, Severity.ERROR, file, node.span, message, hint, node.path))

    def warn(self, file: str, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note something that does not stop the file from being used."""
        self.warnings.append(Finding(code, Severity.WARNING, file, node.span, message, hint, node.path))

    def unknown(self, file: str, node: Node, what: str, found: str, allowed: Iterable[str]) -> None:
        """Note an id that does not exist: what it should name, what was found, what there is.

        The code is made from `what` up to its " of ", so `choice of goals` gives `unknown-choice`.
        """
        ids = list(allowed)
        hint = did_you_mean(found, ids)
        message = f"{quoted(found)} is no {what}."
        if hint is None:
            message = f"{quoted(found)} is no {what}; there are {listed(ids)}." if ids else message
        self.add(file, node, f"unknown-{what.split(' of ', maxsplit=1)[0].replace(' ', '-')}", message, hint)

    def reserved(self, file: str, node: Node, what: str, id: str, why: str | None) -> None:
        """Note an id that would mean two things; `why` is None where it would not."""
        if why is not None:
            self.add(file, node, "reserved-id", f"No {what} may be called {quoted(id)}: {why}.", "Choose another id.")

    def settle(self, file: str, node: Node) -> None:
        """A yes_no question takes this word: both versions of YAML agree on it there."""
        self.settled.add((file, node.path))

    def raise_if_any(self) -> None:
        """Raise UnreadableInput with every fault, if there is one."""
        if self.findings:
            raise UnreadableInput(self.findings)
