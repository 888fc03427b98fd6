"""Where something stands in the files of a rulebook, and noting what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpo_advisor.portable.tree import Table, key_at, node_at
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.portable.faults import FileFaults
    from kpo_advisor.portable.tree import Node


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """One file: its tree, for places, its shape, for values, and where its faults are noted.

    `layer` is its rulebook in the chain; the extended ones come first, from 0.
    """

    document: TextFile
    shape: Any
    layer: int
    faults: FileFaults


@dataclass(frozen=True, slots=True)
class Location:
    """A place in one file; `shape` is the record that stands there, where it is a whole one."""

    part: ParsedFile
    path: TreePath = ()
    shape: Any = None
    at_key: bool = False

    @property
    def file(self) -> str:
        """The file's name as findings show it."""
        return self.part.document.file

    @property
    def node(self) -> Node:
        """The value at the place, or its key; the deepest value on the way where it does not exist."""
        root = self.part.document.root
        key = key_at(root, self.path) if self.at_key else None
        return key or node_at(root, self.path)

    @property
    def in_words(self) -> str:
        """The file and the line."""
        span = self.node.span
        return f"{self.file}:{span.start.line}" if span else self.file

    def at(self, *steps: str | int) -> Location:
        """A deeper place, by keys and list positions."""
        return Location(self.part, (*self.path, *steps))

    def own_or_head(self, key: str) -> Location:
        """The key of the record, or where that says nothing, the key at the head of its file."""
        return self.at(key) if getattr(self.shape, key) else Location(self.part, (key,))

    def key(self) -> Location:
        """The same thing by its name: its `id` where it is a record of a list, else its key."""
        inside = self.node
        if isinstance(inside, Table) and inside.get("id") is not None:
            return self.at("id")
        return Location(self.part, self.path, at_key=True)

    def records(self, key: str) -> Iterator[Location]:
        """The records in a list or mapping of this one; the last step to each is its position or its id."""
        found = getattr(self.shape, key)
        for step, shape in found.items() if isinstance(found, dict) else enumerate(found):
            yield Location(self.part, (*self.path, key, step), shape)

    def texts(self, key: str) -> Iterator[tuple[Location, str]]:
        """What a key of the record says, with its place: a text, each of a mapping, or nothing."""
        found = getattr(self.shape, key)
        if isinstance(found, dict):
            yield from ((self.at(key, step), text) for step, text in found.items())
        elif found is not None:
            yield self.at(key), found

    def fault(self, code: str, message: str, hint: str | None = None) -> None:
        """Note an error here."""
        self.part.faults.add(self.node, code, message, hint)

    def unknown(self, what: str, found: str, known: Collection[str]) -> None:
        """Note here an id that names nothing; `what` it should name, and what there is."""
        self.part.faults.unknown(self.node, what, found, known)

    def reserved(self, what: str, id: str, why: str | None) -> None:
        """Note here an id that would mean two things; `why` is None where it would not."""
        if why is not None:
            self.fault("reserved-id", f"No {what} may be called {quoted(id)}: {why}.", "Choose another id.")

    def refers(self, key: str, ids: Collection[str], what: str, known: Collection[str]) -> None:
        """Note each of the ids under a key, of a list or the keys of a mapping, that names nothing that is known."""
        for position, id in enumerate(ids):
            if id not in known:
                self.at(key, id if isinstance(ids, dict) else position).unknown(what, id, known)
