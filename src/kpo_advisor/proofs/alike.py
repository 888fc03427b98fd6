"""Rules in groups by what they do, to find those that others do without."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule

Group = tuple[str, str | None, str, int]
"""What the rules of a group do: favours, opposes or bars, on which criterion, to what, how strongly at least."""


class Alike:
    """The rules in groups, by number: all that favour an alternative on a criterion at least so strongly, or oppose it;
    all that bar an alternative, by itself, for the whole, or by what it is made of or needs.

    The sum of what is in them grows with the rules, where a list of the others for each rule takes the square of it.
    """

    def __init__(self, rulebook: Rulebook, ranked: Sequence[Decision]) -> None:
        self._depending: dict[str, list[str]] = {}
        for decision in ranked:
            for alternative in decision.alternatives:
                for part in (*alternative.made_of, *alternative.needs):
                    self._depending.setdefault(part, []).append(alternative.id)
        self.members = Counter(group for rule in rulebook.rules for group in self.of(rule))
        self.number = {group: number for number, group in enumerate(self.members)}

    def of(self, rule: Rule) -> Iterator[Group]:
        """Every group that a rule is in, each once."""
        for word, effects in (("favours", rule.favours), ("opposes", rule.opposes)):
            for id, strength in effects:
                yield from ((word, rule.criterion, id, step) for step in range(1, strength + 1))
        out = [exclusion.alternative for exclusion in rule.excludes if not exclusion.whole_only]
        depending = [other for id in out for other in self._depending.get(id, ())]
        yield from dict.fromkeys(("bars", None, id, 0) for id in (*rule.bars, *depending))

    def rarest_of(self, rule: Rule) -> Group:
        """The group of the effect that the fewest rules have; of a rule that only bars, its first bar."""
        weighing: list[Group] = [("favours", rule.criterion, *effect) for effect in rule.favours]
        weighing += [("opposes", rule.criterion, *effect) for effect in rule.opposes]
        if weighing:
            return min(weighing, key=lambda group: self.members[group])
        return ("bars", None, rule.bars[0], 0)
