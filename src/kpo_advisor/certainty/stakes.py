"""What each open question can still move: bars on what may stand first, and points between those.

A bound, not a proof: open rules count as if each could fire or not whatever the others do. A question
without a stake cannot change the first place; one with a stake may turn out not to either. Which of
those can is a question for `pivots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.bounds import scope_of
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Standing, Status
from kpo_advisor.model.conditions import questions_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.engine.bounds import Scope
    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.engine.program import Weighing
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

UNSURE = (Status.OPEN, Status.FOR_NOW)
"""What rules are that may still turn out either way."""


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
    for rule, questions in open_on(rulebook, piece, concerned):
        for question in questions:
            found.setdefault(question, []).append(rule)
    return found


def open_on(rulebook: Rulebook, piece: Piece, concerned: set[str]) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """The rules on a concerned alternative that may still turn out either way, each with the open questions on it."""
    statuses = piece.assessment.statuses
    for rule in rules_on(rulebook, frozenset(concerned)):
        if statuses.get(rule.id) in UNSURE:
            yield rule, open_among(rulebook, rule.questions, piece.assessment)


@lru_cache(maxsize=64)
def rules_on(rulebook: Rulebook, concerned: frozenset[str]) -> tuple[Rule, ...]:
    """The rules on some of these alternatives, in their order."""
    return tuple(rule for rule in rulebook.rules if not rule.touches.isdisjoint(concerned))


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
        statuses = piece.assessment.statuses
        self.ranked = program_of(rulebook).ranked[rulebook.main.id]
        self.weights = self.ranked.weights(weights)
        self.share = piece.share
        self.held = {rule.id: rule for rule in self.ranked.weighings if rule.id in statuses}
        self.sure = [rule for rule in self.held.values() if statuses[rule.id] is not Status.OPEN]
        place = {alternative.id: number for number, alternative in enumerate(rulebook.main.alternatives)}
        rows = [row.alternative for row in piece.assessment.decisions[rulebook.main.id].ranking]
        first, *others = [id for id in rows if id in possible] or [""]
        self.pairs = [(first, behind, place[first], place[behind]) for behind in others]
        self.now = _Rules(self.sure, ())
        self.lent = frozenset[int]().union(*(lending.criteria for lending in self.ranked.lendings))

    def of(self, rules: Sequence[Rule]) -> tuple[Swing, ...]:
        """How far the rules can move each pair; pairs that they do not move are left out."""
        unsure = [self.held[rule.id] for rule in rules if rule.id in self.held]
        moving = {rule.id for rule in unsure}
        moved = _Rules([rule for rule in self.sure if rule.id not in moving], unsure)
        criteria = {(rule.favours or rule.opposes)[0][0][0] for rule in unsure if rule.favours or rule.opposes}
        if any(rule.standings for rule in unsure):  # a home that is barred lends nothing
            criteria |= self.lent
        found = []
        for ahead, behind, a, b in self.pairs:
            now = self.least_lead(self.now, a, b, criteria)
            gain = -self.least_lead(moved, b, a, criteria) - now
            loss = now - self.least_lead(moved, a, b, criteria)
            if gain or loss:
                found.append(Swing(ahead, behind, gain * self.share, loss * self.share))
        return tuple(sorted(found, key=lambda swing: -swing.width))

    def least_lead(self, rules: _Rules, ahead: int, behind: int, criteria: Iterable[int]) -> int:
        """The least that the points of `ahead` on these criteria exceed those of `behind` by, whatever fires."""
        return sum(self.weights[number] * self._scope(rules, number).least_lead(ahead, behind) for number in criteria)

    def _scope(self, rules: _Rules, criterion: int) -> Scope:
        mask, _ = self.ranked.rating[criterion]
        return scope_of(self.ranked, criterion, rules.sure & mask, rules.unsure & mask, rules.homes)


class _Rules:
    """Rules that hold for sure and rules that are unsure, as masks, and the homes that they exclude."""

    def __init__(self, sure: Sequence[Weighing], unsure: Sequence[Weighing]) -> None:
        self.sure, self.unsure = (sum(1 << rule.index for rule in rules) for rules in (sure, unsure))
        out, more = (_excluded(rules) for rules in (sure, unsure))
        self.homes = out, out | more


def _excluded(rules: Iterable[Weighing]) -> int:
    homes = {number for rule in rules for number, standing in rule.standings if standing is Standing.EXCLUDED}
    return sum(1 << number for number in homes)


def open_among(rulebook: Rulebook, questions: Iterable[str], assessment: Assessment) -> tuple[str, ...]:
    """The open ones among questions, and those that decide whether the answered ones apply, in their order.

    Of the questions of a rule, these are what it depends on.
    """
    waiting = list(dict.fromkeys(questions))
    for id in waiting if assessment.unsettled else ():
        if id in assessment.unsettled:
            waiting += [gate for gate in questions_in(rulebook.questions[id].only_if) if gate not in waiting]
    return tuple([id for id in waiting if id in assessment.open_questions])
