"""Words and numbers as people compare and read them."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

SHOWN = 60
"""Found texts are cut to this many characters in messages."""

SHOWN_OF_A_PATH = 300
"""Characters of a path that a message shows: more than people's own paths have."""

PLACEHOLDERS = frozenset(("fixme", "lorem ipsum", "n/a", "tba", "tbd", "to be decided", "to do", "todo", "xxx"))
"""What people write where a text is to come later; compared without regard to case and to what is around them."""


def quoted(text: object) -> str:
    """A found text in quotes, cut to a readable length."""
    return f'"{cut(str(text))}"'


def cut(words: str, most: int = SHOWN) -> str:
    """The words, or as many as can be read at a glance."""
    return f"{words[:most]}…" if len(words) > most else words


def says_nothing(text: str) -> bool:
    """Whether a text holds no letter and no digit, or only a placeholder."""
    words = text.casefold().strip(" \t\r\n.:!?…-–—()[]<>\"'")
    return words in PLACEHOLDERS or not any(character.isalnum() for character in words)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def in_brackets(marks: Sequence[str], *, has_more: bool = False) -> str:
    """`[3b, 4a]`, of more `[3b, 4a, …]`."""
    return f"[{', '.join((*marks, *(('…',) if has_more else ())))}]"


def sentence_case(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


def inside_a_sentence(words: str) -> str:
    """A sentence's beginning, as it goes on inside one; what is written in capitals, as KPO, stays so."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def lettered(number: int) -> str:
    """The letters of a number from 1, as columns of a spreadsheet have them: a, …, z, aa; none for 0."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = ascii_lowercase[rest] + letters
    return letters


def counted(number: int, noun: str, several: str | None = None) -> str:
    """`1 rule`, `2 rules`; `several` is the plural where it is not formed so."""
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"


def signed(score: Fraction) -> str:
    """A score with its sign and one decimal, `0.0` for nothing."""
    tenths = round(score * 10)
    return f"{'+' if tenths > 0 else '-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}"


def unsigned(score: Fraction) -> str:
    """How far a score is from nothing, with one decimal."""
    return signed(abs(score)).lstrip("+")


def figure(value: Fraction) -> str:
    """A number to the nearest hundredth, without zeros at its end."""
    hundredths = round(value * 100)
    return f"{hundredths // 100}.{hundredths % 100:02}".rstrip("0").rstrip(".")


def composed(title: str) -> str:
    """A title as titles are compared, so that those that look the same are the same.

    é is one character, whether it was typed as one or as e and an accent; blanks at the ends do not count, and
    several, of whatever kind, are one.
    """
    if not title.isascii():
        from unicodedata import normalize

        title = normalize("NFC", title)
    return " ".join(title.split())
