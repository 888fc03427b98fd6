"""Spoiling the bytes of a file at random, the same way for the same seed."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(rb"[A-Za-z0-9_-]+")
# fmt: off
_NASTY = (
    b"\x00", b"\xff", b"\t", b"\r", b"\xe2\x80\xa8", b"\xf0\x9f\x92\xa9",
    b"[", b"{", b"}", b": ", b"- ", b"&a ", b"*a", b"<<: ", b"!!x ", b"|\n", b'"', b"---\n", b"%YAML 1.1\n",
    b"NO", b"~", b"010", b"1e3", b".nan", b"99999999999999999999", b"{}", b"[]", b"''",
    b"unknown", b"packaged", b"term: ", b"not: ", b"at_least_n: ", b"decided: ", b"answered: ",
    b"{one_of: [", b"{between: [", b"{perhaps: [", b"# kpo: ignore[KPO102]",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud83d", b"\xc2\x85", b"\xe2\x80\xae", b"\x1b[31m", b"\x7f", b"\r\n",
    b"e\xcc\x81", b"\xc3\xa9", b"\xe2\x80\x8d", b"\xf3\xa0\x84\x80", b"? ", b"]" * 30, b"[" * 60, b"{a: " * 60,
    b"*a *a",
    b"#", b"# kpo: ignore", b"# kpo: ignore[", b"# kpo: ignore[ALL, KPO0] x", b"1_000", b"0x1F", b"12:30",
    b"2024-02-30", b"50%",
)
# fmt: on


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The data after one to four changes: of bytes, of words, or of whole lines."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_CHANGES)(data, chance)
    return data


def _cut(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randint(0, len(data))
    return data[:begin] + data[begin + chance.choice((1, 2, 10, 1000)) :]


def _put(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(_NASTY) + data[at:]


def _random_bytes(data: bytes, chance: random.Random) -> bytes:
    return _put(data, chance) if data and chance.random() < 0.8 else chance.randbytes(chance.randint(0, 200))


def _swap_words(data: bytes, chance: random.Random) -> bytes:
    """One word in place of another: most often still YAML, and another rulebook."""
    found = list(_WORD.finditer(data))
    if not found:
        return data
    here, other = chance.choice(found), chance.choice(found)
    return data[: here.start()] + other.group() + data[here.end() :]


def _nasty_word(data: bytes, chance: random.Random) -> bytes:
    found = list(_WORD.finditer(data))
    if not found:
        return data
    here = chance.choice(found)
    return data[: here.start()] + chance.choice(_NASTY) + data[here.end() :]


def _lines(data: bytes, chance: random.Random) -> bytes:
    """A line deleted, doubled, indented or moved."""
    lines = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    line = lines.pop(at)
    again = {0: [], 1: [line, line], 2: [b"  " + line], 3: [line.lstrip()]}[chance.randrange(4)]
    return b"".join([*lines[:at], *again, *lines[at:]])


def _splice(data: bytes, chance: random.Random) -> bytes:
    """A stretch of the data put in elsewhere."""
    begin, at = chance.randint(0, len(data)), chance.randint(0, len(data))
    return data[:at] + data[begin : begin + chance.choice((5, 50, 500))] + data[at:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    """A stretch many times over, up to some hundred kilobytes."""
    begin = chance.randint(0, len(data))
    stretch = data[begin : begin + chance.choice((1, 10, 100))]
    return data[:begin] + stretch * chance.choice((2, 50, 2000)) + data[begin:]


def _recode(data: bytes, chance: random.Random) -> bytes:
    """Another encoding, or other line ends."""
    text = data.decode("utf-8", "replace")
    return chance.choice(
        (
            text.encode("utf-16"),
            text.encode("utf-16-be"),
            text.encode("utf-32"),
            text.encode("utf-8-sig"),
            text.encode("latin-1", "replace"),
            data.replace(b"\n", b"\r\n"),
            data.replace(b"\n", b"\r"),
        )
    )


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _put,
    _random_bytes,
    _swap_words,
    _swap_words,
    _nasty_word,
    _lines,
    _splice,
    _repeat,
    _recode,
)
