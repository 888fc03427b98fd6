"""From law files to laws: each says one thing, of alternatives, options or questions that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.rulebook import LAW_KINDS, Law
from kpo_advisor.rulebooks.assembly.from_shape import made
from kpo_advisor.rulebooks.assembly.old_ids import todays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.model.rules import Decision
    from kpo_advisor.rulebooks.assembly.conditions import ConditionReader
    from kpo_advisor.rulebooks.layers import Layers

_OTHER_SUBJECTS = {"unmoved_by": "question", "never_suggested": "option", "never_split": "home of a part"}
"""What a law of some kinds is about; one of any other kind is about alternatives of ranked decisions."""


def read_laws(
    layers: Layers, reader: ConditionReader, decisions: Sequence[Decision], facts: Iterable[str]
) -> tuple[Law, ...]:
    """All laws in the order of the files, also those that an overlay switches off; faults are noted."""
    laws = []
    known = _subjects(decisions) | {"question": {**reader.questions, **reader.old_ids.retired}}
    known_facts = dict.fromkeys(sorted(facts))
    for place in layers.records("laws", "laws"):
        shape = place.shape
        is_new = layers.claim("law", shape.id, place.at("id"))
        kinds = [kind for kind in LAW_KINDS if getattr(shape, kind)]
        place.refers("cites", shape.cites, "fact", known_facts)
        when = reader.read_at(place, "when") or ALWAYS
        if len(kinds) != 1:
            place.at("id").fault("law-shape", f"A law says exactly one of {', '.join(LAW_KINDS)}.")
            continue
        kind = kinds[0]
        subjects = tuple(getattr(shape, kind))
        what = _OTHER_SUBJECTS.get(kind, "alternative")
        if what == "question":
            subjects = tuple(todays(reader.old_ids, id, place.at(kind, at)) for at, id in enumerate(subjects))
        place.refers(kind, subjects, what, known[what])
        if is_new:
            laws.append(made(Law, shape, kind=kind, subjects=subjects, when=when))
    return tuple(laws)


def _subjects(decisions: Sequence[Decision]) -> dict[str, Mapping[str, object]]:
    """What a law may be about, by what it is called."""
    main = decisions[0].alternatives if decisions else ()
    return {
        "alternative": {home.id: None for decision in decisions for home in decision.alternatives},
        "option": {option.id: None for decision in decisions for option in decision.options},
        "home of a part": {home: None for composite in main for home in composite.made_of},
    }
