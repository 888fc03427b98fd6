"""Words as people compare and read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 60
"""Found texts are cut to this many characters in messages."""

SHOWN_OF_A_PATH = 300
"""Characters of a path that a message shows: more than people's own paths have."""


def quoted(text: object) -> str:
    """A found text in quotes, cut to a readable length."""
    return f'"{cut(str(text))}"'


def cut(words: str, most: int = SHOWN) -> str:
    """The words, or as many as can be read at a glance."""
    return f"{words[:most]}…" if len(words) > most else words


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
