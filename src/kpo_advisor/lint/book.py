"""A rulebook as checks see it: what it means, and where each part of it stands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.lint.place import Place
from kpo_advisor.solver.effort import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.rulebooks.layers import Layers

Places = dict[str, Place]


class Book:
    """A rulebook that could be assembled, with look-ups from ids to places, in the order of the files.

    Rules that an overlay switches off have a place, and are not in `rulebook`. `top` is the number of
    the last layer: the rulebook that is checked, and not one that it extends. `effort`
    bounds the proofs, in millions of steps.
    """

    def __init__(self, layers: Layers, rulebook: Rulebook, effort: int = USUAL) -> None:
        self.layers = layers
        self.rulebook = rulebook
        self.effort = effort
        self.top = max(part.layer for part in layers["rulebook"])

    @cached_property
    def rules(self) -> Mapping[str, Place]:
        """Every rule."""
        return self._listed("rules", "rules")

    @cached_property
    def terms(self) -> Mapping[str, Place]:
        """Every term."""
        return self._listed("terms", "terms")

    @cached_property
    def facts(self) -> Mapping[str, Place]:
        """Every fact."""
        return self._listed("facts", "facts")

    @cached_property
    def laws(self) -> Mapping[str, Place]:
        """Every law."""
        return self._listed("laws", "laws")

    @cached_property
    def contradictions(self) -> Mapping[str, Place]:
        """Every contradiction."""
        return self._listed("contradictions", "contradictions")

    @cached_property
    def incompatible(self) -> Mapping[str, Place]:
        """Every combination of answers that cannot hold."""
        return self._listed("questions", "incompatible")

    @cached_property
    def documents(self) -> Mapping[str, Place]:
        """Every document."""
        return {part.shape.document.id: Place(part, ("document",), part.shape) for part in self.layers["facts"]}

    @cached_property
    def decisions(self) -> Mapping[str, Place]:
        """Every decision; the place is the whole file."""
        return {part.shape.decision: Place(part, (), part.shape) for part in self.layers["decision"]}

    @cached_property
    def questions(self) -> Mapping[str, Place]:
        """Every question."""
        return {
            question.id: Place(part, ("sections", number, "questions", index), question)
            for part, number, section in self.layers.each("questions", "sections")
            for index, question in enumerate(section.questions)
        }

    @cached_property
    def criteria(self) -> Mapping[str, Place]:
        """Every criterion of every decision."""
        return dict(self._keyed("decision", "criteria"))

    @cached_property
    def alternatives(self) -> Mapping[str, Place]:
        """Every alternative, option and topic of every decision."""
        return {
            id: place for key in ("alternatives", "options", "topics") for id, place in self._keyed("decision", key)
        }

    @cached_property
    def weights(self) -> Mapping[str, Place]:
        """The weights that overlays set, by criterion; the last one counts."""
        return dict(self._keyed("rulebook", "weights"))

    @cached_property
    def switch_off(self) -> Mapping[str, Place]:
        """The rules that overlays switch off."""
        return dict(self._keyed("rulebook", "switch_off"))

    def _listed(self, kind: str, key: str) -> Places:
        return {shape.id: Place(part, (key, index), shape) for part, index, shape in self.layers.each(kind, key)}

    def _keyed(self, kind: str, key: str) -> Iterator[tuple[str, Place]]:
        for part in self.layers[kind]:
            for id, shape in getattr(part.shape, key).items():
                yield id, Place(part, (key, id), shape)
