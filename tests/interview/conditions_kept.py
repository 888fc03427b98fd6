"""Whether an answer keeps a condition, read from the condition as it is told."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.sensitivity import Proviso

COMPARED = {"at least": operator.ge, "above": operator.gt, "at most": operator.le, "below": operator.lt}


def keeps(answer: Answer, condition: Proviso) -> bool:
    """Whether a plain answer is what a question must come to."""
    match answer:
        case str():
            return answer in condition.choices
        case tuple():
            return condition.excluded == tuple(id for id in condition.excluded if id not in answer)
        case Fraction():
            return any(is_within(answer, words) for words in condition.choices)
    return False


def is_within(number: Fraction, words: str) -> bool:
    """Whether a number lies in a range that is told as in `above 2 and at most 5`."""
    for bound in words.split(" and "):
        *comparison, mark = bound.split()
        if comparison and not COMPARED[" ".join(comparison)](number, Fraction(mark)):
            return False
        if not comparison and number != Fraction(mark):
            return False
    return True
