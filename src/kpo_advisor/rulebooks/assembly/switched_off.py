"""The rules and laws that overlays switch off, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rulebook import SwitchedOff

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.rulebook import Law
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location

RULES, LAWS = "switch_off", "switch_off_laws"
"""The keys of a rulebook.yaml under which ids and reasons stand."""


def read_switched_off(layers: Layers, rules: Iterable[Rule], laws: Iterable[Law]) -> tuple[SwitchedOff, ...]:
    """What all rulebook.yaml files switch off, rules before laws in each; ids that name nothing are noted."""
    known = {rule.id: rule for rule in rules}
    known_laws = {law.id: law for law in laws}
    found: dict[Rule | Law, SwitchedOff] = {}
    for header in layers["rulebook"]:
        found |= _named(header, RULES, "rule", known)
        found |= _named(header, LAWS, "law", known_laws)
    return tuple(found.values())


def _named(
    header: Location, key: str, what: str, known: Mapping[str, Rule] | Mapping[str, Law]
) -> dict[Rule | Law, SwitchedOff]:
    named = getattr(header.shape, key)
    header.refers(key, named, what, known)
    return {known[id]: SwitchedOff(known[id], reason) for id, reason in named.items() if id in known}
