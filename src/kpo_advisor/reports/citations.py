"""Short marks for sources: `[3b, 4a]` is section b of source 3 and section a of source 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Citation, Item, Run
from kpo_advisor.text.lines import FAINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.recommendation import Advice, CitedBar, CitedFact, CitedReason, OptionReason, Recommendation

    Cited = Advice | CitedBar | CitedReason | OptionReason
    """What is said with its sources, and with what of it is inferred."""


class Citations:
    """The marks of one recommendation: a source's number, and a letter for each of its sections."""

    def __init__(self, recommendation: Recommendation, *, is_brief: bool = True) -> None:
        self._sources = recommendation.sources
        self._is_brief = is_brief
        self._places = {
            (source.id, section): (source.number, at)
            for source in recommendation.sources
            for at, section in enumerate((None, *source.sections))
        }
        self._marked: set[tuple[int, int]] = set()

    def mark(self, facts: Sequence[CitedFact]) -> tuple[str | Citation, ...]:
        """The places of the facts after a space, in the order of the sources and each once; nothing without facts.

        A fact of no section is marked by the number alone, which comes before that source's sections.
        Raises KeyError for a fact that the recommendation's sources do not cover.
        """
        places = sorted({self._places[fact.document, fact.section or None] for fact in facts})
        self._marked.update(places)
        return (" ", Citation(tuple(f"{number}{_letters(at)}" for number, at in places))) if places else ()

    def cited(self, said: Cited) -> tuple[str | Run | Citation, ...]:
        """The marks, and how far it is inferred: why, unless the report is brief; each after a space."""
        if said.inferred is None:
            return self.mark(said.facts)
        word = "partly inferred" if any(fact.basis == "document" for fact in said.facts) else "inferred"
        why = "" if self._is_brief else f": {said.inferred}"
        return *self.mark(said.facts), Run(f" ({word}{why})", FAINT)

    def sources(self) -> Iterator[Item]:
        """The sources that a mark so far names, with the sections that one names."""
        for source in self._sources:
            marked = [at for number, at in sorted(self._marked) if number == source.number]
            if not marked:
                continue
            date = "" if source.date == "no date" else f" {source.date.capitalize()}."
            number = f"[{source.number}]"
            yield Item(f"{source.title}. {source.publisher}.{date}", lead=f"{number:<5}", anchor=f"{source.number}")
            if source.note:
                yield Item(source.note, FAINT, lead="     ", depth=1)
            for at in filter(None, marked):
                letters = _letters(at)
                lead, anchor = f"     {letters:>2}  ", f"{source.number}{letters}"
                yield Item(source.sections[at - 1], FAINT, lead=lead, depth=1, anchor=anchor)


def _letters(at: int) -> str:
    """a … z, aa, ab … for 1, 2 …; nothing for 0, the source as a whole."""
    letters = ""
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
