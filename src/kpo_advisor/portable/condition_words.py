"""Conditions and answers in words, for people who fill in a profile."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Among, Between, Kind, PerhapsTicked
from kpo_advisor.portable.emit import number
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Question


def in_words(condition: Condition, questions: Mapping[str, Question]) -> str:
    """A clause such as `review_capability is none or some`; terms and scale words are spelled out."""
    match condition:
        case OneOf(question, choices):
            verb = "has" if question in questions and questions[question].kind is Kind.MULTI else "is"
            return f"{question} {verb} {_either(_in_order(question, choices, questions))}"
        case NoneOf(question, choices):
            return f"{question} has none of {', '.join(_in_order(question, choices, questions))}"
        case Compare(question, comparison, constant):
            verb = "is" if comparison == "is" else f"is {comparison.replace('_', ' ')}"
            return f"{question} {verb} {number(constant)}"
        case Answered() | Decided() | Not():
            return _of_another(condition, questions)
        case Every(parts):
            return _joined(parts, " and ", "always", questions)
        case Some(parts, 1):
            return _joined(parts, "; or ", "never", questions)
    return f"at least {condition.count} of these hold: {_joined(condition.parts, '; ', 'none', questions)}"


def _of_another(condition: Answered | Decided | Not, questions: Mapping[str, Question]) -> str:
    """What is said of an answer, a result or a condition as such."""
    match condition:
        case Answered(question):
            return f"{question} is answered"
        case Decided(decision, alternatives):
            return f"{decision} comes out as {_either(sorted(alternatives))}"
    return f"not ({in_words(condition.part, questions)})"


def answer_in_words(answer: object) -> str:
    """An answer with its ids as they are typed, exact decimals, `unknown` where there is none.

    A narrowed one says what may hold: `not settled: some or strong`.
    """
    match answer:
        case None:
            return "unknown"
        case tuple():
            return ", ".join(answer)
        case Among(choices):
            return f"not settled: {listed(choices, 'or')}"
        case Between(low, high):
            return f"not settled: {number(low)} to {number(high)}"
        case PerhapsTicked((), perhaps):
            return f"not settled: at least one of {', '.join(perhaps)}"
        case PerhapsTicked(ticked, perhaps):
            return f"not settled: {', '.join(ticked)}, perhaps {', '.join(perhaps)}"
    return number(answer) if isinstance(answer, Fraction) else str(answer)


def bounds_in_words(question: Question) -> list[str]:
    """`at least 0` and `at most 5` of a number, where there are such bounds."""
    least = [] if question.minimum is None else [f"at least {number(question.minimum)}"]
    return least if question.maximum is None else [*least, f"at most {number(question.maximum)}"]


def _joined(parts: tuple[Condition, ...], word: str, if_none: str, questions: Mapping[str, Question]) -> str:
    if len(parts) < 2:
        return in_words(parts[0], questions) if parts else if_none
    clauses = [f"({in_words(part, questions)})" if _is_compound(part) else in_words(part, questions) for part in parts]
    return word.join(clauses)


def _in_order(question: str, choices: frozenset[str], questions: Mapping[str, Question]) -> list[str]:
    known = questions[question].choice_ids if question in questions else ()
    return [id for id in known if id in choices] or sorted(choices)


def _either(ids: Iterable[str]) -> str:
    return " or ".join(ids) or "nothing there is"


def _is_compound(condition: Condition) -> bool:
    return isinstance(condition, Every | Some) and len(condition.parts) > 1
