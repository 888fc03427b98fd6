"""Conditions and answers in words, for people who fill in a profile."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Among, Between, Kind, PerhapsTicked
from kpo_advisor.portable.emit import number
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Question


def in_words(condition: Condition, questions: Mapping[str, Question]) -> str:
    """A clause such as `review_capability is none or some`; terms and scale words are spelled out."""
    return _Clauses(questions).of(condition)


def in_labels(condition: Condition, questions: Mapping[str, Question]) -> str:
    """The same clause by the labels of questions and choices, all of which must be known."""
    return _Labelled(questions).of(condition)


def asked_if(question: Question, questions: Mapping[str, Question]) -> str:
    """When a question with a condition is asked, as a clause: in the rulebook's words, else by labels."""
    assert question.only_if is not None  # whoever asks knows that there is a condition
    return question.asked_if or in_labels(question.only_if, questions)


def answer_in_words(answer: object) -> str:
    """An answer with its ids as they are typed, exact decimals, `unknown` where there is none.

    A narrowed one says what may hold: `not settled: some or strong`.
    """
    return _told(answer, str)


def answer_label(question: Question, answer: object) -> str:
    """The same by the labels of its choices, a number with its unit."""
    unit = question.unit_of_one if answer == 1 and question.unit_of_one else question.unit
    return _told(answer, question.label_of, f" {unit}" if unit else "")


def _told(answer: object, named: Callable[[str], str], unit: str = "") -> str:
    match answer:
        case None:
            return "unknown"
        case tuple():
            return ", ".join(map(named, answer))
        case Among(choices):
            return f"not settled: {listed([*map(named, choices)], 'or')}"
        case Between(low, high):
            return f"not settled: {number(low)} to {number(high)}{unit}"
        case PerhapsTicked((), perhaps):
            return f"not settled: at least one of {', '.join(map(named, perhaps))}"
        case PerhapsTicked(ticked, perhaps):
            return f"not settled: {', '.join(map(named, ticked))}, perhaps {', '.join(map(named, perhaps))}"
        case Fraction():
            return number(answer) + unit
    return named(str(answer))


def bounds_in_words(question: Question) -> list[str]:
    """`at least 0` and `at most 5` of a number, where there are such bounds."""
    least = [] if question.minimum is None else [f"at least {number(question.minimum)}"]
    return least if question.maximum is None else [*least, f"at most {number(question.maximum)}"]


class _Clauses:
    """Conditions in words, questions and choices by their ids."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions

    def question(self, id: str) -> str:
        return id

    def choice(self, question: str, id: str) -> str:
        return id

    def of(self, condition: Condition) -> str:
        match condition:
            case OneOf(question, choices):
                verb = "has" if question in self.questions and self.questions[question].kind is Kind.MULTI else "is"
                return f"{self.question(question)} {verb} {_either(self._in_order(question, choices))}"
            case NoneOf(question, choices):
                return f"{self.question(question)} has none of {', '.join(self._in_order(question, choices))}"
            case Compare(question, comparison, constant):
                verb = "is" if comparison == "is" else f"is {comparison.replace('_', ' ')}"
                return f"{self.question(question)} {verb} {number(constant)}"
            case Answered() | Decided() | Not():
                return self._of_another(condition)
            case Every(parts):
                return self._joined(parts, " and ", "always")
            case Some(parts, 1):
                return self._joined(parts, "; or ", "never")
        return f"at least {condition.count} of these hold: {self._joined(condition.parts, '; ', 'none')}"

    def _of_another(self, condition: Answered | Decided | Not) -> str:
        """What is said of an answer, a result or a condition as such."""
        match condition:
            case Answered(question):
                return f"{self.question(question)} is answered"
            case Decided(decision, alternatives):
                return f"{decision} comes out as {_either(sorted(alternatives))}"
        return f"not ({self.of(condition.part)})"

    def _joined(self, parts: tuple[Condition, ...], word: str, if_none: str) -> str:
        if len(parts) < 2:
            return self.of(parts[0]) if parts else if_none
        clauses = [f"({self.of(part)})" if _is_compound(part) else self.of(part) for part in parts]
        return word.join(clauses)

    def _in_order(self, question: str, choices: frozenset[str]) -> list[str]:
        known = self.questions[question].choice_ids if question in self.questions else ()
        ordered = [id for id in known if id in choices] or sorted(choices)
        return [self.choice(question, id) for id in ordered]


class _Labelled(_Clauses):
    """Conditions in words, questions and choices by their labels."""

    def question(self, id: str) -> str:
        return self.questions[id].label

    def choice(self, question: str, id: str) -> str:
        return self.questions[question].label_of(id)


def _either(ids: Iterable[str]) -> str:
    return " or ".join(ids) or "nothing there is"


def _is_compound(condition: Condition) -> bool:
    return isinstance(condition, Every | Some) and len(condition.parts) > 1
