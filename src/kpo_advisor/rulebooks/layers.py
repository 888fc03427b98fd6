"""The files of a rulebook and of what it extends, each read and checked for its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.files.text_file import parse_document
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.faults import FileFaults
from kpo_advisor.portable.tree import Scalar, Table, tables
from kpo_advisor.rulebooks.kinds import FILE_SHAPES, kind_of, kinds_with
from kpo_advisor.rulebooks.location import Location, ParsedFile
from kpo_advisor.rulebooks.shape_check import check_shape
from kpo_advisor.rulebooks.shapes import RulebookFile
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.files.text_file import TextFile
    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.rulebooks.folder import FileBytes
    from kpo_advisor.rulebooks.shape_check import Shaped

LISTED = "decision in a list"
"""What a rulebook.yaml that cannot be read may have said of a decision: when it is taken."""

_NAMES = {
    "rulebook": (LISTED, "criterion"),
    "questions": ("question", "person"),
    "terms": ("term",),
    "contradictions": ("contradiction",),
    "facts": ("fact",),
    "laws": ("law",),
    "decision": (
        "decision",
        "decision with options",
        "decision with criteria",
        "alternative",
        "option",
        "home of a part",
        "topic",
        "criterion",
    ),
    "rules": ("rule",),
}
"""What the files of each kind name: where one cannot be read, an id that names no such thing may stand in it."""

_HEADER = RulebookFile(name="unread", title="unread", version="unread")
"""Stands for a rulebook.yaml that does not fit, so that the faults of all other files are found too."""

_OF_ONE_RECORD = ("rulebook", "decision")
"""Kinds of files of which each part may be named by others."""

_PARTS = {"questions": "choice of", "rules": "alternative of the rule"}
"""What may be named of a record of these kinds beside its id."""

_TO_CHANGE = {
    "rule": "To change a rule of an extended rulebook, switch it off and add one under another id.",
    "law": "To change a law of an extended rulebook, switch it off and add one under another id.",
    "criterion": "To change the weight of a criterion of an extended rulebook, set it under `weights`.",
}
"""What to do where an id is taken since one meant to change what has it."""


class Layers:
    """All files by kind: `rulebook`, `questions`, `terms`, …; the extended rulebook's come first.

    `twice` are the ids that two things have, each with what these are: of one of them it is not sure which is meant.
    """

    def __init__(self, layers: Iterable[tuple[FileBytes, ...]], faults: Faults) -> None:
        self.faults = faults
        self.parts: dict[str, list[Location]] = {kind: [] for kind in FILE_SHAPES}
        self.documents: list[TextFile] = []
        self.twice: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, str], Location] = {}
        for number, files in enumerate(layers):
            for file in files:
                self._add(file, number)

    def __getitem__(self, kind: str) -> list[Location]:
        return self.parts[kind]

    def records(self, kind: str, key: str) -> Iterator[Location]:
        """The records of a list or mapping at the top of all files of a kind."""
        for part in self.parts[kind]:
            yield from part.records(key)

    def claimed(self, what: str, kind: str, key: str) -> Iterator[Location]:
        """The records of a list whose ids are new among `what`; faults as for `claim`.

        For what has nothing else that could be wrong: the others are not looked at.
        """
        for record in self.records(kind, key):
            if self.claim(what, record.shape.id, record.at("id")):
                yield record

    def lose(self, kind: str) -> None:
        """Note that a file of a kind cannot be used: what only follows from that is not told."""
        self.faults.lost.update(_NAMES.get(kind, ()))

    def claim(self, what: str, id: str, at: Location) -> bool:
        """Whether the id is new among `what`; notes a fault that names the first place if not.

        What else is wrong with the record is told all the same, so it is to be read in any case.
        """
        first = self._seen.setdefault((what, id), at)
        if first is at:
            return True
        self.twice.add((what, id))
        at.fault("duplicate-id", f"The {what} {quoted(id)} exists already, at {first.in_words}.", _TO_CHANGE.get(what))
        return False

    def _add(self, file: FileBytes, layer: int) -> None:
        kind = kind_of(file.relative)
        try:
            document = parse_document(file.data, file.shown)
        except UnreadableInput as error:
            self.faults.take(error.findings)
            self.lose(kind)
            return
        self.documents.append(document)
        shaped = check_shape(document, FILE_SHAPES[kind], self.faults)
        if shaped is not None:
            spoilt = frozenset(_record(path) for path in shaped.left_out)
            self._lose_in(kind, shaped)
            faults = FileFaults(file.shown, self.faults, spoilt)
            self.parts[kind].append(
                Location(ParsedFile(shaped.document, shaped.shape, layer, faults), shape=shaped.shape)
            )
            return
        if kind == "rulebook":
            stand_in = ParsedFile(document, _HEADER, layer, FileFaults(file.shown, self.faults, frozenset({()})))
            self.parts[kind].append(Location(stand_in, shape=_HEADER))
            self.lose("decision")  # it says of which decisions the rulebook is made
        keys = [entry.key.text for entry in document.root.entries] if isinstance(document.root, Table) else []
        for lost in (kind, *kinds_with(keys)):  # by another name it would be another kind of file
            self.lose(lost)

    def _lose_in(self, kind: str, shaped: Shaped) -> None:
        """Note what of a file was left out, where more than a part of a record that still has its name."""
        ids = _ids(shaped.document.root) if kind in _PARTS else {}
        for path in shaped.left_out:
            record = _record(path)
            if not record or path == record or kind in _OF_ONE_RECORD:
                self.lose(kind)
            elif kind in _PARTS:
                self.faults.lost.add(f"{_PARTS[kind]} {ids.get(record, '')}")


def _record(path: TreePath) -> TreePath:
    """The path of the record that a value is in, of a list or mapping at the top of a file, or of a section's list.

    Of a key at the top it is the whole file, which all its records may need.
    """
    if len(path) == 1:
        return ()
    return path[:4] if path[:1] == ("sections",) and path[2:3] == ("questions",) else path[:2]


def _ids(root: Node) -> dict[TreePath, str]:
    """The ids of all records by their paths, wherever these stand now in a tree from which others were taken out."""
    named = [(node.path, node.get("id")) for node in tables(root)]
    return {path: id.text for path, id in named if isinstance(id, Scalar)}
