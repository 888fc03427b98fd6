"""Paragraphs, and answers and lists in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.portable.emit import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.questions import Answer, Question


class Tone(StrEnum):
    """How a paragraph is meant, for a screen that has colours."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Said:
    """A paragraph: `indent` stands before its first line, and as many spaces before the others."""

    text: str
    indent: str = ""
    tone: Tone = Tone.PLAIN


GAP = Said("")


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def in_short(answer: Answer, question: Question) -> str:
    """An answer as it is written in a profile."""
    if answer is None:
        return "unknown"
    if isinstance(answer, str):
        return answer
    if isinstance(answer, tuple):
        return ", ".join(answer)
    return f"{number(answer)}{f' {question.unit}' if question.unit else ''}"
