"""Rules in groups by what they do, to find those that others do without."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule

Group = tuple[str, str | None, str, int]
"""What the rules of a group do: favours, opposes or bars, on which criterion, to what, how strongly at least."""


class Alike:
    """The rules in groups: all that favour an alternative on a criterion at least so strongly, or oppose it;
    all that bar an alternative, by itself, for the whole, or by what it is made of or needs.

    The sum of what is in them grows with the rules, where a list of the others for each rule takes the square of it.
    `rests_on` are the alternatives that each is made of or needs.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        offered = [alternative for decision in rulebook.ranked for alternative in decision.alternatives]
        self.rests_on = {alternative.id: (*alternative.made_of, *alternative.needs) for alternative in offered}
        self.members: dict[Group, list[Rule]] = {}
        for rule in rulebook.rules:
            for group in self.of(rule):
                self.members.setdefault(group, []).append(rule)
        self.number = {group: number for number, group in enumerate(self.members)}

    def of(self, rule: Rule) -> Iterator[Group]:
        """Every group that a rule is in, each once."""
        for word, criterion, id, strength in self.weighed(rule):
            yield from ((word, criterion, id, step) for step in range(1, strength + 1))
        out = [exclusion.alternative for exclusion in rule.excludes if not exclusion.whole_only]
        depending = [other for id in out for other, parts in self.rests_on.items() if id in parts]
        yield from dict.fromkeys(("bars", None, id, 0) for id in (*rule.bars, *depending))

    def weighed(self, rule: Rule) -> list[Group]:
        """The groups of the rules that favour and oppose at least as strongly what a rule does."""
        favoured: list[Group] = [("favours", rule.criterion, *effect) for effect in rule.favours]
        return favoured + [("opposes", rule.criterion, *effect) for effect in rule.opposes]

    def rarest_of(self, rule: Rule) -> Group:
        """The group of the effect that the fewest rules have; of a rule that only bars, its first bar."""
        weighed = self.weighed(rule)
        return min(weighed, key=lambda group: len(self.members[group])) if weighed else ("bars", None, rule.bars[0], 0)
