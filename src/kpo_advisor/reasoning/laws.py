"""The laws of a rulebook, each proved for every complete profile or refuted with one that breaks it.

The proofs are about one piece of work with every question that applies answered, no combination of
answers that cannot hold, and the rulebook's own weights. What a witness shows is checked with the plain
engine before it is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import decisions_in, questions_in
from kpo_advisor.reasoning.asking import alone, outcome
from kpo_advisor.reasoning.smallest import smallest_profile
from kpo_advisor.reasoning.solver import Sketch, encoding_of, solver_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Law, Rulebook
    from kpo_advisor.reasoning.solver import Literal, Solver

Answers = dict[str, "Answer"]

FIRST_ONLY = "proved for first place; the order below it may move"
LATER = "only first places of the main decision, and bars that do not hang on what was decided, are proved"
BOUND = "the search reached its bound"
"""What a verdict's `remark` may say."""


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


def prove(rulebook: Rulebook, law: Law) -> Verdict:
    """Prove or refute one of a rulebook's laws; the same verdict and witness on every run.

    Raises ValueError for a law that is not the rulebook's: the facts lack its condition.
    """
    if law not in rulebook.laws:
        raise ValueError(f"{law.id} is no law of the rulebook {rulebook.name}")
    if law.kind == "unmoved_by" and moving_questions(rulebook).isdisjoint(law.subjects):
        return Verdict(law.id, holds=True)
    case = _Case(rulebook, law)
    if law.kind == "can_be_first":
        return case.can_be_first()
    if case.solver.ask(case.premise()) is False:
        return Verdict(law.id, holds=True, vacuous=True)
    if law.kind == "unmoved_by":
        return case.unmoved()
    return case.never(law.kind)


def moving_questions(rulebook: Rulebook) -> frozenset[str]:
    """The questions that can bear on any ranking: a rule that weighs looks at them, or they open one that is."""
    conditions = [each.when for each in rulebook.decisions]
    for rule in rulebook.rules:
        if rule.weighs:
            conditions += [rule.when] if rule.unless is None else [rule.when, rule.unless]
    waiting = [id for condition in conditions for id in questions_in(condition)]
    found: set[str] = set()
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            only_if = rulebook.questions[id].only_if
            waiting += questions_in(only_if) if only_if is not None else ()
    return frozenset(found)


class _Case:
    """One law under proof."""

    def __init__(self, rulebook: Rulebook, law: Law) -> None:
        self.rulebook = rulebook
        self.law = law
        self.solver: Solver = solver_of(rulebook, {}, Sketch(1))

    def premise(self, pieces: Sequence[int] = (1,)) -> list[Literal]:
        """That the profiles are complete, contradict nothing and meet the law's condition."""
        node = encoding_of(self.rulebook).node(self.law.when)
        found: list[Literal] = [("complete", True)]
        for piece in pieces:
            found.append((f"yes({piece},{node})", True))
            found += [(f'violated({piece},"{each.id}")', False) for each in self.rulebook.incompatible]
        return found

    def never(self, kind: str) -> Verdict:
        """A law that some sort of profile does not exist."""
        main = [each.id for each in self.rulebook.main.alternatives]
        subjects = self.law.subjects
        if kind in ("excluded", "not_excluded"):
            known = encoding_of(self.rulebook).standings
            breaches = [[(f'excluded(1,"{id}")', kind == "not_excluded")] for id in subjects]
        else:
            known = frozenset(main)
            wrong = subjects if kind == "never_first" else [id for id in main if id not in subjects]
            breaches = [[outcome(id)] for id in wrong]
        if not known.issuperset(subjects):
            return Verdict(self.law.id, holds=None, remark=LATER)
        undecided = False
        for breach in breaches:
            found = self.solver.ask([*self.premise(), *breach])
            if found:
                return self._refuted(breach)
            undecided |= found is None
        return Verdict(self.law.id, None if undecided else True, remark=BOUND if undecided else None)

    def _refuted(self, breach: list[Literal]) -> Verdict:
        shown = smallest_profile(self.solver, [*self.premise(), *breach])
        if shown is None:
            return Verdict(self.law.id, holds=None, remark=BOUND)
        witness = self._checked(shown[1])
        if not _breaks(self.law, witness[1]):
            raise _disagree(self.law)
        return Verdict(self.law.id, holds=False, witness=witness[0])

    def can_be_first(self) -> Verdict:
        """A law that for each subject some profile puts it first, by itself where that can be."""
        if not {each.id for each in self.rulebook.main.alternatives}.issuperset(self.law.subjects):
            return Verdict(self.law.id, holds=None, remark=LATER)
        examples: dict[str, Answers] = {}
        answers = []
        for id in self.law.subjects:
            by_itself = self.solver.ask([*self.premise(), alone(id)])
            found = by_itself or self.solver.ask([*self.premise(), outcome(id)])
            shown = (
                smallest_profile(self.solver, [*self.premise(), alone(id) if by_itself else outcome(id)])
                if found
                else None
            )
            answers.append(found if shown is not None or not found else None)
            if shown is not None:
                examples[id], assessment = self._checked(shown[1])
                if id not in assessment.decisions[self.rulebook.main.id].first:
                    raise _disagree(self.law)
        holds = False if False in answers else None if None in answers else True
        return Verdict(self.law.id, holds, examples=examples, remark=BOUND if holds is None else None)

    def unmoved(self) -> Verdict:
        """A law that the answers to some questions do not matter.

        Two worlds that differ in these answers alone are looked for whose first places differ. It is not
        asked whether the order below first place can move.
        """
        subjects = set(self.law.subjects)
        solver = solver_of(self.rulebook, {}, Sketch(1, worlds=2))
        literals = [*self.premise((1, 2)), ("differ", True)]
        literals += [(f'shared(1,2,"{id}")', id not in subjects) for id in self.rulebook.questions]
        found = solver.ask(literals)
        if not found:
            return Verdict(self.law.id, None if found is None else True, remark=BOUND if found is None else FIRST_ONLY)
        shown = smallest_profile(solver, literals)
        if shown is None:
            return Verdict(self.law.id, holds=None, remark=BOUND)
        (witness, before), (other, after) = self._checked(shown[1]), self._checked(shown[2])
        main = self.rulebook.main.id
        if set(before.decisions[main].first) == set(after.decisions[main].first):
            raise _disagree(self.law)
        changed = {id: answer for id, answer in other.items() if witness.get(id) != answer}
        return Verdict(self.law.id, holds=False, witness=witness, changed=changed)

    def _checked(self, answers: Mapping[str, Answer]) -> tuple[Answers, Assessment]:
        """The answers that count, and what the engine makes of them; it must find the law's premise met."""
        from kpo_advisor.engine.assess import assess

        assessment = assess(_with_condition(self.rulebook, self.law), answers)
        if assessment.open_questions or assessment.violated != (_condition_id(self.law),):
            raise _disagree(self.law)
        return {id: answer for id, answer in answers.items() if id not in assessment.ignored}, assessment


def _breaks(law: Law, assessment: Assessment) -> bool:
    """Whether the engine finds that a profile which meets the law's condition breaks the law."""
    if law.kind in ("excluded", "not_excluded"):
        standings = {row.alternative: row.standing for each in assessment.decisions.values() for row in each.ranking}
        out = [standings[id] is Standing.EXCLUDED for id in law.subjects]
        return any(out) if law.kind == "not_excluded" else not all(out)
    first = set(next(iter(assessment.decisions.values())).first)
    return bool(first & set(law.subjects) if law.kind == "never_first" else first - set(law.subjects))


def _with_condition(rulebook: Rulebook, law: Law) -> Program:
    """The engine's program with the law's condition among the combinations it reports, so that it evaluates it."""
    from dataclasses import replace

    from kpo_advisor.engine.program import program_of
    from kpo_advisor.model.questions import Incompatible

    condition = Incompatible(_condition_id(law), law.when, law.says)
    return program_of(replace(rulebook, incompatible=(*rulebook.incompatible, condition)))


def _condition_id(law: Law) -> str:
    return f"law {law.id}"


def _disagree(law: Law) -> RuntimeError:
    return RuntimeError(f"The engine does not confirm what the solver found for the law {law.id}.")
