"""The rules and laws that overlays switch off, each with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.old_ids import OLD_ID
from kpo_advisor.model.rulebook import SwitchedOff
from kpo_advisor.model.rules import Rule
from kpo_advisor.text.phrases import listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.model.rulebook import Law
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
    successors: dict[str, list[str]] = {}
    for rule in known["rule"].values():
        for old in rule.formerly if isinstance(rule, Rule) else ():
            successors.setdefault(old, []).append(rule.id)
    found: dict[Rule | Law, SwitchedOff] = {}
    for header in layers["rulebook"]:
        for what, key in KEYS.items():
            for id, reason in getattr(header.shape, key).items():
                if id in known[what]:
                    found[known[what][id]] = SwitchedOff(known[what][id], reason)
                elif what == "rule" and id in successors:
                    _gone(header.at(key, id), id, successors[id])
                else:
                    _unknown(header.at(key, id), what, id, known)
    return tuple(found.values())


def _gone(place: Location, id: str, successors: Sequence[str]) -> None:
    """Tell of a rule that is no more which rules took its place; they may do more, so they stay on."""
    stay, them = ("is", "it") if len(successors) == 1 else ("are", "them")
    took = f"{quoted(id)} is an old id; {listed(successors)} took the place of the rule"
    told = f"{took}, and {stay} not switched off. Switch {them} off, or take this line out."
    place.part.faults.warn(place.key().node, OLD_ID, told)


def _unknown(place: Location, what: str, id: str, known: Mapping[str, Mapping[str, object]]) -> None:
    """Note an id that names nothing of its kind, with where it belongs if it names something of the other."""
    other = next((kind for kind in KEYS if kind != what and id in known[kind]), None)
    if other is None:
        place.unknown(what, id, known[what])
        return
    hint = f"It is a {other}: switch it off under `{KEYS[other]}`."
    place.fault(f"unknown-{what}", f"{quoted(id)} is no {what}.", hint)
