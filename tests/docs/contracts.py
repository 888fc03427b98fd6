"""The fields of what is published in JSON as tables of Markdown, a class each, from their types and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from kpo_advisor.advice.explain import Explanation
from kpo_advisor.comparison.side_by_side import SideBySide
from kpo_advisor.comparison.what_if import WhatIf
from kpo_advisor.model.finding import Unread
from kpo_advisor.model.recommendation import Recommendation
from kpo_advisor.portfolios.placement import Placement, UnreadWork
from kpo_advisor.reports.formats.contracts.field_words import words_of
from kpo_advisor.reports.formats.contracts.published import (
    ANSWER,
    NARROWED,
    PLAIN,
    classes_in,
    members,
    published_name,
)
from kpo_advisor.several.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTRACTS: Mapping[str, tuple[type, ...]] = {
    "recommendation": (Recommendation, Unread),
    "panel": (Panel,),
    "compare": (SideBySide,),
    "what-if": (WhatIf,),
    "explain": (Explanation,),
    "portfolio": (Placement, UnreadWork),
}
"""The classes that stand at the top of what each command writes."""

_PLAIN_WORDS = {
    str: "text",
    int: "whole number",
    float: "number",
    bool: "true or false",
    type(None): "null",
    Any: "anything",
}
_ANSWERS = [(ANSWER, "[answer](#answers)"), (PLAIN, "[plain answer](#answers)"), (NARROWED, "[open answer](#answers)")]


def tables(contract: str) -> list[str]:
    """The lines of the tables of a contract: its own classes, and those inside them that no earlier contract has."""
    lines: list[str] = []
    for kind in _classes(contract):
        lines += [f"### {published_name(kind)}", "", "| Field | Is | Means |", "|---|---|---|"]
        for field, hint in members(kind).items():
            lines.append(f"| `{field}` | {_words(hint)} | {_told(kind, field)} |")
        lines.append("")
    return lines[:-1]


def _told(kind: type, field: str) -> str:
    return words_of(published_name(kind), field).replace("<", r"\<")


def _classes(contract: str) -> list[type]:
    told: list[type] = []
    for name, tops in CONTRACTS.items():
        before = len(told)
        for top in tops:
            told += [kind for kind in _reached(top, ()) if kind not in told]
        if name == contract:
            return told[before:]
    raise KeyError(contract)


def _reached(kind: type, above: tuple[type, ...]) -> Iterator[type]:
    """A class and all that its fields hold, each once."""
    found: dict[type, None] = {kind: None}
    for hint in members(kind).values():
        for inside in classes_in(hint):
            if inside not in above:
                found.update(dict.fromkeys(_reached(inside, (*above, kind))))
    yield from found


def _words(hint: Any) -> str:
    """A type in words."""
    told = next((words for answer, words in _ANSWERS if hint == answer), _PLAIN_WORDS.get(hint))
    if told is not None:
        return told
    if isinstance(hint, type) and is_dataclass(hint):
        name = published_name(hint)
        return f"[{name}](#{name.lower()})"
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " or ".join(f"`{word}`" for word in inside)
    if origin is tuple:
        return f"list of {_words(inside[0])}"
    if origin is Mapping:
        return f"by key: {_words(inside[1])}"
    if type(None) in inside and set(get_args(ANSWER)) < set(inside):
        return f"{_words(ANSWER)} or null"
    if type(None) in inside and set(get_args(PLAIN)) < set(inside):
        return f"{_words(PLAIN)} or null"
    return " or ".join(_words(one) for one in inside)
