"""What can be proved about a rulebook as a whole: a program over all its rules and all complete profiles.

The profiles are of one piece of work, with every question that applies answered, no combination of
answers that cannot hold, and the rulebook's own weights. What a condition finds decided earlier is left open
to come out in any way, so that what is proved impossible is impossible, and what is found possible may rest
on a result that does not come about. Every witness is checked with the plain engine.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.profile import Profile
from kpo_advisor.proofs.alike import Alike
from kpo_advisor.solver.atoms import fact, fires, violated, yes
from kpo_advisor.solver.batches import Goal, reachable
from kpo_advisor.solver.effort import USUAL, Effort
from kpo_advisor.solver.profiles import Profiles
from kpo_advisor.solver.program_size import extent_of
from kpo_advisor.solver.rankings import decision_facts, effect_facts, effects_of, encoded, weight_facts
from kpo_advisor.solver.solver import Layout, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeVar

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.encoding import Encoding
    from kpo_advisor.solver.profiles import Shows
    from kpo_advisor.solver.solver import Assumed

    T = TypeVar("T")


class Left(Enum):
    """What the proofs may leave undecided, in the order in which it is told."""

    EVERYTHING = auto()
    PROFILE = auto()
    CONDITION = auto()
    LIFTED = auto()
    FIRING = auto()
    COVERED = auto()
    OPPOSING = auto()
    FIRST = auto()
    QUESTION = auto()
    CRITERION = auto()
    EXCLUDED = auto()
    LAW = auto()


class Proofs:
    """What is asked of one rulebook; not safe to share between threads.

    `firing` are the profiles with the rules that fire in them, which is all that most queries need, and
    takes less than half the time; `ranked` those with standings and rankings as well. `left` counts what was asked
    and not decided, within the bound on a query or on all of it.
    """

    def __init__(self, rulebook: Rulebook, effort: int = USUAL) -> None:
        self.rulebook = rulebook
        self.effort = Effort(effort, times=max(1, effort // USUAL))
        self.left: Counter[Left] = Counter()

    @cached_property
    def encoding(self) -> Encoding:
        """The facts of the rulebook with every rule and condition in them, without what the rules do."""
        further = [*self.rulebook.terms.values(), *(decision.when for decision in self.rulebook.decisions)]
        return encoded(self.rulebook, self.rulebook.rules, further, guesses=True)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The positions of the rules, by which the facts tell them."""
        return {rule.id: at for at, rule in enumerate(self.rulebook.rules)}

    @cached_property
    def alike(self) -> Alike:
        """The groups of rules that have an effect in common."""
        return Alike(self.rulebook)

    @cached_property
    def firing(self) -> Profiles:
        """The profiles with the rules that fire in them."""
        numbers, rules = self.alike.number, self.rulebook.rules
        groups = [fact("alike", numbers[group], at) for at, rule in enumerate(rules) for group in self.alike.of(rule)]
        return self._profiles(Layout(1, plain=True), groups)

    @cached_property
    def ranked(self) -> Profiles:
        """The profiles with everything that the rules do."""
        effects = effect_facts(effects_of(self.rulebook.rules, self.rulebook.ranked))
        rules = text_of("proofs/proofs.lp")
        return self._profiles(Layout(1, plain=True), [rules, *decision_facts(self.rulebook.ranked), *effects])

    @cached_property
    def two_worlds(self) -> Profiles:
        """Pairs of profiles, with the rules that fire in them."""
        return self._profiles(Layout(1, worlds=2), [])

    def _profiles(self, layout: Layout, further: Iterable[str]) -> Profiles:
        rules = text_of("proofs/firing.lp")
        facts = [rules, *further, *weight_facts(self.rulebook.main)]
        return Profiles(self.encoding, layout, facts, self.effort, extent_of(self.rulebook))

    def witness(self, profiles: Profiles, title: str, literals: Iterable[Literal], shows: Shows) -> Profile | None:
        """The small complete profile that meets the literals, which can be met; None past the bound.

        `shows` says whether the engine finds in it what it is a witness of. Raises Disagreement where not.
        """
        answers = profiles.witness(self.rulebook, title, literals, shows)
        return None if answers is None else Profile(title, answers)

    def example(self, rules: Sequence[Rule], title: str) -> Profile | None:
        """A small complete profile in which the rules fire; as `witness`."""

        def shows(assessment: Assessment) -> bool:
            return all(assessment.status(rule.id) is Status.FIRES for rule in rules)

        return self.witness(self.firing, title, [self.fires(rule) for rule in rules], shows)

    def decided(self, what: Left, answer: bool | None) -> bool | None:
        """An answer as it is; one that is not decided counts as left."""
        if answer is None:
            self.left[what] += 1
        return answer

    def never(self, what: Left, things: Sequence[T], goal_of: Callable[[T], Goal], base: Assumed) -> list[T]:
        """The things whose goals are proved never to be met; what is not decided counts as left."""
        able = reachable(self.firing.solver, list(map(goal_of, things)), base)
        self.left[what] += able.count(None)
        return [thing for thing, can in zip(things, able, strict=True) if can is False]

    def ruled_out_by(self, base: Assumed) -> tuple[str, ...]:
        """The fewest combinations of answers without which what is assumed could be met, but for other combinations."""
        ids = [combination.id for combination in self.rulebook.incompatible]
        return fewest(ids, lambda some: self.firing.solver.ask([violated(1, id, False) for id in some], base) is False)

    @cached_property
    def fits(self) -> bool:
        """Whether the effort admits the program at all; where not, nothing is asked, which counts as left."""
        if self.effort.admits(extent_of(self.rulebook)):
            return True
        self.left[Left.EVERYTHING] += 1
        return False

    @cached_property
    def any_profile_at_all(self) -> bool:
        """Whether some complete profile contradicts nothing; where none does, all else is proved and means nothing.

        False also where the rulebook is too large to ask about.
        """
        if not self.fits:
            return False
        return self.decided(Left.PROFILE, self.firing.can()) is not False

    @cached_property
    def stated(self) -> Sequence[tuple[tuple[str, str, str], Condition]]:
        """Every condition of the rulebook but combinations of answers, after the kind, id and key where it stands."""
        rulebook = self.rulebook
        found: list[tuple[tuple[str, str, str], Condition | None]] = []
        found += [(("question", id, "only_if"), question.only_if) for id, question in rulebook.questions.items()]
        found += [(("term", id, "when"), condition) for id, condition in rulebook.terms.items()]
        found += [(("decision", decision.id, "when"), decision.when) for decision in rulebook.decisions]
        found += [(("law", law.id, "when"), law.when) for law in rulebook.laws]
        for rule in rulebook.rules:
            found += [(("rule", rule.id, "when"), rule.when), (("rule", rule.id, "unless"), rule.unless)]
        return [(place, condition) for place, condition in found if condition is not None]

    @cached_property
    def holding(self) -> Mapping[Condition, bool | None]:
        """Whether each condition that is stated holds in some complete profile."""
        conditions = dict.fromkeys(condition for _, condition in self.stated)
        able = reachable(self.firing.solver, list(map(self.holding_goal, conditions)), self.firing.complete)
        return dict(zip(conditions, able, strict=True))

    @cached_property
    def never_firing(self) -> frozenset[str]:
        """The rules that fire in no profile, answered in full or in part."""
        # What fires in a complete profile needs no proof, and that is what a rule that nothing lifts does.
        unsure = [rule for rule in self.rulebook.rules if rule.unless is not None or not self.holding[rule.when]]
        return frozenset(rule.id for rule in self.never(Left.LIFTED, unsure, self.firing_goal, self.firing.every))

    def fires(self, rule: Rule, holds: bool = True) -> Literal:
        """That a rule fires, at least for now."""
        return fires(1, self.position[rule.id], holds)

    def firing_goal(self, rule: Rule, holds: bool = True) -> Goal:
        """That a rule fires, as a goal."""
        return Goal((self.fires(rule, holds),), frozenset(rule.questions))

    def holds(self, condition: Condition) -> Literal:
        """That a condition of the rulebook holds."""
        return yes(1, self.encoding.node(condition))

    def holding_goal(self, *conditions: Condition) -> Goal:
        """That conditions of the rulebook hold in one profile."""
        return Goal(tuple(map(self.holds, conditions)), frozenset(questions_in(*conditions)))


@lru_cache(maxsize=4)
def proofs_of(rulebook: Rulebook, effort: int = USUAL) -> Proofs:
    """The proofs of a rulebook, within some millions of steps; its program is grounded once."""
    return Proofs(rulebook, effort)


def fewest(things: Sequence[T], suffices: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A part of the things that suffices as all of them do, and of which nothing can be left out.

    One thing by itself is preferred, then the earlier are left out first.
    """
    for thing in things:
        if suffices((thing,)):
            return (thing,)
    kept = list(things)
    for thing in things:
        fewer = [other for other in kept if other is not thing]
        if suffices(fewer):
            kept = fewer
    return tuple(kept)
