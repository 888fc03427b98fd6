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
from kpo_advisor.model.rulebook import Law
from kpo_advisor.proofs.coverage import fired_in
from kpo_advisor.solver.effort import USUAL, Effort
from kpo_advisor.solver.encoding import stands_alone
from kpo_advisor.solver.extent import is_too_large
from kpo_advisor.solver.shared import solver_of
from kpo_advisor.solver.solver import Sketch
from kpo_advisor.solver.witness import smallest_profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.solver.solver import Literal, Solver


@dataclass(frozen=True, slots=True)
class Reaching:
    """A profile without `expect`, which of the wanted rules fire in it and in none before it, what is recommended."""

    profile: Profile
    rules: tuple[str, ...]
    recommended: str | None


@dataclass(frozen=True, slots=True)
class Search:
    """What a search for profiles came to.

    `impossible`: proved that no complete profile of one piece of work makes the rule fire, nor meets its `when`
    where its `unless` looks at something else. `not_found`: not decided, or the rule looks at results in a way
    that is not looked for.
    """

    found: tuple[Reaching, ...]
    impossible: tuple[str, ...]
    not_found: tuple[str, ...]


def search(rulebook: Rulebook, wanted: Sequence[str]) -> Search:
    """Profiles in which the wanted rules fire, in the order of the rules; the same on every run.

    Each is the smallest complete profile for one rule, and is kept for all the others that fire in it; so
    there are at most as many profiles as rules, and not always as few as could be. For a rule that fires only
    until its `unless` is shown, what its `unless` looks at is left out of the profile.
    """
    ways = {id: _goals(rulebook, rulebook.rule_by_id[id]) for id in wanted}
    # As a law's condition, that of a rule which only prints is encoded too.
    conditions = dict.fromkeys(goal.answers for goals in ways.values() for goal in goals)
    asking = replace(rulebook, laws=tuple(Law("", "", "never_first", (), each, None, ()) for each in conditions))
    if is_too_large(asking):
        return Search((), (), tuple(wanted))
    effort = Effort(USUAL)
    found: list[Reaching] = []
    impossible: list[str] = []
    not_found: list[str] = []
    waiting = dict.fromkeys(wanted)
    for id in wanted:
        if id not in waiting:
            continue
        del waiting[id]
        profile, is_proved = _profile(asking, id, ways[id], effort)
        examined = None if profile is None else examine(profile, rulebook)
        fired = frozenset[str]() if examined is None else fired_in(examined)
        if examined is not None and id in fired:
            rules = (id, *(rule for rule in waiting if rule in fired))
            found.append(Reaching(examined.profile, rules, examined.main.recommended))
            waiting = {each: None for each in waiting if each not in fired}
        else:
            (impossible if is_proved else not_found).append(id)
    return Search(tuple(found), tuple(impossible), tuple(not_found))


@dataclass(frozen=True, slots=True)
class _Goal:
    """What must hold for a rule to fire: a condition on answers, results of decisions, and what is not answered."""

    answers: Condition
    results: tuple[Decided, ...] = ()
    unanswered: tuple[str, ...] = ()


def _goals(rulebook: Rulebook, rule: Rule) -> tuple[_Goal, ...]:
    """The goals for a rule, any of which will do; none where it looks at results but as a part of all that must hold.

    The first is for good, the second until its `unless` is shown.
    """
    parts = rule.when.parts if isinstance(rule.when, Every) else (rule.when,)
    results = tuple(each for each in parts if isinstance(each, Decided))
    answers: tuple[Condition, ...] = tuple(each for each in parts if not isinstance(each, Decided))
    unless = () if rule.unless is None else (rule.unless,)
    later = {each.decision for each in results} - {rulebook.main.id}
    understood = all(_can_rank(rulebook, id) for id in later) and len(later) < 2
    if not understood or decisions_in(*answers, *unless):
        return ()
    if rule.unless is None:
        return (_Goal(Every(answers), results),)
    open_then = tuple(id for id in questions_in(rule.unless) if id not in questions_in(rule.when))
    for_good = _Goal(Every((*answers, Not(rule.unless))), results)
    return (for_good, _Goal(Every(answers), results, open_then)) if open_then else (for_good,)


def _can_rank(rulebook: Rulebook, later: str) -> bool:
    """Whether the solver can rank a later decision, and knows when it is taken."""
    decision = rulebook.decision_by_id[later]
    when = decision.when
    is_known = when == ALWAYS or (isinstance(when, Decided) and when.decision == rulebook.main.id)
    return decision in rulebook.ranked and is_known and stands_alone(rulebook, decision)


def _profile(asking: Rulebook, rule: str, goals: Sequence[_Goal], effort: Effort) -> tuple[Profile | None, bool]:
    """A profile for the first goal that can be met; if None, whether it is proved that none can be."""
    proofs = []
    for goal in goals:
        answers, is_proved = _answers(asking, goal, effort)
        if answers is not None:
            left = {id: answer for id, answer in answers.items() if id not in goal.unanswered}
            ignored = assess(program_of(asking), left).ignored
            kept = {id: answer for id, answer in left.items() if id not in ignored}
            return Profile(f"Reaches {rule}", kept), False
        proofs.append(is_proved)
    return None, bool(proofs) and all(proofs)


def _answers(asking: Rulebook, goal: _Goal, effort: Effort) -> tuple[dict[str, Answer] | None, bool]:
    """The answers of a small complete profile that meets a goal; if None, whether it is proved that none does."""
    main = asking.main.id
    later = next((each.decision for each in goal.results if each.decision != main), None)
    solver = solver_of(asking, {}, Sketch(1, later=later, plain=True), effort)
    results = list(goal.results)
    taken = asking.decision_by_id[later].when if later is not None else ALWAYS
    results += [taken] if isinstance(taken, Decided) else []
    combined = product(*(_firsts(asking, each) for each in results))
    ways = [[*_premise(solver, goal), *chain.from_iterable(way)] for way in combined]
    answers = [solver.ask(way) for way in ways]
    if True not in answers:
        return None, None not in answers
    shown = smallest_profile(solver, ways[answers.index(True)])
    return (None if shown is None else shown[1]), False


def _firsts(asking: Rulebook, result: Decided) -> list[list[Literal]]:
    """The ways in which a result holds: one of its alternatives is first, and level with none but the others."""
    every = [each.id for each in asking.decision_by_id[result.decision].alternatives]
    others: list[Literal] = [(f'first(1,"{id}")', False) for id in every if id not in result.alternatives]
    return [[(f'first(1,"{id}")', True), *others] for id in every if id in result.alternatives]


def _premise(solver: Solver, goal: _Goal) -> Iterator[Literal]:
    """That a profile is complete, contradicts nothing, and meets the goal's condition on answers."""
    yield from (("complete", True), ("changing", False))
    yield f"yes(1,{solver.encoding.node(goal.answers)})", True
    for each in solver.encoding.rulebook.incompatible:
        yield f'violated(1,"{each.id}")', False
