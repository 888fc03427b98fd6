"""The laws of a rulebook, each proved for every complete profile or refuted with one that breaks it.

The proofs are about one piece of work with every question that applies answered, no combination of
answers that cannot hold, and the rulebook's own weights. What a witness shows is checked with the plain
engine before it is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.engine.truth import is_met
from kpo_advisor.model.assessment import Standing
from kpo_advisor.model.conditions import ALWAYS, Decided, questions_in
from kpo_advisor.proofs.results import (
    parts_are_known,
    parts_in,
    result_profiles,
    suggested_in,
    suggestions_are_known,
)
from kpo_advisor.solver.atoms import differ, excluded, first, part_at, shared, suggested, yes
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.profiles import Answers, Profiles, confirmed, first_met, ranked_profiles
from kpo_advisor.solver.rankings import can_be_ranked, moving_rules, ways_taken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Law, Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.profiles import Shows

Ways = list[tuple[Profiles, list["Literal"]]]

BOUND = "the search reached its bound"
MAIN_ONLY = "proved for the main ranking; that of a later decision may move"
FIRST_ONLY = "proved for first place; the order below it may move"
OUT_OF_REACH = "a decision it speaks of, or that this hangs on, is not ranked, or hangs on more than answers and bars"


@dataclass(frozen=True, slots=True)
class Ruling:
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


def prove(rulebook: Rulebook, law: Law, effort: Effort, *, examples: bool = True) -> Ruling:
    """Prove or refute one of a rulebook's laws, within what is left of an effort; the same on every run.

    `examples` False: without those of can_be_first and without saying whether a law that holds is vacuous, which
    take most of the time. Raises ValueError for a law that is not the rulebook's: the facts lack its condition; and
    Disagreement where the engine does not confirm a witness.
    """
    if law not in rulebook.laws:
        raise ValueError(f"{law.id} is no law of the rulebook {rulebook.name}")
    case = _Case(rulebook, law, effort)
    if law.kind == "unmoved_by":
        return case.unmoved()
    return case.can_be_first(examples=examples) if law.kind == "can_be_first" else case.never(examples=examples)


@lru_cache(maxsize=8)
def _moving_questions(rulebook: Rulebook, *, later: bool) -> frozenset[str]:
    """The questions that can bear on the main ranking or, with `later`, on any: a rule that moves it looks at them.

    So do those that decide whether one of these is asked.
    """
    decisions = rulebook.ranked if later else (rulebook.main,)
    conditions = [decision.when for decision in decisions]
    for rule in moving_rules(rulebook, decisions):
        conditions += rule.conditions
    return rulebook.with_gates(questions_in(*conditions))


class _Case:
    """One law under proof."""

    def __init__(self, rulebook: Rulebook, law: Law, effort: Effort) -> None:
        self.rulebook = rulebook
        self.law = law
        self.effort = effort
        self.about = f"a profile about the law {law.id}"

    def never(self, *, examples: bool) -> Ruling:
        """A law that some sort of profile does not exist."""
        ways = self._breaches()
        if ways is None:
            return Ruling(self.law.id, holds=None, remark=OUT_OF_REACH)
        able, at = first_met(ways)
        witness = self._witness(*ways[at], partial(_breaks, self.rulebook, self.law)) if able else None
        if witness is not None:
            return Ruling(self.law.id, holds=False, witness=witness)
        if able is not False:
            return Ruling(self.law.id, holds=None, remark=BOUND)
        profiles = self._profiles(self.rulebook.main)
        vacuous = examples and profiles.can(*self._premise(profiles)) is False
        return Ruling(self.law.id, holds=True, vacuous=vacuous)

    def can_be_first(self, *, examples: bool) -> Ruling:
        """A law that for each subject some profile puts it first."""
        found: dict[str, Answers] = {}
        possible: list[bool | None] = []
        for id in self.law.subjects:
            decision = self._decision(id)
            if decision is None:
                return Ruling(self.law.id, holds=None, remark=OUT_OF_REACH)
            able, example = self._example(decision, id, wanted=examples)
            possible.append(able)
            if example is not None:
                found[id] = example
        holds = False if False in possible else None if None in possible else True
        return Ruling(self.law.id, holds, examples=found, remark=BOUND if holds is None else None)

    def _example(self, decision: Decision, alternative: str, *, wanted: bool) -> tuple[bool | None, Answers | None]:
        """Whether an alternative can be first, with a profile that puts it there."""
        ways = self._first(decision, alternative)
        able, at = first_met(ways)
        if not able or not wanted:
            return able, None
        example = self._witness(*ways[at], lambda assessment: alternative in _firsts(assessment))
        return None if example is None else True, example

    def unmoved(self) -> Ruling:
        """A law that the answers to some questions do not move the main ranking.

        Where no rule that moves it looks at them there is nothing to ask. Otherwise two worlds that differ in
        these answers alone are looked for whose first places differ; the order below is then not asked about.
        """
        subjects = set(self.law.subjects)
        if subjects.isdisjoint(_moving_questions(self.rulebook, later=False)):
            everywhere = subjects.isdisjoint(_moving_questions(self.rulebook, later=True))
            return Ruling(self.law.id, holds=True, remark=None if everywhere else MAIN_ONLY)
        profiles = ranked_profiles(self.rulebook, self.effort, worlds=2)
        literals = [*self._premise(profiles), differ()]
        literals += [shared(1, 2, id, id not in subjects) for id in self.rulebook.questions]
        found = profiles.can(*literals)
        if found is False:
            return Ruling(self.law.id, holds=True, remark=FIRST_ONLY)
        shown = profiles.smallest(literals) if found else None
        if shown is None:
            return Ruling(self.law.id, holds=None, remark=BOUND)
        (witness, before), (other, after) = (
            confirmed(self.rulebook, self.about, shown[piece], when=self.law.when) for piece in (1, 2)
        )
        main = self.rulebook.main.id
        if set(before.decisions[main].first) == set(after.decisions[main].first):
            raise disagreement(self.about, self.rulebook, witness)
        changed = {id: answer for id, answer in other.items() if witness.get(id) != answer}
        return Ruling(self.law.id, holds=False, witness=witness, changed=changed)

    def _breaches(self) -> Ways | None:
        """What would break the law, any of it; None where a subject is out of reach."""
        if self.law.kind in ("never_suggested", "never_split"):
            return self._wrong_results()
        ways: Ways = []
        for id in self.law.subjects:
            decision = self._decision(id)
            if decision is None:
                return None
            profiles = self._profiles(decision)
            if self.law.kind in ("excluded", "not_excluded"):
                out = excluded(1, id, self.law.kind == "not_excluded")
                ways.append((profiles, [*self._premise(profiles), out]))
            elif self.law.kind == "never_first":
                ways += self._first(decision, id)
            else:
                for other in decision.alternatives:
                    ways += [] if other.id in self.law.subjects else self._first(decision, other.id)
        return ways

    def _wrong_results(self) -> Ways | None:
        """That an option is suggested that never is to be, or a part has a home that none is to have."""
        is_split = self.law.kind == "never_split"
        subjects = self.law.subjects
        known = parts_are_known(self.rulebook) if is_split else suggestions_are_known(self.rulebook, subjects)
        if not known:
            return None
        profiles = result_profiles(self.rulebook, self.effort)
        atom = part_at if is_split else suggested
        return [(profiles, [*self._premise(profiles), atom(1, id)]) for id in subjects]

    def _decision(self, alternative: str) -> Decision | None:
        """The decision an alternative belongs to; None where the solver cannot rank it."""
        for decision in self.rulebook.ranked:
            if any(offered.id == alternative for offered in decision.alternatives):
                return decision if can_be_ranked(self.rulebook, decision.id) else None
        return None

    def _profiles(self, decision: Decision) -> Profiles:
        later = None if decision is self.rulebook.main else decision.id
        return ranked_profiles(self.rulebook, self.effort, later)

    def _first(self, decision: Decision, alternative: str) -> Ways:
        """The ways in which an alternative is first where the premise holds, in a decision that is taken."""
        profiles = self._profiles(decision)
        way = [*self._premise(profiles), first(1, alternative)]
        ways: Ways = []
        for taken in ways_taken(self.rulebook, decision):
            if isinstance(taken, Decided):
                before = [main.id for main in self.rulebook.main.alternatives if main.id in taken.alternatives]
                ways += [(profiles, [*way, first(1, id)]) for id in before]
            else:
                met = [] if taken == ALWAYS else [yes(1, profiles.solver.encoding.node(taken))]
                ways.append((profiles, [*way, *met]))
        return ways

    def _premise(self, profiles: Profiles) -> Iterator[Literal]:
        """That the profiles meet the law's condition."""
        node = profiles.solver.encoding.node(self.law.when)
        yield from (yes(piece, node) for piece in profiles.solver.pieces)

    def _witness(self, profiles: Profiles, way: list[Literal], shows: Shows) -> Answers | None:
        return profiles.witness(self.rulebook, self.about, way, shows, self.law.when)


def is_broken_by(rulebook: Rulebook, law: Law, answers: Mapping[str, Answer]) -> bool:
    """Whether the engine finds that a complete profile breaks a law that a single profile can break."""
    assessment = assess(program_of(rulebook), answers)
    is_sound = not (assessment.open_questions or assessment.violated) and is_met(law.when, rulebook.questions, answers)
    return is_sound and _breaks(rulebook, law, assessment)


def _breaks(rulebook: Rulebook, law: Law, assessment: Assessment) -> bool:
    """Whether the engine finds that a profile which meets the law's condition breaks the law."""
    if law.kind == "never_suggested":
        return not suggested_in(rulebook, assessment).isdisjoint(law.subjects)
    if law.kind == "never_split":
        return not parts_in(rulebook, assessment).isdisjoint(law.subjects)
    results = assessment.decisions.values()
    if law.kind in ("excluded", "not_excluded"):
        standings = {row.alternative: row.standing for result in results for row in result.ranking}
        out = [standings[id] is Standing.EXCLUDED for id in law.subjects]
        return any(out) if law.kind == "not_excluded" else not all(out)
    if law.kind == "never_first":
        return not _firsts(assessment).isdisjoint(law.subjects)
    return any(
        not set(result.first) <= set(law.subjects)
        for result in results
        if result.decision in assessment.taken and any(row.alternative in law.subjects for row in result.ranking)
    )


def _firsts(assessment: Assessment) -> set[str]:
    """What stands first in the decisions that are taken."""
    taken = [result for id, result in assessment.decisions.items() if id in assessment.taken]
    return {id for result in taken for id in result.first}
