"""The classes of the JSON that is published: their fields, with the types that stand there, and their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kpo_advisor.advice import explain as explaining
from kpo_advisor.advice.explain import Contrasted, Explanation
from kpo_advisor.advice.matrix import CriterionRow, Matrix, Total
from kpo_advisor.advice.rule_outcomes import RuleEffect, RuleOutcome
from kpo_advisor.certainty.near_misses import Miss
from kpo_advisor.comparison import side_by_side
from kpo_advisor.comparison import what_if as changing
from kpo_advisor.comparison.before_after import Becomes
from kpo_advisor.comparison.changes import AnswerChange, WeightChange
from kpo_advisor.comparison.side_by_side import Other, SideBySide
from kpo_advisor.comparison.what_if import RankHeld, RuleChange, WhatIf
from kpo_advisor.model.assessment import Applies, Certainty, Fit
from kpo_advisor.model.finding import Unread
from kpo_advisor.model.questions import Answer
from kpo_advisor.model.recommendation import (
    SCHEMA,
    Advice,
    CitedBar,
    CitedFact,
    CitedReason,
    OpenCheck,
    Placed,
    PlanRow,
    ProfileSummary,
    Ranked,
    Recommendation,
)
from kpo_advisor.model.rules import EffectKind, PrintKind
from kpo_advisor.model.sensitivity import (
    Change,
    Contrast,
    Difference,
    Flip,
    Mainstay,
    Mildness,
    OpenQuestion,
    Proviso,
    Turn,
)
from kpo_advisor.model.stability import Stability
from kpo_advisor.portfolios import placement
from kpo_advisor.portfolios.placement import Placement, RuledOut, UnreadWork
from kpo_advisor.several import panel
from kpo_advisor.several.panel import Panel, PanelResult, Stand

_Certainty = Literal["certain", "provisional", "none"]
_Standing = Literal["eligible", "held-back", "excluded"]
NARROWED = Mapping[Literal["one_of", "between", "ticked", "perhaps"], tuple[str | int | float, ...]]
PLAIN = str | int | float | tuple[str, ...]
ANSWER = PLAIN | NARROWED
"""What an answer may be, plain or not settled; unknown is a text too."""

_NARROWER: Mapping[tuple[type, str], Any] = {
    (Recommendation, "schema"): Literal[SCHEMA],
    (Unread, "schema"): Literal[SCHEMA],
    (Panel, "schema"): Literal[panel.SCHEMA],
    (SideBySide, "schema"): Literal[side_by_side.SCHEMA],
    (WhatIf, "schema"): Literal[changing.SCHEMA],
    (Explanation, "schema"): Literal[explaining.SCHEMA],
    (Placement, "schema"): Literal[placement.SCHEMA],
    (UnreadWork, "schema"): Literal[placement.SCHEMA],
    (Placement, "certainty"): _Certainty,
    (Placement, "standing"): _Standing | None,
    (RuledOut, "standing"): _Standing,
    (Recommendation, "certainty"): _Certainty,
    (Recommendation, "conditions_are"): Literal["smallest", "enough", "open"] | None,
    (Placed, "certainty"): _Certainty,
    (PlanRow, "certainty"): _Certainty,
    (PanelResult, "certainty"): _Certainty,
    (PanelResult, "standing"): _Standing | None,
    (Ranked, "standing"): _Standing,
    (ProfileSummary, "answers"): Mapping[str, ANSWER],
    (ProfileSummary, "activities"): Mapping[str, Mapping[str, ANSWER]],
    (CitedReason, "answers"): Mapping[str, ANSWER],
    (Change, "before"): PLAIN,
    (Change, "after"): PLAIN,
    (AnswerChange, "before"): ANSWER | None,
    (AnswerChange, "after"): ANSWER | None,
    (OpenQuestion, "narrowed"): NARROWED | None,
    (Turn, "answer"): PLAIN,
    (Stand, "answer"): ANSWER,
    (Mainstay, "answer"): PLAIN,
    (Mainstay, "change"): PLAIN,
    (RankHeld, "standing"): _Standing,
    (RuleChange, "change"): Literal["fires", "stops", "opens", "closes", "for-now", "for-good"],
    (Total, "standing"): _Standing,
    (Contrasted, "fewest"): tuple[str, ...],
    (RuleOutcome, "status"): Literal["fires", "for-now", "open", "missed"],
    (RuleOutcome, "answers"): Mapping[str, ANSWER],
    (Miss, "given"): ANSWER,
    (Miss, "answers"): tuple[ANSWER, ...],
    (Flip, "kind"): Literal["do", "misjudged"],
    (Flip, "status"): Literal["found", "never", "beyond", "not-decided"],
}
"""What is promised beyond the types of the model, by class and field."""

_IN_PLACE: Mapping[tuple[type, str], tuple[str, Any]] = {(Stability, "factor_squared"): ("factor", float | None)}
"""What is written in place of a field: its name and type."""

_SPREAD = ((Contrasted, "contrast"),)
"""Fields in whose place those of the class in them are written."""

_PUBLISHED_AS = {OpenCheck: "Check", CitedReason: "ReasonGiven", CitedBar: "BarGiven", Advice: "Remark", Other: "Side"}
"""Names that classes have in what is published: those that they had first, or that say more by themselves."""

# What the models import for type checkers only.
_OF_RESULTS = (Fraction, Mapping, Stability, Certainty, EffectKind, PrintKind, Applies, Fit, Contrast, Flip)
_OF_SEVERAL = (Mainstay, Mildness, OpenQuestion, Proviso, AnswerChange, WeightChange, CitedReason, Ranked)
_OF_EXPLANATIONS = (Matrix, CriterionRow, RuleOutcome, RuleEffect, Miss, Difference, CitedFact, Becomes)
_NAMES = {kind.__name__: kind for kind in (*_OF_RESULTS, *_OF_SEVERAL, *_OF_EXPLANATIONS, Recommendation)} | {
    "Answer": Answer
}


@cache
def members(kind: type) -> Mapping[str, Any]:
    """The fields of a class as they are written, by name, each with its type: classes of the model inside it stay.

    Fractions are numbers, and enumerations texts.
    """
    hints = get_type_hints(kind, localns=_NAMES)
    found: dict[str, Any] = {}
    for field in fields(kind):
        if (kind, field.name) in _SPREAD:
            found |= members(hints[field.name])
            continue
        name, hint = _IN_PLACE.get((kind, field.name), (field.name, hints[field.name]))
        found[name] = _as_written(_NARROWER.get((kind, name), hint))
    return found


def published_name(kind: type) -> str:
    """What a class of the model is called in what is published."""
    return _PUBLISHED_AS.get(kind, kind.__name__)


def classes_in(hint: Any) -> list[type]:
    """The classes of the model that a type holds, in the order in which it names them."""
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [kind for argument in get_args(hint) for kind in classes_in(argument)]


def with_classes(hint: Any, replaced: Mapping[type, type]) -> Any:
    """A type with other classes in place of those of the model."""
    if isinstance(hint, type) and is_dataclass(hint):
        return replaced[hint]
    inner = tuple(with_classes(argument, replaced) for argument in get_args(hint))
    origin = get_origin(hint)
    if origin is None or origin is Literal:
        return hint
    return Union[inner] if origin in (Union, UnionType) else origin[inner]  # noqa: UP007  # computed


def _as_written(hint: Any) -> Any:
    if hint is Fraction:
        return float
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return str
    origin = get_origin(hint)
    if origin is None or origin is Literal:
        return hint
    inner = tuple(_as_written(argument) for argument in get_args(hint))
    return Union[inner] if origin in (Union, UnionType) else origin[inner]  # noqa: UP007  # computed
