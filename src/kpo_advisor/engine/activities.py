"""The whole of a profile whose work is listed as activities: each is assessed, then they are added up.

For the whole, an alternative's points are the share-weighted sum over the activities and its standing
is the worst. A composite alternative (hybrid) has each activity's own first; it is what the activities
come to when their firsts differ, and is out when they agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kpo_advisor.engine.first_place import first_of_parts
from kpo_advisor.engine.pieces import piece_of
from kpo_advisor.engine.program import Depth
from kpo_advisor.engine.ranking import order_of_bars
from kpo_advisor.model.assessment import AlternativeResult, Bar, DecisionResult, Reason, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeVar

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rules import Alternative, Decision

    T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assessed:
    """A profile's assessment: its pieces in their order, and the main decision over them all."""

    main: DecisionResult
    pieces: tuple[Piece, ...]


def assess_profile(program: Program, profile: Profile, *, depth: Depth = Depth.ALL) -> Assessed:
    """Assess a profile, with its own weights and activities; `depth` as for `assess`."""
    activities = profile.activities or (None,)
    pieces = tuple(piece_of(program, profile, activity, depth=depth) for activity in activities)
    main = program.rulebook.main
    return Assessed(add_up(main, [piece.assessment.decisions[main.id] for piece in pieces], pieces), pieces)


def add_up(decision: Decision, results: Sequence[DecisionResult], pieces: Sequence[Piece]) -> DecisionResult:
    """The main decision for the whole from those of its pieces; of work that is not cut, that of its one piece."""
    if pieces[0].activity is None:
        return results[0]
    shares = [piece.share for piece in pieces]
    first = first_of_parts(decision, [result.first for result in results])
    common = tuple(id for id in first if not decision.alternative(id).made_of)
    rows = []
    for alternative in decision.alternatives:
        if alternative.made_of:
            rows.append(_composite(alternative, results, shares, common))
        else:
            rows.append(_sum(alternative.id, [result[alternative.id] for result in results], shares))

    def key(row: AlternativeResult) -> tuple[bool, Standing, int]:
        return (row.alternative not in first, row.standing, -row.points)

    rows.sort(key=key)
    keys = list(map(key, rows))
    ranking = tuple(replace(row, rank=keys.index(key(row)) + 1) for row in rows)
    possible = _possible(decision, distinct(results, (piece.known for piece in pieces)))
    sure_of_one = all(any(row.worst < Standing.EXCLUDED for row in result.ranking) for result in results)
    winner = possible[0] if len(possible) == 1 and sure_of_one else None
    return DecisionResult(decision.id, ranking, first, winner, possible)


def distinct(pieces: Sequence[T], answers: Iterable[Mapping[str, Answer]]) -> list[T]:
    """The first of the pieces with each set of answers; those with the same are one piece of work, cut in two."""
    found: dict[frozenset[tuple[str, Answer]], T] = {}
    for piece, given in zip(pieces, answers, strict=True):
        found.setdefault(frozenset(given.items()), piece)
    return list(found.values())


def _possible(decision: Decision, results: Sequence[DecisionResult]) -> tuple[str, ...]:
    """What the whole can come to, when any activity may have any of its possible firsts."""
    firsts = [_firsts(result) for result in results]
    ids = [alternative.id for alternative in decision.alternatives]
    found = {id for id in ids if all(any(id in first for first in sets) for sets in firsts)}
    if _may_differ(firsts):
        found |= {alternative.id for alternative in decision.alternatives if alternative.made_of}
    return tuple(id for id in ids if id in found)


def _firsts(result: DecisionResult) -> list[frozenset[str]]:
    """The sets that may stand first in one activity: just one where nothing is open, else each possible one alone."""
    if all(row.low == row.high and row.best is row.worst for row in result.ranking):
        return [frozenset(result.first)] if result.first else []
    return [frozenset((alternative,)) for alternative in result.possible]


def _may_differ(firsts: Sequence[Sequence[frozenset[str]]]) -> bool:
    """Whether some pick of one set for each activity leaves no alternative in all of them."""
    if not all(firsts):
        return False
    free = [sets for sets in firsts if len(sets) > 1]
    if len(free) > 1:
        return True
    fixed = [sets[0] for sets in firsts if len(sets) == 1]
    if not fixed:
        return False
    common = frozenset[str].intersection(*fixed)
    return not common or any(not first & common for sets in free for first in sets)


def _composite(
    alternative: Alternative, results: Sequence[DecisionResult], shares: Sequence[int], common: tuple[str, ...]
) -> AlternativeResult:
    low = high = 0
    for share, result in zip(shares, results, strict=True):
        leading = [result.ranking[0], *_may_lead(result)]
        low += share * min(row.low for row in leading)
        high += share * max(row.high for row in leading)
    found = replace(
        _sum(alternative.id, [_lending(result.ranking[0]) for result in results], shares),
        low=low,
        high=high,
        best=max(min(row.best for row in result.ranking) for result in results),
        worst=Standing.EXCLUDED,
    )
    if not common:
        return found
    bar = Bar(None, Standing.EXCLUDED, follows_from=common, all_alike=True)
    return replace(found, standing=Standing.EXCLUDED, bars=(bar,))


def _lending(row: AlternativeResult) -> AlternativeResult:
    """A row whose reasons are lent to a composite."""
    reasons = []
    for reason in row.reasons:
        reasons.append(replace(reason, lent=tuple((rule, row.alternative) for rule in reason.rules)))
    return replace(row, reasons=tuple(reasons))


def _may_lead(result: DecisionResult) -> list[AlternativeResult]:
    """The rows that may head an activity's ranking: all, where everything may turn out excluded."""
    if all(row.worst is Standing.EXCLUDED for row in result.ranking):
        return list(result.ranking)
    return [result[id] for id in result.possible]


def _sum(id: str, rows: Sequence[AlternativeResult], shares: Sequence[int]) -> AlternativeResult:
    """Rows added up by shares: points and bounds as sums, standings as the worst, bars each once."""
    pairs = list(zip(shares, rows, strict=True))
    return AlternativeResult(
        alternative=id,
        rank=0,
        standing=max(row.standing for row in rows),
        points=sum(share * row.points for share, row in pairs),
        out_of=sum(share * row.out_of for share, row in pairs),
        low=sum(share * row.low for share, row in pairs),
        high=sum(share * row.high for share, row in pairs),
        best=max(row.best for row in rows),
        worst=max(row.worst for row in rows),
        left_for_parts=(True, True, True),
        reasons=_added([(share, reason) for share, row in pairs for reason in row.reasons]),
        bars=tuple(sorted({bar for row in rows for bar in row.bars}, key=order_of_bars)),
    )


def _added(reasons: Iterable[tuple[int, Reason]]) -> tuple[Reason, ...]:
    """One reason per criterion and direction, with the points of all activities."""
    total: dict[tuple[str, bool], Reason] = {}
    for share, reason in reasons:
        key = (reason.criterion, reason.points > 0)
        known = total.get(key, Reason(reason.criterion, 0, ()))
        rules, lent = {*known.rules, *reason.rules}, {*known.lent, *reason.lent}
        points = known.points + share * reason.points
        total[key] = Reason(reason.criterion, points, tuple(sorted(rules)), tuple(sorted(lent)))
    return tuple(total[key] for key in sorted(total))
