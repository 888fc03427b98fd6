"""Kinds of values in a profile: how each is read and checked at its place, and what JSON Schema says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from kpo_advisor.portable.tree import Listing, Scalar, Table, path_text
from kpo_advisor.text.phrases import quoted, some_of
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kpo_advisor.portable.faults import Faults
    from kpo_advisor.portable.tree import Entry, Node

Schema = dict[str, Any]

TITLE_MAX = 160
"""Characters of a title."""
LISTED_BESIDE_A_HINT = 12
"""So many allowed ids are listed also where one of them is suggested."""


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


class Field(Protocol):
    """A kind of value."""

    def read(self, node: Node, report: Reporter) -> Any:
        """What a node holds; where it has faults, which are noted, what is left of it, or None."""

    def schema(self) -> Schema:
        """What JSON Schema says of it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is more than white space and has at most `most` characters; `what` is how messages call it."""

    what: str
    most: int | None = None
    means: str = ""

    def read(self, node: Node, report: Reporter) -> str | None:
        """The text; None with a fault."""
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            hint = "Write it in quotes." if isinstance(node, Scalar) and node.value is not None else None
            report.fault(node, "not-text", f"{self.what} is a text, found {describe(node)}.", hint)
        elif not node.text.strip():
            report.fault(node, "empty-text", f"{self.what} is empty.")
        elif self.most is not None and len(node.text) > self.most:
            message = f"{self.what} has at most {self.most} characters, found {len(node.text)}."
            report.fault(node, "too-long", message)
        else:
            return node.text
        return None

    def schema(self) -> Schema:
        """A string that is not blank."""
        bound = {} if self.most is None else {"maxLength": self.most}
        return {"type": "string", "pattern": r"\S", **bound, **_described(self.means)}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from 1 to `highest`."""

    what: str
    highest: int
    default: int = 1
    means: str = ""

    def read(self, node: Node, report: Reporter) -> int | None:
        """The number; None with a fault."""
        value = node.value if isinstance(node, Scalar) else None
        if type(value) is int and 1 <= value <= self.highest:
            return value
        message = f"{self.what} is a whole number from 1 to {self.highest}, found {describe(node)}."
        report.fault(node, "not-a-whole-number", message)
        return None

    def schema(self) -> Schema:
        """An integer with its bounds."""
        bounds = {"type": "integer", "minimum": 1, "maximum": self.highest, "default": self.default}
        return {**bounds, **_described(self.means)}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the allowed words; `what` is what they are."""

    what: str
    allowed: Collection[str]

    def read(self, node: Node, report: Reporter) -> str | None:
        """The word; None with a fault."""
        if not isinstance(node, Scalar) or node.value is None:
            message = f"One of {', '.join(self.allowed)} is wanted here, found {describe(node)}."
            report.fault(node, "wrong-kind", message, "Leave the key out if nothing is expected of it.")
        elif node.text not in self.allowed:
            report.unknown(node, self.what, node.text, self.allowed)
        else:
            return node.text
        return None

    def schema(self) -> Schema:
        """The words."""
        return {"enum": list(self.allowed)}


@dataclass(frozen=True, slots=True)
class Ids:
    """A list of ids, each once, or one id by itself, or nothing; `what` is what they are of."""

    what: str
    allowed: Collection[str]

    def read(self, node: Node, report: Reporter) -> tuple[str, ...]:
        """The ids that are allowed, in the order of the file."""
        if is_empty(node):
            return ()
        if isinstance(node, Table):
            report.fault(node, "wrong-kind", f"A list of ids is wanted here, found {describe(node)}.")
            return ()
        found: dict[str, None] = {}
        for item in node.items if isinstance(node, Listing) else (node,):
            if not isinstance(item, Scalar) or item.value is None:
                message = f"An id of {a_or_an(self.what)} is wanted here, found {describe(item)}."
                report.fault(item, "wrong-kind", message)
            elif item.text not in self.allowed:
                report.unknown(item, self.what, item.text, self.allowed)
            elif item.text in found:
                report.fault(item, "duplicate-id", f"{quoted(item.text)} is here twice.", "Keep one of them.")
            else:
                found[item.text] = None
        return tuple(found)

    def schema(self) -> Schema:
        """The ids, listed or one by itself."""
        one: Schema = {"enum": list(self.allowed)}
        return {"anyOf": [{"type": "array", "items": one, "uniqueItems": True}, one, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with a field for every key, or nothing.

    `example` shows what is wanted, `key` is what the keys are, `needs` says by key what lacks without it, and `also`
    is what JSON Schema says besides. In a schema that has it once and often refers to it, it is `named`.
    """

    fields: Mapping[str, Field]
    example: str
    key: str = "key"
    needs: Mapping[str, str] = field(default_factory=dict)
    also: Schema = field(default_factory=dict)
    named: str = ""

    def read(self, node: Node, report: Reporter) -> dict[str, Any]:
        """The values of the keys that stand there, in the order of the fields."""
        values = self.read_entries(read_table(node, report, self.example), report)
        if isinstance(node, Table) or is_empty(node):
            for key in self.needs.keys() - values.keys():
                hint = "Or leave the dash out." if is_empty(node) else None
                report.fault(node, "missing-key", self.needs[key], hint)
        return values

    def read_entries(self, entries: Iterable[Entry], report: Reporter) -> dict[str, Any]:
        """The values of the entries of a mapping, in the order of the fields."""
        found: dict[str, Any] = {}
        for entry in entries:
            key = entry.key.text
            if key in self.fields:
                found[key] = self.fields[key].read(entry.value, report)
            else:
                report.unknown(entry.key, self.key, key, self.fields, of=" here" if self.key == "key" else "")
        return {key: found[key] for key in self.fields if key in found}

    def schema(self) -> Schema:
        """An object with these properties and no others."""
        if self.named:
            return {"$ref": f"#/$defs/{self.named}"}
        needed: Schema = {"required": list(self.needs)} if self.needs else {}
        properties = {key: value.schema() for key, value in self.fields.items()}
        return {"type": "object", "additionalProperties": False, "properties": properties, **needed, **self.also}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one to `most` items; `what` is how messages call it, and `hint` shows how one is written."""

    what: str
    most: int
    item: Field
    hint: str

    def read(self, node: Node, report: Reporter) -> list[Any]:
        """The items; none with a fault."""
        if isinstance(node, Listing) and 1 <= len(node.items) <= self.most:
            return [self.item.read(item, report) for item in node.items]
        message = f"{self.what} is a list of 1 to {self.most} {self.what}, found {describe(node)}."
        report.fault(node, "wrong-kind", message, self.hint)
        return []

    def schema(self) -> Schema:
        """An array with its bounds."""
        return {"type": "array", "minItems": 1, "maxItems": self.most, "items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class OrNothing:
    """A field whose key may stand without a value, as if it were left out."""

    held: Field
    means: str = ""

    def read(self, node: Node, report: Reporter) -> Any:
        """The value; None where there is none."""
        return None if is_empty(node) else self.held.read(node, report)

    def schema(self) -> Schema:
        """The same, or null."""
        schema = self.held.schema()
        is_named = "$ref" in schema
        either = {"anyOf": [schema, {"type": "null"}]} if is_named else {**schema, "type": [schema["type"], "null"]}
        return {**_described(self.means), **either}


def _described(means: str) -> Schema:
    return {"description": means} if means else {}


def a_or_an(what: str) -> str:
    """The words with their article."""
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
