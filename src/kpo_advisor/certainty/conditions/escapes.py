"""Ways to answer what is open, with which another stands first or none does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kpo_advisor.certainty.conditions.blanks import blanks_of
from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.first_place import first_of, first_of_parts
from kpo_advisor.engine.program import program_of
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import alone, ans, outcome
from kpo_advisor.solver.disagreement import disagreement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kpo_advisor.certainty.conditions.blanks import Removal, Removals
    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.solver.atoms import Literal as Stated
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.solver import Assumed, Ticks

Answers = tuple[dict[str, "Answer"], ...]
"""A way to answer everything that is open: the answers of each piece, those given among them."""


class Escapes:
    """What escapes from the recommended alternative within restrictions; every way is confirmed by the engine."""

    def __init__(self, examined: Examined, effort: Effort) -> None:
        self.examined = examined
        self.recommended = examined.main.recommended or ""
        self.program = program_of(examined.rulebook)
        # A solver that has learnt from other queries might hit on other ways, and so take another part of the effort.
        self.query = Query(examined.rulebook, examined.profile, examined.premises, fresh=True, effort=effort)
        self.solver = self.query.solver
        self.blanks = blanks_of(examined.rulebook, self.solver.encoding, examined.premises)
        self.completions = self.solver.assumed(self.query.completions())
        self.escaping = self.solver.assumed([alone(self.recommended, holds=False)], self.completions)
        self.staying = self.solver.assumed([alone(self.recommended)], self.completions)

    def escape(self, removals: Iterable[Removal], first: str | None = None) -> Answers | Literal[False] | None:
        """A way without these answers in which another stands first, perhaps level with the recommended one.

        `first`: that one. False: there is none; None: not decided.
        """
        goal = () if first is None else (outcome(first),)
        return self._way([*goal, *self._without(removals)], self.escaping, first)

    def stay(self, removals: Iterable[Removal]) -> Answers | Literal[False] | None:
        """A way without these answers in which the recommended one stands alone first; as for `escape`."""
        return self._way(self._without(removals), self.staying, None)

    def _way(self, literals: Iterable[Stated], goal: Assumed, first: str | None) -> Answers | Literal[False] | None:
        within = self.solver.assumed(literals, goal)
        way = self.solver.witness((), within)
        if way is None:
            return False if self.solver.ask((), within) is False else None
        answers = self._answers(way)
        found = self._first(answers)
        if (found == (self.recommended,)) != (goal is self.staying) or (first is not None and first not in found):
            raise disagreement(f"whether {self.recommended} stands alone first", self.examined.rulebook, *answers)
        return answers

    def clash(self, removals: Collection[Removal]) -> Removals | None:
        """Some of the removals that leave no way to answer at all; None where they leave one, or it is not decided."""
        literals = {}
        for removal in removals:
            for atom, _ in self._without([removal]):
                number = self.solver.literal(atom)
                if number is not None:
                    literals[-number] = removal
        reply = self.solver.showing(literals, self.completions, {})
        return None if reply.answer is not False else frozenset(literals[at] for at in reply.core if at in literals)

    def _without(self, removals: Iterable[Removal]) -> Iterator[Stated]:
        for at, value in removals:
            blank = self.blanks[at]
            for piece in blank.pieces:
                for choice in blank.values[value]:
                    yield ans(piece, blank.question, choice, holds=False)

    def _answers(self, way: Ticks) -> Answers:
        """The answers of a way, without those to questions that turn out not to apply."""
        found = []
        is_part = bool(self.examined.profile.activities)
        for piece, premise in enumerate(self.query.premises, start=1):
            told = {id: self.solver.encoding.answer(id, ticks) for (at, id), ticks in way.items() if at == piece}
            answers = {**{id: told[id] for id in told if id in premise.open_questions}, **premise.plain}
            ignored = masks_of(self.program, answers, is_part=is_part)[3]
            found.append({id: answer for id, answer in answers.items() if id not in ignored})
        return tuple(found)

    def _first(self, way: Answers) -> tuple[str, ...]:
        is_part, weights = bool(self.examined.profile.activities), self.examined.profile.weights
        firsts = [first_of(self.program, answers, weights, is_part=is_part) for answers in way]
        return first_of_parts(self.examined.rulebook.main, firsts) if is_part else firsts[0]
