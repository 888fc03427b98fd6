"""A rulebook as checks see it: what it means, and where each part of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.proofs.proofs import proofs_of
from kpo_advisor.solver.effort import USUAL

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.proofs import Proofs
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location

Places = Mapping[str, "Location"]


def _places(kind: str, *keys: str) -> cached_property[Places]:
    """The records of a kind of file, of lists by their ids, of mappings by their keys; the last of a key counts."""

    def found(book: LocatedRulebook) -> Places:
        records = (place for key in keys for place in book.layers.records(kind, key))
        return {str(getattr(place.shape, "id", place.path[-1])): place for place in records}

    return cached_property(found)


class LocatedRulebook:
    """A rulebook that could be assembled, with look-ups from ids to places, in the order of the files.

    Rules that an overlay switches off have a place, and are not in `rulebook`. `top` is the number of
    the last layer: the rulebook that is checked, and not one that it extends. `effort` bounds the proofs, in millions
    of steps.
    """

    rules = _places("rules", "rules")
    terms = _places("terms", "terms")
    facts = _places("facts", "facts")
    laws = _places("laws", "laws")
    contradictions = _places("contradictions", "contradictions")
    incompatible = _places("questions", "incompatible")
    """Combinations of answers that cannot hold."""
    alternatives = _places("decision", "alternatives", "options", "topics")
    """The alternatives, options and topics of all decisions."""
    weights = _places("rulebook", "weights")
    """The weights that overlays set, by criterion."""
    switch_off = _places("rulebook", "switch_off")
    """The rules that overlays switch off."""
    switch_off_laws = _places("rulebook", "switch_off_laws")
    """The laws that overlays switch off."""

    def __init__(self, layers: Layers, rulebook: Rulebook, effort: int = USUAL) -> None:
        self.layers = layers
        self.rulebook = rulebook
        self.effort = effort
        self.top = max(header.part.layer for header in layers["rulebook"])

    @cached_property
    def proofs(self) -> Proofs:
        """What is proved of the rulebook, made once for all checks."""
        return proofs_of(self.rulebook, self.effort)

    @cached_property
    def criteria(self) -> Places:
        """The criteria of all decisions, with those that overlays add."""
        found = {str(place.path[-1]): place for place in self.layers.records("decision", "criteria")}
        for header in self.layers["rulebook"]:
            for decision, criteria in header.shape.criteria.items():
                found |= {id: replace(header.at("criteria", decision, id), shape=criteria[id]) for id in criteria}
        return found

    @cached_property
    def documents(self) -> Places:
        """Every document."""
        return {part.shape.document.id: part.at("document") for part in self.layers["facts"]}

    @cached_property
    def decisions(self) -> Places:
        """Every decision; the place is the whole file."""
        return {part.shape.decision: part for part in self.layers["decision"]}

    @cached_property
    def questions(self) -> Places:
        """Every question."""
        sections = self.layers.records("questions", "sections")
        return {place.shape.id: place for section in sections for place in section.records("questions")}
