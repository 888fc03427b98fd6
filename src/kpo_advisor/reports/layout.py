"""Lines for a terminal: wrapped to a width, each with a style that a terminal may colour or ignore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

NARROWEST, WIDEST = 40, 100
"""Text wider than this is hard to read; a wider terminal keeps a margin."""

HEADING, STRONG, GOOD, BAD, WARN, FAINT = "bold underline", "bold", "green", "red", "yellow", "dim"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is printed, without its end.

    `style` is a rich style, empty for none. `stretch` is where it begins and ends; None: it is the whole line's.
    """

    text: str
    style: str = ""
    stretch: tuple[int, int] | None = None


class Page:
    """Collects lines of one width; every text it is given is cleaned of control characters."""

    def __init__(self, width: int) -> None:
        self.width = max(NARROWEST, min(width, WIDEST))
        self.lines: list[Line] = []

    def blank(self) -> None:
        """An empty line, never two in a row and none at the top."""
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(""))

    def heading(self, text: str) -> None:
        """A section's heading, set off by an empty line."""
        self.blank()
        self.write(text, style=HEADING)

    def write(self, text: str, *, indent: str = "", hanging: str | None = None, style: str = "") -> None:
        """A paragraph: `indent` before its first line, `hanging` (spaces of that width) before the others."""
        rest = " " * cells(indent) if hanging is None else hanging
        for line in wrapped(clean(text), self.width, indent, rest):
            self.lines.append(Line(line, style))

    def row(self, text: str, style: str = "") -> None:
        """A line as it is, cut to the width."""
        self.lines.append(Line(cut(clean(text), self.width), style))


def wrapped(text: str, width: int, indent: str, hanging: str) -> Iterable[str]:
    """The words of a text in lines of at most `width` cells; a word longer than a line is cut."""
    line, used, empty = indent, cells(indent), True
    for whole in text.split():
        word, length = whole, cells(whole)
        if not empty and used + 1 + length > width:
            yield line
            line, used, empty = hanging, cells(hanging), True
        while empty and used + length > width:
            head = cut(word, width - used)
            if not head:
                break
            yield line + head
            word = word[len(head) :]
            line, used, length = hanging, cells(hanging), cells(word)
        line += word if empty else f" {word}"
        used += length + (not empty)
        empty = False
    yield line


def cells(text: str) -> int:
    """How many terminal columns a text takes; wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(each) in ("Mn", "Me", "Cf") else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )


def cut(text: str, width: int) -> str:
    """As much of a text as fits into so many columns."""
    if cells(text) <= width:
        return text
    kept = ""
    for each in text:
        if cells(kept + each) > width:
            break
        kept += each
    return kept


def padded(text: str, width: int) -> str:
    """A text cut or filled with spaces to exactly so many columns."""
    short = cut(text, width)
    return short + " " * (width - cells(short))


def bar(score: Fraction, width: int, filled: str) -> str:
    """A bar for a score: `filled` for above nothing, `-` for below; the full width is a score of 100."""
    length = round(abs(score) * width / 100)
    return ((filled if score > 0 else "-") * length).ljust(width)


def signed(score: Fraction) -> str:
    """A score with its sign and one decimal, `0.0` for nothing."""
    tenths = round(score * 10)
    return f"{'+' if tenths > 0 else '-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def plain(lines: Iterable[Line]) -> str:
    """The lines as text, without styles and without spaces at their ends."""
    return "".join(f"{line.text.rstrip()}\n" for line in lines)
