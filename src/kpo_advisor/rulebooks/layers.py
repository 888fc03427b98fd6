"""The files of a rulebook and of what it extends, each read and checked for its shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from kpo_advisor.files.source import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import Faults
from kpo_advisor.rulebooks.shape_check import check_shape, node_at
from kpo_advisor.rulebooks.shapes import FILE_SHAPES, shape_of
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.files.source import Document
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.rulebooks.folder import RulebookFile
    from kpo_advisor.rulebooks.shapes import Shape


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its tree, for places, and its shape, for values."""

    document: Document
    shape: Any
    layer: int

    @property
    def file(self) -> str:
        """The name shown in findings."""
        return self.document.file

    def node(self, *location: str | int) -> Node:
        """The node at a location of the file."""
        return node_at(self.document.root, location)


class Layers:
    """All files by kind: `rulebook`, `questions`, `terms`, …; the extended rulebook's come first."""

    def __init__(self, layers: Iterable[tuple[RulebookFile, ...]], faults: Faults) -> None:
        self.faults = faults
        self.parts: dict[str, list[Part]] = {kind: [] for kind in FILE_SHAPES}
        self.documents: list[Document] = []
        self._seen: dict[tuple[str, str], str] = {}
        for number, files in enumerate(layers):
            for file in files:
                self._add(file, number)

    def __getitem__(self, kind: str) -> list[Part]:
        return self.parts[kind]

    def _add(self, file: RulebookFile, layer: int) -> None:
        try:
            document = parse_document(file.data, file.shown)
        except UnreadableInput as error:
            self.faults.take(error.findings)
            return
        self.documents.append(document)
        kind = shape_of(file.relative)
        shape = check_shape(document, FILE_SHAPES[kind], self.faults)
        if shape is not None:
            self.parts[kind].append(Part(document, shape, layer))

    def each(self, kind: str, key: str) -> Iterator[tuple[Part, int, Any]]:
        """The records of a list or mapping at the top of all files of a kind, with their list position."""
        for part in self.parts[kind]:
            for index, record in enumerate(cast("list[Shape]", getattr(part.shape, key))):
                yield part, index, record

    def claim(self, what: str, id: str, part: Part, node: Node) -> bool:
        """Whether the id is new among `what`; notes a fault that names the first place if not."""
        start = node.span.start if node.span else None
        here = f"{part.file}:{start.line}" if start else part.file
        first = self._seen.setdefault((what, id), here)
        if first == here:
            return True
        self.faults.add(
            part.file,
            node,
            "duplicate-id",
            f"The {what} {quoted(id)} exists already, at {first}.",
            _TO_CHANGE.get(what),
        )
        return False


_TO_CHANGE = {"rule": "To change a rule of an extended rulebook, switch it off and add one under another id."}
