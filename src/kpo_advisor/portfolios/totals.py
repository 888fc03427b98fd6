"""What the pieces of work of a portfolio come to together, added up one after another."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpo_advisor.portfolios.placement import Placement


@dataclass(slots=True)
class HomeTotal:
    """How many pieces go to a home, their share, and for how many of them that is certain."""

    pieces: int = 0
    share: Fraction = Fraction(0)
    certain: int = 0

    def add(self, placement: Placement) -> None:
        """Count one more."""
        self.pieces += 1
        self.share += placement.share
        self.certain += placement.is_certain


@dataclass(slots=True)
class OpenTotal:
    """How many answers are open, and how many of these may change what stands first in their piece of work."""

    open: int = 0
    may_decide: int = 0


@dataclass(slots=True)
class Totals:
    """The sums; memory grows with the groups, homes, people and questions, not with the pieces.

    `rejected` cannot be read. Those that are level for good are neither `certain` nor `open`. `homes` are by what
    stands first: one home, several where they are level, none where all are out. `groups` are the same by group.
    `people` and `questions` tell of what is open; `first_to_ask` counts by question for how many pieces its answer may
    move most. `providers` are by home and place what one provider there could take, by place all that it does not rule
    out.
    """

    pieces: int = 0
    rejected: int = 0
    share: Fraction = Fraction(0)
    certain: int = 0
    open: int = 0
    homes: dict[tuple[str, ...], HomeTotal] = field(default_factory=dict)
    groups: dict[str, dict[tuple[str, ...], HomeTotal]] = field(default_factory=dict)
    people: dict[str, OpenTotal] = field(default_factory=dict)
    questions: dict[str, OpenTotal] = field(default_factory=dict)
    first_to_ask: dict[str, int] = field(default_factory=dict)
    providers: dict[tuple[str, str], HomeTotal] = field(default_factory=dict)

    def add(self, placement: Placement) -> None:
        """Add one more piece of work."""
        self.pieces += 1
        self.share += placement.share
        self.certain += placement.is_certain
        self.open += placement.is_open
        group = self.groups.setdefault(placement.group, {})
        for homes in (self.homes, group):
            homes.setdefault(placement.first, HomeTotal()).add(placement)
        for row in placement.open:
            for total in (
                self.people.setdefault(row.who, OpenTotal()),
                self.questions.setdefault(row.question, OpenTotal()),
            ):
                total.open += 1
                total.may_decide += row.may_decide
        if placement.next is not None:
            asked = placement.next.question
            self.first_to_ask[asked] = self.first_to_ask.get(asked, 0) + 1
        for home, places in placement.places.items():
            for place in places:
                self.providers.setdefault((home, place), HomeTotal()).add(placement)
