"""How far the weights can move before first place changes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, isqrt


@dataclass(frozen=True, slots=True)
class Rival:
    """An alternative that could overtake by weights; `activity` where that is inside one activity."""

    alternative: str
    activity: str | None


@dataclass(frozen=True, slots=True)
class WeightRange:
    """The weights of one criterion under which nothing gets ahead, all other weights as they are.

    From `low` to `high`, both included; `high` None: without end. At an end, first place is shared with
    the rivals in `low_ties` or `high_ties`. `low` 0 without ties: the criterion may count for nothing.
    """

    criterion: str
    title: str
    weight: int
    low: Fraction
    high: Fraction | None
    low_ties: tuple[Rival, ...]
    high_ties: tuple[Rival, ...]

    @property
    def is_bounded(self) -> bool:
        """Whether some weight of the criterion, the others as they are, would change first place."""
        return bool(self.low_ties) or self.high is not None

    @property
    def inward(self) -> tuple[Fraction, Fraction | None]:
        """The range in hundredths, rounded to the side where first place holds; its own weight stays inside."""
        high = None if self.high is None else Fraction(floor(self.high * 100), 100)
        return Fraction(ceil(self.low * 100), 100), high


@dataclass(frozen=True, slots=True)
class WeightMove:
    """One criterion's weight moved from `weight` to `to`, 0 or more."""

    criterion: str
    title: str
    weight: int
    to: Fraction


@dataclass(frozen=True, slots=True)
class Tie:
    """The smallest total change of weights with which a rival draws level; no moves: it is level now."""

    rival: Rival
    total: Fraction
    moves: tuple[WeightMove, ...]


@dataclass(frozen=True, slots=True)
class Stability:
    """How firmly an alternative is first, as far as the weights decide that, on what is known now.

    `rivals` are those of the same standing; others cannot overtake by weights. Without rivals no weights
    matter. `ranges` has every criterion, in order. `ties` has every rival, the one that takes least first;
    with that first one, nothing else is ahead yet.

    `factor_squared` f²: as long as each weight stays above its own divided by f and below its own times f,
    the alternative is alone first; at f itself, some choice of weights makes a tie; None: however large f
    is. The square is kept because f need not be a fraction. `half_to_double`: it is alone first under any
    weights from half to double of its own, both included.
    """

    alternative: str
    rivals: tuple[Rival, ...]
    ranges: tuple[WeightRange, ...]
    ties: tuple[Tie, ...]
    half_to_double: bool
    factor_squared: Fraction | None

    @property
    def nearest(self) -> Tie | None:
        """The rival that draws level with the smallest change; None without rivals."""
        return self.ties[0] if self.ties else None

    @property
    def factor(self) -> Fraction | None:
        """f in whole tenths, rounded down, so that what is said of it holds; at least 1; None without bound."""
        return None if self.factor_squared is None else Fraction(isqrt(int(100 * self.factor_squared)), 10)
