"""What the rulebook that is checked changes of those that it extends, and where it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.proofs.overlay_changes import ChangeKind, OverlayChange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.lint.located_rulebook import LocatedRulebook
    from kpo_advisor.rulebooks.location import Location


def changes_of(book: LocatedRulebook) -> dict[OverlayChange, Location]:
    """Every change that may move results; none of a rulebook that extends nothing."""
    return dict(_changes(book)) if book.top else {}


def _changes(book: LocatedRulebook) -> Iterator[tuple[OverlayChange, Location]]:
    for rule in book.rulebook.rules:
        place = book.rules[rule.id]
        if place.part.layer == book.top:
            yield OverlayChange(ChangeKind.ADDED, rule.id), place.key()
    for id, place in book.switch_off.items():
        switched_off = book.rules.get(id)  # none of a rule that is no more
        if place.part.layer == book.top and switched_off and switched_off.part.layer < book.top:
            yield OverlayChange(ChangeKind.SWITCHED_OFF, id), place.key()
    for id, place in book.weights.items():
        if place.part.layer == book.top and book.criteria[id].part.layer < book.top:
            yield OverlayChange(ChangeKind.WEIGHT, id, _weight_before(book, id)), place.key()
    for id, place in book.incompatible.items():
        if place.part.layer == book.top:
            yield OverlayChange(ChangeKind.COMBINATION, id), place.key()


def _weight_before(book: LocatedRulebook, criterion: str) -> int:
    """What a criterion weighs in the rulebook that is extended."""
    weight: int = book.criteria[criterion].shape.weight
    for header in book.layers["rulebook"]:
        if header.part.layer < book.top and criterion in header.shape.weights:
            weight = header.shape.weights[criterion].weight
    return weight
