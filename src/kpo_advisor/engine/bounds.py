"""What the rating of each criterion can still become, taking every open rule by itself.

Open rules are treated as if each could fire or not whatever the others do, so a bound is never
narrower than the truth. Differences of two alternatives are bounded criterion by criterion on the
difference itself: a rule that lifts both then does not widen it, which makes the bound nearly as good
as the exact answer for telling whether one stays ahead of the other. What homes lend to a composite is
bounded from the homes that are surely left and those that may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.engine.program import Cell, Lending, Weighing

STRONGEST = 3


@dataclass(frozen=True, slots=True)
class _Basis:
    """What an alternative's rating is read from: itself, or the homes that lend to it, then `lowered` by a step.

    Where it is lowered and has no homes, there is nothing for or against it.
    """

    homes: tuple[int, ...]
    lowered: int

    def favour(self, strengths: Iterable[int]) -> int:
        """What speaks for it where this does for the homes."""
        return max(0, max(strengths, default=0) - self.lowered)

    def oppose(self, strengths: Iterable[int]) -> int:
        """What speaks against it where this does against the homes."""
        return max(0, min(strengths, default=0) - self.lowered)

    def points(self, favour: Strengths, oppose: Strengths) -> int:
        """Its rating under what speaks for and against alternatives."""
        if not self.lowered:
            return favour.get(self.homes[0], 0) - oppose.get(self.homes[0], 0)
        of_homes = [[strengths.get(home, 0) for home in self.homes] for strengths in (favour, oppose)]
        return self.favour(of_homes[0]) - self.oppose(of_homes[1])


NOTHING = _Basis((), 1)
Ends = tuple[tuple[_Basis, ...], tuple[_Basis, ...]]
NO_LENDING: tuple[frozenset[int], Ends] = (frozenset(), ((), ()))
Strengths = dict[int, int]
Told = tuple[tuple[int, ...], tuple[int, ...]]


class Leeway:
    """The ratings that sure rules give, and what the uncertain rules may add to them."""

    def __init__(
        self, lendings: Iterable[Lending], sure: Sequence[Weighing], unsure: Sequence[Weighing], weights: Sequence[int]
    ) -> None:
        self.weights = weights
        self.favour: list[Strengths] = [{} for _ in weights]
        self.oppose: list[Strengths] = [{} for _ in weights]
        for rule in sure:
            _raise(self.favour, rule.favours)
            _raise(self.oppose, rule.opposes)
        self.most_for = [dict(strengths) for strengths in self.favour]
        self.most_against = [dict(strengths) for strengths in self.oppose]
        self.unsure: list[list[tuple[Strengths, Strengths]]] = [[] for _ in weights]
        for rule in unsure:
            if rule.favours or rule.opposes:
                criterion = (rule.favours or rule.opposes)[0][0][0]
                favours = {cell[1]: strength for cell, strength in rule.favours}
                opposes = {cell[1]: strength for cell, strength in rule.opposes}
                self.unsure[criterion].append((favours, opposes))
                _raise(self.most_for, rule.favours)
                _raise(self.most_against, rule.opposes)
        out = _excluded(sure)
        maybe_out = out | _excluded(unsure)
        self._lent = {lending.composite: (lending.criteria, _ends(lending, out, maybe_out)) for lending in lendings}

    def points(self, alternative: int) -> tuple[int, int]:
        """The least and the most points of one alternative."""
        low = high = 0
        borrowed, (lowest, highest) = self._lent.get(alternative, NO_LENDING)
        for criterion, weight in enumerate(self.weights):
            most_for, most_against = self.most_for[criterion], self.most_against[criterion]
            favour, oppose = self.favour[criterion], self.oppose[criterion]
            if criterion in borrowed:
                low += weight * min([basis.points(favour, most_against) for basis in lowest])
                high += weight * max([basis.points(most_for, oppose) for basis in highest])
            else:
                low += weight * (favour.get(alternative, 0) - most_against.get(alternative, 0))
                high += weight * (most_for.get(alternative, 0) - oppose.get(alternative, 0))
        return low, high

    def least_lead(self, ahead: int, behind: int, criteria: Iterable[int] | None = None) -> int:
        """The least that the points of `ahead` exceed those of `behind` by, whichever open rules fire.

        `criteria` are those that are counted, by their position; None: all.
        """
        counted = range(len(self.weights)) if criteria is None else criteria
        return sum(self.weights[number] * self._least_difference(number, ahead, behind) for number in counted)

    def _bases(self, criterion: int, alternative: int) -> Ends:
        criteria, ends = self._lent.get(alternative, NO_LENDING)
        return ends if criterion in criteria else _itself(alternative)

    def _least_difference(self, criterion: int, ahead: int, behind: int) -> int:
        lowest, highest = self._bases(criterion, ahead)[0], self._bases(criterion, behind)[1]
        return min([self._least_between(criterion, one, other) for one in lowest for other in highest])

    def _least_between(self, criterion: int, ahead: _Basis, behind: _Basis) -> int:
        if not self.unsure[criterion]:
            favour, oppose = self.favour[criterion], self.oppose[criterion]
            return ahead.points(favour, oppose) - behind.points(favour, oppose)
        homes = (*ahead.homes, *behind.homes)
        one, other = slice(0, len(ahead.homes)), slice(len(ahead.homes), len(homes))

        def strengths(favours: Strengths, opposes: Strengths) -> Told:
            return tuple(favours.get(home, 0) for home in homes), tuple(opposes.get(home, 0) for home in homes)

        def lead(favour: tuple[int, ...], oppose: tuple[int, ...]) -> int:
            ahead_by = ahead.favour(favour[one]) - ahead.oppose(oppose[one])
            return ahead_by - behind.favour(favour[other]) + behind.oppose(oppose[other])

        sure = strengths(self.favour[criterion], self.oppose[criterion])
        effects = {strengths(*rule) for rule in self.unsure[criterion]} - {strengths({}, {})}
        least = lead(*sure)
        # Firing a rule that hurts `ahead` is worth it unless it also helps it, or hurts `behind`, which it does where
        # each home of `behind` is hurt. So for each level that the help may reach, and that what hurts one home of
        # `behind` may reach, fire all rules that stay within both; the worst set of rules is among these.
        helped = ahead.favour(sure[0][one])
        caps_for = {helped, *(helps for favour, _ in effects if (helps := ahead.favour(favour[one])) > helped)}
        for cap_for in caps_for if effects else ():
            within = [effect for effect in effects if ahead.favour(effect[0][one]) <= cap_for]
            for fired in _unhurt(within, sure, range(one.stop, len(homes))):
                favours, opposes = zip(sure, *fired, strict=True)
                least = min(least, lead(_most(favours), _most(opposes)))
        return least


def _ends(lending: Lending, out: set[int], maybe_out: set[int]) -> Ends:
    """What a composite's rating is read from where it is lowest, and where it is highest.

    The more homes are left to lend, the higher it is; but with none there is nothing against it either.
    """
    surely = tuple(home for home in lending.homes if home not in maybe_out)
    maybe = tuple(home for home in lending.homes if home not in out)
    if surely:
        return (_Basis(surely, 1),), (_Basis(maybe, 1),)
    return (NOTHING, *(_Basis((home,), 1) for home in maybe)), (NOTHING, _Basis(maybe, 1))


@cache
def _itself(alternative: int) -> Ends:
    basis = (_Basis((alternative,), 0),)
    return basis, basis


def _unhurt(effects: list[Told], sure: Told, homes: range) -> Iterator[list[Told]]:
    """For each home, by its position, and each level of what hurts it, the effects within; without homes, all."""
    if not homes:
        yield effects
    for at in homes:
        hurt = sure[1][at]
        for cap in {hurt, *(oppose[at] for _, oppose in effects if oppose[at] > hurt)}:
            yield [effect for effect in effects if effect[1][at] <= cap]


def _excluded(rules: Iterable[Weighing]) -> set[int]:
    return {number for rule in rules for number, standing in rule.standings if standing is Standing.EXCLUDED}


def _raise(strengths: Sequence[Strengths], effects: Iterable[tuple[Cell, int]]) -> None:
    """Take in what a rule says, criterion by criterion, where it is stronger than what is known."""
    for (criterion, home), strength in effects:
        if strength > strengths[criterion].get(home, 0):
            strengths[criterion][home] = strength


def _most(told: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(max, zip(*told, strict=True)))
