"""Whether a file that was met in a folder is a profile, or was meant as one."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING

from kpo_advisor.reading.expectation import KEYS as EXPECTATIONS
from kpo_advisor.reading.profile import KEYS
from kpo_advisor.reading.tree import Listing, Scalar
from kpo_advisor.reading.tree import Mapping as Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.reading.tree import Node

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_WORDS = ("answers", "activities", "expect")
_NAMED = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_SPELT = re.compile(r"\\[xuU\n]")
"""An escape that may stand for a letter of a key, or for nothing."""

# What an opening is followed by is bounded, and an open quote ends with its line: all take time in the length only.
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}")
_EXPECTED = re.compile(rf"\b(?:{'|'.join(EXPECTATIONS)})[\"']?[ \t]*:")
_FIRST = re.compile(r"^([ \t]{0,40})(?![ \t]|#|---|%)\S", re.MULTILINE)
_TOKEN = re.compile(r""""(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|[{}\[\]]|[^\s{}\[\],:"']+""")
_AFTER = re.compile(r"\s*:\s*(?:[{\[]|\Z)")


def text_of(data: bytes) -> str:
    """The text of a file in whatever encoding it seems to be in, with line ends as `\\n`; never fails."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if encoding is None and 0 in data[:2]:
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    text = data.decode(encoding or "utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def can_be_profile(text: str) -> bool:
    """False where no key of the text can be one that a profile has; quick, for the many files that are none."""
    return _NAMED.search(text) is not None or _SPELT.search(text) is not None


def is_profile(root: Node) -> bool:
    """Whether a file is a profile, with faults or without.

    It is where `answers` or `activities` stands at its top and holds a mapping, or a list with one; where `expect`
    does and names what a case expects; and where `answers` or `activities` holds nothing yet, or a title stands with
    `expect`, beside nothing but keys of a profile. So `answers: Antworten` is none.
    """
    if not isinstance(root, Table):
        return False
    held = {entry.key.text: entry.value for entry in root.entries}
    if any(_holds_mapping(held.get(key)) for key in ("answers", "activities")):
        return True
    expect = held.get("expect")
    if isinstance(expect, Table) and any(entry.key.text in EXPECTATIONS for entry in expect.entries):
        return True
    ours = [held[key] for key in _WORDS if key in held]
    is_enough = held.keys() != {"expect"} and bool(ours)
    return is_enough and held.keys() <= set(KEYS) and not any(map(_is_plain, ours))


def seems_profile(text: str) -> bool:
    """Whether a text that cannot be read seems to be meant as a profile: as far as one can see, `is_profile` holds.

    Templates, which become files only when they are filled in, are none.
    """
    if _TEMPLATE.search(text):
        return False
    keys = set(_keys_in_flow(text) if text.lstrip("\ufeff \t\n").startswith("{") else _keys_in_block(text))
    if not keys.isdisjoint(("answers", "activities")):
        return True
    return "expect" in keys and ("title" in keys or _EXPECTED.search(text) is not None)


def _holds_mapping(node: Node | None) -> bool:
    return isinstance(node, Table) or (
        isinstance(node, Listing) and any(isinstance(item, Table) for item in node.items)
    )


def _is_plain(node: Node) -> bool:
    return isinstance(node, Listing) or (isinstance(node, Scalar) and node.value is not None)


def _keys_in_block(text: str) -> Iterator[str]:
    """The keys of a profile at the left of the text, those of _WORDS where no plain value follows.

    Below a title they may stand a little to the right, since what slipped there is a common reason.
    """
    first = _FIRST.search(text)
    indent = re.escape(first[1]) if first else ""
    has_title = re.search(rf"^(?:{indent})?title[ \t]*:", text, re.MULTILINE) is not None
    if has_title:
        yield "title"
    left = "[ ]{0,4}" if has_title else f"(?:{indent})?"
    key = rf"""^{left}(?:\? *)?(["']?)(?P<key>{"|".join(_WORDS)})\1(?P<after>[ \t]*:?.*)$"""
    for found in re.finditer(key, text, re.MULTILINE):
        value = found["after"].strip()
        if value in (":", "") or re.match(r":[ \t]*[#{\[&!]|#", value):
            yield found["key"]


def _keys_in_flow(text: str) -> Iterator[str]:
    """The keys of the outermost braces; those of _WORDS where a mapping or a list follows."""
    depth = 0
    for token in _TOKEN.finditer(text):
        shown = token.group()
        if shown in "{[":
            depth += 1
        elif shown in "}]":
            depth -= 1
        elif depth == 1:
            key = _unquoted(shown)
            if key == "title" or (key in _WORDS and _AFTER.match(text, token.end())):
                yield key


def _unquoted(token: str) -> str:
    if token[0] != '"':
        return token.strip("'")
    try:
        found = json.loads(token)
    except ValueError:
        return token.strip('"')
    return found if isinstance(found, str) else token
