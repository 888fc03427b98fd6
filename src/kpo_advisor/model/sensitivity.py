"""What other answers would do to first place, and how far it lies ahead: parts of the recommendation.

Field names are a contract, as those of the recommendation are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


MOST_SHOWN = 3
"""Smallest sets of changes that a flip shows, of those there are."""


class FlipKind(StrEnum):
    """Changes that the client can bring about, or answers that may have been wrong."""

    DO = "do"
    MISJUDGED = "misjudged"


class FlipStatus(StrEnum):
    """Whether changes were found; BEYOND: more than are looked for."""

    FOUND = "found"
    NEVER = "never"
    BEYOND = "beyond"
    NOT_DECIDED = "not-decided"


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer to an open question that by itself changes what is first on what is known now, and to what.

    `label` says the answer in words.
    """

    answer: object
    label: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question without a plain answer; `asked`: the answer is unknown or narrowed, else it was not asked.

    `can_change_first` false is proved; true means that it has not been ruled out. `turns` are the answers
    that would do so by themselves; where there are none, it could only together with others.
    `narrowed` is the answer that is not settled yet, `narrowed_label` in words; None where none was given, or more
    than one of activities.
    """

    question: str
    label: str
    ask: str
    who_knows: tuple[str, ...]
    asked: bool
    can_change_first: bool
    turns: tuple[Turn, ...]
    narrowed: object = None
    narrowed_label: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A given answer that would be another; `activities` those it is for, `how` what brings it about.

    `label` is the question's, and the other labels say the two answers in words.
    """

    question: str
    label: str
    activities: tuple[str, ...]
    before: object
    before_label: str
    after: object
    after_label: str
    how: str | None


@dataclass(frozen=True, slots=True)
class Mainstay:
    """A given answer that the recommended one rests on: with the nearest other answer, another stands first.

    `label` is the question's. `activities` are those that share the answer, empty for the whole work. `change` is the
    other answer, of a number one of the next range; `would` says it in words that follow the label: `is a`,
    `is below 5`, `with b added`, and `answer_label` says the given one.
    `first_then` is what stands first then, on what is known now: several on a tie, none where all are excluded.
    """

    question: str
    label: str
    activities: tuple[str, ...]
    answer: object
    answer_label: str
    change: object
    would: str
    first_then: tuple[str, ...]
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """What would put another alternative first, on what is known now.

    `kind` is do (what the client can bring about) or misjudged (what would follow if given answers were
    wrong). `status` is found, with the proved smallest number of changes in `size` and some of those sets
    in `changes`; never: proved that no change of this kind does it; beyond: more changes than are looked
    for; not-decided. `held_back`: with all that is shown it would be held back, and come first since nothing is free.
    """

    alternative: str
    kind: FlipKind
    status: FlipStatus
    size: int | None
    changes: tuple[tuple[Change, ...], ...]
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Proviso:
    """What an open question must come to, one of several conditions under which the recommended one is certain.

    `label` is the question's. `activities` are those of which it is one unknown, empty for the whole work. `choices`
    are the answers that are left, of a multi question the ticks that may be made, of a number ranges such as
    `at least 2`; `excluded` are the others. `who` knows. `otherwise` is what may stand first if it turns out otherwise
    while the other conditions hold; empty where everything may be excluded then. `may_be_moot`: the question may turn
    out not to apply.
    """

    question: str
    label: str
    activities: tuple[str, ...]
    choices: tuple[str, ...]
    excluded: tuple[str, ...]
    who: tuple[str, ...]
    otherwise: tuple[str, ...]
    may_be_moot: bool


class Mildness(StrEnum):
    """Whether conditions of certainty are proved the smallest, are just enough, or there are none that are mild."""

    SMALLEST = "smallest"
    ENOUGH = "enough"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions under which a provisional recommendation is certain; none where it is open."""

    mildness: Mildness
    provisos: tuple[Proviso, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What one criterion adds to the lead of one alternative over another, in points."""

    criterion: str
    title: str
    points: int


@dataclass(frozen=True, slots=True)
class Contrast:
    """The lead of `first` over `second`, criterion by criterion; the differences sum to `points`."""

    first: str
    second: str
    points: int
    score: Fraction
    differences: tuple[Difference, ...]
