"""JSON text to the same tree as YAML, without places: faults name the path.

Faults of syntax, and nesting past the limit, have a line and column. Duplicate keys, NaN and Infinity,
numbers that are too long, and halves of surrogate pairs are refused; numbers are exact.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from kpo_advisor.portable.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT
from kpo_advisor.portable.scalars import exact, long_number, too_long
from kpo_advisor.portable.text import span_at
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table, path_text
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from kpo_advisor.portable.text import TextFaults
    from kpo_advisor.portable.tree import Node

# A string, closed or not, is passed over whole; the quantifiers never give back, so time is linear.
_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+|([\[{])(?:\s*+([\]}]))?+|([\]}])|([,:])', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")

_WORDS = {
    "Expecting value": "A value is expected here.",
    "Expecting property name enclosed in double quotes": 'A key in double quotes ("…") is expected here.',
    "Expecting ':' delimiter": "A colon is expected here, after the key.",
    "Expecting ',' delimiter": "A comma or a closing bracket is expected here.",
    "Extra data": "There is more text after the end of the value.",
    "Unterminated string starting at": "The text that begins here is never closed.",
    "Invalid control character at": r"Control characters in text are written as escapes: \n, \t, \u….",
    "Invalid \\escape": r"This escape after \ is not known; write \\ for a backslash.",
    "Invalid \\uXXXX escape": r"Four hexadecimal digits have to follow \u.",
    "Illegal trailing comma": "A comma may not stand before a closing bracket.",
}


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _NotFinite:
    text: str


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An object as it stands, so that keys that come twice can be told with their path."""

    pairs: list[tuple[str, Any]]


def read_json(text: str, faults: TextFaults, hint: str | None = None) -> Node:
    """The tree of a JSON text. Raises UnreadableInput with all faults; `hint` goes with a fault of syntax."""
    _check_size(text, faults)
    try:
        value = json.loads(
            text,
            parse_int=lambda digits: _Number(digits, is_whole=True),
            parse_float=lambda digits: _Number(digits, is_whole=False),
            parse_constant=_NotFinite,
            object_pairs_hook=_Pairs,
        )
    except json.JSONDecodeError as error:
        _stop_at(error, text, faults, hint)
    tree = _JsonBuilder(faults).build(value, ())
    faults.raise_if_any()
    return tree


def _check_size(text: str, faults: TextFaults) -> None:
    """The parser recurses, and makes all values before any can be counted: too many are refused before it starts."""
    depth, values = 0, 1
    for match in _MARK.finditer(text):
        begins, is_empty, ends, parts = match.groups()
        if begins:
            if depth == MAX_DEPTH:
                message = f"Lists and objects are nested too deep here; at most {MAX_DEPTH} levels are read."
                faults.stop("too-deep", span_at(text, match.start()), message)
            if not is_empty:
                depth += 1
                values += 1  # the first in it
        elif ends:
            depth -= 1
        elif parts:
            values += 1  # the one behind it
        if values > MAX_NODES:
            _stop_at_too_many(faults)


def _stop_at_too_many(faults: TextFaults) -> NoReturn:
    message = f"The file holds too many keys and values; at most {MAX_NODES} are read."
    faults.stop("too-many-values", None, message)


def _stop_at(error: json.JSONDecodeError, text: str, faults: TextFaults, hint: str | None) -> NoReturn:
    known = (ours for theirs, ours in _WORDS.items() if error.msg.startswith(theirs))
    faults.stop("syntax", span_at(text, error.pos), next(known, "This is not JSON that can be read."), hint)


class _JsonBuilder:
    """Turns what the parser gave into the tree. Recursion is safe: the depth has been checked."""

    def __init__(self, faults: TextFaults) -> None:
        self._faults = faults
        self._nodes = 0

    def build(self, value: object, path: tuple[str | int, ...]) -> Node:
        self._count()
        if isinstance(value, _Pairs):
            return self._mapping(value, path)
        if isinstance(value, list):
            return Listing(None, path, tuple(self.build(each, (*path, i)) for i, each in enumerate(value)))
        if isinstance(value, str):
            self._check_text(value, path)
            return Scalar(None, path, value, value, None)
        if isinstance(value, _Number):
            return self._number(value, path)
        if isinstance(value, _NotFinite):
            self._fault("not-finite", f"{value.text} is no number that can be used here.", None, path)
            return Scalar(None, path, value.text, None, None)
        assert value is None or isinstance(value, bool)
        return Scalar(None, path, json.dumps(value), value, None)

    def _mapping(self, value: _Pairs, path: tuple[str | int, ...]) -> Table:
        entries: list[Entry] = []
        seen: set[str] = set()
        for key, each in value.pairs:
            self._count()
            below = (*path, key)
            self._check_text(key, path)
            if key in seen:
                message = f"The key {quoted(key)} is here twice."
                self._fault("duplicate-key", message, "Keep one of them.", path)
            seen.add(key)
            entries.append(Entry(Scalar(None, below, key, key, None), self.build(each, below)))
        return Table(None, path, tuple(entries))

    def _number(self, number: _Number, path: tuple[str | int, ...]) -> Scalar:
        if too_long(number.text):
            fault = long_number(number.text)
            self._fault(fault.code, fault.message, None, path)
            return Scalar(None, path, number.text, None, None)
        value = int(number.text) if number.is_whole else exact(number.text)
        return Scalar(None, path, number.text, value, None)

    def _check_text(self, text: str, path: tuple[str | int, ...]) -> None:
        if len(text) > MAX_TEXT:
            message = f"A text has {len(text)} characters; at most {MAX_TEXT} are read."
            self._fault("too-long", message, None, path)
        if _SURROGATE.search(text):
            self._fault("syntax", "A text holds half of a surrogate pair, which is no character.", None, path)

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            _stop_at_too_many(self._faults)

    def _fault(self, code: str, message: str, hint: str | None, path: tuple[str | int, ...]) -> None:
        self._faults.add(code, None, f"At {path_text(path)}: {message}", hint, path)
