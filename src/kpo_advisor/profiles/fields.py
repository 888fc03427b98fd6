"""The plain parts of a profile: tables, texts, whole numbers and lists of ids, each checked at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.tree import Listing, Scalar, Table, path_text
from kpo_advisor.text.phrases import quoted, some_of
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.portable.tree import Entry, Node

TITLE_MAX = 160
"""Characters of a title."""
LISTED_BESIDE_A_HINT = 12
"""So many allowed ids are some_of also where one of them is suggested."""


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
        if not self.faults.is_full(self.file, code):
            return False
        self.faults.skip(self.file, code)
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
        if allowed and (hint is None or len(allowed) <= LISTED_BESIDE_A_HINT):
            message += f"; there {'are' if len(allowed) > 1 else 'is'} {some_of(allowed)}"
        self.fault(node, code, f"{message}.", hint)

    def _placed(self, node: Node, message: str) -> str:
        if self._setting is not None:
            return f"In {quoted(self._setting)}: {message}"
        return f"At {path_text(node.path)}: {message}" if node.span is None and node.path else message


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


def is_empty(node: Node | None) -> bool:
    """Whether a key is missing or has no value, as `answers:` with nothing but comments below it."""
    return node is None or (isinstance(node, Scalar) and node.value is None)


def read_table(node: Node | None, report: Reporter, example: str) -> tuple[Entry, ...]:
    """The entries of a mapping, none where there is no value; `example` shows what is wanted."""
    if node is None or is_empty(node):
        return ()
    if isinstance(node, Table):
        return node.entries
    report.fault(node, "wrong-kind", f"A mapping is wanted here, such as {example}; found {describe(node)}.")
    return ()


def check_keys(entries: tuple[Entry, ...], allowed: Collection[str], report: Reporter) -> None:
    """Note every key that is not among the allowed ones."""
    for entry in entries:
        if entry.key.text not in allowed:
            report.unknown(entry.key, "key", entry.key.text, allowed, of=" here")


def read_text(node: Node, report: Reporter, what: str, most: int | None = None) -> str | None:
    """A text that is more than white space and has at most `most` characters; None with a fault otherwise."""
    if not isinstance(node, Scalar) or not isinstance(node.value, str):
        hint = "Write it in quotes." if isinstance(node, Scalar) and node.value is not None else None
        report.fault(node, "not-text", f"{what} is a text, found {describe(node)}.", hint)
        return None
    if not node.text.strip():
        report.fault(node, "empty-text", f"{what} is empty.")
        return None
    if most is not None and len(node.text) > most:
        report.fault(node, "too-long", f"{what} has at most {most} characters, found {len(node.text)}.")
        return None
    return node.text


def read_whole_number(node: Node, report: Reporter, what: str, highest: int) -> int | None:
    """A whole number from 1 to `highest`; None with a fault otherwise."""
    value = node.value if isinstance(node, Scalar) else None
    if type(value) is int and 1 <= value <= highest:
        return value
    message = f"{what} is a whole number from 1 to {highest}, found {describe(node)}."
    report.fault(node, "not-a-whole-number", message)
    return None


def read_ids(node: Node | None, report: Reporter, what: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Ids in the order of the file, each once; one id may stand without a list."""
    if node is None or is_empty(node):
        return ()
    if isinstance(node, Table):
        report.fault(node, "wrong-kind", f"A list of ids is wanted here, found {describe(node)}.")
        return ()
    found: dict[str, None] = {}
    for item in node.items if isinstance(node, Listing) else (node,):
        if not isinstance(item, Scalar) or item.value is None:
            report.fault(item, "wrong-kind", f"An id of {a_or_an(what)} is wanted here, found {describe(item)}.")
        elif item.text not in allowed:
            report.unknown(item, what, item.text, allowed)
        elif item.text in found:
            report.fault(item, "duplicate-id", f"{quoted(item.text)} is here twice.", "Keep one of them.")
        else:
            found[item.text] = None
    return tuple(found)


def a_or_an(what: str) -> str:
    """The words with their article."""
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
