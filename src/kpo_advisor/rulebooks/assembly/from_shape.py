"""Making the model's nouns from the shapes of the files, whose fields have the same names."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from kpo_advisor.rulebooks.shapes import Shape

T = TypeVar("T")


def made(noun: type[T], shape: Shape, **given: Any) -> T:
    """A noun with the values given, and the shape's for every other field that both have; lists become tuples."""
    for name in _shared(noun, type(shape)):  # type: ignore[arg-type]  # a class can be hashed
        if name not in given:
            value = getattr(shape, name)
            given[name] = tuple(value) if isinstance(value, list) else value
    return noun(**given)


@cache
def _shared(noun: Any, shape: type[Shape]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(noun) if field.name in shape.model_fields)
