"""Where something stands in the files of a rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpo_advisor.portable.tree import Table

if TYPE_CHECKING:
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.rulebooks.layers import Part


@dataclass(frozen=True, slots=True)
class Place:
    """A location in one file; `shape` is the record that stands there, where it is a whole one."""

    part: Part
    location: tuple[str | int, ...]
    shape: Any = None
    at_key: bool = False

    @property
    def file(self) -> str:
        """The file's name as findings show it."""
        return self.part.file

    @property
    def layer(self) -> int:
        """Which rulebook of the chain the file belongs to; the extended ones come first, from 0."""
        return self.part.layer

    @property
    def node(self) -> Node:
        """The value at the location, or its key; the deepest value on the way where it does not exist."""
        if self.at_key and self.location:
            table = self.part.node(*self.location[:-1])
            if isinstance(table, Table):
                entry = table.entry(str(self.location[-1]))
                return entry.key if entry else self.part.node(*self.location)
        return self.part.node(*self.location)

    def at(self, *steps: str | int) -> Place:
        """A deeper place, by keys and list positions."""
        return Place(self.part, (*self.location, *steps))

    def key(self) -> Place:
        """The same thing by its name: its `id` where it is a record of a list, else its key."""
        inside = self.part.node(*self.location)
        if isinstance(inside, Table) and inside.get("id") is not None:
            return Place(self.part, (*self.location, "id"))
        return Place(self.part, self.location, at_key=True)
