"""What the rating of each criterion can still become, taking every open rule by itself.

Open rules are treated as if each could fire or not whatever the others do, so a bound is never
narrower than the truth. Differences of two alternatives are bounded criterion by criterion on the
difference itself: a rule that lifts both then does not widen it, which makes the bound nearly as good
as the exact answer for telling whether one stays ahead of the other. What homes lend to a composite is
bounded from the homes that are surely left and those that may be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.settled import bits_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from kpo_advisor.engine.program import Cell, Lending, RankedDecision, Weighing

STRONGEST = 3

MOST_KEPT = 4_000
"""Scopes that are kept, of which few come up however many profiles are looked at; some kilobytes each."""


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
Strengths = dict[int, int]
Told = tuple[tuple[int, ...], tuple[int, ...]]

Left = tuple[int, int]
"""Masks of the alternatives that are surely out for parts, and of those that may be."""

Lent = dict[int, Ends]
"""What composites are rated by on one criterion, by their positions; none of those that are rated by themselves."""


class Scope:
    """The ratings that the sure rules of one criterion give, and what its unsure ones may add to them."""

    def __init__(self, sure: Iterable[Weighing], unsure: Sequence[Weighing], lent: Lent) -> None:
        self.lent = lent
        self.favour: Strengths = {}
        self.oppose: Strengths = {}
        for rule in sure:
            _raise(self.favour, rule.favours)
            _raise(self.oppose, rule.opposes)
        self.most_for, self.most_against = dict(self.favour), dict(self.oppose)
        self.unsure: list[tuple[Strengths, Strengths]] = []
        for rule in unsure:
            favours = {cell[1]: strength for cell, strength in rule.favours}
            self.unsure.append((favours, {cell[1]: strength for cell, strength in rule.opposes}))
            _raise(self.most_for, rule.favours)
            _raise(self.most_against, rule.opposes)
        self._found: dict[tuple[int, int], int] = {}

    def rating(self, alternative: int) -> tuple[int, int]:
        """The least and the most that one alternative can be rated."""
        if alternative in self.lent:
            lowest, highest = self.lent[alternative]
            low = min([basis.points(self.favour, self.most_against) for basis in lowest])
            return low, max([basis.points(self.most_for, self.oppose) for basis in highest])
        low = self.favour.get(alternative, 0) - self.most_against.get(alternative, 0)
        return low, self.most_for.get(alternative, 0) - self.oppose.get(alternative, 0)

    def least_lead(self, ahead: int, behind: int) -> int:
        """The least that the rating of `ahead` exceeds that of `behind` by, whichever unsure rules fire."""
        found = self._found.get((ahead, behind))
        if found is None:
            lowest, highest = self._ends(ahead)[0], self._ends(behind)[1]
            found = min([self._least_between(one, other) for one in lowest for other in highest])
            self._found[ahead, behind] = found
        return found

    def _ends(self, alternative: int) -> Ends:
        return self.lent[alternative] if alternative in self.lent else _itself(alternative)

    def _least_between(self, ahead: _Basis, behind: _Basis) -> int:
        if not self.unsure:
            return ahead.points(self.favour, self.oppose) - behind.points(self.favour, self.oppose)
        homes = (*ahead.homes, *behind.homes)
        one, other = slice(0, len(ahead.homes)), slice(len(ahead.homes), len(homes))

        def strengths(favours: Strengths, opposes: Strengths) -> Told:
            return tuple(favours.get(home, 0) for home in homes), tuple(opposes.get(home, 0) for home in homes)

        def lead(favour: tuple[int, ...], oppose: tuple[int, ...]) -> int:
            ahead_by = ahead.favour(favour[one]) - ahead.oppose(oppose[one])
            return ahead_by - behind.favour(favour[other]) + behind.oppose(oppose[other])

        sure = strengths(self.favour, self.oppose)
        effects = {strengths(*rule) for rule in self.unsure} - {strengths({}, {})}
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


@lru_cache(maxsize=MOST_KEPT)
def scope_of(ranked: RankedDecision, criterion: int, sure: int, unsure: int, homes: Left) -> Scope:
    """The scope of a criterion, by the masks of its rules that hold for sure and that are unsure."""
    rules = ranked.rating[criterion][1]
    surely = [rule for rule in rules if sure >> rule.index & 1]
    maybe = [rule for rule in rules if unsure >> rule.index & 1]
    out, maybe_out = (frozenset(bits_of(mask)) for mask in homes)
    return Scope(surely, maybe, lent_on(ranked.lendings, criterion, out, maybe_out))


def lent_on(lendings: Iterable[Lending], criterion: int, out: Container[int], maybe_out: Container[int]) -> Lent:
    """What composites are rated by on a criterion, where these homes are surely out, and these perhaps or surely."""
    return {lending.composite: _ends(lending, out, maybe_out) for lending in lendings if criterion in lending.criteria}


def _ends(lending: Lending, out: Container[int], maybe_out: Container[int]) -> Ends:
    """What a composite's rating is read from where it is lowest, and where it is highest.

    The more homes are left to lend, the higher it is; but with none there is nothing against it either.
    """
    surely = tuple(home for home in lending.homes if home not in maybe_out)
    maybe = tuple(home for home in lending.homes if home not in out)
    if surely:
        return (_Basis(surely, 1),), (_Basis(maybe, 1),)
    return (NOTHING, *(_Basis((home,), 1) for home in maybe)), (NOTHING, _Basis(maybe, 1))


@lru_cache(maxsize=64)
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


def _raise(strengths: Strengths, effects: Iterable[tuple[Cell, int]]) -> None:
    """Take in what a rule says where it is stronger than what is known."""
    for (_, home), strength in effects:
        if strength > strengths.get(home, 0):
            strengths[home] = strength


def _most(told: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(max, zip(*told, strict=True)))
