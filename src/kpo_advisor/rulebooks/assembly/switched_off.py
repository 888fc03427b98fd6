"""The rules and laws that overlays switch off, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rulebook import SwitchedOff
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.rulebook import Law
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location

KEYS = {"rule": "switch_off", "law": "switch_off_laws"}
"""Under which key of a rulebook.yaml ids and reasons stand; a rule and a law may have one id."""


def read_switched_off(layers: Layers, rules: Iterable[Rule], laws: Iterable[Law]) -> tuple[SwitchedOff, ...]:
    """What all rulebook.yaml files switch off, rules before laws in each; ids that name nothing are noted."""
    known: dict[str, dict[str, Rule | Law]] = {
        "rule": {rule.id: rule for rule in rules},
        "law": {law.id: law for law in laws},
    }
    found: dict[Rule | Law, SwitchedOff] = {}
    for header in layers["rulebook"]:
        for what, key in KEYS.items():
            for id, reason in getattr(header.shape, key).items():
                if id in known[what]:
                    found[known[what][id]] = SwitchedOff(known[what][id], reason)
                else:
                    _unknown(header.at(key, id), what, id, known)
    return tuple(found.values())


def _unknown(place: Location, what: str, id: str, known: Mapping[str, Mapping[str, object]]) -> None:
    """Note an id that names nothing of its kind, with where it belongs if it names something of the other."""
    other = next((kind for kind in KEYS if kind != what and id in known[kind]), None)
    if other is None:
        place.unknown(what, id, known[what])
        return
    hint = f"It is a {other}: switch it off under `{KEYS[other]}`."
    place.fault(f"unknown-{what}", f"{quoted(id)} is no {what}.", hint)
