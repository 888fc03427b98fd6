"""An answer as it was typed: choices by number or by name, several as `1,3`, numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.commands import Command
from kpo_advisor.interview.typed.line import Refused, TypedAnswer, number_in
from kpo_advisor.interview.typed.matching import begins, named, said
from kpo_advisor.model.questions import NO, YES, Kind
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.settings import answer_in
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Question


def answer_typed(question: Question, text: str) -> TypedAnswer | Refused:
    """The answer to a question that a text gives, or why it gives none."""
    several = text.strip(" ,;") if question.kind is Kind.MULTI else ""
    tokens = re.split(r"\s*[,;]\s*|\s+(?=[0-9]+\b)", several) if several else [text]
    chosen = [choice_typed(question, token) for token in tokens] if question.choice_ids else tokens
    reasons: list[str] = []
    for wrong in dict.fromkeys(token for token, choice in zip(tokens, chosen, strict=True) if choice is None):
        reasons += _no_choice(question, wrong)
    if reasons:
        return Refused(tuple(reasons))
    faults = Faults()
    answer = answer_in(question, ",".join(filter(None, chosen)), Reporter("", faults))
    for fault in faults.findings:
        reasons += (fault.message, *said(fault.hint))
    return Refused(tuple(reasons)) if reasons else TypedAnswer(answer)


def choice_typed(question: Question, text: str) -> str | None:
    """The choice that a number or a name means."""
    ids = question.choice_ids
    number = number_in(text, len(ids))
    if number:
        return ids[number - 1]
    if question.kind is Kind.YES_NO:
        word = {"y": YES, "true": YES, "false": NO}.get(text.casefold(), text.casefold())
        return word if word in ids else None
    return named({choice.id: choice.label for choice in question.choices}, text)


def _no_choice(question: Question, text: str) -> tuple[str, ...]:
    count = len(question.choice_ids)
    several = ", several as 1,3" if question.kind is Kind.MULTI else ""
    begun = [id for id in question.choice_ids if begins(id, text) or begins(question.label_of(id), text)]
    hint = f'Did you mean "{begun[0]}"?' if len(begun) == 1 else None
    hint = hint or did_you_mean(text, [*question.choice_ids, *Command])
    return (
        f"{quoted(text)} is no choice here; give a number from 1 to {count} or a name{several}. ? is for help.",
        *said(hint),
    )
