"""Guessing what a mistyped word was meant to be."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.text.phrases import composed, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LONGEST = 80
"""Longer words are no ids, and comparing them takes time in the square of their length."""
_MOST = 2000
"""Only so many allowed words are compared."""
LISTED = 12
"""Of so many words a message lists them all."""
_NEAR = 0.55
"""How alike words must be to be called near."""
_CUTOFF = 0.7
"""How alike (difflib's ratio, 0 … 1) two words must be; `kpo` and `bpo` are 0.67, and no typo."""


def did_you_mean(found: str, allowed: Iterable[str]) -> str | None:
    """`Did you mean "review_capability"?`, or None where nothing allowed is alike.

    Upper and lower case, and `-`, `_` and spaces, count as the same. Of equally alike words the one
    first in the alphabet is named, so that the order of `allowed` never matters. What looks the same as what
    was found, but for the kind of its spaces, is no help and never named.
    """
    best = nearest(found, allowed)
    return None if best is None else f'Did you mean "{best}"?'


def what_there_is(found: str, allowed: Collection[str]) -> str:
    """Of a few words `there are a, b and c`; of more only `the nearest are a and b`, or "" where none is near.

    For a word that is none of them.
    """
    if len(allowed) <= LISTED:
        return f"there {'is' if len(allowed) == 1 else 'are'} {listed(list(allowed))}" if allowed else ""
    wanted, letters = folded(found), Counter(folded(found))
    if len(found) > _LONGEST:
        return ""
    likeness = {
        word: _likeness(wanted, letters, folded(word), _NEAR)
        for word in sorted(allowed)[:_MOST]
        if len(word) <= _LONGEST
    }
    near = [word for word in sorted(likeness, key=lambda word: -likeness[word]) if likeness[word] >= _NEAR][:3]
    return f"the nearest {'is' if len(near) == 1 else 'are'} {listed(near)}" if near else ""


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that `did_you_mean` names, by itself."""
    if not found or len(found) > _LONGEST:
        return None
    wanted, same = folded(found), composed(found)
    letters = Counter(wanted)
    candidates = sorted({word for word in allowed if len(word) <= _LONGEST and composed(word) != same})[:_MOST]
    best, best_ratio = None, _CUTOFF
    for word in candidates:
        ratio = _likeness(wanted, letters, folded(word), best_ratio)
        if ratio > best_ratio or (best is None and ratio == best_ratio):
            best, best_ratio = word, ratio
    return best


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """A name as it is compared: without regard to capitals, to signs between words, and to how accents were typed."""
    return re.sub(r"[-_\s,]+", "-", composed(text).casefold().replace("’", "'"))


def _likeness(wanted: str, letters: Counter[str], word: str, floor: float) -> float:
    """How like the word wanted, with these letters, another is: difflib's ratio, or 0 where that cannot reach a floor.

    Most words are too different, which their letters alone show: the most that they can have in common, twice, by
    the length of both.
    """
    if word == wanted:
        return 1.0
    length = len(wanted) + len(word)
    if 2.0 * min(len(wanted), len(word)) / length < floor or 2.0 * (letters & Counter(word)).total() / length < floor:
        return 0.0
    from difflib import SequenceMatcher

    return SequenceMatcher(None, wanted, word, autojunk=False).ratio()
