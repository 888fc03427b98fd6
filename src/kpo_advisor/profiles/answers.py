"""Reading answers: from what stands in a profile, or in a setting, to what the engine takes."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import BETWEEN, ONE_OF, PERHAPS, TICKED, Among, Between, Kind, PerhapsTicked
from kpo_advisor.model.reserved_ids import UNKNOWN
from kpo_advisor.portable.tree import Listing, Scalar, Table, scalars, yes_no_text
from kpo_advisor.profiles.fault_reporter import beside, describe
from kpo_advisor.profiles.fields import Field, record
from kpo_advisor.text.phrases import cut, listed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kpo_advisor.model.questions import Answer, Narrowed, Plain, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.portable.tree import Node
    from kpo_advisor.profiles.fault_reporter import Reporter
    from kpo_advisor.profiles.fields import Schema


_NARROWED = {Kind.NUMBER: (BETWEEN,), Kind.MULTI: (TICKED, PERHAPS)}
"""The keys of narrowed answers; other questions have one of their choices."""


def answers_to(rulebook: Rulebook) -> Field:
    """The answers to a questionnaire, by question and in its order."""
    questions, ids = rulebook.questions, rulebook.old_ids

    def answer(question: Question) -> Field:
        return Field(partial(read_answer, question), partial(_schema, question, questions))

    old = {id: _old_id(f"the question is {' and '.join(asked)} now.") for id, asked in ids.successors.items()}
    old |= {id: _old_id(f"nothing took its place. {why}") for id, why in ids.retired.items()}
    return record(questions, answer, "{work_nature: rules-only}", what="question", old=old)


def _old_id(now: str) -> Schema:
    return {"deprecated": True, "description": f"An old id: {now}"}


def _schema(question: Question, questions: Mapping[str, Question]) -> Schema:
    from kpo_advisor.profiles.answer_schema import answer_schema

    return answer_schema(question, questions)


def read_answer(question: Question, node: Node, report: Reporter) -> Answer:
    """The answer a node holds, in the form the engine takes; None for unknown.

    A narrowed answer of which only one can hold is that one. What is no answer to the question is noted, and None
    stands for it.
    """
    if _is_unknown(node):
        return None
    if isinstance(node, Table) and _is_narrowed(question, node):
        return _narrowed(question, node, report)
    return _plain(question, node, report)


def _plain(question: Question, node: Node, report: Reporter) -> Plain | None:
    match question.kind:
        case Kind.NUMBER:
            return _number(question, node, report)
        case Kind.MULTI:
            return _ticks(question, node, report)
        case Kind.YES_NO:
            return _yes_or_no(question, node, report)
    if not isinstance(node, Scalar):
        hint = f"Write one of {', '.join(question.choice_ids)} without brackets."
        if isinstance(node, Table) or len(node.items) > 1:
            hint = f"{hint[:-1]}, or {{{ONE_OF}: [some of them]}} where it is not settled which."
        report.fault(node, "wrong-kind", f"{question.id} takes one choice, found {describe(node)}.", hint)
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
    allowed, meant = [*question.choice_ids, UNKNOWN], question.also_called(node.text)
    hint = f"Write {meant}." if meant is not None else did_you_mean(node.text, allowed)
    message = f"{quoted(node.text)} is no choice of {question.id}{beside(node.text, allowed, hint)}."
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
        hint = f"Write [some, of, them], or {{{TICKED}: [some], {PERHAPS}: [others]}} where it is not settled."
        report.fault(node, "wrong-kind", f"{question.id} takes a list of choices, found a mapping.", hint)
        return None
    if isinstance(node, Listing) and not node.items:
        none = f"{' or '.join(sorted(question.exclusive))} or " if question.exclusive else ""
        message = f"{question.id} has an empty list, which says nothing."
        report.fault(node, "empty-list", message, f"Write {none}unknown, or leave the question out.")
    ticked = _listed(question, node, report)
    _check_alone(question, ticked, report)
    _check_count(question, node, len(ticked), report)
    return tuple(ticked)


def _listed(question: Question, node: Node, report: Reporter) -> dict[str, Node]:
    """The choices in a list, or the one by itself, each with its place and in the order of the questionnaire."""
    found: dict[str, Node] = {}
    known = frozenset(question.choice_ids)
    for item in node.items if isinstance(node, Listing) else (node,):
        choice = _tick(question, item, known, report)
        if choice in found:
            report.fault(item, "duplicate-choice", f"{choice} is ticked twice.", "Keep one of them.")
        elif choice is not None:
            found[choice] = item
    return {id: found[id] for id in question.choice_ids if id in found}


def _tick(question: Question, item: Node, known: Collection[str], report: Reporter) -> str | None:
    if _is_unknown(item):
        message = f"A list for {question.id} holds choices only, found {describe(item)}."
        report.fault(item, "wrong-kind", message, f"Write {question.id}: unknown, without a list.")
        return None
    if not isinstance(item, Scalar):
        report.fault(item, "wrong-kind", f"A choice of {question.id} is wanted here, found {describe(item)}.")
        return None
    if question.kind is Kind.YES_NO:
        return _yes_or_no(question, item, report)
    return _choice(question, item, known, report)


def _check_alone(question: Question, ticked: Mapping[str, Node], report: Reporter) -> None:
    for choice, item in ticked.items():
        is_alone = choice not in question.exclusive or len(ticked) == 1
        if not is_alone and not report.skips(item, "exclusive-choice"):
            others = listed([other for other in ticked if other != choice])
            message = f"{choice} stands alone in {question.id}, found together with {others}."
            report.fault(item, "exclusive-choice", message)


def _check_count(question: Question, node: Node, count: int, report: Reporter) -> None:
    most = question.maximum_choices
    if most is not None and count > most:
        message = f"{question.id} takes at most {most} choice{'s' if most > 1 else ''}, found {count}."
        report.fault(node, "too-many-choices", message)


def _is_narrowed(question: Question, node: Table) -> bool:
    """Whether a mapping is meant as a narrowed answer: it has one of the keys, or one that is much like it."""
    keys = narrowed_keys(question)
    return any(entry.key.text in keys or did_you_mean(entry.key.text, keys) for entry in node.entries)


def narrowed_keys(question: Question) -> tuple[str, ...]:
    """The keys that a narrowed answer to a question has."""
    return _NARROWED.get(question.kind, (ONE_OF,))


def _narrowed(question: Question, node: Table, report: Reporter) -> Plain | Narrowed | None:
    keys, before = narrowed_keys(question), report.faults.count
    for entry in node.entries:
        if entry.key.text not in keys:
            report.unknown(entry.key, "key", entry.key.text, keys, of=f" of an answer to {question.id}")
    if question.kind is Kind.MULTI:
        ticked, perhaps = _ticked_and_perhaps(question, node, report)
        if report.faults.count == before:
            _check_perhaps(question, node, ticked, perhaps, report)
        return PerhapsTicked(tuple(ticked), tuple(perhaps)) if perhaps else tuple(ticked) or None
    held = node.get(keys[0])
    if held is None:
        return None
    return _between(question, held, report) if question.kind is Kind.NUMBER else _among(question, held, report)


def _among(question: Question, node: Node, report: Reporter) -> str | Among | None:
    choices = tuple(_listed(question, node, report))
    if isinstance(node, Listing) and not node.items:
        message = f"{ONE_OF} has an empty list, so that {question.id} has no answer at all."
        report.fault(node, "empty-list", message, "Write unknown, or leave the question out.")
    return Among(choices) if len(choices) > 1 else next(iter(choices), None)


def _between(question: Question, node: Node, report: Reporter) -> Fraction | Between | None:
    items = node.items if isinstance(node, Listing) else ()
    if len(items) != 2:
        message = f"{BETWEEN} takes the least and the most of {question.id}, found {describe(node)}."
        report.fault(node, "wrong-kind", message, "Write them as [least, most]; both are included.")
        return None
    low, high = (_number(question, item, report) for item in items)
    if low is None or high is None:
        return None
    if low > high:
        message = f"{BETWEEN} begins with the least, and {describe(items[0])} is more than {describe(items[1])}."
        report.fault(node, "reversed-bounds", message, f"Write [{cut(_text(items[1]))}, {cut(_text(items[0]))}].")
    return low if low == high else Between(low, high)


def _text(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else describe(node)


def _ticked_and_perhaps(question: Question, node: Table, report: Reporter) -> tuple[dict[str, Node], dict[str, Node]]:
    given = [node.get(key) for key in (TICKED, PERHAPS)]
    ticked, perhaps = ({} if held is None else _listed(question, held, report) for held in given)
    for choice, item in perhaps.items():
        if choice in ticked:
            report.fault(item, "duplicate-choice", f"{choice} is under {TICKED} already.", "Keep it in one of the two.")
    return ticked, perhaps


def _check_perhaps(
    question: Question, node: Table, ticked: Mapping[str, Node], perhaps: Mapping[str, Node], report: Reporter
) -> None:
    """Note what no answer could be: something that may hold cannot, or nothing can."""
    if not (ticked or perhaps):
        message = f"Neither {TICKED} nor {PERHAPS} has a choice of {question.id}, which says nothing."
        report.fault(node, "empty-list", message, "Write unknown, or leave the question out.")
    elif not ticked and len(perhaps) == 1:
        (choice,) = perhaps
        message = f"Of {question.id} nothing is {TICKED} and only {choice} is under {PERHAPS}, so that it holds."
        none = next(iter(sorted(question.exclusive - {choice})), None)
        hint = f"Write [{choice}], or unknown where it may not hold."
        hint = f"Write [{choice}], or {{{PERHAPS}: [{none}, {choice}]}} where it may not hold." if none else hint
        report.fault(node, "one-choice", message, hint)
    elif ticked:
        _check_alone(question, {**ticked, **perhaps}, report)
        _check_count(question, node, len(ticked), report)
        if perhaps and len(ticked) == question.maximum_choices:
            message = f"{question.id} takes at most {len(ticked)}, and so many are {TICKED}: nothing more may hold."
            report.fault(node, "too-many-choices", message, f"Move to {PERHAPS} what may not hold.")
