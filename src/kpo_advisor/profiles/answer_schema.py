"""What JSON Schema says of answers: the choices, with what they mean for an editor to show.

`enumDescriptions`, which VS Code and yaml-language-server show, is beside the standard and ignored elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
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
    return {"description": _description(question, questions), "anyOf": [*_known(question), _UNKNOWN]}


def _known(question: Question) -> list[Schema]:
    match question.kind:
        case Kind.NUMBER:
            least = {} if question.minimum is None else {"minimum": json_number(question.minimum)}
            most = {} if question.maximum is None else {"maximum": json_number(question.maximum)}
            return [{"type": "number", **least, **most}]
        case Kind.YES_NO:
            return [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _YES_NO_WORDS}]
        case Kind.MULTI:
            return [_ticks(question), _choices(question)]
    return [_choices(question)]


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
        alone = [id for id in question.choice_ids if id in question.exclusive]
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
