"""One profile under two rulebooks: what each puts first and why it is not the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine
from kpo_advisor.comparison.before_after import Becomes, bars_between, reasons_between, rules_between
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.comparison.before_after import BarChange, ReasonChange
    from kpo_advisor.model.assessment import Certainty
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class RankRow:
    """An alternative in one ranking; `standing` is eligible, held-back or excluded, `score` is −100 … 100."""

    alternative: str
    rank: int
    standing: str
    points: int
    score: Fraction


@dataclass(frozen=True, slots=True)
class PieceFirst:
    """What comes first in one piece of the work, in the main decision where it is cut, and in later ones."""

    activity: str | None
    decision: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What one rulebook says of a profile; the fields are those of a recommendation."""

    recommended: str | None
    first: tuple[str, ...]
    possible: tuple[str, ...]
    certainty: Certainty
    ranking: tuple[RankRow, ...]
    placed: tuple[PieceFirst, ...]


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that fires, at least for now, on one side only; `activities` where there are any."""

    rule: str
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A profile's results before and after, and what lies between.

    `before` or `after` is None where that rulebook cannot take the profile; `faults` then say why.
    """

    file: str | None
    title: str
    before: Result | None
    after: Result | None
    faults: tuple[Finding, ...] = ()
    reasons: tuple[ReasonChange, ...] = ()
    bars: tuple[BarChange, ...] = ()
    fires: tuple[Firing, ...] = ()
    stops: tuple[Firing, ...] = ()

    @property
    def is_one_sided(self) -> bool:
        """Whether only one of the two rulebooks can take the profile."""
        return self.before is None or self.after is None

    @property
    def changes_first(self) -> bool:
        """Whether something else is recommended or stands first."""
        if self.before is None or self.after is None:
            return False
        one, other = ((side.recommended, set(side.first)) for side in (self.before, self.after))
        return one != other

    @property
    def differs(self) -> bool:
        """Whether anything that is compared differs."""
        return self.before != self.after or bool(self.reasons or self.bars or self.fires or self.stops)


def compare(
    pair: tuple[Profile | None, Profile | None],
    old: Rulebook,
    new: Rulebook,
    file: str | None = None,
    faults: tuple[Finding, ...] = (),
) -> Compared:
    """One profile as each rulebook takes it, None where it cannot; both list the same activities."""
    before, after = pair
    one = None if before is None else examine(before, old)
    other = None if after is None else examine(after, new)
    results = (None if one is None else _result(one), None if other is None else _result(other))
    title = (before or after or Profile("")).title
    if one is None or other is None:
        return Compared(file, title, *results, faults)
    rows = (*other.main.ranking, *one.main.ranking)
    changes = list(rules_between(one, other, _firing))
    return Compared(
        file,
        title,
        *results,
        reasons=tuple(reasons_between(one, other, dict.fromkeys(row.alternative for row in rows))),
        bars=tuple(bars_between(one, other)),
        fires=_only(changes, Becomes.FIRES, new),
        stops=_only(changes, Becomes.STOPS, old),
    )


def _result(examined: Examined) -> Result:
    main = examined.main
    return Result(
        main.recommended,
        main.first,
        main.possible,
        main.certainty,
        tuple(RankRow(row.alternative, row.rank, row.standing.word, row.points, row.score) for row in main.ranking),
        tuple(_placed(examined)),
    )


def _placed(examined: Examined) -> Iterator[PieceFirst]:
    for piece in examined.pieces:
        for decision, result in piece.assessment.decisions.items():
            is_main = decision == examined.rulebook.main.id
            if decision in piece.assessment.taken and not (is_main and piece.activity is None):
                yield PieceFirst(piece.activity, decision, result.chosen)


def _firing(before: Status, after: Status) -> Becomes | None:
    fired, fires = before >= Status.FOR_NOW, after >= Status.FOR_NOW
    return None if fired == fires else Becomes.FIRES if fires else Becomes.STOPS


def _only(
    changes: Iterable[tuple[str, Becomes, tuple[str, ...]]], wanted: Becomes, rulebook: Rulebook
) -> tuple[Firing, ...]:
    """The rules of one kind of change, in the order of the rulebook that has them all."""
    found = {rule: Firing(rule, activities) for rule, change, activities in changes if change == wanted}
    return tuple(found[rule] for rule in rulebook.rule_by_id if rule in found)
