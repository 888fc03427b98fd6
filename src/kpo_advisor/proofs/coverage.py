"""Which rules the cases of a rulebook reach: which fired, and which decided what came first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.advice.recommend import settled
from kpo_advisor.engine.activities import add_up
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.ranking import rank
from kpo_advisor.model.assessment import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.profile import Profile
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
    """The rules of a rulebook, in its order, over so many cases."""

    cases: int
    rules: tuple[RuleCoverage, ...]

    @property
    def fired(self) -> tuple[RuleCoverage, ...]:
        """The rules that fired in some case."""
        return tuple(each for each in self.rules if each.fired)

    @property
    def decisive(self) -> tuple[RuleCoverage, ...]:
        """The rules that were decisive in some case."""
        return tuple(each for each in self.rules if each.decisive)

    @property
    def never(self) -> tuple[RuleCoverage, ...]:
        """The rules that fired in no case, open or not."""
        return tuple(each for each in self.rules if not each.fired)

    @property
    def percent(self) -> Fraction:
        """The share of rules that fired in some case, 0 … 100; 100 where there are no rules."""
        return Fraction(100 * len(self.fired), len(self.rules)) if self.rules else Fraction(100)


def coverage(rulebook: Rulebook, profiles: Iterable[Profile]) -> Coverage:
    """What the profiles reach of a rulebook."""
    every = [reached(rulebook, profile) for profile in profiles]
    program = program_of(rulebook)
    deciding = {each.id for each in program.ranked[rulebook.main.id].weighings}
    rules = tuple(
        RuleCoverage(
            rule.id,
            sum(rule.id in each.fired for each in every),
            sum(rule.id in each.decisive for each in every),
            sum(rule.id in each.still_open for each in every),
            rule.id in deciding,
        )
        for rule in rulebook.rules
    )
    return Coverage(len(every), rules)


def reached(rulebook: Rulebook, profile: Profile) -> Reached:
    """What one profile reaches."""
    whole, _, _ = settled(profile, rulebook)
    parts = whole.parts or (whole.piece,)
    fired = frozenset(id for part in parts for id in _fired(part))
    return Reached(
        fired,
        frozenset(_decisive(program_of(rulebook), profile, parts)),
        frozenset(id for part in parts for id in part.statuses) - fired,
    )


def _fired(part: Assessment) -> Iterable[str]:
    yield from (id for id, status in part.statuses.items() if status >= Status.FOR_NOW)
    yield from part.holding_now


def _decisive(program: Program, profile: Profile, parts: Sequence[Assessment]) -> Iterable[str]:
    """The rules without which the main decision, ranked again, has something else first.

    No rule that bears on the main decision looks at results, so their statuses do not hang on each other.
    """
    statuses = [[part.statuses.get(rule.id, Status.OFF) for rule in program.rules] for part in parts]
    first = _first(program, profile, statuses)
    for each in program.ranked[program.rulebook.main.id].weighings:
        if any(one[each.index] >= Status.FOR_NOW for one in statuses):
            without = [[*one[: each.index], Status.OFF, *one[each.index + 1 :]] for one in statuses]
            if _first(program, profile, without) != first:
                yield each.id


def _first(program: Program, profile: Profile, statuses: Sequence[Sequence[Status]]) -> tuple[str, ...]:
    """What stands first in the main decision under statuses of the rules, for each activity or for the whole."""
    main = program.rulebook.main
    ranked = program.ranked[main.id]
    weights = [profile.weights.get(each.id, each.weight) for each in main.criteria]
    results = [rank(ranked, each, weights, {}, homes_only=bool(profile.activities)) for each in statuses]
    if not profile.activities:
        return results[0].first
    shares = [each.share for each in profile.activities]
    known = [
        {id: answer for id, answer in profile.answers_of(each).items() if answer is not None}
        for each in profile.activities
    ]
    return add_up(main, results, shares, known).first
