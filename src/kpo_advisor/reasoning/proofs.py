"""What can be proved about a rulebook as a whole: a program over all its rules and all complete profiles.

The profiles are of one piece of work, with every question that applies answered, no combination of
answers that cannot hold, and the rulebook's own weights. What a condition finds decided earlier is left open
to come out in any way, so that what is proved impossible is impossible, and what is found possible may rest
on a result that does not come about. Every witness is checked with the plain engine.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import decisions_in
from kpo_advisor.model.profile import Profile
from kpo_advisor.reasoning.encoding import Encoding
from kpo_advisor.reasoning.smallest import smallest_profile
from kpo_advisor.reasoning.solver import Sketch, Solver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule
    from kpo_advisor.reasoning.solver import Assumed, Literal

    T = TypeVar("T")


class WholeRulebook(Encoding):
    """The facts of a rulebook with every rule and condition in them, and every ranked decision."""

    def __init__(self, rulebook: Rulebook) -> None:
        super().__init__(rulebook)
        self.ranked = tuple(each for each in rulebook.decisions if each.kind == "ranked")
        further = [*rulebook.terms.values(), *(each.when for each in rulebook.decisions)]
        self._prepare(rulebook.rules, further)
        for condition in further:
            self.node(condition)
        self.position = {rule.id: at for at, rule in enumerate(self.rules)}

    def _alternatives(self, decision: Decision) -> None:
        if decision is self.main:
            super()._alternatives(decision)
            return
        for alternative in decision.alternatives:
            self.lines.append(f'beside("{decision.id}","{alternative.id}").')
            self.lines += [f'relies("{alternative.id}","{needed}").' for needed in alternative.needs]
        self.lines += [f'weight("{each.id}",{each.weight}).' for each in decision.criteria]

    def _decided(self, number: int) -> None:
        self.lines.append(f"guessed({number}).")


class Proofs:
    """What is asked of one rulebook; not safe to share between threads.

    The assumptions that queries share: `profiles` are the complete profiles, `any_profiles` also those in
    which questions are unanswered, `contradictory_too` the complete ones with combinations that cannot hold.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.encoding = WholeRulebook(rulebook)
        self.solver = self.program(Sketch(1, plain=True))
        complete: list[Literal] = [("complete", True), ("changing", False)]
        self.contradictory_too: Assumed = self.solver.assumed(complete)
        self.profiles: Assumed = self.solver.assumed(self.no_contradictions(1), self.contradictory_too)
        self.any_profiles: Assumed = self.solver.assumed([*self.no_contradictions(1), ("changing", False)])

    def program(self, sketch: Sketch) -> Solver:
        """A program over all rules, laid out in another way."""
        further = files("kpo_advisor.reasoning").joinpath("proofs.lp").read_text(encoding="utf-8")
        return Solver(self.rulebook, {}, sketch, self.encoding, further)

    def no_contradictions(self, piece: int) -> Iterator[Literal]:
        """That no combination holds that cannot."""
        for each in self.rulebook.incompatible:
            yield f'violated({piece},"{each.id}")', False

    @cached_property
    def any_profile_at_all(self) -> bool:
        """Whether some complete profile contradicts nothing; where none does, all else is proved and means nothing."""
        return self.can() is not False

    @cached_property
    def two_worlds(self) -> Solver:
        """The same program about pairs of profiles."""
        return self.program(Sketch(1, worlds=2))

    def can(self, *literals: Literal) -> bool | None:
        """Whether some complete profile meets the literals; None: not decided within the bound."""
        return self.solver.ask(literals, self.profiles)

    @cached_property
    def holding(self) -> Mapping[Condition, bool | None]:
        """Whether each condition of the rulebook, combinations of answers left out, holds in some complete profile."""
        rulebook = self.rulebook
        found: list[Condition] = [each.only_if for each in rulebook.questions.values() if each.only_if is not None]
        found += rulebook.terms.values()
        found += [each.when for each in rulebook.decisions] + [each.when for each in rulebook.laws]
        for rule in rulebook.rules:
            found += [rule.when, *([] if rule.unless is None else [rule.unless])]
        conditions = tuple(dict.fromkeys(found))
        able = self.solver.possible([self.holds(each) for each in conditions], self.profiles)
        return dict(zip(conditions, able, strict=True))

    @cached_property
    def never_firing(self) -> frozenset[str]:
        """The rules that fire in no profile, answered in full or in part."""
        # What fires in a complete profile needs no proof, and that is what a rule that nothing lifts does.
        unsure = [each for each in self.rulebook.rules if each.unless is not None or not self.holding[each.when]]
        able = self.solver.possible([self.fires(each) for each in unsure], self.any_profiles)
        return frozenset(rule.id for rule, can in zip(unsure, able, strict=True) if can is False)

    def fires(self, rule: Rule, holds: bool = True) -> Literal:
        """That a rule fires, at least for now."""
        return f"fires(1,{self.encoding.position[rule.id]})", holds

    def holds(self, condition: Condition) -> Literal:
        """That a condition of the rulebook holds."""
        return f"yes(1,{self.encoding.node(condition)})", True

    def witness(self, title: str, literals: Iterable[Literal], shows: Callable[[Assessment], bool]) -> Profile | None:
        """The small complete profile that meets the literals, which can be met; None past the bound.

        `shows` says whether the engine finds in it what it is a witness of. Raises RuntimeError where not.
        """
        premise: list[Literal] = [("complete", True), ("changing", False), *self.no_contradictions(1)]
        found = smallest_profile(self.solver, [*premise, *literals])
        if found is None:
            return None
        answers = found[1]
        assessment = assess(program_of(self.rulebook), answers)
        if assessment.open_questions or assessment.violated or not shows(assessment):
            raise RuntimeError(f"The engine does not confirm what the solver found: {title}.")
        return Profile(title, {id: answer for id, answer in answers.items() if id not in assessment.ignored})


@lru_cache(maxsize=4)
def proofs_of(rulebook: Rulebook) -> Proofs:
    """The proofs of a rulebook; its program is grounded once."""
    return Proofs(rulebook)


def looks_at_results(rule: Rule) -> bool:
    """Whether a rule's firing hangs on what was decided earlier."""
    return bool(decisions_in(rule.when) or (rule.unless is not None and decisions_in(rule.unless)))


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
