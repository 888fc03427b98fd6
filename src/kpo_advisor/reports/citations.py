"""Short marks for sources: `[3b, 4a]` is section b of source 3 and section a of source 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.recommendation import CitedFact, Recommendation, Source


class Citations:
    """The marks of one recommendation: a source's number, and a letter for each of its sections."""

    def __init__(self, recommendation: Recommendation) -> None:
        self._places = {
            (source.id, section): (source.number, at)
            for source in recommendation.sources
            for at, section in enumerate((None, *source.sections))
        }
        self._marked: set[tuple[int, int]] = set()

    def mark(self, facts: Sequence[CitedFact]) -> str:
        """The places of the facts in brackets, in the order of the sources and each once; empty without facts.

        A fact of no section is marked by the number alone, which comes before that source's sections.
        Raises KeyError for a fact that the recommendation's sources do not cover.
        """
        places = sorted({self._places[fact.document, fact.section or None] for fact in facts})
        self._marked.update(places)
        return f"[{', '.join(f'{number}{_letters(at)}' for number, at in places)}]" if places else ""

    def marked(self, source: Source) -> bool:
        """Whether a mark so far names the source or a section of it."""
        return any(number == source.number for number, _ in self._marked)

    def sections(self, source: Source) -> tuple[tuple[str, str], ...]:
        """The sections of a source that a mark so far names, each after the letters it is marked by."""
        return tuple(
            (_letters(at), section)
            for at, section in enumerate(source.sections, start=1)
            if (source.number, at) in self._marked
        )


def _letters(at: int) -> str:
    """a … z, aa, ab … for 1, 2 …; nothing for 0, the source as a whole."""
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
