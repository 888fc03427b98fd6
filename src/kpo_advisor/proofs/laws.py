"""The laws of a rulebook, each proved for every complete profile or refuted with one that breaks it.

The proofs are about one piece of work with every question that applies answered, no combination of
answers that cannot hold, and the rulebook's own weights. What a witness shows is checked with the plain
engine before it is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import ALWAYS, Decided, questions_in
from kpo_advisor.model.questions import Incompatible
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.encoding import moves, stands_alone
from kpo_advisor.solver.solver import Sketch, Solver, text_of
from kpo_advisor.solver.witness import smallest_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kpo_advisor.errors import Disagreement
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Law, Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.solver import Literal

Answers = dict[str, "Answer"]
Goals = list[tuple["Solver", list["Literal"]]]

BOUND = "the search reached its bound"
MAIN_ONLY = "proved for the main ranking; that of a later decision may move"
FIRST_ONLY = "proved for first place; the order below it may move"
OUT_OF_REACH = "a decision it speaks of is not ranked, or hangs on more than answers and bars"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one law: it holds, is refuted (False), or is not decided (None).

    `witness` is a complete profile that breaks the law; for unmoved_by, `changed` are the answers that
    move its first place. `examples` holds for can_be_first a profile for each alternative that can.
    `vacuous`: no profile at all meets the law's condition. `remark` says what was not proved, and why.
    """

    law: str
    holds: bool | None
    witness: Mapping[str, Answer] | None = None
    changed: Mapping[str, Answer] = field(default_factory=dict)
    examples: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    vacuous: bool = False
    remark: str | None = None


def prove(rulebook: Rulebook, law: Law, effort: Effort, *, examples: bool = True) -> Verdict:
    """Prove or refute one of a rulebook's laws, within what is left of an effort; the same on every run.

    `examples` False: without those of can_be_first and without saying whether a law that holds is vacuous, which
    take most of the time. Raises ValueError for a law that is not the rulebook's: the facts lack its condition; and
    Disagreement where the engine does not confirm a witness.
    """
    if _laws(rulebook).get(law.id) != law:
        raise ValueError(f"{law.id} is no law of the rulebook {rulebook.name}")
    case = _Case(rulebook, law, effort)
    if law.kind == "unmoved_by":
        return case.unmoved()
    return case.can_be_first(examples=examples) if law.kind == "can_be_first" else case.never(examples=examples)


@lru_cache(maxsize=8)
def _laws(rulebook: Rulebook) -> dict[str, Law]:
    return {each.id: each for each in rulebook.laws}


@lru_cache(maxsize=8)
def _moving_questions(rulebook: Rulebook, *, later: bool) -> frozenset[str]:
    """The questions that can bear on the main ranking or, with `later`, on any: a rule that moves it looks at them.

    So do those that decide whether one of these is asked.
    """
    decisions = rulebook.ranked if later else (rulebook.main,)
    conditions = [each.when for each in decisions]
    for rule in rulebook.rules:
        if moves(rule, decisions):
            conditions += rule.conditions
    return rulebook.with_gates(questions_in(*conditions))


@lru_cache(maxsize=8)
def _program(rulebook: Rulebook, sketch: Sketch, effort: Effort) -> Solver:
    return Solver(rulebook, {}, sketch, further=text_of("solver/unchanged.lp"), effort=effort)


@lru_cache(maxsize=16)
def _stands_alone(rulebook: Rulebook, decision: str) -> bool:
    """What `stands_alone` says, once for all laws: it looks at every rule."""
    return stands_alone(rulebook, rulebook.decision_by_id[decision])


class _Case:
    """One law under proof."""

    def __init__(self, rulebook: Rulebook, law: Law, effort: Effort) -> None:
        self.rulebook = rulebook
        self.law = law
        self.effort = effort
        self.decision_of = {
            alternative.id: decision for decision in rulebook.ranked for alternative in decision.alternatives
        }

    def never(self, *, examples: bool) -> Verdict:
        """A law that some sort of profile does not exist."""
        goals = self._breaches()
        if goals is None:
            return Verdict(self.law.id, holds=None, remark=OUT_OF_REACH)
        able, at = _first_met(goals)
        if able:
            shown = smallest_profile(*goals[at])
            if shown is not None:
                return Verdict(self.law.id, holds=False, witness=self._confirmed(shown[1], _breaks))
        if able is not False:
            return Verdict(self.law.id, holds=None, remark=BOUND)
        solver = self._solver(self.rulebook.main)
        vacuous = examples and solver.ask(self._premise(solver)) is False
        return Verdict(self.law.id, holds=True, vacuous=vacuous)

    def can_be_first(self, *, examples: bool) -> Verdict:
        """A law that for each subject some profile puts it first."""
        found: dict[str, Answers] = {}
        possible: list[bool | None] = []
        for id in self.law.subjects:
            decision = self._decision(id)
            if decision is None:
                return Verdict(self.law.id, holds=None, remark=OUT_OF_REACH)
            able, example = self._example(decision, id, wanted=examples)
            possible.append(able)
            if example is not None:
                found[id] = example
        holds = False if False in possible else None if None in possible else True
        return Verdict(self.law.id, holds, examples=found, remark=BOUND if holds is None else None)

    def _example(self, decision: Decision, alternative: str, *, wanted: bool) -> tuple[bool | None, Answers | None]:
        """Whether an alternative can be first, with a profile that puts it there."""
        solver = self._solver(decision)
        ways = [(solver, way) for way in self._first(decision, alternative)]
        able, at = _first_met(ways)
        if not able or not wanted:
            return able, None
        shown = smallest_profile(*ways[at])
        if shown is None:
            return None, None
        return True, self._confirmed(shown[1], lambda _, found: alternative in _firsts(found))

    def unmoved(self) -> Verdict:
        """A law that the answers to some questions do not move the main ranking.

        Where no rule that moves it looks at them there is nothing to ask. Otherwise two worlds that differ in
        these answers alone are looked for whose first places differ; the order below is then not asked about.
        """
        subjects = set(self.law.subjects)
        if subjects.isdisjoint(_moving_questions(self.rulebook, later=False)):
            everywhere = subjects.isdisjoint(_moving_questions(self.rulebook, later=True))
            return Verdict(self.law.id, holds=True, remark=None if everywhere else MAIN_ONLY)
        solver = _program(self.rulebook, Sketch(1, worlds=2, plain=True), self.effort)
        literals = [*self._premise(solver), ("differ", True)]
        literals += [(f'shared(1,2,"{id}")', id not in subjects) for id in self.rulebook.questions]
        found = solver.ask(literals)
        if found is False:
            return Verdict(self.law.id, holds=True, remark=FIRST_ONLY)
        shown = smallest_profile(solver, literals) if found else None
        if shown is None:
            return Verdict(self.law.id, holds=None, remark=BOUND)
        (witness, before), (other, after) = self._checked(shown[1]), self._checked(shown[2])
        main = self.rulebook.main.id
        if set(before.decisions[main].first) == set(after.decisions[main].first):
            raise self._disagreement(witness)
        changed = {id: answer for id, answer in other.items() if witness.get(id) != answer}
        return Verdict(self.law.id, holds=False, witness=witness, changed=changed)

    def _breaches(self) -> Goals | None:
        """What would break the law, any of it; None where a subject is out of reach."""
        goals: Goals = []
        for id in self.law.subjects:
            decision = self._decision(id)
            if decision is None:
                return None
            solver = self._solver(decision)
            if self.law.kind in ("excluded", "not_excluded"):
                out: Literal = (f'excluded(1,"{id}")', self.law.kind == "not_excluded")
                goals.append((solver, [*self._premise(solver), out]))
            elif self.law.kind == "never_first":
                goals += [(solver, way) for way in self._first(decision, id)]
            else:
                others = [each.id for each in decision.alternatives if each.id not in self.law.subjects]
                goals += [(solver, way) for other in others for way in self._first(decision, other)]
        return goals

    def _decision(self, alternative: str) -> Decision | None:
        """The decision an alternative belongs to; None where the solver cannot rank it."""
        decision = self.decision_of.get(alternative)
        if decision is None or decision is self.rulebook.main:
            return decision
        when = decision.when
        understood = when == ALWAYS or (isinstance(when, Decided) and when.decision == self.rulebook.main.id)
        return decision if understood and _stands_alone(self.rulebook, decision.id) else None

    def _solver(self, decision: Decision) -> Solver:
        later = None if decision is self.rulebook.main else decision.id
        return _program(self.rulebook, Sketch(1, later=later, plain=True), self.effort)

    def _first(self, decision: Decision, alternative: str) -> list[list[Literal]]:
        """The ways in which an alternative is first where the premise holds, in a decision that is taken."""
        first: list[Literal] = [*self._premise(self._solver(decision)), (f'first(1,"{alternative}")', True)]
        if not isinstance(decision.when, Decided):
            return [first]
        before = [each.id for each in self.rulebook.main.alternatives if each.id in decision.when.alternatives]
        return [[*first, (f'first(1,"{id}")', True)] for id in before]

    def _premise(self, solver: Solver) -> Iterator[Literal]:
        """That the profiles are complete, contradict nothing and meet the law's condition."""
        node = solver.encoding.node(self.law.when)
        yield "complete", True
        for piece in solver.pieces:
            yield f"yes({piece},{node})", True
            for each in self.rulebook.incompatible:
                yield f'violated({piece},"{each.id}")', False

    def _confirmed(self, answers: Mapping[str, Answer], shows: Callable[[Law, Assessment], bool]) -> Answers:
        counting, assessment = self._checked(answers)
        if not shows(self.law, assessment):
            raise self._disagreement(answers)
        return counting

    def _checked(self, answers: Mapping[str, Answer]) -> tuple[Answers, Assessment]:
        """The answers that count, and what the engine makes of them; it must find the law's premise met."""
        # As a combination that it reports, the law's condition is evaluated by the engine itself.
        condition = Incompatible(self.law.id, self.law.when, self.law.says)
        bare = replace(self.rulebook, rules=(), incompatible=(condition,))
        assessment = assess(program_of(self.rulebook), answers)
        if assessment.open_questions or assessment.violated or not assess(program_of(bare), answers).violated:
            raise self._disagreement(answers)
        return {id: answer for id, answer in answers.items() if id not in assessment.ignored}, assessment

    def _disagreement(self, answers: Mapping[str, Answer]) -> Disagreement:
        return disagreement(f"a profile about the law {self.law.id}", self.rulebook, answers)


def _first_met(goals: Goals) -> tuple[bool | None, int]:
    """Whether some goal can be met, and the position of the first that can."""
    able: bool | None = False
    for at, (solver, goal) in enumerate(goals):
        found = solver.ask(goal)
        if found:
            return True, at
        able = None if found is None else able
    return able, 0


def _breaks(law: Law, assessment: Assessment) -> bool:
    """Whether the engine finds that a profile which meets the law's condition breaks the law."""
    if law.kind in ("excluded", "not_excluded"):
        standings = {row.alternative: row.standing for each in assessment.decisions.values() for row in each.ranking}
        out = [standings[id] is Standing.EXCLUDED for id in law.subjects]
        return any(out) if law.kind == "not_excluded" else not all(out)
    if law.kind == "never_first":
        return not _firsts(assessment).isdisjoint(law.subjects)
    return any(
        not set(result.first) <= set(law.subjects)
        for result in assessment.decisions.values()
        if result.decision in assessment.taken and any(row.alternative in law.subjects for row in result.ranking)
    )


def _firsts(assessment: Assessment) -> set[str]:
    """What stands first in the decisions that are taken."""
    return {
        id for result in assessment.decisions.values() if result.decision in assessment.taken for id in result.first
    }
