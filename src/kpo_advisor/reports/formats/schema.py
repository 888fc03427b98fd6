"""The JSON Schema of a recommendation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, make_dataclass
from enum import StrEnum
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from kpo_advisor.model.assessment import Applies, Certainty, Fit
from kpo_advisor.model.finding import Unread
from kpo_advisor.model.recommendation import (
    Advice,
    CitedBar,
    CitedReason,
    OpenCheck,
    Placed,
    PlanRow,
    Ranked,
    Recommendation,
)
from kpo_advisor.model.rules import EffectKind, PrintKind
from kpo_advisor.model.sensitivity import Change, Contrast, Flip, Mainstay, Mildness, OpenQuestion, Proviso, Turn
from kpo_advisor.model.stability import Stability
from kpo_advisor.reports.formats.field_words import words_of
from kpo_advisor.text.docstrings import docstring

_Certainty = Literal["certain", "provisional", "none"]
_Narrowed = Mapping[Literal["one_of", "between", "ticked", "perhaps"], tuple[str | int | float, ...]]
_Plain = str | int | float | tuple[str, ...]
_Answer = _Plain | _Narrowed
_NARROWER: Mapping[tuple[type, str], Any] = {
    (Recommendation, "schema"): Literal["kpo-advisor/recommendation/2"],
    (Unread, "schema"): Literal["kpo-advisor/recommendation/2"],
    (Recommendation, "certainty"): _Certainty,
    (Recommendation, "conditions_are"): Literal["smallest", "enough", "open"] | None,
    (Recommendation, "stability"): Mapping[str, Any] | None,
    (Placed, "certainty"): _Certainty,
    (PlanRow, "certainty"): _Certainty,
    (Ranked, "standing"): Literal["eligible", "held-back", "excluded"],
    (CitedReason, "answers"): Mapping[str, _Answer],
    (Change, "before"): _Plain,
    (Change, "after"): _Plain,
    (OpenQuestion, "narrowed"): _Narrowed | None,
    (Turn, "answer"): _Plain,
    (Mainstay, "answer"): _Plain,
    (Mainstay, "change"): _Plain,
    (Flip, "kind"): Literal["do", "misjudged"],
    (Flip, "status"): Literal["found", "never", "beyond", "not-decided"],
}
"""What the schema promises beyond the types of the model, by class and field."""

_PUBLISHED_AS = {OpenCheck: "Check", CitedReason: "ReasonGiven", CitedBar: "BarGiven", Advice: "Remark"}
"""Names that classes have in the schema since they were called so."""


def recommendation_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `recommend` writes: recommendations and, of several profiles, what was unread.

    Fields may be added in later versions.
    """
    from pydantic import TypeAdapter

    written = _published(Recommendation | Unread, {})
    found = TypeAdapter(written).json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Recommendation of kpo-advisor"}
    return {**head, **{key: value for key, value in found.items() if key != "title"}}


def _published(hint: Any, known: dict[type, type]) -> Any:
    """A type as it is in JSON: fractions are numbers, and of every dataclass all fields are there.

    Pydantic by itself would publish a fraction as text and a field with a default as one that may be missing.
    """
    if hint is Fraction:
        return float
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    if isinstance(hint, type) and is_dataclass(hint):
        if hint not in known:
            known[hint] = _published_class(hint, known)
        return known[hint]
    inner = tuple(_published(argument, known) for argument in get_args(hint))
    origin = get_origin(hint)
    if origin is None or origin is Literal:
        return hint
    return Union[inner] if origin in (Union, UnionType) else origin[inner]  # noqa: UP007  # computed


def _published_class(kind: type, known: dict[type, type]) -> type:
    from pydantic import Field

    # What the model imports for type checkers only.
    of_results = (Fraction, Mapping, Stability, Certainty, EffectKind, PrintKind)
    imported = (*of_results, Applies, Fit, Contrast, Flip, Mainstay, Mildness, OpenQuestion, Proviso)
    names = {imported_class.__name__: imported_class for imported_class in imported}
    hints = get_type_hints(kind, localns=names)
    name = _PUBLISHED_AS.get(kind, kind.__name__)
    members = []
    for field in fields(kind):
        published = _published(_NARROWER.get((kind, field.name), hints[field.name]), known)
        members.append((field.name, Annotated[published, Field(description=words_of(name, field.name))]))
    return make_dataclass(name, members, namespace={"__doc__": docstring(kind)})
