"""Words as people compare and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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


def some_of(allowed: Iterable[str]) -> str:
    """Allowed ids as a readable list, at most thirty of them."""
    ids = list(allowed)
    shown = ", ".join(ids[:30])
    return f"{shown}, … ({len(ids)} in all)" if len(ids) > 30 else shown


def composed(title: str) -> str:
    """A title as titles are compared, so that those that look the same are the same.

    é is one character, whether it was typed as one or as e and an accent; blanks at the ends do not count, and
    several, of whatever kind, are one.
    """
    if not title.isascii():
        from unicodedata import normalize

        title = normalize("NFC", title)
    return " ".join(title.split())
