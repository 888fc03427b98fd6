"""What an overlay changes that may move results, and the smallest part of it without which a law would hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.rules import Rule
from kpo_advisor.proofs.laws import is_broken_by, prove
from kpo_advisor.solver.program_size import extent_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Law, Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.proofs.laws import Ruling
    from kpo_advisor.solver.effort import Effort

MOST_PROOFS = 60
"""So many proofs are tried for one law."""

MOST_SETS = 20_000
"""So many sets of changes are looked at for one law; most need no proof."""

ENGINE = 20
"""Steps for each atom of a rulebook's program to lay it out for the engine, and ask that about one profile."""

_MORE_THAN_A_PROFILE = ("unmoved_by", "can_be_first")
"""Laws that no single profile refutes."""


class ChangeKind(Enum):
    """What an overlay may do: add a rule, switch one off, set a weight, add a combination that cannot hold."""

    ADDED = auto()
    SWITCHED_OFF = auto()
    WEIGHT = auto()
    COMBINATION = auto()


@dataclass(frozen=True, slots=True)
class OverlayChange:
    """One change, by the id of the rule, criterion or combination; `before` is what a criterion weighed without it."""

    kind: ChangeKind
    id: str
    before: int = 0


@lru_cache(maxsize=64)
def without(rulebook: Rulebook, changes: frozenset[OverlayChange]) -> Rulebook:
    """The rulebook with changes taken back; of nothing, the rulebook itself."""
    if not changes:
        return rulebook
    of_kind = {kind: {change.id: change for change in changes if change.kind is kind} for kind in ChangeKind}
    added, weights = of_kind[ChangeKind.ADDED], of_kind[ChangeKind.WEIGHT]
    back = [rule for rule in _switched_off(rulebook) if rule.id in of_kind[ChangeKind.SWITCHED_OFF]]

    def weighted(decision: Decision) -> Decision:
        criteria = decision.criteria
        criteria = tuple(replace(one, weight=weights[one.id].before) if one.id in weights else one for one in criteria)
        return replace(decision, criteria=criteria)

    combinations = rulebook.incompatible
    return replace(
        rulebook,
        rules=(*(rule for rule in rulebook.rules if rule.id not in added), *back),
        decisions=tuple(weighted(decision) if weights else decision for decision in rulebook.decisions),
        incompatible=tuple(one for one in combinations if one.id not in of_kind[ChangeKind.COMBINATION]),
    )


def refuting(
    rulebook: Rulebook, law: Law, ruling: Ruling, changes: Iterable[OverlayChange], effort: Effort
) -> tuple[OverlayChange, ...] | None:
    """The fewest changes without which a refuted law is proved, in their order; the first such set.

    None where the law does not hold without all of them either, empty where it is not decided which they are.
    """
    search = _Search(rulebook, law, effort, tuple(change for change in changes if _bears(rulebook, law, change)))
    if not search.changes:
        return None
    every = search.ruling(search.changes)
    if every.holds is not True:
        return None if every.holds is False else ()
    search.learn(ruling)
    return search.smallest()


class _Search:
    """Tries sets of changes by size; what refuted the law without one tells of others that it still does."""

    def __init__(self, rulebook: Rulebook, law: Law, effort: Effort, changes: tuple[OverlayChange, ...]) -> None:
        self.rulebook = rulebook
        self.law = law
        self.effort = effort
        self.changes = changes
        self.known: list[_Counterexample] = []

    def ruling(self, taken: Iterable[OverlayChange]) -> Ruling:
        """What becomes of the law without some changes."""
        return prove(without(self.rulebook, frozenset(taken)), self.law, self.effort, examples=False)

    def learn(self, ruling: Ruling) -> None:
        """Keep what refutes the law without some changes, if a profile by itself does."""
        if ruling.witness is not None and self.law.kind not in _MORE_THAN_A_PROFILE:
            self.known.append(_Counterexample(self, ruling.witness))

    def smallest(self) -> tuple[OverlayChange, ...]:
        """The first of the smallest sets without which the law holds; empty past the bounds."""
        sets = (some for size in range(1, len(self.changes) + 1) for some in combinations(self.changes, size))
        proofs = 0
        for number, taken in enumerate(sets):
            if number >= MOST_SETS or proofs >= MOST_PROOFS or self.effort.is_spent:
                return ()
            if any(example.refutes(taken) for example in self.known):
                continue
            ruling = self.ruling(taken)
            proofs += 1
            if ruling.holds is not False:
                return taken if ruling.holds else ()
            self.learn(ruling)
        return ()


class _Counterexample:
    """A profile that breaks the law without some changes: the engine says whether it does without others.

    Changes that do not `matter` in it, since their rule does not fire there, are passed over.
    """

    def __init__(self, search: _Search, answers: Mapping[str, Answer]) -> None:
        self.search = search
        self.answers = answers
        every = without(
            search.rulebook, frozenset(one for one in search.changes if one.kind is ChangeKind.SWITCHED_OFF)
        )
        statuses = assess(program_of(every), answers).statuses
        rules = (ChangeKind.ADDED, ChangeKind.SWITCHED_OFF)
        self.matter = frozenset(
            change
            for change in search.changes
            if change.kind not in rules or change.id in statuses or every.rule_by_id[change.id].decisions
        )
        self._known: dict[frozenset[OverlayChange], bool] = {}

    def refutes(self, taken: Iterable[OverlayChange]) -> bool:
        """Whether the profile breaks the law without these changes too."""
        some = self.matter.intersection(taken)
        if some not in self._known:
            search = self.search
            search.effort.spend(ENGINE * extent_of(search.rulebook))
            self._known[some] = is_broken_by(without(search.rulebook, some), search.law, self.answers)
        return self._known[some]


def _bears(rulebook: Rulebook, law: Law, change: OverlayChange) -> bool:
    """Whether a change may bear on what a law speaks of; a rule that only prints does not."""
    if change.kind in (ChangeKind.WEIGHT, ChangeKind.COMBINATION):
        return True
    switched_off = {rule.id: rule for rule in _switched_off(rulebook)}
    rule = rulebook.rule_by_id[change.id] if change.kind is ChangeKind.ADDED else switched_off[change.id]
    return rule.weighs or (law.kind == "never_suggested" and bool(rule.suggests or rule.withholds))


def _switched_off(rulebook: Rulebook) -> list[Rule]:
    return [taken.what for taken in rulebook.switched_off if isinstance(taken.what, Rule)]
