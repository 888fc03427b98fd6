"""The JSON Schemas (2020-12) of what commands write. Fields may be added in later versions."""

from __future__ import annotations

from dataclasses import make_dataclass
from typing import Annotated, Any

from kpo_advisor.advice.explain import Explanation
from kpo_advisor.comparison.side_by_side import SideBySide
from kpo_advisor.comparison.what_if import WhatIf
from kpo_advisor.model.finding import Unread
from kpo_advisor.model.recommendation import Recommendation
from kpo_advisor.portfolios.placement import Placement, UnreadWork
from kpo_advisor.reports.formats.contracts.field_words import words_of
from kpo_advisor.reports.formats.contracts.published import classes_in, members, published_name, with_classes
from kpo_advisor.several.panel import Panel
from kpo_advisor.text.docstrings import docstring


def recommendation_schema() -> dict[str, Any]:
    """What `recommend` writes: recommendations, and what stands in place of one whose profile could not be read."""
    return _schema(Recommendation | Unread, "Recommendation of kpo-advisor")


def panel_schema() -> dict[str, Any]:
    """What `panel` writes."""
    return _schema(Panel, "Panel of kpo-advisor")


def compare_schema() -> dict[str, Any]:
    """What `compare` writes."""
    return _schema(SideBySide, "Comparison of kpo-advisor")


def what_if_schema() -> dict[str, Any]:
    """What `what-if` writes."""
    return _schema(WhatIf, "Before and after of kpo-advisor")


def explanation_schema() -> dict[str, Any]:
    """What `explain` writes."""
    return _schema(Explanation, "Explanation of kpo-advisor")


def portfolio_schema() -> dict[str, Any]:
    """What a line of `portfolio --format jsonl` holds: where a piece of work goes, or why it could not be read."""
    return _schema(Placement | UnreadWork, "A line of a portfolio of kpo-advisor")


def _schema(hint: Any, title: str) -> dict[str, Any]:
    from pydantic import TypeAdapter

    found = TypeAdapter(_written(hint, {})).json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return {**head, **{key: value for key, value in found.items() if key != "title"}}


def _written(hint: Any, known: dict[type, type]) -> Any:
    """A type with classes for pydantic, in which all fields of every class are there.

    Pydantic by itself would publish a fraction as text and a field with a default as one that may be missing.
    """
    for kind in classes_in(hint):
        if kind not in known:
            known[kind] = _published_class(kind, known)
    return with_classes(hint, known)


def _published_class(kind: type, known: dict[type, type]) -> type:
    from pydantic import Field

    name = published_name(kind)
    described = [
        (field, Annotated[_written(hint, known), Field(description=words_of(name, field))])
        for field, hint in members(kind).items()
    ]
    return make_dataclass(name, described, namespace={"__doc__": docstring(kind)})
