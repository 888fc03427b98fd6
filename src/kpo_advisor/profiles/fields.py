"""Kinds of values in a profile: how each is read and checked at its place, and what JSON Schema says of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.fault_reporter import describe
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from kpo_advisor.portable.tree import Entry, Node
    from kpo_advisor.profiles.fault_reporter import Reporter

Key = TypeVar("Key")
Schema = dict[str, Any]

_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

TITLE_MAX = 160
"""Characters of a title."""


class Field(NamedTuple):
    """A kind of value: `read` gives what a node holds, with faults, which are noted, what is left of it or None.

    `schema` makes what JSON Schema says of it.
    """

    read: Callable[[Node, Reporter], Any]
    schema: Callable[[], Schema]


def text(what: str, most: int | None = None, means: str = "") -> Field:
    """A text that is more than white space and has at most `most` characters; `what` is how messages call it."""

    def read(node: Node, report: Reporter) -> str | None:
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            hint = "Write it in quotes." if isinstance(node, Scalar) and node.value is not None else None
            report.fault(node, "not-text", f"{what} is a text, found {describe(node)}.", hint)
        elif not node.text.strip():
            report.fault(node, "empty-text", f"{what} is empty.")
        elif most is not None and len(node.text) > most:
            report.fault(node, "too-long", f"{what} has at most {most} characters, found {len(node.text)}.")
        else:
            return node.text
        return None

    bound = {} if most is None else {"maxLength": most}
    return Field(read, lambda: {"type": "string", "pattern": r"\S", **bound, **_described(means)})


def day(what: str, means: str = "") -> Field:
    """A date as `2026-03-05`, kept as text; `what` is how messages call it."""

    def read(node: Node, report: Reporter) -> str | None:
        found = node.value if isinstance(node, Scalar) else None
        if isinstance(found, str) and _is_day(found):
            return found
        message = f"{what} is a day of the calendar such as 2026-03-05, found {describe(node)}."
        report.fault(node, "not-a-date", message, "Write it in quotes, year first." if found is not None else None)
        return None

    return Field(read, lambda: {"type": "string", "format": "date", "pattern": _DAY, **_described(means)})


def _is_day(found: str) -> bool:
    if re.match(_DAY, found, re.ASCII) is None:
        return False
    from datetime import date

    try:
        date.fromisoformat(found)
    except ValueError:
        return False
    return True


def whole_number(what: str, highest: int, default: int = 1, means: str = "") -> Field:
    """A whole number from 1 to `highest`; `what` is how messages call it."""

    def read(node: Node, report: Reporter) -> int | None:
        value = node.value if isinstance(node, Scalar) else None
        if type(value) is int and 1 <= value <= highest:
            return value
        message = f"{what} is a whole number from 1 to {highest}, found {describe(node)}."
        report.fault(node, "not-a-whole-number", message)
        return None

    bounds = {"type": "integer", "minimum": 1, "maximum": highest, "default": default}
    return Field(read, lambda: {**bounds, **_described(means)})


def word(what: str, allowed: Collection[str]) -> Field:
    """One of the allowed words; `what` is what they are."""

    def read(node: Node, report: Reporter) -> str | None:
        if not isinstance(node, Scalar) or node.value is None:
            message = f"One of {', '.join(allowed)} is wanted here, found {describe(node)}."
            report.fault(node, "wrong-kind", message, "Leave the key out if nothing is expected of it.")
        elif node.text not in allowed:
            report.unknown(node, what, node.text, allowed)
        else:
            return node.text
        return None

    return Field(read, lambda: {"enum": list(allowed)})


def ids(what: str, allowed: Collection[str]) -> Field:
    """A list of ids in the order of the file, each once, or one id by itself, or nothing; `what` is what has them."""

    def read(node: Node, report: Reporter) -> tuple[str, ...]:
        if is_empty(node):
            return ()
        if isinstance(node, Table):
            report.fault(node, "wrong-kind", f"A list of ids is wanted here, found {describe(node)}.")
            return ()
        found: dict[str, None] = {}
        article = "an" if what[0] in "aeiou" else "a"
        for item in node.items if isinstance(node, Listing) else (node,):
            if not isinstance(item, Scalar) or item.value is None:
                report.fault(item, "wrong-kind", f"An id of {article} {what} is wanted here, found {describe(item)}.")
            elif item.text not in allowed:
                report.unknown(item, what, item.text, allowed)
            elif item.text in found:
                report.fault(item, "duplicate-id", f"{quoted(item.text)} is here twice.", "Keep one of them.")
            else:
                found[item.text] = None
        return tuple(found)

    def schema() -> Schema:
        one: Schema = {"enum": list(allowed)}
        return {"anyOf": [{"type": "array", "items": one, "uniqueItems": True}, one, {"type": "null"}]}

    return Field(read, schema)


def record(
    keys: Mapping[str, Key],
    of: Callable[[Key], Field],
    example: str,
    *,
    what: str = "key",
    also: Schema | None = None,
    old: Mapping[str, Schema] | None = None,
) -> Field:
    """A mapping that may have these keys, in their order, or nothing; `of` makes the field of a key where one is used.

    `example` shows what is wanted, `what` is what the keys are, and `also` what JSON Schema says besides.
    `old` is what it says of keys that are replaced before they are read.
    """

    def read(node: Node, report: Reporter) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for entry in read_table(node, report, example):
            id = entry.key.text
            if id in keys:
                found[id] = of(keys[id]).read(entry.value, report)
            else:
                report.unknown(entry.key, what, id, keys, of=" here" if what == "key" else "")
        return {id: found[id] for id in keys if id in found}

    def schema() -> Schema:
        properties = {id: of(key).schema() for id, key in keys.items()} | dict(old or {})
        return {"type": "object", "additionalProperties": False, "properties": properties, **(also or {})}

    return Field(read, schema)


def list_of(what: str, most: int, item: Field, hint: str) -> Field:
    """A list of one to `most` items; `what` is how messages call it, and `hint` shows how one is written."""

    def read(node: Node, report: Reporter) -> list[Any]:
        if isinstance(node, Listing) and 1 <= len(node.items) <= most:
            return [item.read(listed, report) for listed in node.items]
        report.fault(node, "wrong-kind", f"{what} is a list of 1 to {most} {what}, found {describe(node)}.", hint)
        return []

    return Field(read, lambda: {"type": "array", "minItems": 1, "maxItems": most, "items": item.schema()})


def or_nothing(field: Field, means: str = "") -> Field:
    """The field, or a key without a value, which is as if it were left out."""

    def schema() -> Schema:
        held = field.schema()
        either = {"anyOf": [held, {"type": "null"}]} if "$ref" in held else {**held, "type": [held["type"], "null"]}
        return {**_described(means), **either}

    return Field(lambda node, report: None if is_empty(node) else field.read(node, report), schema)


def is_empty(node: Node) -> bool:
    """Whether a key has no value, as `answers:` with nothing but comments below it."""
    return isinstance(node, Scalar) and node.value is None


def read_table(node: Node, report: Reporter, example: str) -> tuple[Entry, ...]:
    """The entries of a mapping, none where there is no value; `example` shows what is wanted."""
    if isinstance(node, Table):
        return node.entries
    if not is_empty(node):
        report.fault(node, "wrong-kind", f"A mapping is wanted here, such as {example}; found {describe(node)}.")
    return ()


def _described(means: str) -> Schema:
    return {"description": means} if means else {}
