"""Reading answers: from what stands in a profile, or in a setting, to what the engine takes."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from kpo_advisor.model.old_ids import OldIds
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.tree import Listing, Scalar, Table, scalars, yes_no_text
from kpo_advisor.profiles.fault_reporter import describe
from kpo_advisor.profiles.fields import Field, record
from kpo_advisor.text.phrases import cut, quoted, some_of
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fault_reporter import Reporter
    from kpo_advisor.profiles.fields import Schema


def answers_to(questions: Mapping[str, Question]) -> Field:
    """The answers to a questionnaire, by question and in its order."""

    def answer(question: Question) -> Field:
        return Field(partial(read_answer, question), partial(_schema, question, questions))

    old = {id: _old_id(asked) for id, asked in OldIds.of(questions).successors.items()}
    return record(questions, answer, "{work_nature: rules-only}", what="question", old=old)


def _old_id(successors: Collection[str]) -> Schema:
    return {"deprecated": True, "description": f"An old id: the question is {' and '.join(successors)} now."}


def _schema(question: Question, questions: Mapping[str, Question]) -> Schema:
    from kpo_advisor.profiles.answer_schema import answer_schema

    return answer_schema(question, questions)


def read_answer(question: Question, node: Node, report: Reporter) -> Answer:
    """The answer a node holds, in the form the engine takes; None for unknown.

    What is no answer to the question is noted, and None stands for it.
    """
    if _is_unknown(node):
        return None
    match question.kind:
        case Kind.NUMBER:
            return _number(question, node, report)
        case Kind.MULTI:
            return _ticks(question, node, report)
        case Kind.YES_NO:
            return _yes_or_no(question, node, report)
    if not isinstance(node, Scalar):
        message = f"{question.id} takes one choice, found {describe(node)}."
        report.fault(node, "wrong-kind", message, f"Write one of {', '.join(question.choice_ids)} without brackets.")
        return None
    return _choice(question, node, question.choice_ids, report)


def _is_unknown(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.value is None or node.value == UNKNOWN)


def _choice(question: Question, node: Scalar, known: Collection[str], report: Reporter) -> str | None:
    if node.text not in known:
        _note_unknown_choice(question, node, report)
    elif not isinstance(node.value, str):
        message = f"{question.id} takes a choice, which is a text; found {describe(node)}."
        report.fault(node, "wrong-kind", message, "Write it in quotes.")
    else:
        return node.text
    return None


def _note_unknown_choice(question: Question, node: Scalar, report: Reporter) -> None:
    if report.skips(node, "unknown-choice"):
        return
    there_are = f"there are {some_of(question.choice_ids)} and unknown"
    message = f"{quoted(node.text)} is no choice of {question.id}; {there_are}."
    hint = did_you_mean(node.text, [*question.choice_ids, UNKNOWN])
    if "|" in node.text:
        hint = "Keep what holds, and delete the other choices."
    elif question.kind is Kind.MULTI and "," in node.text:
        hint = f"Write several as a list: [{node.text}]."
    report.fault(node, "unknown-choice", message, hint)


def _yes_or_no(question: Question, node: Node, report: Reporter) -> str | None:
    word = yes_no_text(node)
    if word is not None:
        report.faults.settle(report.file, node)
        return word
    found = quoted(node.text) if isinstance(node, Scalar) else describe(node)
    report.fault(node, "wrong-kind", f"{question.id} takes yes, no or unknown, found {found}.")
    for inner in scalars(node):
        report.faults.settle(report.file, inner)
    return None


def _number(question: Question, node: Node, report: Reporter) -> Fraction | None:
    value = node.value if isinstance(node, Scalar) else None
    unit = f" of {question.unit}" if question.unit else ""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        message = f"{question.id} takes a number{unit}, found {describe(node)}."
        report.fault(node, "not-a-number", message, _number_hint(node))
        return None
    bound = None
    if question.minimum is not None and value < question.minimum:
        bound = f"at least {question.minimum}"
    elif question.maximum is not None and value > question.maximum:
        bound = f"at most {question.maximum}"
    if bound is not None:
        report.fault(node, "out-of-range", f"{question.id} is {bound}, found {describe(node)}.")
    return Fraction(value)


def _number_hint(node: Node) -> str | None:
    if not isinstance(node, Scalar):
        return None
    if re.fullmatch(r"[-+]?[0-9]+(?:\.[0-9]+)?", node.text):
        return f"Write {cut(node.text)} without quotes."
    if re.fullmatch(r"[-+]?[0-9]+(?:[.,'][0-9]+)+", node.text):
        return "Write decimals after a point, and do not part thousands."
    return "Write unknown if nobody knows it."


def _ticks(question: Question, node: Node, report: Reporter) -> tuple[str, ...] | None:
    if isinstance(node, Table):
        report.fault(node, "wrong-kind", f"{question.id} takes a list of choices, found a mapping.")
        return None
    items = node.items if isinstance(node, Listing) else (node,)
    if not items:
        none = f"{' or '.join(sorted(question.exclusive))} or " if question.exclusive else ""
        message = f"{question.id} has an empty list, which says nothing."
        report.fault(node, "empty-list", message, f"Write {none}unknown, or leave the question out.")
    ticked: dict[str, Node] = {}
    known = frozenset(question.choice_ids)
    for item in items:
        choice = _tick(question, item, known, report)
        if choice in ticked:
            report.fault(item, "duplicate-choice", f"{choice} is ticked twice.", "Keep one of them.")
        elif choice is not None:
            ticked[choice] = item
    _check_together(question, node, ticked, report)
    return tuple(id for id in question.choice_ids if id in ticked)


def _tick(question: Question, item: Node, known: Collection[str], report: Reporter) -> str | None:
    if _is_unknown(item):
        message = f"A list for {question.id} holds choices only, found {describe(item)}."
        report.fault(item, "wrong-kind", message, f"Write {question.id}: unknown, without a list.")
        return None
    if not isinstance(item, Scalar):
        report.fault(item, "wrong-kind", f"A choice of {question.id} is wanted here, found {describe(item)}.")
        return None
    return _choice(question, item, known, report)


def _check_together(question: Question, node: Node, ticked: Mapping[str, Node], report: Reporter) -> None:
    if len(ticked) > 1:
        for choice, item in ticked.items():
            if choice in question.exclusive and not report.skips(item, "exclusive-choice"):
                others = some_of(other for other in ticked if other != choice)
                message = f"{choice} stands alone in {question.id}, found together with {others}."
                report.fault(item, "exclusive-choice", message)
    most = question.maximum_choices
    if most is not None and len(ticked) > most:
        message = f"{question.id} takes at most {most} choice{'s' if most > 1 else ''}, found {len(ticked)}."
        report.fault(node, "too-many-choices", message)
