"""Numbers as they are typed in answer to a question."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.line import Refused, TypedAnswer
from kpo_advisor.interview.typed.number_words import in_figures
from kpo_advisor.model.questions import Between
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.settings import answer_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.questions import Question

_RANGE = re.compile(r"(between\s+|from\s+)?(\S+?)(?:\s*(?:\.\.|…|–)\s*|\s+(to|or|and|-)\s+|(?<=[0-9])-(?=[0-9]))(\S+)")
_ABOUT = re.compile(r"(?:about|around|roughly|some|circa|ca\.?|approx\.?|approximately|~)\s*([0-9].*)")

_PARTED = re.compile(r"[-+]?[0-9]+[.,'].*")


def number_typed(question: Question, line: str) -> TypedAnswer | Refused:
    """The number that a line gives, with or without its unit, or the two that it lies between, as `3 to 5`.

    What is written out is told back in figures, and so is `about 20`, which is 20.
    """
    said = line.casefold().strip(" ,;!")
    for unit in filter(None, (question.unit, question.unit_of_one)):
        said = said.removesuffix(unit.casefold()).strip()
    text = in_figures(said)
    about = _ABOUT.fullmatch(text)
    text = about[1] if about is not None else text
    ends = _RANGE.fullmatch(text)
    if ends is None:
        number = _number(question, text)
        return number if isinstance(number, Refused) else TypedAnswer(number, is_read=text != said)
    lead, low, word, high = ends.groups("")
    return _range(question, low, high, is_of_two=word == "or" or (word == "and" and not lead))


def _range(question: Question, low: str, high: str, *, is_of_two: bool) -> TypedAnswer | Refused:
    """What lies between two numbers, both included; not one of these two alone, which no answer can say."""
    least, most = _number(question, low), _number(question, high)
    if isinstance(least, Refused):
        return least
    if isinstance(most, Refused):
        return most
    rising = f"{low} to {high}" if least <= most else f"{high} to {low}"
    if is_of_two and least != most:
        reason = "What is not settled of a number is given by the least and the most that it may be."
        return Refused((reason, f'Did you mean "{rising}"?'), instead=rising)
    if least > most:
        return Refused(("The least that it may be comes first.", f'Did you mean "{rising}"?'), instead=rising)
    return TypedAnswer(least if least == most else Between(least, most), is_read=least != most)


def _number(question: Question, text: str) -> Fraction | Refused:
    faults = Faults()
    # By its label, which the reasons name.
    shown = replace(question, id=question.label)
    answer = None if ".." in text else answer_in(shown, text, Reporter("", faults))
    reasons = [words for fault in faults.findings for words in _in_words(question, text, fault)]
    if reasons:
        return Refused(tuple(reasons))
    if not isinstance(answer, Fraction):  # `null` and the like
        return Refused(("A number is wanted here; u is for not known.",))
    return answer


def _in_words(question: Question, text: str, fault: Finding) -> Iterator[str]:
    """What is wrong with a number; that one is wanted where it is none."""
    if fault.slug != "not-a-number":
        yield fault.message
    else:
        of_what = f" of {question.unit}" if question.unit else ""
        yield f"A number{of_what} is wanted here, as in 12, twenty or 3 to 5; u is for not known."
    if fault.hint and _PARTED.fullmatch(text):
        yield fault.hint
