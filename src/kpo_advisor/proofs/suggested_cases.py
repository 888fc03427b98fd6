"""Profiles that make given rules fire, one small complete profile after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import ALWAYS, Decided, Every, Not, decisions_in, questions_in
from kpo_advisor.model.profile import Profile
from kpo_advisor.proofs.coverage import fired_in
from kpo_advisor.solver.atoms import first, yes
from kpo_advisor.solver.effort import USUAL, Effort
from kpo_advisor.solver.profiles import confirmed, first_met, ranked_profiles
from kpo_advisor.solver.program_size import extent_of, is_too_large
from kpo_advisor.solver.rankings import can_be_ranked, ways_taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.profiles import Answers


@dataclass(frozen=True, slots=True)
class Reaching:
    """A profile without `expect`, which of the wanted rules fire in it and in none before it, what is recommended."""

    profile: Profile
    rules: tuple[str, ...]
    recommended: str | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a search for profiles came to.

    `impossible`: proved that no complete profile of one piece of work makes the rule fire, nor meets its `when`
    where its `unless` looks at something else. `not_found`: not decided, or the rule looks at results in a way
    that is not looked for.
    """

    found: tuple[Reaching, ...]
    impossible: tuple[str, ...]
    not_found: tuple[str, ...]


def suggested(rulebook: Rulebook, wanted: Sequence[str]) -> Suggested:
    """Profiles in which the wanted rules fire, in the order of the rules; the same on every run.

    Each is the smallest complete profile for one rule, and is kept for all the others that fire in it; so
    there are at most as many profiles as rules, and not always as few as could be. For a rule that fires only
    until its `unless` is shown, what its `unless` looks at is left out of the profile.
    """
    ways = {id: _goals(rulebook, rulebook.rule_by_id[id]) for id in wanted}
    conditions = tuple(dict.fromkeys(goal.answers for goals in ways.values() for goal in goals))
    if is_too_large(extent_of(rulebook, conditions)):
        return Suggested((), (), tuple(wanted))
    search = _CaseSearch(rulebook, conditions)
    found, impossible, not_found = list[Reaching](), list[str](), list[str]()
    waiting = dict.fromkeys(wanted)
    for id in wanted:
        if id not in waiting:
            continue
        del waiting[id]
        profile, is_proved = search.profile(id, ways[id])
        examined = None if profile is None else examine(profile, rulebook)
        fired = frozenset[str]() if examined is None else fired_in(examined)
        if examined is not None and id in fired:
            rules = (id, *(rule for rule in waiting if rule in fired))
            found.append(Reaching(examined.profile, rules, examined.main.recommended))
            waiting = {rule: None for rule in waiting if rule not in fired}
        else:
            (impossible if is_proved else not_found).append(id)
    return Suggested(tuple(found), tuple(impossible), tuple(not_found))


@dataclass(frozen=True, slots=True)
class _Goal:
    """What must hold for a rule to fire: a condition on answers, results of decisions, and what is not answered.

    Not `is_needed`: the rule may fire without, where what is not to be first is level with something else.
    """

    answers: Condition
    results: tuple[Decided, ...] = ()
    unanswered: tuple[str, ...] = ()
    is_needed: bool = True


def _goals(rulebook: Rulebook, rule: Rule) -> tuple[_Goal, ...]:
    """The goals for a rule, any of which will do; none where it looks at results but as a part of all that must hold.

    The first is for good, the second until its `unless` is shown.
    """
    parts = rule.when.parts if isinstance(rule.when, Every) else (rule.when,)
    unless = () if rule.unless is None or isinstance(rule.unless, Decided) else (rule.unless,)
    avoided = [part.part for part in (*parts, Not(rule.unless or ALWAYS)) if isinstance(part, Not)]
    others = [_other_results(rulebook, part) for part in avoided if isinstance(part, Decided)]
    results = (*(part for part in parts if isinstance(part, Decided)), *others)
    answers: tuple[Condition, ...] = tuple(part for part in parts if not isinstance(_positive(part), Decided))
    later = {result.decision for result in results} - {rulebook.main.id}
    understood = all(can_be_ranked(rulebook, id) for id in later) and len(later) < 2
    if not understood or decisions_in(*answers, *unless):
        return ()
    if not unless:
        return (_Goal(Every(answers), results, is_needed=not others),)
    open_then = tuple(id for id in questions_in(*unless) if id not in questions_in(rule.when))
    for_good = _Goal(Every((*answers, *map(Not, unless))), results, is_needed=not others)
    return (for_good, replace(for_good, answers=Every(answers), unanswered=open_then)) if open_then else (for_good,)


def _positive(condition: Condition) -> Condition:
    return condition.part if isinstance(condition, Not) else condition


def _other_results(rulebook: Rulebook, result: Decided) -> Decided:
    """That anything but these alternatives is first."""
    every = (alternative.id for alternative in rulebook.decision_by_id[result.decision].alternatives)
    return Decided(result.decision, frozenset(every) - result.alternatives)


class _CaseSearch:
    """Looks for profiles that meet goals; the goals' conditions are encoded together."""

    def __init__(self, rulebook: Rulebook, conditions: tuple[Condition, ...]) -> None:
        self.rulebook = rulebook
        self.conditions = conditions
        self.effort = Effort(USUAL)

    def profile(self, rule: str, goals: Sequence[_Goal]) -> tuple[Profile | None, bool]:
        """A profile for the first goal that can be met; if None, whether it is proved that none can be."""
        proofs = []
        for goal in goals:
            answers, is_proved = self._answers(rule, goal)
            if answers is not None:
                left = {id: answer for id, answer in answers.items() if id not in goal.unanswered}
                ignored = assess(program_of(self.rulebook), left).ignored
                kept = {id: answer for id, answer in left.items() if id not in ignored}
                return Profile(f"Reaches {rule}", kept), False
            proofs.append(is_proved and goal.is_needed)
        return None, bool(proofs) and all(proofs)

    def _answers(self, rule: str, goal: _Goal) -> tuple[Answers | None, bool]:
        """The answers of a small complete profile that meets a goal; if None, whether it is proved that none does."""
        main = self.rulebook.main.id
        later = next((result.decision for result in goal.results if result.decision != main), None)
        profiles = ranked_profiles(self.rulebook, self.effort, later, conditions=self.conditions)
        node_of = profiles.solver.encoding.node
        held = [self._firsts(result) for result in goal.results]
        if later is not None:
            taken = list["list[Literal]"]()
            for way in ways_taken(self.rulebook, self.rulebook.decision_by_id[later]):
                taken += self._firsts(way) if isinstance(way, Decided) else [[yes(1, node_of(way))]]
            held.append(taken)
        met = yes(1, node_of(goal.answers))
        combined = product(*held)
        ways = [(profiles, [met, *chain.from_iterable(way)]) for way in combined]
        able, at = first_met(ways)
        if not able:
            return None, able is False
        found = profiles.smallest(ways[at][1])
        if found is None:
            return None, False
        confirmed(self.rulebook, f"a profile that reaches the rule {rule}", found[1], when=goal.answers)
        return found[1], False

    def _firsts(self, result: Decided) -> list[list[Literal]]:
        """The ways in which a result holds: one of its alternatives is first, and level with none but the others."""
        every = [alternative.id for alternative in self.rulebook.decision_by_id[result.decision].alternatives]
        others = [first(1, id, False) for id in every if id not in result.alternatives]
        return [[first(1, id), *others] for id in every if id in result.alternatives]
