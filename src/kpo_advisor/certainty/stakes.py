"""What each open question can still move: bars on what may stand first, and points between those.

A bound, not a proof: open rules count as if each could fire or not whatever the others do. A question
without a stake cannot change the first place; one with a stake may turn out not to either. Which of
those can is a question for `pivots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.engine.bounds import Leeway
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import questions_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule


@dataclass(frozen=True, slots=True)
class Swing:
    """How far one question alone can move one alternative against another, in points, both at least 0.

    `gain` is the most that `ahead` can gain on `behind`, `loss` the most that it can lose.
    """

    ahead: str
    behind: str
    gain: int
    loss: int

    @property
    def width(self) -> int:
        """How far apart the best and the worst answer are."""
        return self.gain + self.loss


@dataclass(frozen=True, slots=True)
class Stake:
    """What one question can still move.

    `bars` are the open rules that could exclude, hold back or free an alternative that may stand first or be
    the home of a part. `swings` are against the first on what is known now, the widest first. `gates` are
    questions with a stake that are asked or not, depending on the answer.
    """

    bars: tuple[str, ...] = ()
    swings: tuple[Swing, ...] = ()
    gates: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The points of the widest swing, 0 where there is none."""
        return max((swing.width for swing in self.swings), default=0)


def stakes_of(
    rulebook: Rulebook, weights: Mapping[str, int], piece: Piece, possible: Sequence[str]
) -> dict[str, Stake]:
    """The stakes of one piece's open questions, in the order of the questionnaire; `possible` may stand first.

    A piece without anything possible has none, nor has a question that no open rule on it looks at.
    """
    concerned = set(possible)
    concerned |= {home for id in concerned for home in rulebook.main.alternative(id).made_of}
    swings = _Swings(rulebook, weights, piece, possible)
    found = {
        question: Stake(tuple(rule.id for rule in rules if not concerned.isdisjoint(rule.bars)), swings.of(rules))
        for question, rules in hanging_on(rulebook, piece, concerned).items()
    }
    _add_gates(rulebook, piece, found)
    return {id: found[id] for id in rulebook.questions if id in found}


def hanging_on(rulebook: Rulebook, piece: Piece, concerned: set[str]) -> dict[str, list[Rule]]:
    """For each open question the rules on it that may still come to move, bar, hold back or free a concerned one.

    Those `concerned` are alternatives of the main decision.
    """
    found: dict[str, list[Rule]] = {}
    for rule in rulebook.rules:
        is_open = piece.assessment.status(rule.id) in (Status.OPEN, Status.FOR_NOW)
        if is_open and not rule.touches.isdisjoint(concerned):
            for question in open_among(rulebook, rule.questions, piece.assessment):
                found.setdefault(question, []).append(rule)
    return found


def _add_gates(rulebook: Rulebook, piece: Piece, found: dict[str, Stake]) -> None:
    """A question that decides whether one with a stake is asked has a stake too."""
    waiting = list(found)
    while waiting:
        id = waiting.pop()
        for gate in open_among(rulebook, questions_in(rulebook.questions[id].only_if), piece.assessment):
            if gate not in found:
                waiting.append(gate)
            before = found.get(gate, Stake())
            found[gate] = Stake(before.bars, before.swings, (*before.gates, id))


class _Swings:
    """The points that sets of open rules can move between the first of what is possible and each of the others."""

    def __init__(self, rulebook: Rulebook, weights: Mapping[str, int], piece: Piece, possible: Sequence[str]) -> None:
        ranked = program_of(rulebook).ranked[rulebook.main.id]
        self.weights = rulebook.main.weights(weights)
        self.share = piece.share
        self.held = [rule for rule in ranked.weighings if rule.id in piece.assessment.statuses]
        self.sure = [rule for rule in self.held if piece.assessment.statuses[rule.id] is not Status.OPEN]
        self.place = {alternative.id: number for number, alternative in enumerate(rulebook.main.alternatives)}
        ranking = piece.assessment.decisions[rulebook.main.id].ranking
        rows = [row.alternative for row in ranking if row.alternative in possible]
        self.pairs = [(rows[0], behind) for behind in rows[1:]]
        self.lendings = ranked.lendings
        self.now = Leeway(self.lendings, self.sure, (), self.weights)

    def of(self, rules: Sequence[Rule]) -> tuple[Swing, ...]:
        """How far the rules can move each pair; pairs that they do not move are left out."""
        moving = {rule.id for rule in rules}
        sure = [rule for rule in self.sure if rule.id not in moving]
        unsure = [rule for rule in self.held if rule.id in moving]
        moved = Leeway(self.lendings, sure, unsure, self.weights)
        criteria = {(rule.favours or rule.opposes)[0][0][0] for rule in unsure if rule.favours or rule.opposes}
        if any(rule.standings for rule in unsure):  # a home that is barred lends nothing, whatever the criterion
            criteria.update(range(len(self.weights)))
        found = []
        for ahead, behind in self.pairs:
            a, b = self.place[ahead], self.place[behind]
            now = self.now.least_lead(a, b, criteria)
            gain, loss = -moved.least_lead(b, a, criteria) - now, now - moved.least_lead(a, b, criteria)
            if gain or loss:
                found.append(Swing(ahead, behind, gain * self.share, loss * self.share))
        return tuple(sorted(found, key=lambda swing: -swing.width))


def open_among(rulebook: Rulebook, questions: Iterable[str], assessment: Assessment) -> tuple[str, ...]:
    """The open ones among questions, and those that decide whether the answered ones apply, in their order.

    Of the questions of a rule, these are what it depends on.
    """
    waiting = list(dict.fromkeys(questions))
    for id in waiting:
        if id in assessment.unsettled:
            waiting += [gate for gate in questions_in(rulebook.questions[id].only_if) if gate not in waiting]
    return tuple(id for id in waiting if id in assessment.open_questions)
