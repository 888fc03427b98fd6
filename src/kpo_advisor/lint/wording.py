"""Texts that are there and say nothing."""

from __future__ import annotations

PLACEHOLDERS = frozenset(("fixme", "lorem ipsum", "n/a", "tba", "tbd", "to be decided", "to do", "todo", "xxx"))
"""What people write where a text is to come later; compared without regard to case and to what is around them."""


def says_nothing(text: str) -> bool:
    """Whether a text holds no letter and no digit, or only a placeholder."""
    words = text.casefold().strip(" \t\r\n.:!?…-–—()[]<>\"'")
    return words in PLACEHOLDERS or not any(character.isalnum() for character in words)
