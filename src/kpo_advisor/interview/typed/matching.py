"""Names as they are typed: which of several is meant, and where one ends in a list of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.text.suggest import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LONGEST = 400
"""Characters of a line in which names are looked for; a longer one names nothing."""
MOST_JOINED = 6
"""Pieces between commas, `and` and `or` that one name may have."""
_BETWEEN = re.compile(r"\s*[,;/]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+|\s+(?=[0-9]+\b)", re.IGNORECASE)
_WHOLE = frozenset(("no", "yes", "not"))
"""Words that begin other words by chance: they count as whole words alone."""


def meant(labels: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The ids that a text can mean, of those with these labels; none where it is like none of them.

    That is the id or label itself (an id as it stands first), else all that begin so or have words that do.
    """
    if text in labels:
        return (text,)
    wanted = folded(text)
    names = [*((id, id) for id in labels), *labels.items()]
    same = next((id for id, name in names if folded(name) == wanted), None)
    return (same,) if same is not None else beginning_so(labels, text)


def beginning_so(labels: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The ids that begin so or whose labels do, else those that have words beginning so.

    A beginning has two letters at least. Capitals, blanks and runs of signs count for nothing.
    """
    wanted = folded(text)
    if not 2 <= len(wanted) <= LONGEST:
        return ()
    end = r"(?!\w)" if wanted in _WHOLE else ""
    for start in (r"\A", r"(?<!\w)"):
        found = re.compile(f"{start}{re.escape(wanted)}{end}")
        fitting = tuple(id for id, label in labels.items() if found.search(folded(id)) or found.search(folded(label)))
        if fitting:
            return fitting
    return ()


def names_in(text: str, is_name: Callable[[str], bool]) -> tuple[list[str], set[str]]:
    """The names in a list, and what stands between them: some of `,`, `and` and `or`.

    A name may hold what parts others, as `lawyer and client` does: of what is a name the longest is taken.
    """
    if len(text) > LONGEST:
        return [text], set()
    gaps = list(_BETWEEN.finditer(text))
    starts, ends = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), len(text)]
    names: list[str] = []
    between: set[str] = set()
    at = 0
    while at < len(starts):
        last = min(len(starts), at + MOST_JOINED) - 1
        while last > at and not is_name(text[starts[at] : ends[last]]):
            last -= 1
        names.append(text[starts[at] : ends[last]])
        if last < len(gaps):
            word = re.search("and|or", gaps[last].group().casefold())
            between.add(word.group() if word else ",")
        at = last + 1
    return [name for name in names if name], between
