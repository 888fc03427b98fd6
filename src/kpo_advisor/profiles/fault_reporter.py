"""How the faults of a profile, or of a setting, are noted and worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.tree import Listing, Table, path_text
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import LISTED, did_you_mean, what_there_is

if TYPE_CHECKING:
    from collections.abc import Collection

    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.portable.tree import Node


class Reporter:
    """Notes the faults of one file or of one setting; a fault without a line says in words where it is."""

    def __init__(self, file: str, faults: Faults, setting: str | None = None) -> None:
        self.file = file
        self.faults = faults
        self._setting = setting

    def fault(self, node: Node, code: str, message: str, hint: str | None = None) -> None:
        """Note an error. Whether the word there can be read in two ways is not told besides."""
        self.faults.add(self.file, node, code, self._placed(node, message), hint)
        self.faults.settle(self.file, node)

    def skips(self, node: Node, code: str) -> bool:
        """Whether there are so many faults of this kind already that a further one is counted, and told no more."""
        if not self.faults.skips(self.file, code):
            return False
        self.faults.settle(self.file, node)
        return True

    def warn(self, node: Node, code: str, message: str) -> None:
        """Note something that does not stop the profile from being used."""
        self.faults.warn(self.file, node, code, self._placed(node, message))

    def unknown(self, node: Node, what: str, found: str, allowed: Collection[str], of: str = "") -> None:
        """Note an id that does not exist, with what there is; the code is `unknown-<what>`."""
        code = f"unknown-{what.replace(' ', '-')}"
        if self.skips(node, code):
            return
        hint = did_you_mean(found, allowed)
        message = f"{quoted(found)} is no {what}{of}"
        self.fault(node, code, f"{message}{beside(found, allowed, hint)}.", hint)

    def _placed(self, node: Node, message: str) -> str:
        if self._setting is not None:
            return f"In {quoted(self._setting)}: {message}"
        return f"At {path_text(node.path)}: {message}" if node.span is None and node.path else message


def beside(found: str, allowed: Collection[str], hint: str | None) -> str:
    """What stands behind a word that is none of those allowed: a few are listed also where a hint suggests one."""
    told = "" if hint and len(allowed) > LISTED else what_there_is(found, allowed)
    return f"; {told}" if told else ""


def describe(node: Node) -> str:
    """What a node is, for "found …"."""
    if isinstance(node, Listing):
        return f"a list of {len(node.items)}"
    if isinstance(node, Table):
        return "a mapping"
    if node.value is None:
        return "nothing"
    if isinstance(node.value, bool):
        return node.text
    return f"the text {quoted(node.text)}" if isinstance(node.value, str) else f"the number {node.text}"
