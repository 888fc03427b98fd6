"""The kinds of files of a rulebook: the shape and the JSON Schema of each, and how one is known by path and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpo_advisor.files.file_names import stem_of
from kpo_advisor.model.reserved_ids import FILES
from kpo_advisor.rulebooks import question_shapes, shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpo_advisor.rulebooks.shapes import Shape

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FILE_SHAPES: dict[str, type[Shape]] = {
    "rulebook": shapes.RulebookFile,
    "questions": question_shapes.QuestionsFile,
    "terms": shapes.TermsFile,
    "contradictions": shapes.ContradictionsFile,
    "laws": shapes.LawsFile,
    "facts": shapes.FactsFile,
    "decision": shapes.DecisionFile,
    "rules": shapes.RuleFile,
}


def kind_of(relative_path: str) -> str:
    """The key in FILE_SHAPES of a rulebook's file, by its path below the rulebook in any case, `/` between parts."""
    folder, _, name = relative_path.rpartition("/")
    stem = stem_of(name)
    if folder == "" and stem in FILES:
        return stem
    if folder.casefold() == "facts":
        return "facts"
    return "decision" if stem == "decision" else "rules"


def kinds_with(keys: Iterable[str]) -> set[str]:
    """The kinds of files that alone may have one of these keys at their top."""
    found = set()
    for key in keys:
        kinds = [kind for kind, shape in FILE_SHAPES.items() if key in shape.model_fields]
        if len(kinds) == 1:
            found.update(kinds)
    return found


def _documented_shapes() -> dict[str, type[Shape]]:
    """The shapes, with their docstrings also where Python runs without any: pydantic makes descriptions of them."""
    from kpo_advisor.text.docstrings import docstring

    for shape in shapes.Shape.__subclasses__():
        shape.__doc__ = docstring(shape)
    return FILE_SHAPES


def rulebook_schema() -> Schema:
    """One JSON Schema (2020-12) that takes any file of a rulebook; `$defs` holds every kind by its name.

    It is for editors: completion, hover texts and a first check. Whatever the loader takes, it takes; the loader
    refuses more (ids that must be unique, references, what YAML's versions read differently).
    """
    from pydantic.json_schema import models_json_schema

    found = _documented_shapes().values()
    references, schema = models_json_schema([(shape, "validation") for shape in found], by_alias=True)
    return {
        "$schema": DIALECT,
        "title": "A file of a rulebook",
        "anyOf": [references[shape, "validation"] for shape in found],
        **schema,
    }
