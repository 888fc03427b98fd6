"""A rulebook as checks see it: what it means, and where each part of it stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.proofs.proofs import proofs_of
from kpo_advisor.solver.effort import USUAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.proofs import Proofs
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location

Places = dict[str, "Location"]


class LocatedRulebook:
    """A rulebook that could be assembled, with look-ups from ids to places, in the order of the files.

    Rules that an overlay switches off have a place, and are not in `rulebook`. `top` is the number of
    the last layer: the rulebook that is checked, and not one that it extends. `effort` bounds the proofs, in millions
    of steps.
    """

    def __init__(self, layers: Layers, rulebook: Rulebook, effort: int = USUAL) -> None:
        self.layers = layers
        self.rulebook = rulebook
        self.effort = effort
        self.top = max(part.layer for part in layers["rulebook"])

    @cached_property
    def proofs(self) -> Proofs:
        """What is proved of the rulebook, made once for all checks."""
        return proofs_of(self.rulebook, self.effort)

    @cached_property
    def rules(self) -> Mapping[str, Location]:
        """Every rule."""
        return self._listed("rules", "rules")

    @cached_property
    def terms(self) -> Mapping[str, Location]:
        """Every term."""
        return self._listed("terms", "terms")

    @cached_property
    def facts(self) -> Mapping[str, Location]:
        """Every fact."""
        return self._listed("facts", "facts")

    @cached_property
    def laws(self) -> Mapping[str, Location]:
        """Every law."""
        return self._listed("laws", "laws")

    @cached_property
    def contradictions(self) -> Mapping[str, Location]:
        """Every contradiction."""
        return self._listed("contradictions", "contradictions")

    @cached_property
    def incompatible(self) -> Mapping[str, Location]:
        """Every combination of answers that cannot hold."""
        return self._listed("questions", "incompatible")

    @cached_property
    def documents(self) -> Mapping[str, Location]:
        """Every document."""
        return {part.shape.document.id: part.at("document") for part in self.layers["facts"]}

    @cached_property
    def decisions(self) -> Mapping[str, Location]:
        """Every decision; the place is the whole file."""
        return {part.shape.decision: part for part in self.layers["decision"]}

    @cached_property
    def questions(self) -> Mapping[str, Location]:
        """Every question."""
        return {
            place.shape.id: place
            for section in self.layers.records("questions", "sections")
            for place in section.records("questions")
        }

    @cached_property
    def criteria(self) -> Mapping[str, Location]:
        """Every criterion of every decision."""
        return self._keyed("decision", "criteria")

    @cached_property
    def alternatives(self) -> Mapping[str, Location]:
        """Every alternative, option and topic of every decision."""
        return self._keyed("decision", "alternatives", "options", "topics")

    @cached_property
    def weights(self) -> Mapping[str, Location]:
        """The weights that overlays set, by criterion; the last one counts."""
        return self._keyed("rulebook", "weights")

    @cached_property
    def switch_off(self) -> Mapping[str, Location]:
        """The rules that overlays switch off."""
        return self._keyed("rulebook", "switch_off")

    def _listed(self, kind: str, key: str) -> Places:
        return {place.shape.id: place for place in self.layers.records(kind, key)}

    def _keyed(self, kind: str, *keys: str) -> Places:
        return {str(place.path[-1]): place for key in keys for place in self.layers.records(kind, key)}
