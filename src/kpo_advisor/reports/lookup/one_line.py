"""One sentence about anything that has an id, for lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.advice.rule_outcomes import effects_of
from kpo_advisor.reports.phrases import effects_in_words

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook


def one_line(kind: str, id: str, rulebook: Rulebook) -> str:
    """What a question asks for, a rule does, a fact says."""
    match kind:
        case "question":
            return rulebook.questions[id].label
        case "term":
            return rulebook.meanings[id]
        case "combination":
            return next(clash.because for clash in rulebook.incompatible if clash.id == id)
        case "decision":
            return rulebook.decision_by_id[id].title
        case "law":
            return next(law.says for law in rulebook.laws if law.id == id)
        case "fact":
            return fact_line(id, rulebook)
        case "contradiction":
            return next(clash.topic for clash in rulebook.contradictions if clash.id == id)
    return rule_line(id, rulebook)


def rule_line(id: str, rulebook: Rulebook) -> str:
    """`favours KPO (clear)`."""
    rule = rulebook.rule_by_id[id]
    return effects_in_words(rulebook, effects_of(rule), rule.printed_for)


def fact_line(id: str, rulebook: Rulebook) -> str:
    """What a fact says, with its mark."""
    fact = rulebook.facts[id]
    return f"{fact.says} [{rulebook.mark_of(fact)}]"
