"""From the files of decisions to decisions, in the order in which they are taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.reserved_ids import of_alternative
from kpo_advisor.model.rules import Alternative, Criterion, Decision, Option, Topic
from kpo_advisor.rulebooks.assembly.from_shape import made
from kpo_advisor.rulebooks.layers import LISTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
    from kpo_advisor.rulebooks.layers import Layers
    from kpo_advisor.rulebooks.location import Location

OFFER = "alternative, option or topic"
_OFFERS = {"ranked": "alternatives", "suggestions": "options", "topics": "topics"}
"""What a decision of each kind chooses from."""


def decision_files(layers: Layers) -> dict[str, Location]:
    """By id, the decisions that have what they need and whose ids are new; the others count as lost.

    What they choose from and their criteria need not be new: of ids that stand twice, no more is told.
    """
    found = {}
    for part in layers["decision"]:
        if _is_fit(layers, part):
            found[part.shape.decision] = part
        else:
            layers.lose("decision")
    return found


def ids_of(part: Location) -> tuple[str, ...]:
    """What a decision chooses from."""
    return (*part.shape.alternatives, *part.shape.options, *part.shape.topics)


def read_decisions(layers: Layers, files: Mapping[str, Location], reader: ConditionReader) -> tuple[Decision, ...]:
    """The decisions that a rulebook.yaml lists, with the criteria and weights of overlays; faults are noted."""
    order = dict.fromkeys(id for header in layers["rulebook"] for id in header.shape.decisions)
    for id in order:
        if id not in files:
            layers["rulebook"][-1].at("decisions").unknown("decision", id, files)
    for id, part in files.items():
        if id not in order and LISTED not in layers.faults.lost:
            unlisted = f"The decision {id} stands in no list of decisions of a rulebook.yaml"
            part.at("decision").fault("decision-not-listed", f"{unlisted}, so it would never be taken.")
    added = _added_criteria(layers, files)
    found: list[Decision] = []
    for id in order:
        if id in files:
            earlier = [decision.id for decision in found if decision.alternatives]
            found.append(_decision(files[id], added.get(id, ()), reader, earlier))
    if not {"decision", LISTED} & layers.faults.lost:
        _check_main(layers, files, found)
    _check_homes(files, found)
    for part in layers["decision"]:
        if files.get(part.shape.decision) is not part:
            reader.read_at(part, "when", files)
    return _weighted(layers, found)


def _is_fit(layers: Layers, part: Location) -> bool:
    shape = part.shape
    fits = layers.claim("decision", shape.decision, part.at("decision"))
    for key in _OFFERS.values():
        for id in getattr(shape, key):
            place = part.at(key, id)
            layers.claim(OFFER, id, place)
            place.reserved(key[:-1], id, of_alternative(id, key))
    for id in shape.criteria:
        layers.claim("criterion", id, part.at("criteria", id))
    for key in (*_OFFERS.values(), "criteria"):
        has = bool(getattr(shape, key))
        wants = key == _OFFERS[shape.kind] or (key == "criteria" and shape.kind == "ranked")
        if has != wants:
            message = f"A decision of kind {shape.kind} {'needs' if wants else 'has no'} {key}."
            part.at(key if has else "kind").fault("decision-shape", message)
            fits = False
    return fits


def _check_main(layers: Layers, files: Mapping[str, Location], decisions: Sequence[Decision]) -> None:
    """The first decision is the one that is ranked for the user, whatever the answers are."""
    if not decisions:
        layers["rulebook"][-1].at("decisions").fault("no-decision", "A rulebook lists at least one decision.")
        return
    main, part = decisions[0], files[decisions[0].id]
    if not main.alternatives or part.shape.when is not None:
        message = f"The first decision, {main.id}, must be of kind ranked and have no `when`: it is what users ask for."
        part.at("decision").fault("main-decision", message)


def _added_criteria(layers: Layers, files: Mapping[str, Location]) -> dict[str, list[Criterion]]:
    """By decision, the criteria that rulebook.yaml files add to it, whose ids are new; faults are noted."""
    ranked = {id: None for id, part in files.items() if part.shape.kind == "ranked"}
    found: dict[str, list[Criterion]] = {}
    for header in layers["rulebook"]:
        for decision, criteria in header.shape.criteria.items():
            if decision not in ranked:
                header.at("criteria", decision).key().unknown("decision with criteria", decision, ranked)
            for id, criterion in criteria.items():
                if layers.claim("criterion", id, header.at("criteria", decision, id)):
                    found.setdefault(decision, []).append(made(Criterion, criterion, id=id))
    return found


def _decision(part: Location, added: Iterable[Criterion], reader: ConditionReader, earlier: Sequence[str]) -> Decision:
    shape = part.shape
    own = [made(Criterion, criterion, id=id) for id, criterion in shape.criteria.items()]
    return made(
        Decision,
        shape,
        id=shape.decision,
        alternatives=tuple(made(Alternative, alternative, id=id) for id, alternative in shape.alternatives.items()),
        options=tuple(made(Option, option, id=id) for id, option in shape.options.items()),
        topics=tuple(made(Topic, topic, id=id) for id, topic in shape.topics.items()),
        criteria=(*own, *added),
        when=reader.read_at(part, "when", earlier) or ALWAYS,
    )


def _check_homes(files: Mapping[str, Location], decisions: Sequence[Decision]) -> None:
    earlier: dict[str, None] = {}
    for decision in decisions:
        own = {home.id: None for home in decision.alternatives if not home.made_of}
        for place in files[decision.id].records("alternatives"):
            _check_composite(place, own)
            place.refers("needs", place.shape.needs, "alternative", earlier)
        earlier |= {offer.id: None for offer in decision.offers}


def _check_composite(place: Location, homes: Mapping[str, None]) -> None:
    """What it is made of and what lends to it; only the first thing wrong is told, the rest may follow from it."""
    shape = place.shape
    for key, what, known in (("made_of", "alternative", homes), ("lends", "alternative of made_of", shape.made_of)):
        listed = getattr(shape, key)
        place.refers(key, listed, what, known)
        twice = [at for at, id in enumerate(listed) if id in listed[:at]]
        for at in twice:
            place.at(key, at).fault("decision-shape", f"{listed[at]} stands twice in `{key}`.", "Name each home once.")
        if twice or not set(listed) <= set(known):
            return
    _check_lending(place)


def _check_lending(place: Location) -> None:
    """That a composite is out once no home is left to lend to it, so that barring a home never helps it."""
    keeping = [home for home in place.shape.made_of if home not in place.shape.lends]
    if place.shape.lends and len(keeping) > 1:
        message = f"All homes of `made_of` but one at most lend to the composite; {' and '.join(keeping)} do not."
        place.at("lends").fault("decision-shape", message)


def _weighted(layers: Layers, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """With the weights that overlays set; the last one counts."""
    weights = {}
    known = dict.fromkeys(sorted({criterion.id for decision in decisions for criterion in decision.criteria}))
    for header in layers["rulebook"]:
        header.refers("weights", header.shape.weights, "criterion", known)
        weights.update(header.shape.weights)

    def weighted(criterion: Criterion) -> Criterion:
        own = weights.get(criterion.id)
        return replace(criterion, weight=own.weight, rationale=own.rationale) if own else criterion

    return tuple(replace(decision, criteria=tuple(map(weighted, decision.criteria))) for decision in decisions)
