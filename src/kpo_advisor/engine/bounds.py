"""What the rating of each criterion can still become, taking every open rule by itself.

Open rules are treated as if each could fire or not whatever the others do, so a bound is never
narrower than the truth. Differences of two alternatives are bounded criterion by criterion on the
difference itself: a rule that lifts both then does not widen it, which makes the bound nearly as good
as the exact answer for telling whether one stays ahead of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.engine.program import Cell, Weighing

STRONGEST = 3


class Leeway:
    """The ratings that sure rules give, and what the uncertain rules may add to them."""

    def __init__(self, sure: Iterable[Weighing], unsure: Iterable[Weighing], weights: Sequence[int]) -> None:
        self.weights = weights
        self.favour: dict[Cell, int] = {}
        self.oppose: dict[Cell, int] = {}
        for rule in sure:
            for strongest, effects in ((self.favour, rule.favours), (self.oppose, rule.opposes)):
                for cell, strength in effects:
                    strongest[cell] = max(strength, strongest.get(cell, 0))
        self.unsure: list[list[tuple[dict[int, int], dict[int, int]]]] = [[] for _ in weights]
        for rule in unsure:
            if rule.favours or rule.opposes:
                criterion = (rule.favours or rule.opposes)[0][0][0]
                favours = {cell[1]: strength for cell, strength in rule.favours}
                opposes = {cell[1]: strength for cell, strength in rule.opposes}
                self.unsure[criterion].append((favours, opposes))

    def points(self, alternative: int) -> tuple[int, int]:
        """The least and the most points of one alternative."""
        low = high = 0
        for criterion, weight in enumerate(self.weights):
            favour = self.favour.get((criterion, alternative), 0)
            oppose = self.oppose.get((criterion, alternative), 0)
            unsure = self.unsure[criterion]
            most_against = max([oppose, *(opposes.get(alternative, 0) for _, opposes in unsure)])
            most_for = max([favour, *(favours.get(alternative, 0) for favours, _ in unsure)])
            low += weight * (favour - most_against)
            high += weight * (most_for - oppose)
        return low, high

    def least_lead(self, ahead: int, behind: int, criteria: Iterable[int] | None = None) -> int:
        """The least that the points of `ahead` exceed those of `behind` by, whichever open rules fire.

        `criteria` are those that are counted, by their position; None: all.
        """
        counted = range(len(self.weights)) if criteria is None else criteria
        return sum(self.weights[criterion] * self._least_difference(criterion, ahead, behind) for criterion in counted)

    def _least_difference(self, criterion: int, ahead: int, behind: int) -> int:
        a_for, a_against = self.favour.get((criterion, ahead), 0), self.oppose.get((criterion, ahead), 0)
        b_for, b_against = self.favour.get((criterion, behind), 0), self.oppose.get((criterion, behind), 0)
        least = a_for - a_against - b_for + b_against
        # What each open rule does to the two: help and hurt for `ahead`, then for `behind`.
        effects = {
            (favours.get(ahead, 0), opposes.get(ahead, 0), favours.get(behind, 0), opposes.get(behind, 0))
            for favours, opposes in self.unsure[criterion]
        } - {(0, 0, 0, 0)}
        # Firing a rule that hurts `ahead` is worth it unless it also helps it. So for each level that
        # the help may reach, fire all rules that stay within it; the worst set of rules is among these.
        for cap_for in {a_for, *(helps for helps, _, _, _ in effects if helps > a_for)} if effects else ():
            for cap_against in {b_against, *(hurts for _, _, _, hurts in effects if hurts > b_against)}:
                fired = [effect for effect in effects if effect[0] <= cap_for and effect[3] <= cap_against]
                if fired:
                    helps_a, hurts_a, helps_b, hurts_b = map(max, zip(*fired, strict=True))
                    lead = max(a_for, helps_a) - max(a_against, hurts_a) - max(b_for, helps_b) + max(b_against, hurts_b)
                    least = min(least, lead)
        return least
