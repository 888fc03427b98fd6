"""What the engine finds for one piece of work: standings, ratings, scores, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Worded(IntEnum):
    @property
    def word(self) -> str:
        """The word of the published format, such as `held-back` or `for-now`."""
        return self.name.lower().replace("_", "-")


class Standing(_Worded):
    """Whether an alternative may come first; the order is the order of the ranking."""

    ELIGIBLE = 0
    HELD_BACK = 1
    EXCLUDED = 2

    @classmethod
    def of(cls, word: str) -> Standing:
        """The standing of that word; KeyError where it is none."""
        return cls[word.upper().replace("-", "_")]


class Applies(StrEnum):
    """Whether what a rule says applies, or may, depending on what is open."""

    HOLDS = "holds"
    CHECK = "check"


class Fit(StrEnum):
    """What becomes of an option with reasons for it, the best first: CHECK where a reason against it is open."""

    FITS = "fits"
    CHECK = "check"
    WITHHELD = "withheld"


class Certainty(StrEnum):
    """How sure the first place is: proved whatever is open, provisional, or none where everything is excluded."""

    CERTAIN = "certain"
    PROVISIONAL = "provisional"
    NONE = "none"


class View(IntEnum):
    """Under which answers something holds: as it is known now, at best, or at worst."""

    NOW = 0
    BEST = 1
    WORST = 2


class Status(_Worded):
    """What became of a rule: it does not hold, may yet hold, holds until its `unless` is shown, or holds."""

    OFF = 0
    OPEN = 1
    FOR_NOW = 2
    FIRES = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """What one criterion says for (points above 0) or against an alternative.

    `points` are the criterion's weight times the strength of its strongest rules in that direction,
    times the share where several activities are added up; `rules` are those strongest rules. Where a composite has it
    of homes, `lent` are pairs of a rule and a home that it has the rule's reason from.
    """

    criterion: str
    points: int
    rules: tuple[str, ...]
    lent: tuple[tuple[str, str], ...] = ()

    def homes_of(self, rule: str) -> tuple[str, ...]:
        """The homes that a composite has one of the rules from; empty where the rule names what it is a reason for."""
        return tuple(home for id, home in self.lent if id == rule)


@dataclass(frozen=True, slots=True)
class Bar:
    """Why an alternative is held back or excluded.

    `rule` None: it follows from other bars, `follows_from` (too few homes are left, or a part it needs is
    out), or, `all_alike`, from every activity having the same home. `for_now`: until the rule's `unless` is shown.
    """

    rule: str | None
    standing: Standing
    for_now: bool = False
    follows_from: tuple[str, ...] = ()
    all_alike: bool = False


@dataclass(frozen=True, slots=True)
class AlternativeResult:
    """One alternative of a ranked decision.

    `points` of `out_of` (three times the sum of weights, times the shares) on what is known now;
    `low` and `high` bound the points over all ways to answer what is open, criterion by criterion.
    `best` and `worst` bound the standing in the same way. `left_for_parts` says, now, at best and at
    worst, whether a part of a composite may have it as its home, also where it is barred for the whole.
    Equal standing and points share a `rank`.
    """

    alternative: str
    rank: int
    standing: Standing
    points: int
    out_of: int
    low: int
    high: int
    best: Standing
    worst: Standing
    left_for_parts: tuple[bool, bool, bool]
    reasons: tuple[Reason, ...]
    bars: tuple[Bar, ...]

    def reasons_of(self, criterion: str) -> list[Reason]:
        """What a criterion says for and against it; empty where it says nothing."""
        return [reason for reason in self.reasons if reason.criterion == criterion]

    @property
    def by_criterion(self) -> dict[str, int]:
        """The points for less those against, of each criterion with a reason."""
        points: dict[str, int] = {}
        for reason in self.reasons:
            points[reason.criterion] = points.get(reason.criterion, 0) + reason.points
        return points

    @property
    def score(self) -> Fraction:
        """The points as −100 … 100."""
        return _score(self.points, self.out_of)

    @property
    def range(self) -> tuple[Fraction, Fraction]:
        """The bounds of the score; always around it."""
        return _score(self.low, self.out_of), _score(self.high, self.out_of)


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """The ranking of one decision.

    `first` are the alternatives that stand first on what is known now, several on a tie, none where
    all are excluded. `winner` is proved to stand alone first whatever the open answers are, or None.
    `possible` are all that the bound does not prove beaten; it never misses one.
    """

    decision: str
    ranking: tuple[AlternativeResult, ...]
    first: tuple[str, ...]
    winner: str | None
    possible: tuple[str, ...]

    def __getitem__(self, alternative: str) -> AlternativeResult:
        """The result of one alternative; KeyError where it was not ranked."""
        return {result.alternative: result for result in self.ranking}[alternative]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The proved winner, else what is first on what is known now, several on a tie."""
        return (self.winner,) if self.winner else self.first

    @property
    def recommended(self) -> str | None:
        """The proved winner, else the one that is first on what is known now; None on a tie or where all are out."""
        return self.winner or (self.first[0] if len(self.first) == 1 else None)

    @property
    def certainty(self) -> Certainty:
        """CERTAIN where a winner is proved, NONE where everything is excluded, else PROVISIONAL."""
        if self.winner:
            return Certainty.CERTAIN
        return Certainty.PROVISIONAL if self.first or self.possible else Certainty.NONE


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the engine finds for one set of answers.

    `decisions` holds all ranked decisions, since their bars hold in any case; `taken` those of any kind
    whose condition holds on what is known now. `statuses` holds the rules that are not
    OFF; `holding_now` those of them that are open only because a result is provisional, and hold with the
    results as they are now. `open_questions` are those that apply or may apply and have no answer or a narrowed one,
    in the order of the questionnaire; `ignored` those that were answered and do not apply; `unsettled` those that
    were answered while it is open whether they apply; `violated` the combinations of given answers that cannot both
    hold.
    """

    decisions: Mapping[str, DecisionResult]
    taken: frozenset[str]
    statuses: Mapping[str, Status]
    holding_now: frozenset[str]
    open_questions: tuple[str, ...]
    ignored: tuple[str, ...]
    unsettled: tuple[str, ...]
    violated: tuple[str, ...]

    def status(self, rule: str) -> Status:
        """What became of a rule."""
        return self.statuses.get(rule, Status.OFF)


def _score(points: int, out_of: int) -> Fraction:
    return Fraction(100 * points, out_of) if out_of else Fraction(0)
