"""What a rulebook offers and never uses: alternatives, questions, criteria; and profiles that leave nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import Answered, Compare, Every, NoneOf, OneOf, questions_in
from kpo_advisor.proofs.proofs import Left, fewest
from kpo_advisor.solver.atoms import before, eligible, excluded, fires, first, held, moves_first, muted, tied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rules import Criterion, Decision, Rule
    from kpo_advisor.proofs.proofs import Proofs

CRITERION_CONFLICTS = 5_000
"""A harder bound than usual: sums are compared with sums, which is dear where no profile is found."""


@dataclass(frozen=True, slots=True)
class NeverFirst:
    """An alternative that comes first in no complete profile.

    `behind` are the fewest others of which one always comes before it; none where it is always excluded. The
    witness is a complete profile in which it is as well placed as it can be: eligible, else held back.
    """

    alternative: str
    behind: tuple[str, ...]
    witness: Profile | None


@dataclass(frozen=True, slots=True)
class IdleQuestion:
    """A question that changes nothing; `rules` look at it and would do the same without it."""

    question: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdleCriterion:
    """A criterion without which the same would come first in every profile.

    `rules` are those that weigh on it; the witness is a complete profile in which one of them fires.
    """

    criterion: str
    rules: tuple[str, ...]
    witness: Profile | None


def never_first(proofs: Proofs) -> Iterator[NeverFirst]:
    """The alternatives of the main decision that can never be first, a tie for first included."""
    decision = proofs.rulebook.main
    if not proofs.any_profile_at_all:
        return
    for alternative in decision.alternatives:
        id = alternative.id
        if proofs.decided(Left.FIRST, proofs.ranked.can(first(1, id))) is False:
            yield NeverFirst(id, _behind(proofs, decision, id), _best_place(proofs, decision, id))


def idle_questions(proofs: Proofs) -> Iterator[IdleQuestion]:
    """The questions whose answer makes no rule fire or not fire, opens no other question and contradicts nothing.

    Answered and unanswered count as different answers, but that an open answer leaves a result provisional is
    no use of the question. Nor is it that an idle question, a law or a term that no rule uses looks at it.
    """
    if not proofs.fits:
        return
    rulebook = proofs.rulebook
    used = rulebook.with_gates(_needed_questions(proofs))
    rest = [id for id in rulebook.questions if id not in used]
    used |= rulebook.with_gates([id for id in rest if _turns_a_rule(proofs, id)])
    for id in rest:
        if id not in used:
            yield IdleQuestion(id, tuple(rule.id for rule in rulebook.rules if id in rule.questions))


def idle_criteria(proofs: Proofs) -> Iterator[IdleCriterion]:
    """The criteria of all ranked decisions that never change what is first, in complete profiles and in others.

    Rankings are compared with and without the criterion, under the rulebook's own weights, whatever earlier decisions
    come to. That a result is sure with fewer answers, as a rule of a later decision may notice, is no change of it.
    """
    if not proofs.any_profile_at_all:
        return
    for decision in proofs.rulebook.ranked:
        for criterion in decision.criteria:
            moved = [muted(criterion.id), moves_first()]
            able = proofs.ranked.solver.ask(moved, proofs.ranked.every, CRITERION_CONFLICTS)
            if proofs.decided(Left.CRITERION, able) is False:
                rules = [rule for rule in proofs.rulebook.rules if rule.criterion == criterion.id]
                witness = _heard(proofs, rules, criterion)
                yield IdleCriterion(criterion.id, tuple(rule.id for rule in rules), witness)


def everything_excluded(proofs: Proofs) -> Profile | None:
    """A complete profile in which every alternative of the main decision is excluded; None: none, or not decided."""
    if not proofs.fits:
        return None
    main = proofs.rulebook.main
    out = [excluded(1, alternative.id) for alternative in main.alternatives]
    if not proofs.decided(Left.EXCLUDED, proofs.ranked.can(*out)):
        return None

    def shows(assessment: Assessment) -> bool:
        return all(row.standing is Standing.EXCLUDED for row in assessment.decisions[main.id].ranking)

    return proofs.witness(proofs.ranked, "Everything is excluded", out, shows)


def _behind(proofs: Proofs, decision: Decision, alternative: str) -> tuple[str, ...]:
    in_place = excluded(1, alternative, False)
    if proofs.ranked.can(in_place) is False:
        return ()
    others = [other.id for other in decision.alternatives if other.id != alternative]

    not_behind = {id: before(1, id, alternative, False) for id in others}
    return fewest(others, lambda some: proofs.ranked.can(in_place, *(not_behind[id] for id in some)) is False)


def _best_place(proofs: Proofs, decision: Decision, alternative: str) -> Profile | None:
    def shows(assessment: Assessment) -> bool:
        return alternative not in assessment.decisions[decision.id].first

    title = f"Never first: {alternative}"
    for standing in (eligible(1, alternative), held(1, alternative), excluded(1, alternative)):
        if proofs.ranked.can(standing):
            return proofs.witness(proofs.ranked, title, [standing], shows)
    return None


def _needed_questions(proofs: Proofs) -> set[str]:
    """The questions that a decision or a combination looks at, or without which a rule cannot fire that can."""
    rulebook = proofs.rulebook
    when = [combination.when for combination in rulebook.incompatible]
    when += [decision.when for decision in rulebook.decisions]
    firing = (rule for rule in rulebook.rules if rule.id not in proofs.never_firing)
    needed = (id for rule in firing for id in _needed(rule.when))
    # One that counts as answered where it does not apply may leave its tests as they are.
    return {*questions_in(*when), *(id for id in needed if rulebook.questions[id].otherwise is None)}


def _needed(condition: Condition) -> Iterator[str]:
    """Questions without an answer to which the condition does not hold: those of its plain tests."""
    if isinstance(condition, Every):
        for part in condition.parts:
            yield from _needed(part)
    elif isinstance(condition, OneOf | NoneOf | Compare | Answered):
        yield condition.question


def _turns_a_rule(proofs: Proofs, question: str) -> bool:
    """Whether two profiles that differ in this answer alone make a rule fire once; not decided counts.

    A rule can hang on whether a question applies without hanging on its answer.
    """
    rulebook, solver = proofs.rulebook, proofs.two_worlds.solver
    asked = {id for id in rulebook.questions if question in rulebook.with_gates([id])}
    rules = [rule for rule in rulebook.rules if rule.id not in proofs.never_firing]
    positions = [proofs.position[rule.id] for rule in rules if not asked.isdisjoint(rule.questions)]
    base = solver.assumed((tied(id) for id in rulebook.questions if id != question), proofs.two_worlds.every)
    undecided = False
    for at in positions:
        turned = solver.ask([fires(1, at), fires(2, at, False)], base)
        if turned:
            return True
        undecided = undecided or turned is None
    if undecided:
        proofs.left[Left.QUESTION] += 1
    return undecided


def _heard(proofs: Proofs, rules: Iterable[Rule], criterion: Criterion) -> Profile | None:
    """A small complete profile in which a rule of the criterion fires."""
    for rule in rules:
        if not rule.decisions and proofs.firing.can(proofs.fires(rule)):
            return proofs.example([rule], f"{criterion.title} makes no difference")
    return None


def clashing_combinations(proofs: Proofs) -> tuple[str, ...]:
    """The fewest combinations of answers of which one always holds, so that no profile is left; none where one is."""
    if proofs.any_profile_at_all or not proofs.fits:
        return ()
    return proofs.ruled_out_by(proofs.firing.contradictory_too)
