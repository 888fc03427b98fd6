"""The recommendation as JSON, and the JSON Schema of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, make_dataclass
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.recommendation import (
    Advice,
    Change,
    CitedBar,
    CitedReason,
    Flip,
    Placed,
    PlanRow,
    Ranked,
    Recommendation,
    Turn,
)
from kpo_advisor.model.rules import EffectKind, PrintKind
from kpo_advisor.model.stability import Stability
from kpo_advisor.reports.stability_json import stability_data
from kpo_advisor.text.docstrings import docstring
from kpo_advisor.text.escape import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

UNKNOWN = "unknown"

_Certainty = Literal["certain", "provisional", "none"]
_Answer = str | int | float | tuple[str, ...]
_NARROWER: Mapping[tuple[type, str], Any] = {
    (Recommendation, "schema"): Literal["kpo-advisor/recommendation/1"],
    (Recommendation, "certainty"): _Certainty,
    (Recommendation, "stability"): Mapping[str, Any] | None,
    (Placed, "certainty"): _Certainty,
    (PlanRow, "certainty"): _Certainty,
    (Ranked, "standing"): Literal["eligible", "held-back", "excluded"],
    (CitedReason, "answers"): Mapping[str, _Answer],
    (Change, "before"): _Answer,
    (Change, "after"): _Answer,
    (Turn, "answer"): _Answer,
    (Flip, "kind"): Literal["do", "misjudged"],
    (Flip, "status"): Literal["found", "never", "beyond", "not-decided"],
}
"""What the schema promises beyond the types of the model, by class and field."""

_PUBLISHED_AS = {CitedReason: "ReasonGiven", CitedBar: "BarGiven", Advice: "Remark"}
"""Names that classes have in the schema since they were called so."""


def recommendation_json(recommendation: Recommendation, *, indent: int | None = None) -> str:
    """The recommendation as JSON without a line end: on one line, or indented.

    Names and order are those of the dataclasses. Scores and ranges are rounded to one decimal, halves to
    even; number answers are whole or decimal numbers, as near as 17 digits come. Characters that could
    steer a terminal or cannot be written as UTF-8 are JSON escapes; all other Unicode stands as it is.
    """
    text = json.dumps(
        recommendation,
        ensure_ascii=False,
        check_circular=False,
        indent=indent,
        separators=(",", ":") if indent is None else None,
        default=_plain,
    )
    return escaped(text)


def recommendation_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `recommendation_json` writes; fields may be added in later versions."""
    from pydantic import TypeAdapter

    found = TypeAdapter(_published(Recommendation, {})).json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Recommendation of kpo-advisor"}
    return {**head, **{key: value for key, value in found.items() if key != "title"}}


def _plain(value: object) -> object:
    """What `json` can write in place of one value; it asks again for what is inside."""
    if type(value) is Fraction:
        return _one_decimal(value)
    if isinstance(value, Mapping):
        return dict(value)
    names, values = _fields_of(type(value))
    found = dict(zip(names, values(value), strict=True))
    if type(value) is CitedReason:
        found["answers"] = {id: _answer(answer) for id, answer in value.answers.items()}
    elif type(value) is Change:
        found["before"], found["after"] = _answer(value.before), _answer(value.after)
    elif type(value) is Recommendation:
        found["stability"] = stability_data(value.stability)
    elif type(value) is Turn:
        found["answer"] = _answer(value.answer)
    return found


def _one_decimal(value: Fraction) -> float:
    return round(value * 10) / 10


def _answer(answer: Any) -> object:
    if answer is None:
        return UNKNOWN
    if isinstance(answer, Fraction):
        return answer.numerator if answer.denominator == 1 else float(answer)
    return answer


_known_fields: dict[type, tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]] = {}


def _fields_of(kind: type) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """The names of a dataclass's fields, and what takes their values; every class here has two or more."""
    if kind not in _known_fields:
        names = tuple(field.name for field in fields(kind))
        _known_fields[kind] = names, attrgetter(*names)
    return _known_fields[kind]


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
    inner = tuple(_published(each, known) for each in get_args(hint))
    origin = get_origin(hint)
    if origin is None or origin is Literal:
        return hint
    return Union[inner] if origin in (Union, UnionType) else origin[inner]  # noqa: UP007  # computed


def _published_class(kind: type, known: dict[type, type]) -> type:
    # What the model imports for type checkers only.
    names = {each.__name__: each for each in (Fraction, Mapping, Stability, Certainty, EffectKind, PrintKind)}
    hints = get_type_hints(kind, localns=names)
    members = [
        (field.name, _published(_NARROWER.get((kind, field.name), hints[field.name]), known)) for field in fields(kind)
    ]
    return make_dataclass(_PUBLISHED_AS.get(kind, kind.__name__), members, namespace={"__doc__": docstring(kind)})
