"""Lines that people read: words with a tone, wrapped and cut to the columns of a terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Flag, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Tone(Flag):
    """How words are meant, for what can show it; several go together, as in `STRONG | GOOD`."""

    PLAIN = 0
    STRONG = auto()
    FAINT = auto()
    GOOD = auto()
    WARN = auto()
    BAD = auto()
    HEADING = auto()


STRONG, FAINT, GOOD, WARN, BAD, HEADING = Tone
PLAIN = Tone.PLAIN

NARROWEST, WIDEST = 40, 100
"""Text wider than this is hard to read; a wider terminal keeps a margin."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is printed, or a paragraph that is still to be wrapped; without its end.

    `indent` stands before its first line, and as many spaces before the others. The tone is that of the whole, or of
    the stretch from one place in the text up to another.
    """

    text: str
    indent: str = ""
    tone: Tone = Tone.PLAIN
    stretch: tuple[int, int] | None = None


GAP = Line("")
"""An empty line."""

NO_BREAK = "\xa0"
"""A space at which `wrapped` ends no line; it comes out as any other."""
_BLANKS = re.compile(rf"[^\S{NO_BREAK}]+")


def readable(width: int) -> int:
    """The columns that text takes on a terminal that is so wide."""
    return max(NARROWEST, min(width, WIDEST))


def plain(lines: Iterable[Line]) -> str:
    """The lines as text, without tones and without spaces at their ends."""
    return "".join(f"{line.text.rstrip()}\n" for line in lines)


def wrapped(text: str, width: int, indent: str = "", hanging: str | None = None) -> Iterator[str]:
    """The words of a text in lines of at most `width` cells; a word longer than a line is cut.

    `hanging` stands before all lines but the first, by itself as many spaces as `indent` is wide.
    """
    rest = " " * cells(indent) if hanging is None else hanging
    line, used, empty = indent, cells(indent), True
    for whole in _BLANKS.split(text.strip()):
        word, length = whole.replace(NO_BREAK, " "), cells(whole)
        if not empty and used + 1 + length > width:
            yield line
            line, used, empty = rest, cells(rest), True
        while empty and used + length > width:
            head = cut(word, width - used)
            if not head:
                break
            yield line + head
            word = word[len(head) :]
            line, used, length = rest, cells(rest), cells(word)
        line += word if empty else f" {word}"
        used += length + (not empty)
        empty = False
    yield line


def cells(text: str) -> int:
    """How many terminal columns a text takes; wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    # Mn and Me are marks; Cf are the joiners within words and emoji.
    return sum(
        0 if category(sign) in ("Mn", "Me", "Cf") else 2 if east_asian_width(sign) in "WF" else 1 for sign in text
    )


def cut(text: str, width: int) -> str:
    """As much of a text as fits into so many columns."""
    if cells(text) <= width:
        return text
    kept = ""
    for sign in text:
        if cells(kept + sign) > width:
            break
        kept += sign
    return kept


def padded(text: str, width: int) -> str:
    """A text cut or filled with spaces to exactly so many columns."""
    short = cut(text, width)
    return short + " " * (width - cells(short))
