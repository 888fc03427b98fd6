"""The smallest mild sets of answers to rule out that meet all reasons given so far.

Implicit hitting sets: reasons are found one by one, each an escape from the smallest set that meets those before it
(E. Moreno-Centeno and R. M. Karp, *The implicit hitting set approach to solve combinatorial optimization problems*,
Operations Research 61(2), 2013).
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kpo_advisor.certainty.conditions.blanks import is_mild, requiring
from kpo_advisor.solver.atoms import fact
from kpo_advisor.solver.solver import MOST_CONFLICTS, conflicts_of, grounded, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import clingo

    from kpo_advisor.certainty.conditions.blanks import Blank, Reason, Removal
    from kpo_advisor.solver.effort import Effort


class Missed(Enum):
    """Why there is no set: none of so few questions is mild, or it is not decided within the bound."""

    NONE = "none"
    NOT_DECIDED = "not-decided"


class HittingSets:
    """Sets of removals from at most so many blanks, by rising size; not safe to share between threads."""

    def __init__(self, blanks: Sequence[Blank], most: int, effort: Effort) -> None:
        facts = []
        place = 0
        for at, blank in enumerate(blanks):
            facts.append(fact("most", at, blank.most))
            for value in range(len(blank.values)):
                facts += [fact("value", at, value), fact("place", at, value, place)]
                place += 1
        self._total = _most_answers(blanks, most)
        named = {"bound": most, "total": self._total, "places": place, "last": len(blanks)}
        program = [text_of("certainty/conditions/hitting_sets.lp"), *facts]
        self._control = grounded(program, named, "--heuristic=Domain")
        self._blanks = blanks
        self._effort = effort
        self._size = len(self._control.symbolic_atoms)
        self._out = {
            (at, value): self._literal("out", at, value)
            for at, blank in enumerate(blanks)
            for value in range(len(blank.values))
            if blank.most
        }
        self._within_blanks = [self._literal("blanks", bound) for bound in range(1, most + 1)]
        self._within_answers = [self._literal("answers", bound) for bound in range(1, self._total + 1)]
        for removals in requiring(blanks):
            self.forbid(removals)
        self._few = 1
        self._fewest = 1

    @staticmethod
    def fits(blanks: Sequence[Blank], most: int, effort: Effort) -> bool:
        """Whether the effort admits a program of so many answers, and of so many to count."""
        return effort.admits(sum(len(blank.values) for blank in blanks) * _most_answers(blanks, most))

    def _literal(self, name: str, *arguments: int) -> int:
        import clingo

        atom = clingo.Function(name, [clingo.Number(number) for number in arguments])
        found = self._control.symbolic_atoms[atom]
        assert found is not None
        return found.literal

    def add(self, reason: Reason) -> None:
        """Let every set that is still to come rule out one of the parts of a reason."""
        with self._control.backend() as backend:
            ruled_out = []
            for part in reason:
                if is_mild(part, self._blanks):
                    ruled_out.append(backend.add_atom())
                    backend.add_rule([ruled_out[-1]], [self._out[removal] for removal in part])
            backend.add_rule([], [-atom for atom in ruled_out])

    def forbid(self, removals: Iterable[Removal]) -> None:
        """Let no set that is still to come have all of these."""
        with self._control.backend() as backend:
            backend.add_rule([], [self._out[removal] for removal in removals])

    def smallest(self) -> frozenset[Removal] | Missed:
        """The set with the fewest blanks, then the fewest answers, then the first ones in the questionnaire."""
        while self._few <= len(self._within_blanks):
            blanks = self._within_blanks[self._few - 1]
            while self._fewest <= self._total:
                found = self._ask([blanks, self._within_answers[self._fewest - 1]])
                if found is not Missed.NONE:
                    return found
                if self._ask([blanks]) is Missed.NONE:
                    break
                self._fewest += 1
            self._few += 1
            self._fewest = 1
        return Missed.NONE

    def _ask(self, assumptions: list[int]) -> frozenset[Removal] | Missed:
        grant = self._effort.grant(self._size, MOST_CONFLICTS)
        if grant is None:
            return Missed.NOT_DECIDED
        self._control.configuration.solve.solve_limit = f"{grant.conflicts},umax"  # type: ignore[union-attr]
        with self._control.solve(assumptions=assumptions, yield_=True) as handle:
            model = handle.model()
            found = None if model is None else self._removals(model)
            is_open = found is None and (handle.get().unknown or handle.get().interrupted)
        self._effort.spend_query(self._size, len(assumptions), conflicts_of(self._control), grant)
        return found if found is not None else Missed.NOT_DECIDED if is_open else Missed.NONE

    def _removals(self, model: clingo.Model) -> frozenset[Removal]:
        return frozenset(removal for removal, literal in self._out.items() if model.is_true(literal))


def _most_answers(blanks: Sequence[Blank], most: int) -> int:
    """How many answers a set of at most so many questions can rule out."""
    return sum(sorted((blank.most for blank in blanks), reverse=True)[:most])
