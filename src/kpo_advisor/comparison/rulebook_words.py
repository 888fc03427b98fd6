"""Everything a rulebook says, as fields in its own words: what two rulebooks are compared by."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.questions import CanBecome, Choice, Person
from kpo_advisor.model.rulebook import Law
from kpo_advisor.model.rules import STRENGTHS, ByAlternative, Exclusion, Rule
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.questions import Followed, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision

Fields = dict[str, str]
"""The fields of one thing, without those that say nothing; they read as the files do, with terms spelled out."""

RULEBOOK = "rulebook"

_STRENGTHS = {strength: word for word, strength in STRENGTHS.items()}
_CALLED = {"maximum_choices": "max", "printed_for": "for", "starts_from": "from"}
"""What fields of the model are called in the files, where that is another word."""

_ELSEWHERE: Mapping[str, str] = {}
"""For fields that are told as things of their own, or with another field."""


def in_fields(rulebook: Rulebook) -> dict[str, dict[str, Fields]]:
    """By kind and id, the fields of everything in a rulebook; the rulebook itself stands under RULEBOOK.

    The kinds are in the order in which they are told, and all there, whatever the rulebook has.
    """
    told = _Told(rulebook)
    header = {
        "name": rulebook.name,
        "title": rulebook.title,
        "version": rulebook.version,
        "close_call": str(rulebook.close_call),
        "decisions": ", ".join(rulebook.decision_by_id),
        "introduction": rulebook.introduction,
        "retired": " / ".join(f"{id}: {why}" for id, why in rulebook.retired.items()),
        "followed": " / ".join(f"{old.question} after {_answers(old)}" for old in rulebook.followed),
    }
    offers = {kind: dict[str, Fields]() for kind in ("decision", "alternative", "option", "topic", "criterion")}
    for decision in rulebook.decisions:
        told.decision(decision, offers)
    return {
        RULEBOOK: {RULEBOOK: {name: text for name, text in header.items() if text}},
        "person": {id: told.fields(person) for id, person in rulebook.people.items()},
        "section": {section.id: told.fields(section, questions=_ELSEWHERE) for section in rulebook.sections},
        "question": {id: told.question(question) for id, question in rulebook.questions.items()},
        "combination": {clash.id: told.fields(clash) for clash in rulebook.incompatible},
        "term": {id: told.term(id, rulebook) for id in rulebook.terms},
        **offers,
        "rule": {rule.id: told.rule(rule) for rule in rulebook.rules},
        "switched-off rule": _switched_off(rulebook, Rule),
        "switched-off law": _switched_off(rulebook, Law),
        "law": {law.id: told.law(law) for law in rulebook.laws},
        "document": {id: told.fields(document) for id, document in rulebook.documents.items()},
        "fact": {id: told.fields(fact) for id, fact in rulebook.facts.items()},
        "contradiction": {clash.id: told.fields(clash) for clash in rulebook.contradictions},
    }


def _switched_off(rulebook: Rulebook, kind: type) -> dict[str, Fields]:
    """The rules or the laws that overlays took out, and why."""
    return {taken.what.id: {"reason": taken.reason} for taken in rulebook.switched_off if isinstance(taken.what, kind)}


class _Told:
    """Puts the nouns of one rulebook into words, field by field as the model declares them."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.questions = rulebook.questions

    def fields(self, noun: Any, **given: Mapping[str, str]) -> Fields:
        """All that a noun says but its id; what is `given` for a field stands in its place."""
        found: Fields = {}
        for field in fields(noun):
            if field.name in given:
                found |= given[field.name]
            elif field.name != "id":
                found[_CALLED.get(field.name, field.name)] = self.text(getattr(noun, field.name))
        return {name: text for name, text in found.items() if text}

    def text(self, value: Any) -> str:
        """One value; nothing for what is not given, and for a condition that always holds."""
        if value is None or value == ALWAYS:
            return ""
        match value:
            case str() | int():
                return str(value)
            case Fraction():
                return number(value)
            case ByAlternative():
                return " / ".join(f"{id}: {text}" for id, text in value.texts)
            case frozenset():
                return ", ".join(sorted(value))
            case Person():
                return value.id
            case tuple():
                return ", ".join(map(_part, value))
        return in_words(value, self.questions)

    def term(self, id: str, rulebook: Rulebook) -> Fields:
        found = {"means": rulebook.meanings.get(id, ""), "when": self.text(rulebook.terms[id])}
        return {name: text for name, text in found.items() if text}

    def question(self, question: Question) -> Fields:
        choices: Fields = {}
        for choice in question.choices:
            old = ", ".join(f"{id} of {asked}" for asked, id in choice.formerly)
            choices |= {f"choice {choice.id}": choice.explained, f"label of {choice.id}": choice.label}
            choices |= {f"group of {choice.id}": choice.group or "", f"formerly of {choice.id}": old}
            choices[f"also of {choice.id}"] = ", ".join(choice.also)
        return self.fields(
            question,
            whole={"scope": "whole" if question.whole else "piece"},
            can_become={"can_become": " / ".join(map(_part, question.can_become))},
            choices={"choices": self.text(question.choices), **choices},
        )

    def decision(self, decision: Decision, found: dict[str, dict[str, Fields]]) -> None:
        kind = "ranked" if decision.alternatives else "suggestions" if decision.options else "topics"
        offers = dict.fromkeys(("criteria", "options", "topics"), _ELSEWHERE)
        found["decision"][decision.id] = self.fields(decision, alternatives={"kind": kind}, **offers)
        of = {"decision": decision.id}
        found["alternative"] |= {noun.id: of | self.fields(noun) for noun in decision.alternatives}
        found["option"] |= {noun.id: of | self.fields(noun) for noun in decision.options}
        found["criterion"] |= {noun.id: of | self.fields(noun) for noun in decision.criteria}
        for topic in decision.topics:  # a topic means what it is called
            found["topic"][topic.id] = of | self.fields(topic) | {"means": topic.title}

    def law(self, law: Law) -> Fields:
        return self.fields(law, kind=_ELSEWHERE, subjects={law.kind: self.text(law.subjects)})

    def rule(self, rule: Rule) -> Fields:
        printed: Fields = {}
        for effect in rule.printed:
            before = f"{printed[effect.kind]} / " if effect.kind in printed else ""
            printed[effect.kind] = f"{before}{effect.text} [{effect.topic}]"
        return self.fields(
            rule,
            printed=printed,
            suggests={"suggests": _options(pair for pair in rule.suggests if pair not in rule.wishes)},
            wishes={"wishes": _options(rule.wishes)},
            withholds={"withholds": ", ".join(f"{option} from {decision}" for decision, option in rule.withholds)},
        )


def _answers(old: Followed) -> str:
    return ", ".join(f"{question}.{choice}" for question, choice in old.after)


def _options(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{option} for {decision}" for decision, option in pairs)


def _part(part: object) -> str:
    """One of several things in a field."""
    match part:
        case (str(id), int(strength)):
            return f"{id} {_STRENGTHS[strength]}"
        case Exclusion():
            return part.word
        case Choice() | Person():
            return part.id
        case CanBecome():
            return f"{part.to} (from {' or '.join(part.origins)}): {part.how}"
    return str(part)
