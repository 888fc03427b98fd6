"""Whether what was met in a folder is ours: a profile, or meant as one, or a rulebook.yaml of ours.

Other programs call files so too.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kpo_advisor.files.text_file import parse_document, read_bytes
from kpo_advisor.files.walk import header_in
from kpo_advisor.model.finding import UnreadableInput
from kpo_advisor.portable.text import OTHER_MARKS
from kpo_advisor.portable.tree import Listing, Scalar, Table
from kpo_advisor.profiles.expectation import KEYS as EXPECTATIONS
from kpo_advisor.profiles.profile import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kpo_advisor.portable.tree import Node

_WORDS = ("answers", "activities", "expect")
_NAMED = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")
_SPELT = re.compile(r"\\[xuU\n]")
"""An escape that may stand for a letter of a key, or for nothing."""

# What an opening is followed by is bounded, and an open quote ends with its line: all take time in the length only.
_TEMPLATE = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}")
_QUOTED = re.compile(r"""(?<![^\s\[{(,:])(?:"(?:\\.|[^"\\\n])*+"|'[^'\n]*+')""")
_EXPECTED = re.compile(rf"\b(?:{'|'.join(EXPECTATIONS)})[\"']?[ \t]*:")
_FIRST = re.compile(r"^([ \t]{0,40})(?![ \t]|#|---|%)\S", re.MULTILINE)
_HEAD = re.compile(r"(?:[\s\ufeff]++|#[^\n]*+|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/|%[^\n]*+|---(?=\s))*+")
"""What may stand before the outermost brace: comments, also as JSON has none, directives, the mark of a document."""
_LIST = re.compile(r"(?:[ \t\ufeff]*+(?:#[^\n]*+|---[ \t]*+)?+\n)*+[ \t\ufeff]*+-[ \t\n]")
_TOKEN = re.compile(
    r"(?<!\S)(?:#|//)[^\n]*|/\*(?:[^*]|\*(?!/))*+"  # comments
    r"""|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?|[{}\[\]]|[^\s{}\[\],:"'][^\s{}\[\],:]*"""
)
_AFTER = re.compile(r"\s*:\s*(?:[{\[]|\Z)")
_COLON = re.compile(r"\s*:")
_NO_COLON = re.compile(r"\s*[{\[]")
_LINE = re.compile(
    r"""^(?P<indent>[ \t]*)(?P<before>(?:\?[ \t]*|[&!]\S*[ \t]+)*)(?P<quote>["']?)(?P<key>[\w.$-]+)(?P=quote)"""
    r"(?P<after>[ \t]*:(?![^\s\[{\"'])[^\n]*|[ \t]*)$",
    re.MULTILINE,
)
"""A line with a key, or with one alone."""
_MARKS_OF_VALUE = re.compile(r"(?:[&!]\S*(?:\s+|$))*")


def text_of(data: bytes) -> str:
    """The text of a file in whatever encoding it seems to be in, with line ends as `\\n`; never fails."""
    encoding = next((name for mark, name in OTHER_MARKS if data.startswith(mark)), "utf-8-sig")
    if encoding == "utf-8-sig" and 0 in data[:2]:
        encoding = "utf-16-be" if data[0] == 0 else "utf-16-le"
    text = data.decode(encoding, "replace")
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
    if _TEMPLATE.search(_QUOTED.sub("", text)):
        return False
    head = _HEAD.match(text)
    start = head.end() if head else 0
    keys = set(_keys_in_flow(text, start) if text.startswith("{", start) else _keys_in_block(text))
    if not keys.isdisjoint(("answers", "activities")):
        return True
    return "expect" in keys and (("title" in keys and keys <= set(KEYS)) or _EXPECTED.search(text) is not None)


def _holds_mapping(node: Node | None) -> bool:
    return any(isinstance(held, Table) for held in (node.items if isinstance(node, Listing) else (node,)))


def _is_plain(node: Node) -> bool:
    return isinstance(node, Listing) or (isinstance(node, Scalar) and node.value is not None)


def _keys_in_block(text: str) -> Iterator[str]:
    """The keys at the left of the text, those of _WORDS where no plain value follows.

    What slipped to the right below a key of a profile that has a value already counts as if it stood at the left.
    """
    first = _FIRST.search(text)
    lefts = {"", first[1] if first else ""}
    holds_value = False
    for line in _LINE.finditer(text):
        key, value = line["key"], line["after"].strip().removeprefix(":").strip()
        if line["indent"] in lefts:
            holds_value = key in KEYS and re.match(r"[^\s#|>&!\[{]", value) is not None
        elif not holds_value:
            continue
        if key not in _WORDS or _is_no_plain(value, text, line.start("after")):
            yield key


def _is_no_plain(value: str, text: str, start: int) -> bool:
    """Whether a value from `start` on is no plain one: nothing, a mapping, a list, a quote that is never closed."""
    marks = _MARKS_OF_VALUE.match(value)
    first = value[marks.end() if marks else 0 :][:1]
    if first not in ('"', "'"):
        return first in ("", "#", "{", "[")
    return text.find(first, text.index(first, start) + 1) < 0


def _keys_in_flow(text: str, start: int) -> Iterator[str]:
    """The keys of the outermost braces, and what looks like one; those of _WORDS where a mapping or a list follows."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        shown = token.group()
        if shown in "{[":
            depth += 1
        elif shown in "}]":
            depth -= 1
        elif depth == 1 and not shown.startswith(("#", "//", "/*")):
            key, after = _unquoted(shown), token.end()
            is_held = _AFTER.match(text, after) or (shown[0] == '"' and _NO_COLON.match(text, after))
            if is_held if key in _WORDS else _COLON.match(text, after):
                yield key


def _unquoted(token: str) -> str:
    if token[0] != '"':
        return token.strip("'")
    try:
        found = json.loads(token)
    except ValueError:
        return token.strip('"')
    return found if isinstance(found, str) else token


def own_header(folder: Path) -> Path | None:
    """The rulebook.yaml of a folder, unless it holds a list or a text, as Ansible's do; None where there is none.

    One that is empty, cannot be read, or is a link, which may lead out, counts: what is wrong with it is told.
    """
    header = header_in(folder)
    return None if header is None or _is_foreign(header) else header


def _is_foreign(header: Path) -> bool:
    try:
        if header.is_symlink():
            return False
        data = read_bytes(header, only_looks=True)
        if _LIST.match(text_of(data)):
            return True
        root = parse_document(data, str(header)).root
    except (OSError, UnreadableInput):
        return False
    return isinstance(root, Listing) or (isinstance(root, Scalar) and root.value is not None)
