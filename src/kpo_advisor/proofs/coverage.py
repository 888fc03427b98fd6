"""Which rules the cases of a rulebook reach: which fired, and which decided what came first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.engine.activities import add_up
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.ranking import rank
from kpo_advisor.engine.rule_states import RuleStates
from kpo_advisor.model.assessment import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Reached:
    """What a profile does with the rules, of all its activities together.

    `fired`: the rule holds, until its `unless` is shown or with a provisional result as it is now included.
    `decisive`: it fired, and without it something else would come first in the main decision on what is
    known now; where two rules say the same, neither is. `still_open`: it may yet hold.
    """

    fired: frozenset[str]
    decisive: frozenset[str]
    still_open: frozenset[str]


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """In how many cases a rule fired, was decisive, and was open; `can_decide`: it bears on the main ranking."""

    rule: str
    fired: int
    decisive: int
    still_open: int
    can_decide: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rules of a rulebook itself, in its order, over so many cases; `inherited` more come from what it extends."""

    cases: int
    rules: tuple[RuleCoverage, ...]
    inherited: int = 0

    @property
    def fired(self) -> tuple[RuleCoverage, ...]:
        """The rules that fired in some case."""
        return tuple(rule for rule in self.rules if rule.fired)

    @property
    def decisive(self) -> tuple[RuleCoverage, ...]:
        """The rules that were decisive in some case."""
        return tuple(rule for rule in self.rules if rule.decisive)

    @property
    def never(self) -> tuple[RuleCoverage, ...]:
        """The rules that fired in no case, open or not."""
        return tuple(rule for rule in self.rules if not rule.fired)

    @property
    def percent(self) -> Fraction:
        """The share of rules that fired in some case, 0 … 100; 100 where there are no rules."""
        return Fraction(100 * len(self.fired), len(self.rules)) if self.rules else Fraction(100)


def coverage(rulebook: Rulebook, cases: Sequence[Reached]) -> Coverage:
    """What cases reach of a rulebook: of an overlay, of its own rules."""
    program = program_of(rulebook)
    deciding = {weighing.id for weighing in program.ranked[rulebook.main.id].weighings}
    rules = tuple(
        RuleCoverage(
            rule.id,
            sum(rule.id in case.fired for case in cases),
            sum(rule.id in case.decisive for case in cases),
            sum(rule.id in case.still_open for case in cases),
            rule.id in deciding,
        )
        for rule in rulebook.own_rules
    )
    return Coverage(len(cases), rules, len(rulebook.rules) - len(rules))


def reached(examined: Examined) -> Reached:
    """What one profile reaches."""
    fired = fired_in(examined)
    held = frozenset(id for piece in examined.pieces for id in piece.assessment.statuses)
    return Reached(fired, frozenset(_decisive(examined)), held - fired)


def fired_in(examined: Examined) -> frozenset[str]:
    """The rules that fire in some piece of a profile, in the sense of `Reached`."""
    found = frozenset[str]().union(*(piece.assessment.holding_now for piece in examined.pieces))
    statuses = [pair for piece in examined.pieces for pair in piece.assessment.statuses.items()]
    return found | {id for id, status in statuses if status >= Status.FOR_NOW}


def _decisive(examined: Examined) -> Iterable[str]:
    """The rules without which the main decision, ranked again, has something else first.

    No rule that bears on the main decision looks at results, so their statuses do not hang on each other.
    """
    program = program_of(examined.rulebook)
    ids = [rule.id for rule in program.rules]
    states = [
        RuleStates.of((1 << at, piece.assessment.status(id)) for at, id in enumerate(ids)) for piece in examined.pieces
    ]
    first = _first(program, examined, states)
    for weighing in program.ranked[examined.rulebook.main.id].weighings:
        if any(of_piece.holding >> weighing.index & 1 for of_piece in states):
            without = [of_piece.without(weighing.index) for of_piece in states]
            if _first(program, examined, without) != first:
                yield weighing.id


def _first(program: Program, examined: Examined, states: Iterable[RuleStates]) -> tuple[str, ...]:
    """What stands first in the main decision under what became of the rules, piece by piece."""
    main, profile = examined.rulebook.main, examined.profile
    weights, homes_only = main.weights(profile.weights), bool(profile.activities)
    results = [rank(program.ranked[main.id], of_piece, weights, {}, homes_only=homes_only) for of_piece in states]
    return add_up(main, results, examined.pieces).first
