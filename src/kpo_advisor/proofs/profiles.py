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

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.profile import Profile
from kpo_advisor.proofs.whole_rulebook import WholeRulebook
from kpo_advisor.solver.batches import Goal, reachable
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.effort import USUAL, Effort
from kpo_advisor.solver.extent import extent_of
from kpo_advisor.solver.solver import Sketch, Solver, text_of
from kpo_advisor.solver.witness import smallest_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule
    from kpo_advisor.solver.encoding import Encoding
    from kpo_advisor.solver.solver import Assumed, Literal

    T = TypeVar("T")

FIRING = ("solver/unchanged.lp", "proofs/firing.lp")


class Profiles:
    """All profiles, under one program over all rules; not safe to share between threads.

    The assumptions that queries share: `complete` are the complete profiles, `every` also those in which
    questions are unanswered, `contradictory_too` the complete ones with combinations that cannot hold.
    """

    def __init__(self, rulebook: Rulebook, encoding: Encoding, further: str, effort: Effort) -> None:
        self.rulebook = rulebook
        self.solver = Solver(rulebook, {}, Sketch(1, plain=True), encoding, further, effort)
        self.contradictory_too: Assumed = self.solver.assumed([("complete", True)])
        self.complete: Assumed = self.solver.assumed(no_contradictions(rulebook, 1), self.contradictory_too)
        self.every: Assumed = self.solver.assumed(no_contradictions(rulebook, 1))

    def can(self, *literals: Literal) -> bool | None:
        """Whether some complete profile meets the literals; None: not decided within the bound."""
        return self.solver.ask(literals, self.complete)

    def witness(self, title: str, literals: Iterable[Literal], shows: Callable[[Assessment], bool]) -> Profile | None:
        """The small complete profile that meets the literals, which can be met; None past the bound.

        `shows` says whether the engine finds in it what it is a witness of. Raises Disagreement where not.
        """
        premise: list[Literal] = [("complete", True), *no_contradictions(self.rulebook, 1)]
        found = smallest_profile(self.solver, [*premise, *literals])
        if found is None:
            return None
        answers = found[1]
        assessment = assess(program_of(self.rulebook), answers)
        if assessment.open_questions or assessment.violated or not shows(assessment):
            raise disagreement(title, self.rulebook, answers)
        return Profile(title, {id: answer for id, answer in answers.items() if id not in assessment.ignored})


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
    def encoding(self) -> WholeRulebook:
        """The facts of the rulebook without what its rules do."""
        return WholeRulebook(self.rulebook, effects=False)

    @cached_property
    def firing(self) -> Profiles:
        """The profiles with the rules that fire in them."""
        return Profiles(self.rulebook, self.encoding, text_of(*FIRING), self.effort)

    @cached_property
    def ranked(self) -> Profiles:
        """The profiles with everything that the rules do."""
        return Profiles(self.rulebook, WholeRulebook(self.rulebook), text_of(*FIRING, "proofs/proofs.lp"), self.effort)

    @cached_property
    def two_worlds(self) -> Solver:
        """Pairs of profiles, with the rules that fire in them."""
        sketch = Sketch(1, worlds=2)
        return Solver(self.rulebook, {}, sketch, self.encoding, text_of(*FIRING), self.effort)

    def leave(self, what: Left, count: int = 1) -> None:
        """Count what was asked and not decided."""
        self.left[what] += count

    @cached_property
    def fits(self) -> bool:
        """Whether the effort admits the program at all; where not, nothing is asked, which counts as left."""
        if self.effort.admits(extent_of(self.rulebook)):
            return True
        self.leave(Left.EVERYTHING)
        return False

    @cached_property
    def of_criterion(self) -> Mapping[str | None, Sequence[Rule]]:
        """The rules of each criterion."""
        found: dict[str | None, list[Rule]] = {}
        for rule in self.rulebook.rules:
            found.setdefault(rule.criterion, []).append(rule)
        return found

    @cached_property
    def barring(self) -> Sequence[Rule]:
        """The rules that exclude or hold back."""
        return [each for each in self.rulebook.rules if each.bars]

    @cached_property
    def any_profile_at_all(self) -> bool:
        """Whether some complete profile contradicts nothing; where none does, all else is proved and means nothing.

        False also where the rulebook is too large to ask about.
        """
        if not self.fits:
            return False
        found = self.firing.can()
        if found is None:
            self.leave(Left.PROFILE)
        return found is not False

    @cached_property
    def holding(self) -> Mapping[Condition, bool | None]:
        """Whether each condition of the rulebook, combinations of answers left out, holds in some complete profile."""
        rulebook = self.rulebook
        found: list[Condition] = [each.only_if for each in rulebook.questions.values() if each.only_if is not None]
        found += rulebook.terms.values()
        found += [each.when for each in rulebook.decisions] + [each.when for each in rulebook.laws]
        for rule in rulebook.rules:
            found += rule.conditions
        conditions = tuple(dict.fromkeys(found))
        goals = [Goal((self.holds(each),), frozenset(questions_in(each))) for each in conditions]
        able = reachable(self.firing.solver, goals, self.firing.complete)
        return dict(zip(conditions, able, strict=True))

    @cached_property
    def never_firing(self) -> frozenset[str]:
        """The rules that fire in no profile, answered in full or in part."""
        # What fires in a complete profile needs no proof, and that is what a rule that nothing lifts does.
        unsure = [each for each in self.rulebook.rules if each.unless is not None or not self.holding[each.when]]
        goals = [Goal((self.fires(each),), looked_at(each)) for each in unsure]
        able = reachable(self.firing.solver, goals, self.firing.every)
        self.leave(Left.LIFTED, able.count(None))
        return frozenset(rule.id for rule, can in zip(unsure, able, strict=True) if can is False)

    def fires(self, rule: Rule, holds: bool = True) -> Literal:
        """That a rule fires, at least for now."""
        return f"fires(1,{self.encoding.position[rule.id]})", holds

    def holds(self, condition: Condition) -> Literal:
        """That a condition of the rulebook holds."""
        return f"yes(1,{self.encoding.node(condition)})", True


@lru_cache(maxsize=4)
def proofs_of(rulebook: Rulebook, effort: int = USUAL) -> Proofs:
    """The proofs of a rulebook, within some millions of steps; its program is grounded once."""
    return Proofs(rulebook, effort)


def no_contradictions(rulebook: Rulebook, piece: int) -> Iterator[Literal]:
    """That no combination holds that cannot."""
    for each in rulebook.incompatible:
        yield f'violated({piece},"{each.id}")', False


def looks_at_results(rule: Rule) -> bool:
    """Whether a rule's firing hangs on what was decided earlier."""
    return bool(rule.decisions)


def looked_at(rule: Rule) -> frozenset[str]:
    """The questions that a rule's firing hangs on."""
    return frozenset(rule.questions)


def fewest(things: Sequence[T], suffices: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """A part of the things that suffices as all of them do, and of which nothing can be left out.

    One thing by itself is preferred, then the earlier are left out first.
    """
    for each in things:
        if suffices((each,)):
            return (each,)
    kept = list(things)
    for each in things:
        fewer = [other for other in kept if other is not each]
        if suffices(fewer):
            kept = fewer
    return tuple(kept)
