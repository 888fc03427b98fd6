"""JSON Schemas of the files of a rulebook.

They are for editors: completion, hover texts and a first check. Whatever the loader takes, they take;
the loader refuses more (ids that must be unique, references, what YAML's versions read differently).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpo_advisor.rulebooks.shapes import Shape

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _documented_shapes() -> dict[str, type[Shape]]:
    """The shapes, with their docstrings also where Python runs without any: pydantic makes descriptions of them."""
    from kpo_advisor.rulebooks.kinds import FILE_SHAPES
    from kpo_advisor.rulebooks.shapes import Shape
    from kpo_advisor.text.docstrings import docstring

    for shape in Shape.__subclasses__():
        shape.__doc__ = docstring(shape)
    return FILE_SHAPES


def rulebook_schema() -> Schema:
    """One JSON Schema (2020-12) that takes any file of a rulebook; `$defs` holds every kind by its name."""
    from pydantic.json_schema import models_json_schema

    shapes = _documented_shapes().values()
    references, schema = models_json_schema([(shape, "validation") for shape in shapes], by_alias=True)
    return {
        "$schema": DIALECT,
        "title": "A file of a rulebook",
        "anyOf": [references[shape, "validation"] for shape in shapes],
        **schema,
    }
