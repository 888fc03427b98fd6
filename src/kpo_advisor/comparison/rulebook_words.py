"""Everything a rulebook says, as fields in its own words: what two rulebooks are compared by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import ALWAYS
from kpo_advisor.model.rules import STRENGTHS
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Choice, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

Fields = dict[str, str]
"""The fields of one thing, without those that say nothing; they read as the files do, with terms spelled out."""

RULEBOOK = "rulebook"
KINDS = (
    RULEBOOK,
    "section",
    "question",
    "combination",
    "term",
    "decision",
    "alternative",
    "option",
    "topic",
    "criterion",
    "rule",
    "switched-off rule",
    "law",
    "document",
    "fact",
    "contradiction",
)
"""The kinds of things in a rulebook, in the order in which they are told."""

_STRENGTHS = {strength: word for word, strength in STRENGTHS.items()}


def in_fields(rulebook: Rulebook) -> dict[str, dict[str, Fields]]:
    """By kind and id, the fields of everything in a rulebook; the rulebook itself stands under RULEBOOK."""
    told = _Told(rulebook)
    found: dict[str, dict[str, Mapping[str, str | None]]] = {kind: {} for kind in KINDS}
    found[RULEBOOK][RULEBOOK] = {
        "name": rulebook.name,
        "title": rulebook.title,
        "version": rulebook.version,
        "close_call": str(rulebook.close_call),
        "decisions": _list(rulebook.decision_by_id),
        "introduction": rulebook.introduction,
    }
    found["section"] = {each.id: {"title": each.title} for each in rulebook.sections}
    found["question"] = {id: told.question(each) for id, each in rulebook.questions.items()}
    found["combination"] = {
        each.id: {"when": told.words(each.when), "because": each.because} for each in rulebook.incompatible
    }
    found["term"] = {id: {"when": told.words(each)} for id, each in rulebook.terms.items()}
    told.decisions(found)
    found["rule"] = {each.id: told.rule(each) for each in rulebook.rules}
    found["switched-off rule"] = {each.rule: {"reason": each.reason} for each in rulebook.switched_off}
    told.sources(found)
    return {
        kind: {id: {name: text for name, text in fields.items() if text} for id, fields in things.items()}
        for kind, things in found.items()
    }


class _Told:
    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def words(self, condition: Condition | None) -> str | None:
        return None if condition is None else in_words(condition, self.rulebook.questions)

    def question(self, question: Question) -> dict[str, str | None]:
        found = {
            "section": question.section,
            "kind": question.kind.value,
            "role": question.role,
            "ask": question.ask,
            "help": question.help,
            "who_knows": _list(question.who_knows),
            "scope": "whole" if question.whole else "piece",
            "actionable": question.actionable,
            "only_if": self.words(question.only_if),
            "choices": _list(each.id for each in question.choices),
            "max": None if question.maximum_choices is None else str(question.maximum_choices),
            "exclusive": _list(sorted(question.exclusive)),
            "unit": question.unit,
            "minimum": _number(question.minimum),
            "maximum": _number(question.maximum),
        }
        found |= {f"choice {each.id}": _choice(each) for each in question.choices}
        ways = (f"{each.to} (from {' or '.join(each.origins)}): {each.how}" for each in question.can_become)
        return {**found, "can_become": " / ".join(ways)}

    def decisions(self, found: dict[str, dict[str, Mapping[str, str | None]]]) -> None:
        for decision in self.rulebook.decisions:
            when = None if decision.when == ALWAYS else self.words(decision.when)
            kind = "ranked" if decision.alternatives else "suggestions" if decision.options else "topics"
            found["decision"][decision.id] = {"title": decision.title, "kind": kind, "when": when}
            for alternative in decision.alternatives:
                found["alternative"][alternative.id] = {
                    "decision": decision.id,
                    "title": alternative.title,
                    "means": alternative.means,
                    "made_of": _list(alternative.made_of),
                    "needs": _list(alternative.needs),
                }
            for option in decision.options:
                told = {"decision": decision.id, "title": option.title, "means": option.means}
                found["option"][option.id] = told
            for topic in decision.topics:
                # A topic means what it is called.
                found["topic"][topic.id] = {"decision": decision.id, "title": topic.title, "means": topic.title}
            for criterion in decision.criteria:
                found["criterion"][criterion.id] = {
                    "decision": decision.id,
                    "title": criterion.title,
                    "axis": criterion.axis,
                    "weight": str(criterion.weight),
                    "rationale": criterion.rationale,
                }

    def rule(self, rule: Rule) -> dict[str, str | None]:
        printed: dict[str, list[str]] = {}
        for each in rule.printed:
            printed.setdefault(each.kind, []).append(f"{each.text} [{each.topic}]")
        return {
            "when": None if rule.when == ALWAYS else self.words(rule.when),
            "unless": self.words(rule.unless),
            "criterion": rule.criterion,
            "favours": _list(f"{id} {_STRENGTHS[strength]}" for id, strength in rule.favours),
            "opposes": _list(f"{id} {_STRENGTHS[strength]}" for id, strength in rule.opposes),
            "holds_back": _list(rule.holds_back),
            "excludes": _list(exclusion.word for exclusion in rule.excludes),
            "cure": rule.cure,
            "suggests": _list(f"{option} for {decision}" for decision, option in rule.suggests),
            "withholds": _list(f"{option} from {decision}" for decision, option in rule.withholds),
            "for": _list(rule.printed_for),
            **{kind: " / ".join(texts) for kind, texts in printed.items()},
            "because": rule.because,
            "cites": _list(rule.cites),
            "inferred": rule.inferred,
        }

    def sources(self, found: dict[str, dict[str, Mapping[str, str | None]]]) -> None:
        book = self.rulebook
        found["law"] = {
            each.id: {
                "says": each.says,
                each.kind: _list(each.subjects),
                "when": None if each.when == ALWAYS else self.words(each.when),
                "inferred": each.inferred,
                "cites": _list(each.cites),
            }
            for each in book.laws
        }
        found["document"] = {
            id: {"title": each.title, "publisher": each.publisher, "date": each.date, "note": each.note}
            for id, each in book.documents.items()
        }
        found["fact"] = {
            id: {
                "document": each.document,
                "section": each.section,
                "says": each.says,
                "basis": each.basis,
                "reason": each.reason,
                "from": _list(each.starts_from),
                "see": _list(each.see),
                "set_aside": each.set_aside,
            }
            for id, each in book.facts.items()
        }
        found["contradiction"] = {
            each.id: {
                "topic": each.topic,
                "one_side": each.one_side,
                "other_side": each.other_side,
                "treatment": each.treatment,
                "treated_by": _list(each.treated_by),
            }
            for each in book.contradictions
        }


def _list(words: Iterable[str]) -> str:
    return ", ".join(words)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else number(value)


def _choice(choice: Choice) -> str:
    return f"{choice.means}, e.g. {choice.example}" if choice.example else choice.means
