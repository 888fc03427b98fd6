"""A rulebook as facts for the proofs about it as a whole: every rule and condition, and every ranked decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.solver.encoding import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule

Group = tuple[str, str | None, str, int]
"""What the rules of a group do: favours, opposes or bars, on which criterion, to what, how strongly at least."""


class WholeRulebook(Encoding):
    """The facts of a rulebook with every rule and condition in them, and every ranked decision.

    Without `effects` there are no decisions in them, and of the rules only when they fire. The numbers of
    conditions and the positions of rules are the same either way.
    """

    def __init__(self, rulebook: Rulebook, *, effects: bool = True) -> None:
        self._effects = effects
        super().__init__(rulebook)
        self.ranked = rulebook.ranked
        further = [*rulebook.terms.values(), *(each.when for each in rulebook.decisions)]
        self._prepare(rulebook.rules, further)
        for condition in further:
            self.node(condition)
        self.position = {rule.id: at for at, rule in enumerate(self.rules)}

    def _alternatives(self, decision: Decision) -> None:
        if not self._effects:
            return
        if decision is self.main:
            super()._alternatives(decision)
            return
        for alternative in decision.alternatives:
            self.lines.append(f'beside("{decision.id}","{alternative.id}").')
            self.lines += [f'relies("{alternative.id}","{needed}").' for needed in alternative.needs]
        self.lines += [f'weight("{each.id}",{each.weight}).' for each in decision.criteria]

    def _rule(self, number: int, rule: Rule) -> None:
        bare = rule if self._effects else replace(rule, favours=(), opposes=(), holds_back=(), excludes=())
        super()._rule(number, bare)
        if not self._effects:
            self.lines += [f"alike({self.alike.number[each]},{number})." for each in self.alike.groups_of(rule)]

    @cached_property
    def alike(self) -> Alike:
        """The groups of rules that have an effect in common."""
        return Alike(self.rulebook, self.ranked)

    def _decided(self, number: int) -> None:
        self.lines.append(f"guessed({number}).")


class Alike:
    """The rules in groups, by number: all that favour an alternative on a criterion at least so strongly, or oppose it;
    all that bar an alternative, by itself, for the whole, or by what it is made of or needs.

    The sum of what is in them grows with the rules, where a list of the others for each rule takes the square of it.
    """

    def __init__(self, rulebook: Rulebook, ranked: Sequence[Decision]) -> None:
        self._depending: dict[str, list[str]] = {}
        for each in (alternative for decision in ranked for alternative in decision.alternatives):
            for part in (*each.made_of, *each.needs):
                self._depending.setdefault(part, []).append(each.id)
        self.members = Counter(group for rule in rulebook.rules for group in self.groups_of(rule))
        self.number = {group: number for number, group in enumerate(self.members)}

    def groups_of(self, rule: Rule) -> Iterator[Group]:
        """Every group that a rule is in, each once."""
        for word, effects in (("favours", rule.favours), ("opposes", rule.opposes)):
            for id, strength in effects:
                yield from ((word, rule.criterion, id, step) for step in range(1, strength + 1))
        out = [exclusion.alternative for exclusion in rule.excludes if not exclusion.whole_only]
        depending = [other for id in out for other in self._depending.get(id, ())]
        yield from dict.fromkeys(("bars", None, id, 0) for id in (*rule.bars, *depending))

    def rarest_of(self, rule: Rule) -> Group:
        """The group of the effect that the fewest rules have; of a rule that only bars, its first bar."""
        weighing: list[Group] = [("favours", rule.criterion, *each) for each in rule.favours]
        weighing += [("opposes", rule.criterion, *each) for each in rule.opposes]
        if weighing:
            return min(weighing, key=lambda each: self.members[each])
        return ("bars", None, rule.bars[0], 0)
