"""The JSON Schema of profiles, against one rulebook's questionnaire.

It is for editors: completion, hover texts and a first check. Whatever the loader takes, it takes;
the loader refuses more (combinations, what YAML's versions read differently).
`enumDescriptions`, which VS Code and yaml-language-server show, is beside the standard and ignored elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kpo_advisor.model.questions import Kind
from kpo_advisor.model.reserved import NOTHING, UNKNOWN
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.profiles.expectation import CERTAINTIES, excludable, mentionable
from kpo_advisor.profiles.fields import TITLE_MAX
from kpo_advisor.profiles.profile import MAX_SHARE, MAX_WEIGHT, MOST_ACTIVITIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_UNKNOWN: Schema = {"enum": [UNKNOWN, None], "enumDescriptions": ["asked, and not known"] * 2}
_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_TITLE: Schema = {**_TEXT, "maxLength": TITLE_MAX}
_YES_NO_WORDS = "^(?:[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"


def profile_schema(rulebook: Rulebook) -> Schema:
    """The JSON Schema (2020-12) of a profile for this rulebook: its questions, choices, criteria and ids."""
    answers = {id: _answer(question, rulebook) for id, question in rulebook.questions.items()}
    return {
        "$schema": DIALECT,
        "title": f"A profile for {rulebook.title}, version {rulebook.version}",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {"description": description, **_or_nothing(schema)}
            for key, (schema, description) in _keys(rulebook).items()
        },
        "$defs": {"answers": _table(answers)},
    }


def _keys(rulebook: Rulebook) -> dict[str, tuple[Schema, str]]:
    """What each key of a profile takes, and what it is for."""
    notes = {id: {**_TEXT, "description": question.ask} for id, question in rulebook.questions.items()}
    activities = {"type": "array", "minItems": 1, "maxItems": MOST_ACTIVITIES, "items": _activity()}
    return {
        "title": (_TITLE, "What the work is called in results; the name of the file by default."),
        "answers": ({"$ref": "#/$defs/answers"}, "Answers by question; what is left out was not asked."),
        "notes": (_table(notes), "Why answers are what they are, by question."),
        "weights": (_table(_weights(rulebook)), "Weights of criteria, in place of the rulebook's."),
        "activities": (activities, "Parts with answers of their own; the common answers hold for the rest."),
        "expect": (_expectation(rulebook), "What a worked case expects; makes the profile a test case."),
        "interview": ({"type": "object"}, "Where the draft of an interview stands; written by the interview alone."),
    }


def _table(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _or_nothing(schema: Schema) -> Schema:
    """The same, or a key without a value."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _activity() -> Schema:
    share = {"type": "integer", "minimum": 1, "maximum": MAX_SHARE, "default": 1}
    properties = {
        "title": {**_TITLE, "description": "What the part is called; no two parts alike."},
        "share": {**share, "description": "Its share of the hours, against the shares of the others."},
        "answers": _or_nothing({"$ref": "#/$defs/answers"}),
    }
    return {**_table(properties), "required": ["title"]}


def _weights(rulebook: Rulebook) -> dict[str, Schema]:
    return {
        criterion.id: {
            "type": "integer",
            "minimum": 1,
            "maximum": MAX_WEIGHT,
            "default": criterion.weight,
            "description": f"{criterion.title}: {criterion.rationale}",
        }
        for decision in rulebook.decisions
        for criterion in decision.criteria
    }


def _answer(question: Question, rulebook: Rulebook) -> Schema:
    return {"description": _description(question, rulebook), "anyOf": [*_known(question), _UNKNOWN]}


def _known(question: Question) -> list[Schema]:
    match question.kind:
        case Kind.NUMBER:
            bounds = (("minimum", question.minimum), ("maximum", question.maximum))
            return [{"type": "number", **{key: _plain(each) for key, each in bounds if each is not None}}]
        case Kind.YES_NO:
            return [{"enum": ["yes", "no", True, False]}, {"type": "string", "pattern": _YES_NO_WORDS}]
        case Kind.MULTI:
            return [_ticks(question), _choices(question)]
    return [_choices(question)]


def _choices(question: Question) -> Schema:
    return {
        "enum": list(question.choice_ids),
        "enumDescriptions": [
            f"{choice.means}, e.g. {choice.example}" if choice.example else choice.means for choice in question.choices
        ],
    }


def _ticks(question: Question) -> Schema:
    schema: Schema = {"type": "array", "items": _choices(question), "minItems": 1, "uniqueItems": True}
    if question.maximum_choices is not None:
        schema["maxItems"] = question.maximum_choices
    if question.exclusive:
        alone = [id for id in question.choice_ids if id in question.exclusive]
        schema["if"] = {"contains": {"enum": alone}}
        schema["then"] = {"maxItems": 1}
    return schema


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)


def _description(question: Question, rulebook: Rulebook) -> str:
    unit = f"In {question.unit}." if question.unit else ""
    choices = "\n".join(f"- {choice.id}: {choice.means}" for choice in question.choices)
    knows = f"Who knows: {', '.join(question.who_knows)}."
    only_if = f"Only if {in_words(question.only_if, rulebook.questions)}." if question.only_if is not None else ""
    parts = (question.ask, question.help, unit, choices, knows, only_if)
    return "\n\n".join(part.strip() for part in parts if part)


def _expectation(rulebook: Rulebook) -> Schema:
    main = [alternative.id for alternative in rulebook.main.alternatives]
    mentions = list(mentionable(rulebook))
    properties: dict[str, Schema] = {
        "recommended": {"enum": [*main, NOTHING]},
        "acceptable": _ids(main),
        "excluded": _ids(excludable(rulebook)),
        "mentions": _ids(mentions),
        "certainty": {"enum": list(CERTAINTIES)},
        "fails": {**_TEXT, "description": "Why the case is known to fail."},
        "unreachable": {
            "type": ["object", "null"],
            "description": "Mentions that no answer can bring about, each with the reason.",
            "propertyNames": {"enum": mentions},
            "additionalProperties": _TEXT,
        },
    }
    return {**_table(properties), "minProperties": 1}


def _ids(ids: Iterable[str]) -> Schema:
    """A list of ids, or one of them by itself, or a key without a value."""
    one: Schema = {"enum": list(ids)}
    return {"anyOf": [{"type": "array", "items": one, "uniqueItems": True}, one, {"type": "null"}]}
