"""What a file says and where: a tree of plain values, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding
from kpo_advisor.text.phrases import cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from fractions import Fraction

    from kpo_advisor.model.finding import Span, TreePath


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value. `text` is how it stands in the file, `value` what both versions of YAML read in it.

    `value` is an int or an exact Fraction for a number (a number written with a point is a Fraction,
    also where it is whole), and the text itself where it is text. `doubt` is set where the versions
    disagree whether a word such as `no` is a word (the value) or true or false; it says so in words.
    `span` is None in JSON.
    """

    span: Span | None
    path: TreePath
    text: str
    value: str | int | Fraction | bool | None
    doubt: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in order."""

    span: Span | None
    path: TreePath
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, always text, and its value. Both have the path of the value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values, in the order of the file; no key comes twice."""

    span: Span | None
    path: TreePath
    entries: tuple[Entry, ...]
    _by_key: dict[str, Entry] = field(init=False, repr=False, compare=False, default_factory=dict)

    def get(self, key: str) -> Node | None:
        """The value of a key, or None where there is no such key."""
        entry = self.entry(key)
        return entry.value if entry else None

    def entry(self, key: str) -> Entry | None:
        """A key as it stands, with its value, or None where there is no such key."""
        if not self._by_key:  # made when first asked for: most mappings never are
            self._by_key.update((entry.key.text, entry) for entry in reversed(self.entries))
        return self._by_key.get(key)


Node = Scalar | Listing | Table


def plain(node: Node) -> object:
    """The same as ordinary dict, list, str, int, Fraction, bool and None."""
    # Recursion is safe: the readers let no tree deeper than MAX_DEPTH through.
    if isinstance(node, Table):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.value


def node_at(root: Node, path: TreePath) -> Node:
    """The node at a path, or the deepest one on the way there."""
    node = root
    for step in path:
        inner: Node | None = None
        if isinstance(node, Table) and isinstance(step, str):
            inner = node.get(step)
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return node
        node = inner
    return node


def key_at(root: Node, path: TreePath) -> Scalar | None:
    """The key of the value at a path; None where there is no such value, or it has none."""
    value, table = node_at(root, path), node_at(root, path[:-1])
    entry = table.entry(str(path[-1])) if path and isinstance(table, Table) else None
    return entry.key if entry is not None and entry.value is value else None


def without(node: Node, paths: Collection[TreePath]) -> Node:
    """The tree without the values at some paths, which stand in it; all that is left keeps its place and its path."""
    if isinstance(node, Table):
        left = [entry for entry in node.entries if entry.value.path not in paths]
        return Table(node.span, node.path, tuple(Entry(entry.key, without(entry.value, paths)) for entry in left))
    if isinstance(node, Listing):
        items = [without(item, paths) for item in node.items if item.path not in paths]
        return Listing(node.span, node.path, tuple(items))
    return node


def scalars(root: Node, *, with_keys: bool = False) -> Iterator[Scalar]:
    """Every value that is neither list nor mapping, in the order of the file; keys too, in any order, if wanted."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Table):
            waiting.extend(entry.value for entry in reversed(node.entries))
            waiting.extend(entry.key for entry in node.entries if with_keys)
        elif isinstance(node, Listing):
            waiting.extend(reversed(node.items))
        else:
            yield node


def tables(root: Node) -> Iterator[Table]:
    """Every mapping, those inside another behind it."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Table):
            yield node
            waiting.extend(entry.value for entry in reversed(node.entries))
        elif isinstance(node, Listing):
            waiting.extend(reversed(node.items))


def doubts(root: Node, file: str, taken: Collection[TreePath] = frozenset()) -> Iterator[Finding]:
    """A fault for every word that the versions of YAML read differently, in the order of the file.

    `taken` holds the paths of those that a yes_no question has taken: both readings agree there.
    """
    for scalar in scalars(root):
        if scalar.doubt is not None and scalar.path not in taken:
            yield Finding("reads-differently", Severity.ERROR, file, scalar.span, scalar.doubt, None, scalar.path)


def path_text(path: TreePath) -> str:
    """A path as people write it: `answers.goals[1]`; "the top" for the whole file. Long keys are cut."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{cut(step)}" for step in path]
    return "".join(parts).removeprefix(".") or "the top"


def yes_no_text(node: Node) -> str | None:
    """`yes` or `no` where a scalar says so (yes, no, true, false, quoted or not), else None."""
    if not isinstance(node, Scalar):
        return None
    return {"yes": "yes", "true": "yes", "no": "no", "false": "no"}.get(node.text.lower())
