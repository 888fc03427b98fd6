"""Numbers as they are typed in answer to a question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.line import Refused, TypedAnswer
from kpo_advisor.model.questions import Between
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.settings import answer_in

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Question

_RANGE = re.compile(
    r"(?:between\s+|from\s+)?(\S+?)(?:\s*(?:\.\.|…|–)\s*|\s+(?:to|or|and|-)\s+|(?<=[0-9])-(?=[0-9]))(\S+)"
)
_ABOUT = re.compile(r"(?:about|around|roughly|some|circa|ca\.?|approx\.?|approximately|~)\s*([0-9]\S*)")


def number_typed(question: Question, line: str) -> TypedAnswer | Refused:
    """The number that a line gives, with or without its unit, or the two that it lies between, as `3 to 5`."""
    text = line.casefold().strip(" ,;!")
    if question.unit:
        text = text.removesuffix(question.unit.casefold()).strip()
    about = _ABOUT.fullmatch(text)
    if about is not None:
        return Refused((f"Write {about[1]}, or the least and the most that it may be, as in 3 to 5.",))
    ends = _RANGE.fullmatch(text)
    faults = Faults()
    # By its label, which the reasons name.
    shown = replace(question, id=question.label)
    answer = answer_in(shown, f"{ends[1]}..{ends[2]}" if ends else text, Reporter("", faults))
    reasons = [words for fault in faults.findings for words in (fault.message, fault.hint) if words]
    if reasons:
        return Refused(tuple(reasons))
    if answer is None:  # `null` and the like
        return Refused(("A number is wanted here; u is for not known.",))
    return TypedAnswer(answer, is_read=isinstance(answer, Between))
