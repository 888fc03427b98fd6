"""JSON text to the same tree as YAML, without places: faults name the path.

Faults of syntax, and nesting past the limit, have a line and column. Duplicate keys, NaN and Infinity,
numbers that are too long, and halves of surrogate pairs are refused; numbers are exact.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpo_advisor.portable.limits import MAX_DEPTH, MAX_NODES, MAX_TEXT
from kpo_advisor.portable.scalars import exact, long_number, not_finite, too_long
from kpo_advisor.portable.text import SURROGATE, span_at, stop_at_too_many
from kpo_advisor.portable.tree import Entry, Listing, Scalar, Table, path_text
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from kpo_advisor.model.finding import TreePath
    from kpo_advisor.portable.text import TextFaults
    from kpo_advisor.portable.tree import Node

# A string, closed or not, is passed over whole; the quantifiers never give back, so time is linear.
_MARK = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+|([\[{])(?:\s*+([\]}]))?+|([\]}])|([,:])', re.DOTALL)

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
    """A number as it stands, and what makes its value; None for NaN and Infinity, which have none."""

    text: str
    value_of: Callable[[str], int | Fraction] | None


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
            parse_int=lambda digits: _Number(digits, int),
            parse_float=lambda digits: _Number(digits, exact),
            parse_constant=lambda word: _Number(word, None),
            object_pairs_hook=_Pairs,
        )
    except json.JSONDecodeError as error:
        known = (ours for theirs, ours in _WORDS.items() if error.msg.startswith(theirs))
        faults.stop("syntax", span_at(text, error.pos), next(known, "This is not JSON that can be read."), hint)
    tree = _node(value, (), faults)
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
            stop_at_too_many(faults)


def _node(value: object, path: TreePath, faults: TextFaults) -> Node:
    """The tree of what the parser gave. Recursion is safe: depth and number have been checked."""
    if isinstance(value, _Pairs):
        return _mapping(value, path, faults)
    if isinstance(value, list):
        return Listing(None, path, tuple(_node(item, (*path, i), faults) for i, item in enumerate(value)))
    if isinstance(value, str):
        _check_text(value, path, faults)
        return Scalar(None, path, value, value, None)
    if isinstance(value, _Number):
        return _number(value, path, faults)
    assert value is None or isinstance(value, bool)
    return Scalar(None, path, json.dumps(value), value, None)


def _mapping(value: _Pairs, path: TreePath, faults: TextFaults) -> Table:
    entries: dict[str, Entry] = {}
    for key, held in value.pairs:
        below = (*path, key)
        _check_text(key, path, faults)
        if key in entries:
            _fault(faults, "duplicate-key", f"The key {quoted(key)} is here twice.", path, "Keep one of them.")
        entries[key] = Entry(Scalar(None, below, key, key, None), _node(held, below, faults))
    return Table(None, path, tuple(entries.values()))


def _number(number: _Number, path: TreePath, faults: TextFaults) -> Scalar:
    if number.value_of is not None and not too_long(number.text):
        return Scalar(None, path, number.text, number.value_of(number.text), None)
    fault = not_finite(number.text) if number.value_of is None else long_number(number.text)
    _fault(faults, fault.code, fault.message, path)
    return Scalar(None, path, number.text, None, None)


def _check_text(text: str, path: TreePath, faults: TextFaults) -> None:
    if len(text) > MAX_TEXT:
        _fault(faults, "too-long", f"A text has {len(text)} characters; at most {MAX_TEXT} are read.", path)
    if SURROGATE.search(text):
        _fault(faults, "syntax", "A text holds half of a surrogate pair, which is no character.", path)


def _fault(faults: TextFaults, code: str, message: str, path: TreePath, hint: str | None = None) -> None:
    faults.add(code, None, f"At {path_text(path)}: {message}", hint, path)
