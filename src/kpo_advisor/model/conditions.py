"""Conditions over answers: a small tree, read from YAML and evaluated in three values.

Scale comparisons and negated choices are already spelled out as sets of choices, and terms are
replaced by what they stand for, so that one tree says all there is to evaluate.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Comparison = Literal["at_least", "at_most", "above", "below", "is"]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The answer is one of the choices; for a multi question, at least one of them is ticked."""

    question: str
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """For a multi question: none of the choices is ticked. False where the question does not apply.

    Where it has an implied answer, that is looked at instead.
    """

    question: str
    choices: frozenset[str]


@dataclass(frozen=True, slots=True)
class Compare:
    """A number question's answer compared with a constant."""

    question: str
    comparison: Comparison
    constant: Fraction


@dataclass(frozen=True, slots=True)
class Answered:
    """The question has an answer, whatever it is; open while it is unknown, false where the question does not apply."""

    question: str


@dataclass(frozen=True, slots=True)
class Decided:
    """An earlier decision came out as one of the alternatives; open while that is provisional."""

    decision: str
    alternatives: frozenset[str]


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; holds always when there are none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least `count` of the parts hold (1: any)."""

    parts: tuple[Condition, ...]
    count: int = 1


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold; open where it is open."""

    part: Condition


Test = OneOf | NoneOf | Compare | Answered | Decided
Condition = Test | Every | Some | Not

ALWAYS = Every(())


def tests(condition: Condition) -> Iterator[Test]:
    """Every test in the condition, from left to right, repeated where it stands repeatedly."""
    match condition:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from tests(part)
        case Not(part):
            yield from tests(part)
        case _:
            yield condition


def questions_in(*conditions: Condition | None) -> tuple[str, ...]:
    """The ids of the questions that conditions look at, each once, in order of appearance; None looks at none."""
    stated = (test for condition in conditions if condition is not None for test in tests(condition))
    return tuple(dict.fromkeys(test.question for test in stated if not isinstance(test, Decided)))


def decisions_in(*conditions: Condition) -> frozenset[str]:
    """The ids of the decisions whose results conditions look at."""
    stated = (test for condition in conditions for test in tests(condition))
    return frozenset(test.decision for test in stated if isinstance(test, Decided))
