"""Some fields of a recommendation in JSON: which are wanted, by their way from the top, and the JSON of these alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args, get_origin

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.recommendation import Recommendation
from kpo_advisor.reports.formats.contracts.published import classes_in, members
from kpo_advisor.reports.formats.to_json import recommendation_json, written
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kpo_advisor.model.rulebook import Rulebook

Tree = dict[str, "Tree"]
"""Wanted fields with those inside them; one with nothing inside is wanted whole."""


def chosen(texts: Iterable[str], rulebook: Rulebook) -> Tree:
    """The fields that texts name: several by commas, those inside another behind a dot, as in `profile.title`.

    Of a list, a field is that of everything in it. Raises KpoAdvisorError with all that are none.
    """
    wanted: Tree = {}
    keys, faults = _keys(rulebook), []
    for way in [way.strip() for text in texts for way in text.split(",")]:
        fault = _fault(way, keys)
        if fault:
            faults.append(fault)
            continue
        inside = wanted
        for name in way.split("."):
            inside = inside.setdefault(name, {})
    if faults:
        told = "kpo-advisor schema recommendation lists them."
        raise KpoAdvisorError(" ".join((*dict.fromkeys(faults), told)))
    return wanted


def chosen_json(given: Recommendation, wanted: Tree, indent: int | None) -> str:
    """The wanted fields of a recommendation, in the order in which they were named; null where there is none."""
    return written(_part(json.loads(recommendation_json(given, indent=None)), wanted), indent)


def wants_conditions(wanted: Tree) -> bool:
    """Whether the conditions of certainty are among the wanted fields."""
    return bool(wanted.keys() & {"conditions", "conditions_are"})


def _part(value: Any, wanted: Tree) -> Any:
    if not wanted or value is None:
        return value
    if isinstance(value, list):
        return [_part(item, wanted) for item in value]
    if not isinstance(value, dict):
        return None
    return {name: _part(value.get(name), inside) for name, inside in wanted.items()}


def _keys(rulebook: Rulebook) -> Mapping[str, Collection[str]]:
    """The keys of mappings, by the name of their field."""
    return {
        "answers": rulebook.questions,
        "notes": rulebook.questions,
        "weights": rulebook.criterion_titles(),
        "decisions": [decision.id for decision in rulebook.ranked[1:]],
        "suggestions": [decision.id for decision in rulebook.decisions if decision.options],
    }


def _fault(way: str, keys: Mapping[str, Collection[str]]) -> str | None:
    """What is wrong with a way to a field, None where it leads to one."""
    names = way.split(".")
    hint: Any = Recommendation
    for position, name in enumerate(names):
        inside = _inside(hint, names[position - 1], keys)
        if inside is None:
            return f"{quoted('.'.join(names[:position]))} has no fields."
        fields, otherwise = inside
        if name not in fields and otherwise is None:
            where = f" of {quoted('.'.join(names[:position]))}" if position else " of a recommendation"
            told = f"{quoted(name)} is no field{where}."
            guess = did_you_mean(name, fields)
            return f"{told} {guess}" if guess else told
        hint = fields.get(name, otherwise)
    return None


def _inside(hint: Any, name: str, keys: Mapping[str, Collection[str]]) -> tuple[Mapping[str, Any], Any] | None:
    """The fields of what has a type, and the type of all others where any key may stand; None where it has none."""
    mapping = _mapping_in(hint)
    if mapping is None:
        kinds = classes_in(hint)
        return (members(kinds[0]), None) if kinds else None
    _, value = get_args(mapping)
    return (dict.fromkeys(keys[name], value), None) if name in keys else ({}, value)


def _mapping_in(hint: Any) -> Any:
    """The mapping that a type is, of one or null; None where it is anything else."""
    arguments: Sequence[Any] = [hint, *get_args(hint)] if get_origin(hint) is not Mapping else [hint]
    return next((one for one in arguments if get_origin(one) is Mapping), None)
