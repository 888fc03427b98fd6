"""Conditions that can never hold, and rules that can never fire, proved, with what rules them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Every
from kpo_advisor.proofs.proofs import Left, fewest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.proofs.proofs import Proofs


@dataclass(frozen=True, slots=True)
class Impossible:
    """A condition that holds in no complete profile.

    `kind` is rule, term, question, incompatible, decision or law, `key` where the condition stands in it: when,
    unless or only_if. `clash` are the fewest parts of it that cannot hold together, one where that cannot
    hold by itself; `ruled_out_by` the fewest combinations of answers without which they could. An `unless` whose
    `clash` has parts of the rule's `when` (`against_when`) can hold elsewhere, and never lifts its rule.
    """

    kind: str
    id: str
    key: str
    clash: tuple[Condition, ...]
    ruled_out_by: tuple[str, ...] = ()
    against_when: bool = False


@dataclass(frozen=True, slots=True)
class AlwaysLifted:
    """A rule whose `unless` holds whenever its `when` does, so that it never fires, not even for now.

    `witness` is a complete profile in which both hold; None where they hang on what was decided.
    """

    rule: str
    witness: Profile | None


def impossible_conditions(proofs: Proofs) -> Iterator[Impossible]:
    """Every condition that can never hold."""
    if not proofs.any_profile_at_all:
        return
    for stands_at, condition in proofs.stated:
        if proofs.decided(Left.CONDITION, proofs.holding[condition]) is False:
            clash = _clash(proofs, condition)
            yield Impossible(*stands_at, clash, _ruled_out_by(proofs, clash))
    yield from _impossible_combinations(proofs)
    yield from _never_lifting(proofs)


def always_lifted(proofs: Proofs) -> Iterator[AlwaysLifted]:
    """The rules that never fire though their `when` can hold.

    A rule may well fire only for now, while what lifts it is unknown; such a rule is not among them.
    """
    if not proofs.any_profile_at_all:
        return
    for rule in proofs.rulebook.rules:
        if rule.id in proofs.never_firing and proofs.holding[rule.when]:
            yield AlwaysLifted(rule.id, None if rule.decisions else _lifted(proofs, rule))


def _lifted(proofs: Proofs, rule: Rule) -> Profile | None:
    title, holding = f"The rule {rule.id} is lifted, as always", [proofs.holds(rule.when)]
    return proofs.witness(proofs.firing, title, holding, lambda assessment: rule.id not in assessment.statuses)


def _impossible_combinations(proofs: Proofs) -> Iterator[Impossible]:
    # The combinations must not rule each other out: then each would be impossible by the other.
    combinations = proofs.rulebook.incompatible
    base = proofs.firing.contradictory_too
    for combination in proofs.never(Left.CONDITION, combinations, lambda clash: proofs.holding_goal(clash.when), base):
        yield Impossible("incompatible", combination.id, "when", _clash(proofs, combination.when))


def _never_lifting(proofs: Proofs) -> Iterator[Impossible]:
    """Every `unless` that can hold, and never while its rule's `when` does, which can hold too."""
    lifted = [rule for rule in proofs.rulebook.rules if rule.unless is not None]
    able = [rule for rule in lifted if all(proofs.holding[condition] for condition in rule.conditions)]
    base = proofs.firing.complete
    for rule in proofs.never(Left.CONDITION, able, lambda rule: proofs.holding_goal(*rule.conditions), base):
        clash = _clash(proofs, Every(rule.conditions))
        yield Impossible("rule", rule.id, "unless", clash, _ruled_out_by(proofs, clash), against_when=True)


def _clash(proofs: Proofs, condition: Condition) -> tuple[Condition, ...]:
    solver, base = proofs.firing.solver, proofs.firing.contradictory_too
    together = [proofs.holds(part) for part in _parts(condition)]
    if solver.ask(together, base) is not False:
        base = proofs.firing.complete
    return fewest(_parts(condition), lambda parts: solver.ask([proofs.holds(part) for part in parts], base) is False)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    """What must hold together, each once; the condition itself where it is no conjunction of anything."""
    if not isinstance(condition, Every) or not condition.parts:
        return (condition,)
    return tuple(dict.fromkeys(inner for part in condition.parts for inner in _parts(part)))


def _ruled_out_by(proofs: Proofs, clash: Sequence[Condition]) -> tuple[str, ...]:
    """The fewest combinations of answers that keep the parts from holding; none where nothing else is needed."""
    solver = proofs.firing.solver
    together = solver.assumed([proofs.holds(part) for part in clash], proofs.firing.contradictory_too)
    if solver.ask((), together) is False:
        return ()
    return proofs.ruled_out_by(together)
