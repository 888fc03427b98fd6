"""Decisions and what rules do to their rankings, as facts for semantics.lp."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import NO_WEIGHTS
from kpo_advisor.model.conditions import Decided, Some, decisions_in
from kpo_advisor.solver.atoms import fact
from kpo_advisor.solver.encoding import Encoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule

RankingEffect = tuple[str, str, str, int]
"""What a rule does: favours or opposes, with criterion, alternative and step; or a kind of bar, with alternative."""


def effects_of(rules: Iterable[Rule], decisions: Sequence[Decision]) -> list[tuple[RankingEffect, ...]]:
    """For each rule what it does to the rankings of the decisions; of a strength, every step up to it."""
    criteria = {criterion.id for decision in decisions for criterion in decision.criteria}
    alternatives = _alternatives(decisions)
    return [tuple(_effects(rule, criteria, alternatives)) for rule in rules]


def _effects(rule: Rule, criteria: set[str], alternatives: frozenset[str]) -> Iterator[RankingEffect]:
    if rule.criterion in criteria:
        for kind, effects in (("favours", rule.favours), ("opposes", rule.opposes)):
            for id, strength in effects:
                yield from ((kind, rule.criterion or "", id, step) for step in range(1, strength + 1))
    for exclusion in rule.excludes:
        if exclusion.alternative in alternatives:
            yield "excludes_whole" if exclusion.whole_only else "excludes", "", exclusion.alternative, 0
    yield from (("holds_back", "", id, 0) for id in rule.holds_back if id in alternatives)


def effect_fact(rule: int, effect: RankingEffect, mark: str = "") -> str:
    """That the rule at a position has an effect; `mark` ends the predicate."""
    kind, criterion, alternative, step = effect
    weighed = (criterion, alternative, step) if criterion else (alternative,)
    return fact(f"{kind}{mark}", rule, *weighed)


def effect_facts(effects: Iterable[Iterable[RankingEffect]]) -> list[str]:
    """What the rules do, in their order."""
    return [effect_fact(number, effect) for number, found in enumerate(effects) for effect in found]


def decision_facts(decisions: Sequence[Decision]) -> Iterator[str]:
    """What decisions choose from, the main one first; of the later ones also what their criteria weigh."""
    for decision in decisions:
        is_main = decision is decisions[0]
        for alternative in decision.alternatives:
            id = alternative.id
            yield fact("alternative", id) if is_main else fact("later", decision.id, id)
            if alternative.made_of:
                yield fact("composite", id)
            for home in alternative.made_of:
                yield fact("made_of", id, home)
                yield fact("home", home)
            yield from (fact("lends", id, home) for home in alternative.lends)
            yield from (fact("needs", id, needed) for needed in alternative.needs)
        yield from (fact("off_cut", criterion.id) for criterion in decision.criteria if not criterion.is_on_cut)
        if not is_main:
            yield from weight_facts(decision)


def weight_facts(decision: Decision, own: Mapping[str, int] = NO_WEIGHTS) -> Iterator[str]:
    """What the criteria of a decision weigh, with a profile's own weights in place of the rulebook's."""
    for criterion in decision.criteria:
        yield fact("weight", criterion.id, own.get(criterion.id, criterion.weight))


def moving_rules(rulebook: Rulebook, decisions: Sequence[Decision]) -> list[Rule]:
    """The rules that bear on the ranking of any of the decisions."""
    alternatives = _alternatives(decisions)
    return [rule for rule in rulebook.rules if not rule.touches.isdisjoint(alternatives)]


def stands_alone(rulebook: Rulebook, decision: Decision) -> bool:
    """Whether a later decision's ranking hangs on answers and on the main decision's bars alone."""
    needed = {id for alternative in decision.alternatives for id in alternative.needs}
    moving = moving_rules(rulebook, (decision,))
    return needed <= _alternatives((rulebook.main,)) and not any(rule.decisions for rule in moving)


@lru_cache(maxsize=64)
def can_be_ranked(rulebook: Rulebook, decision: str) -> bool:
    """Whether a decision is the main one, or is ranked beside it: it stands alone, and it is known when it is taken."""
    found = rulebook.decision_by_id[decision]
    if found is rulebook.main:
        return True
    return found in rulebook.ranked and bool(ways_taken(rulebook, found)) and stands_alone(rulebook, found)


def ways_taken(rulebook: Rulebook, decision: Decision) -> tuple[Condition, ...]:
    """The conditions any of which takes a decision: results of the main decision alone, or answers alone.

    None where some way to take it hangs on anything else.
    """
    when, main = decision.when, rulebook.main.id
    ways = when.parts if isinstance(when, Some) and when.count == 1 else (when,)
    of_main = [isinstance(way, Decided) and way.decision == main for way in ways]
    is_known = all(known or not decisions_in(way) for way, known in zip(ways, of_main, strict=True))
    return ways if is_known else ()


def _alternatives(decisions: Iterable[Decision]) -> frozenset[str]:
    return frozenset(alternative.id for decision in decisions for alternative in decision.alternatives)


@lru_cache(maxsize=16)
def encoding_of(rulebook: Rulebook, later: str | None = None, conditions: tuple[Condition, ...] = ()) -> Encoding:
    """A rulebook's facts about its main ranking and, where one is named that `can_be_ranked`, that of a later decision.

    Made once. Whether its laws' conditions hold can be asked, and whether further `conditions` do; of the later
    decision also whether the answers take it.
    """
    decisions = (rulebook.main,) if later is None else (rulebook.main, rulebook.decision_by_id[later])
    ways = [way for decision in decisions[1:] for way in ways_taken(rulebook, decision)]
    conditions = (*conditions, *(way for way in ways if not isinstance(way, Decided)))
    rules = moving_rules(rulebook, decisions)
    facts = [*decision_facts(decisions), *effect_facts(effects_of(rules, decisions))]
    return encoded(rulebook, rules, conditions, facts)


def encoded(
    rulebook: Rulebook,
    rules: Iterable[Rule],
    conditions: Iterable[Condition],
    facts: Iterable[str] = (),
    *,
    guesses: bool = False,
) -> Encoding:
    """The questions of a rulebook, some of its rules, and the conditions of its laws and further ones."""
    incompatible = {combination.id: combination.when for combination in rulebook.incompatible}
    stated = [*(law.when for law in rulebook.laws), *conditions]
    causes = [(rule.when, rule.unless) for rule in rules]
    return Encoding(rulebook.questions, incompatible, causes, stated, facts, guesses=guesses)
