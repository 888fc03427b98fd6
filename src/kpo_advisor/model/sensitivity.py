"""What other answers would do to first place, and how far it lies ahead: parts of the recommendation.

Field names are a contract, as those of the recommendation are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


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
    """A question without an answer; `asked`: the answer is unknown, else it was not asked.

    `can_change_first` false is proved; true means that it has not been ruled out. `turns` are the answers
    that would do so by themselves; where there are none, it could only together with others.
    """

    question: str
    label: str
    ask: str
    who_knows: tuple[str, ...]
    asked: bool
    can_change_first: bool
    turns: tuple[Turn, ...]


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
class Flip:
    """What would put another alternative first, on what is known now.

    `kind` is do (what the client can bring about) or misjudged (what would follow if given answers were
    wrong). `status` is found, with the proved smallest number of changes in `size` and some of those sets
    in `changes`; never: proved that no change of this kind does it; beyond: more changes than are looked
    for; not-decided.
    """

    alternative: str
    kind: FlipKind
    status: FlipStatus
    size: int | None
    changes: tuple[tuple[Change, ...], ...]


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
