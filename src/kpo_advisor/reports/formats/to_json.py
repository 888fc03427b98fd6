"""What was found as JSON: contracts for scripts, whose names are those of the models.

Scores are rounded to one decimal, halves to even. Weights that come out as fractions are rounded to hundredths: the
ends of a range to the side where first place holds, `factor` down to tenths, the rest to the nearest. Answers that
are numbers are whole or decimal, as near as 17 digits come. Characters that could steer a terminal or cannot be
written as UTF-8 are JSON escapes; all other Unicode stands as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from kpo_advisor.comparison.changes import Stated
from kpo_advisor.model.finding import Unread
from kpo_advisor.model.questions import Among, Between, PerhapsTicked
from kpo_advisor.model.recommendation import SCHEMA, CitedReason, ProfileSummary
from kpo_advisor.model.sensitivity import Change, Mainstay, OpenQuestion, Turn
from kpo_advisor.model.stability import Stability
from kpo_advisor.portable.emit import json_number
from kpo_advisor.portable.most_faults import bounded
from kpo_advisor.several.panel import Stand
from kpo_advisor.text.escape import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpo_advisor.advice.explain import Contrasted, Explanation, PieceExplained
    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.certainty.near_misses import Miss
    from kpo_advisor.comparison.side_by_side import SideBySide
    from kpo_advisor.comparison.what_if import WhatIf
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.stability import Tie
    from kpo_advisor.several.panel import Panel

UNKNOWN = "unknown"
_ANSWERS: Mapping[type, tuple[str, ...]] = {
    Change: ("before", "after"),
    Turn: ("answer",),
    Stand: ("answer",),
    Mainstay: ("answer", "change"),
}
"""The fields that are an answer, by class."""


def to_json(found: Recommendation | Explanation | WhatIf | SideBySide | Panel) -> str:
    """What was found as indented JSON without a line end; `schema` in it says by which contract."""
    writers: dict[str, Callable[..., str]] = {
        "recommendation": recommendation_json,
        "explanation": explanation_json,
        "what-if": written,
        "compare": written,
        "panel": written,
    }
    return writers[found.schema.split("/")[1]](found)


def recommendation_json(recommendation: Recommendation, *, indent: int | None = 2) -> str:
    """The recommendation as JSON without a line end: indented, or on one line."""
    return written(recommendation, indent)


def unread_json(findings: Sequence[Finding], *, indent: int | None = None) -> str:
    """What stands in place of a profile that could not be read: its faults, a hundred at most and their number."""
    told = bounded(findings)
    return written(Unread.of(SCHEMA, told[0].file, told), indent)


def explanation_json(explanation: Explanation) -> str:
    """The explanation: the recommendation as by itself, and beside it what is behind it."""
    return written({**fields_of(explanation), "pieces": [_piece(piece) for piece in explanation.pieces]})


def written(found: object, indent: int | None = 2) -> str:
    """Whatever is made of models, mappings, sequences and plain values, as JSON."""
    text = json.dumps(
        found,
        ensure_ascii=False,
        check_circular=False,
        indent=indent,
        separators=(",", ":") if indent is None else None,
        default=_plain,
    )
    return escaped(text)


def _plain(value: object) -> object:
    """What `json` can write in place of one value; it asks again for what is inside."""
    if type(value) is Fraction:
        return round(value * 10) / 10
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Stability):
        return _stability(value)
    if isinstance(value, Stated):
        return _answer(value.answer) if value.given else None
    found = fields_of(value)
    for name in _ANSWERS.get(type(value), ()):
        found[name] = _answer(found[name])
    if type(value) is CitedReason or type(value) is ProfileSummary:
        found["answers"] = _answers(value.answers)
    if type(value) is ProfileSummary:
        found["activities"] = {title: _answers(own) for title, own in value.activities.items()}
    elif type(value) is OpenQuestion:
        found["narrowed"] = None if value.narrowed is None else _answer(value.narrowed)
    return found


_known: dict[type, tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]] = {}


def fields_of(value: Any) -> dict[str, Any]:
    """The fields of a dataclass, of which every one here has two or more, as they are."""
    kind = type(value)
    if kind not in _known:
        names = tuple(field.name for field in fields(value))
        _known[kind] = names, attrgetter(*names)
    names, values = _known[kind]
    return dict(zip(names, values(value), strict=True))


def _answer(answer: object) -> object:
    """An answer as a profile in JSON would give it."""
    if answer is None:
        return UNKNOWN
    if isinstance(answer, Among | Between | PerhapsTicked):
        return {key: [_answer(item) for item in items] for key, items in answer.stated.items()}
    return json_number(answer) if isinstance(answer, Fraction) else answer


def _answers(answers: Mapping[str, object]) -> dict[str, object]:
    return {id: _answer(answer) for id, answer in answers.items()}


def _hundredths(value: Fraction) -> float:
    return round(value * 100) / 100


def _stability(found: Stability) -> dict[str, Any]:
    ranges = []
    for span in found.ranges:
        low, high = span.inward
        ranges.append({**fields_of(span), "low": float(low), "high": None if high is None else float(high)})
    return {
        "alternative": found.alternative,
        "rivals": found.rivals,
        "half_to_double": found.half_to_double,
        "factor": None if found.factor is None else float(found.factor),
        "ranges": ranges,
        "ties": [_tie(tie) for tie in found.ties],
    }


def _tie(tie: Tie) -> dict[str, Any]:
    moves = [{**fields_of(move), "to": _hundredths(move.to)} for move in tie.moves]
    return {**fields_of(tie), "total": _hundredths(tie.total), "moves": moves}


def _piece(piece: PieceExplained) -> dict[str, Any]:
    contrasts = [_contrast(compared) for compared in piece.contrasts]
    return {**fields_of(piece), "contrasts": contrasts, "rules": [_rule(rule) for rule in piece.rules]}


def _contrast(compared: Contrasted) -> dict[str, Any]:
    return {**fields_of(compared.contrast), "fewest": [criterion.criterion for criterion in compared.fewest]}


def _rule(rule: RuleOutcome) -> dict[str, Any]:
    return {**fields_of(rule), "answers": _answers(rule.answers), "misses": [_miss(miss) for miss in rule.misses]}


def _miss(miss: Miss) -> dict[str, Any]:
    answers = [_answer(answer) for answer in miss.answers]
    return {"question": miss.question, "given": _answer(miss.given), "would": miss.would, "answers": answers}
