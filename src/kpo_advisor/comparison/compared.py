"""One profile under two rulebooks: what each puts first and why it is not the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine
from kpo_advisor.engine.pieces import chosen
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.assessment import AlternativeResult
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Row:
    """An alternative in one ranking; `standing` is eligible, held-back or excluded, `score` is −100 … 100."""

    alternative: str
    rank: int
    standing: str
    points: int
    score: Fraction


@dataclass(frozen=True, slots=True)
class Placed:
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
    certainty: str
    ranking: tuple[Row, ...]
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class ReasonChange:
    """A criterion that gives an alternative other points, with the strongest rules behind them."""

    alternative: str
    criterion: str
    before: int
    after: int
    rules_before: tuple[str, ...]
    rules_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BarChange:
    """What holds back or excludes an alternative on one side only; `rule` None: it follows from other bars."""

    alternative: str
    rule: str | None
    standing: str
    is_new: bool


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
        one, other = ((each.recommended, set(each.first)) for each in (self.before, self.after))
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
    if one is None or other is None:
        title = (before or after or Profile("")).title
        return Compared(
            file,
            title,
            None if one is None else _result(one),
            None if other is None else _result(other),
            faults,
        )
    fired, fires = _fired(one), _fired(other)
    return Compared(
        file,
        one.profile.title,
        _result(one),
        _result(other),
        reasons=tuple(_reasons(one, other)),
        bars=tuple(_bars(one, other)),
        fires=tuple(_only(new, fires, fired)),
        stops=tuple(_only(old, fired, fires)),
    )


def _result(examined: Examined) -> Result:
    main = examined.main
    return Result(
        main.recommended,
        main.first,
        main.possible,
        main.certainty,
        tuple(Row(each.alternative, each.rank, each.standing.word, each.points, each.score) for each in main.ranking),
        tuple(_placed(examined)),
    )


def _placed(examined: Examined) -> Iterator[Placed]:
    for piece in examined.pieces:
        for decision, result in piece.assessment.decisions.items():
            is_main = decision == examined.rulebook.main.id
            if decision in piece.assessment.taken and not (is_main and piece.activity is None):
                yield Placed(piece.activity, decision, chosen(result))


def _fired(examined: Examined) -> dict[str, list[str]]:
    """The rules that fire, with the activities in which they do."""
    found: dict[str, list[str]] = {}
    for piece in examined.pieces:
        for id, status in piece.assessment.statuses.items():
            if status >= Status.FOR_NOW:
                found.setdefault(id, []).extend([] if piece.activity is None else [piece.activity])
    return found


def _only(rulebook: Rulebook, here: Mapping[str, list[str]], there: Mapping[str, list[str]]) -> Iterator[Firing]:
    """What fires here and not there, in the order of the rulebook."""
    for id in rulebook.rule_by_id:
        if id in here:
            activities = tuple(each for each in here[id] if each not in there.get(id, ()))
            if id not in there or activities:
                yield Firing(id, activities)


def _reasons(before: Examined, after: Examined) -> Iterator[ReasonChange]:
    criteria = dict.fromkeys(each.id for side in (after, before) for each in side.rulebook.main.criteria)
    one, other = ({each.alternative: _points(each) for each in side.main.ranking} for side in (before, after))
    for alternative in dict.fromkeys((*other, *one)):
        for criterion in criteria:
            first = one.get(alternative, {}).get(criterion, (0, ()))
            then = other.get(alternative, {}).get(criterion, (0, ()))
            if first[0] != then[0]:
                yield ReasonChange(alternative, criterion, first[0], then[0], first[1], then[1])


def _points(row: AlternativeResult) -> dict[str, tuple[int, tuple[str, ...]]]:
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for reason in row.reasons:
        points, rules = found.get(reason.criterion, (0, ()))
        found[reason.criterion] = points + reason.points, (*rules, *reason.rules)
    return found


def _bars(before: Examined, after: Examined) -> Iterator[BarChange]:
    told = [
        {(row.alternative, bar.rule, bar.standing.word): None for row in side.main.ranking for bar in row.bars}
        for side in (before, after)
    ]
    for bars, others, is_new in ((told[1], told[0], True), (told[0], told[1], False)):
        yield from (BarChange(*each, is_new) for each in bars if each not in others)
