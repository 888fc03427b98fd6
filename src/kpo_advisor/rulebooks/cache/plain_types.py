"""The classes that a kept rulebook is made of, and whether their fields hold what these are declared to hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from kpo_advisor.model import conditions, questions, rulebook, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def _made_of(is_wanted: Callable[[type], bool]) -> Iterator[type]:
    """The classes of the model that are wanted, in their order."""
    for module in (conditions, questions, rules, rulebook):
        own = (value for value in vars(module).values() if isinstance(value, type))
        yield from (cls for cls in own if cls.__module__ == module.__name__ and is_wanted(cls))


CLASSES: tuple[type, ...] = tuple(_made_of(is_dataclass))
ENUMS: tuple[type[Enum], ...] = tuple(cls for cls in _made_of(lambda cls: issubclass(cls, Enum)))

_NAMED: dict[str, tuple[type, ...]] = {
    **{cls.__name__: (cls,) for cls in (*CLASSES, *ENUMS, str, int, bool, Fraction, tuple, frozenset)},
    **{"None": (type(None),), "Mapping": (dict,), "Condition": get_args(conditions.Condition), "Comparison": (str,)},
    "Finding": (),  # of which a rulebook that is kept has none
}
"""The words of the declarations in the model, read as they are written: resolving them takes longer than loading."""


class _Holds(NamedTuple):
    """What the parts of one field may be; for pairs, what stands in each, in order."""

    position: int
    parts: frozenset[type]
    pair: tuple[type, ...] | None


def check_types(cls: type, values: Sequence[Any]) -> None:
    """Raise TypeError where the first fields of a class cannot hold these values."""
    for position, parts, pair in _containers(cls, *map(type, values)):
        value = values[position]
        if not value:
            continue
        if type(value) is dict:
            if {*map(type, value)} != {str}:
                raise TypeError("the keys are no texts")
            value = value.values()
        if not parts.issuperset(map(type, value)):
            raise TypeError("a field holds what it cannot")
        if pair and any(tuple(map(type, part)) != pair for part in value):
            raise TypeError("these are no pairs")


@cache
def _containers(cls: type, *found: type) -> tuple[_Holds, ...]:
    """The fields that hold several things, where the fields may be of these types; else raises TypeError."""
    held = []
    for position, (field, kind) in enumerate(zip(fields(cls), found, strict=False)):
        allowed, holds = _declared(position, str(field.type))
        if kind not in allowed:
            raise TypeError(f"a field is no {kind.__name__}")
        if holds and kind in (tuple, frozenset, dict):
            held.append(holds)
    return tuple(held)


def _declared(position: int, words: str) -> tuple[frozenset[type], _Holds | None]:
    """What a declaration such as `str | None` or `tuple[tuple[str, int], ...]` allows for a field and its parts."""
    outer, bracket, inner = words.removesuffix("]").partition("[")
    if not bracket:
        return frozenset(kind for word in words.split(" | ") for kind in _NAMED[word]), None
    inner = inner.removesuffix(", ...").removeprefix("str, ")  # the keys of a mapping are texts
    part, bracket, pair = inner.removesuffix("]").partition("[")
    kinds = tuple(_NAMED[word][0] for word in pair.split(", ")) if bracket else None
    return frozenset(_NAMED[outer]), _Holds(position, frozenset(_NAMED[part]), kinds)
