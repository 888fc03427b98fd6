"""Rules that weigh and need not be there: that always fire, that others cover, or that pull against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.rules import Exclusion
from kpo_advisor.proofs.proofs import Left, fewest
from kpo_advisor.solver.atoms import lone, matters, without
from kpo_advisor.solver.batches import Goal, reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.proofs.proofs import Proofs


MANY = 20
"""Of more rules than this, the fewest that cover another are looked for among those of one proof that all do."""


@dataclass(frozen=True, slots=True)
class AlwaysFiring:
    """A weighing rule that fires in every complete profile; the witness is the plainest of them."""

    rule: str
    witness: Profile | None


@dataclass(frozen=True, slots=True)
class Covered:
    """A weighing rule without which no rating and no standing would be another in any profile.

    `by` are rules that do the same or more whenever it fires; the witness is a complete profile in which it
    fires, None where there is none that hangs on answers alone.
    """

    rule: str
    by: tuple[str, ...]
    witness: Profile | None


@dataclass(frozen=True, slots=True)
class Opposing:
    """Two rules of one criterion that pull the same alternatives both ways in one profile."""

    criterion: str
    alternatives: tuple[str, ...]
    favouring: str
    opposing: str
    witness: Profile | None


def always_firing(proofs: Proofs) -> Iterator[AlwaysFiring]:
    """The weighing rules that fire whatever is answered."""
    rules = [rule for rule in proofs.rulebook.rules if rule.weighs]
    if not proofs.any_profile_at_all:
        return
    for rule in proofs.never(Left.FIRING, rules, lambda rule: proofs.firing_goal(rule, False), proofs.firing.complete):
        yield AlwaysFiring(rule.id, proofs.example([rule], f"The rule {rule.id} fires, as always"))


def covered_rules(proofs: Proofs) -> Iterator[Covered]:
    """The weighing rules that change nothing, in complete profiles and in others.

    Two profiles are compared by the strength of the reasons of each criterion for and against each alternative, by
    standings, and by the homes that are left for a part of a composite, whatever earlier decisions come to. That a
    result is sure with fewer answers, as a rule of a later decision may notice, is no change of it.
    """
    if not proofs.any_profile_at_all:
        return
    rules = [rule for rule in proofs.rulebook.rules if rule.weighs and rule.id not in proofs.never_firing]
    goals = [_alone(proofs, rule) for rule in rules]
    alone = reachable(proofs.firing.solver, goals, proofs.firing.every)
    for rule in (rule for rule, counts in zip(rules, alone, strict=True) if not counts):
        counting = [proofs.fires(rule), without(proofs.position[rule.id]), matters()]
        if proofs.decided(Left.COVERED, proofs.ranked.solver.ask(counting, proofs.ranked.every)) is False:
            by = _covering(proofs, rule)
            yield Covered(rule.id, tuple(other.id for other in by), _covered_example(proofs, rule, by))


def opposing_rules(proofs: Proofs) -> Iterator[Opposing]:
    """The pairs that can fire together in a complete profile; rules that look at results are left out."""
    if not proofs.fits:
        return
    members = proofs.alike.members
    for favouring in (rule for rule in proofs.rulebook.rules if not rule.decisions):
        groups = [("opposes", favouring.criterion, id, 1) for id, _ in favouring.favours]
        found = {rule.id: rule for group in groups for rule in members.get(group, ()) if not rule.decisions}
        if found and proofs.firing.solver.is_done:
            proofs.left[Left.OPPOSING] += 1
            continue
        found.pop(favouring.id, None)
        for opposing in sorted(found.values(), key=lambda rule: proofs.position[rule.id]):
            yield from _opposed(proofs, favouring, opposing)


def _opposed(proofs: Proofs, favouring: Rule, opposing: Rule) -> Iterator[Opposing]:
    if proofs.decided(Left.OPPOSING, proofs.firing.can(proofs.fires(favouring), proofs.fires(opposing))):
        opposed = dict(opposing.opposes)
        both = tuple(id for id, _ in favouring.favours if id in opposed)
        witness = proofs.example([favouring, opposing], f"{favouring.id} and {opposing.id} fire together")
        yield Opposing(favouring.criterion or "", both, favouring.id, opposing.id, witness)


def _alone(proofs: Proofs, rule: Rule) -> Goal:
    """What is enough, and not needed, for the rule to count: it fires, and nothing else has its rarest effect."""
    alike = proofs.alike
    rarest = alike.number[alike.rarest_of(rule)]
    belongs = frozenset(alike.number[group] for group in alike.of(rule))
    return Goal((proofs.fires(rule), lone(rarest)), frozenset(rule.questions), frozenset((rarest,)), belongs)


def _covered_example(proofs: Proofs, rule: Rule, by: Sequence[Rule]) -> Profile | None:
    if any(firing.decisions for firing in (rule, *by)) or not proofs.firing.can(proofs.fires(rule)):
        return None
    return proofs.example([rule], f"The rule {rule.id} fires and changes nothing")


def _covering(proofs: Proofs, rule: Rule) -> tuple[Rule, ...]:
    """For each effect of the rule the fewest others that have it too, of which one fires whenever it does."""
    found = {other.id for others in _alike(proofs, rule) for other in _standing_in(proofs, rule, others)}
    return tuple(other for other in proofs.rulebook.rules if other.id in found)


def _standing_in(proofs: Proofs, rule: Rule, others: Sequence[Rule]) -> tuple[Rule, ...]:
    solver = proofs.firing.solver
    base = solver.assumed([proofs.fires(rule)], proofs.firing.every)

    def suffices(some: Sequence[Rule]) -> bool:
        return solver.ask([proofs.fires(other, False) for other in some], base) is False

    silent = {other.id: solver.assumed([proofs.fires(other, False)]) for other in others}
    shown = solver.showing([number for literals in silent.values() for number in literals], base, {})
    if shown.answer is not False:
        return ()
    if len(others) > MANY:
        others = [other for other in others if not shown.core.isdisjoint(silent[other.id])]
    return fewest(others, suffices)


def _alike(proofs: Proofs, rule: Rule) -> Iterator[list[Rule]]:
    """For each effect of the rule the other rules that have it at least as strongly."""
    for group in proofs.alike.weighed(rule):
        yield [other for other in proofs.alike.members[group] if other is not rule]
    bars = [other for other in proofs.rulebook.rules if other.bars and other is not rule]
    for id in rule.holds_back:
        yield [other for other in bars if id in other.bars]
        yield from _by_parts(proofs, id, bars)
    for exclusion in rule.excludes:
        # A bar on the whole is no bar on a part, so it does not stand in for a full one.
        at_least = {exclusion, Exclusion(exclusion.alternative)}
        yield [other for other in bars if not at_least.isdisjoint(other.excludes)]
        if not exclusion.whole_only:
            yield from _by_parts(proofs, exclusion.alternative, bars)


def _by_parts(proofs: Proofs, id: str, bars: Iterable[Rule]) -> Iterator[list[Rule]]:
    """The rules that take out what a composite is made of, or an alternative needs, each by itself."""
    for part in proofs.alike.rests_on.get(id, ()):
        yield [other for other in bars if Exclusion(part) in other.excludes]
