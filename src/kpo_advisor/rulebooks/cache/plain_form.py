"""A rulebook as plain data and back: texts, numbers and lists only, from which nothing but the model can come.

A list begins with a number that says what it is: one of the model's classes with its fields in their order,
without those at the end that have their default; a tuple; a set; a mapping; a fraction; or a kind.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kpo_advisor.rulebooks.cache.plain_types import CLASSES, ENUMS, check_types

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

_TUPLE, _SET, _MAPPING, _FRACTION, _FIRST_ENUM = -1, -2, -3, -4, -5
_NUMBER_OF = {cls: number for number, cls in enumerate(CLASSES)}
_PLAIN = (str, int, bool, type(None))


def as_json(rulebook: Rulebook) -> bytes:
    """The rulebook in this form; the same for the same rulebook."""
    return json.dumps(plain(rulebook), separators=(",", ":")).encode()


def from_json(body: bytes) -> Any:
    """What stands in this form. Raises what `rebuilt` raises, and ValueError for what is no JSON of this form."""
    return rebuilt(json.loads(body, object_pairs_hook=_refuse, parse_float=_refuse, parse_constant=_refuse))


def _refuse(found: object) -> None:
    raise ValueError(f"{found} has no place in this form")


def plain(value: Any) -> Any:
    """The value as lists, texts and numbers. Raises TypeError for what a rulebook never holds."""
    cls = type(value)
    if cls in _PLAIN:
        return value
    if cls in _NUMBER_OF:
        return [_NUMBER_OF[cls], *map(plain, _told(value))]
    if cls is tuple:
        return [_TUPLE, *map(plain, value)]
    if cls is frozenset:
        return [_SET, *sorted(value)]
    if cls is dict:
        return [_MAPPING, *(plain(part) for entry in value.items() for part in entry)]
    if cls is Fraction:
        return [_FRACTION, value.numerator, value.denominator]
    if cls in ENUMS:
        return [_FIRST_ENUM - ENUMS.index(cls), value.value]
    raise TypeError(f"a rulebook holds no {cls.__name__}")


def rebuilt(data: Any) -> Any:
    """The value of plain data.

    Raises ValueError, TypeError, LookupError, ZeroDivisionError or RecursionError for any other data, also where a
    field holds what it is not declared to hold.
    """
    if type(data) is not list:
        return data
    number = data[0]
    if number >= 0:
        cls, values = CLASSES[number], [rebuilt(part) if type(part) is list else part for part in data[1:]]
        check_types(cls, values)
        return cls(*values)
    if number == _TUPLE:
        return tuple([rebuilt(part) for part in data[1:]])
    if number == _SET:
        return frozenset(data[1:])
    if number == _MAPPING:
        return {key: rebuilt(part) for key, part in zip(data[1::2], data[2::2], strict=True)}
    if number == _FRACTION:
        return _fraction(*data[1:])
    return ENUMS[_FIRST_ENUM - number](*data[1:])


def _fraction(numerator: object, denominator: object) -> Fraction:
    # Only of two numbers: Fraction takes texts too, and one such as 1e999999999 would take all memory there is.
    if type(numerator) is not int or type(denominator) is not int:
        raise TypeError("a fraction is made of two whole numbers")
    return Fraction(numerator, denominator)


def _told(value: Any) -> list[Any]:
    """The fields up to the last that has not its default."""
    found = [(field, getattr(value, field.name)) for field in fields(value)]
    while found and _has_default(*found[-1]):
        found.pop()
    return [part for _, part in found]


def _has_default(field: Field[Any], value: object) -> bool:
    return field.default is not MISSING and type(value) is type(field.default) and value == field.default
