"""Guessing what a mistyped word was meant to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80
"""Longer words are no ids, and comparing them takes time in the square of their length."""
_MOST = 2000
"""Only so many allowed words are compared."""
_CUTOFF = 0.7
"""How alike (difflib's ratio, 0 … 1) two words must be; `kpo` and `bpo` are 0.67, and no typo."""


def did_you_mean(found: str, allowed: Iterable[str]) -> str | None:
    """`Did you mean "review_capability"?`, or None where nothing allowed is alike.

    Upper and lower case, and `-`, `_` and spaces, count as the same. Of equally alike words the one
    first in the alphabet is named, so that the order of `allowed` never matters. What looks the same as what
    was found, but for the kind of its spaces, is no help and never named.
    """
    if not found or len(found) > _LONGEST:
        return None
    wanted = _folded(found)
    same = _looks(found)
    candidates = sorted({word for word in allowed if len(word) <= _LONGEST and _looks(word) != same})[:_MOST]
    best, best_ratio = None, _CUTOFF
    for word in candidates:
        ratio = 1.0 if _folded(word) == wanted else _likeness(wanted, _folded(word), best_ratio)
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = word, ratio
    return None if best is None else f'Did you mean "{best}"?'


def _looks(word: str) -> str:
    """The same for words that nobody can tell apart by looking at them."""
    if not word.isascii():
        from unicodedata import normalize

        word = normalize("NFC", word)
    return " ".join(word.split())


def _folded(word: str) -> str:
    return _looks(word).casefold().replace("-", "_").replace(" ", "_")


def _likeness(wanted: str, word: str, floor: float) -> float:
    """difflib's ratio, or 0 where it cannot reach `floor`."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, wanted, word, autojunk=False)
    if matcher.real_quick_ratio() < floor or matcher.quick_ratio() < floor:
        return 0.0
    return matcher.ratio()
