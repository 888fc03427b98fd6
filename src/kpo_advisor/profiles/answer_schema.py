"""What JSON Schema says of answers: the choices, with what they mean for an editor to show.

`enumDescriptions`, which VS Code and yaml-language-server show, is beside the standard and ignored elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import BETWEEN, ONE_OF, PERHAPS, TICKED, Kind
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import json_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Question
    from kpo_advisor.profiles.fields import Schema

_UNKNOWN: Schema = {"enum": [UNKNOWN, None], "enumDescriptions": ["asked, and not known"] * 2}
_YES_NO_WORDS = "^(?:[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"


def answer_schema(question: Question, questions: Mapping[str, Question]) -> Schema:
    """What JSON Schema says of the answer to a question of a questionnaire."""
    found = [*_plain(question), _narrowed(question), _UNKNOWN]
    return {"description": _description(question, questions), "anyOf": found}


def _plain(question: Question) -> list[Schema]:
    match question.kind:
        case Kind.NUMBER:
            return [_number(question)]
        case Kind.YES_NO:
            return [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _YES_NO_WORDS}]
        case Kind.MULTI:
            return [_ticks(question), _choices(question)]
    return [_choices(question)]


def _narrowed(question: Question) -> Schema:
    """An answer that is not settled."""
    match question.kind:
        case Kind.NUMBER:
            ends = {"type": "array", "items": _number(question), "minItems": 2, "maxItems": 2}
            return _not_settled("From the least to the most that it may be.", {BETWEEN: ends}, [BETWEEN])
        case Kind.MULTI:
            lists = {TICKED: _several(question), PERHAPS: _several(question)}
            return {**_not_settled("What is ticked for sure, and what perhaps.", lists, []), "minProperties": 1}
    return _not_settled("One of these; it is not settled which.", {ONE_OF: _several(question)}, [ONE_OF])


def _several(question: Question) -> Schema:
    """Choices in a list, or one by itself; what they mean is said beside the plain answers."""
    one: Schema = {"anyOf": _plain(question)} if question.kind is Kind.YES_NO else {"enum": list(question.choice_ids)}
    return {"anyOf": [{"type": "array", "items": one, "uniqueItems": True}, one]}


def _not_settled(means: str, properties: Schema, required: list[str]) -> Schema:
    keys = {"properties": properties, "required": required, "additionalProperties": False}
    return {"type": "object", "description": means, **keys}


def _number(question: Question) -> Schema:
    least = {} if question.minimum is None else {"minimum": json_number(question.minimum)}
    most = {} if question.maximum is None else {"maximum": json_number(question.maximum)}
    return {"type": "number", **least, **most}


def _choices(question: Question) -> Schema:
    """The choices, and the old ids that they had in this question."""
    named = {choice.id: choice.explained for choice in question.choices}
    for choice in question.choices:
        old = (id for asked, id in choice.formerly if asked == question.id)
        named |= dict.fromkeys(old, f"an old id of {choice.id}")
    return {"enum": list(named), "enumDescriptions": list(named.values())}


def _ticks(question: Question) -> Schema:
    schema: Schema = {"type": "array", "items": _choices(question), "minItems": 1, "uniqueItems": True}
    if question.maximum_choices is not None:
        schema["maxItems"] = question.maximum_choices
    if question.exclusive:
        alone = list(question.in_order(question.exclusive))
        schema["if"] = {"contains": {"enum": alone}}
        schema["then"] = {"maxItems": 1}
    return schema


def _description(question: Question, questions: Mapping[str, Question]) -> str:
    unit = f"In {question.unit}." if question.unit else ""
    choices = "\n".join(f"- {choice.id}: {choice.means}" for choice in question.choices)
    knows = f"Who knows: {question.who}."
    only_if = f"Only if {in_words(question.only_if, questions)}." if question.only_if is not None else ""
    parts = (question.ask, question.help, unit, choices, knows, only_if, question.else_counts_as)
    return "\n\n".join(map(str.strip, filter(None, parts)))
