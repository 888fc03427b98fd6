"""Ways to answer what is open that put another first, and why they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from kpo_advisor.certainty.conditions.blanks import blanks_of
from kpo_advisor.certainty.conditions.contradictions import Contradictions
from kpo_advisor.engine.assess import masks_of
from kpo_advisor.engine.first_place import first_of, first_of_parts
from kpo_advisor.engine.program import program_of
from kpo_advisor.solver.assumptions import Query
from kpo_advisor.solver.atoms import alone, ans, outcome
from kpo_advisor.solver.disagreement import disagreement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kpo_advisor.certainty.conditions.blanks import Reason, Removal, Removals
    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.solver.atoms import Literal as Stated
    from kpo_advisor.solver.effort import Effort
    from kpo_advisor.solver.solver import Assumed, Ticks

Unit = tuple[int, int, bool]
"""Part of a way: the position of a blank, that of one of its answers, and whether it is not given."""

Units = Mapping[Unit, list[int]]

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
        self.contradictions = Contradictions(examined, self.blanks)

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

    def reason(self, way: Answers) -> Reason | None:
        """Why a way escapes: sets of answers, one of which any restriction must rule out as a whole; None: not decided.

        What forces the escape, whatever else is answered, is made smaller by leaving out one thing after another. Of a
        question of one choice that is which answers it does not have: as long as one of the others is left, it can be
        given. Of ticks it is also which there are. Where nothing can be ruled out, nothing helps.
        """
        units = self._told(way)
        core = self._forcing(units, list(units))
        if core is None:
            return None
        for at in dict.fromkeys(at for at, _, _ in core):
            core = self._forcing(units, [unit for unit in core if unit[0] != at]) or core
        for unit in sorted(core, key=lambda unit: unit[2]):
            if unit in core:
                core = self._forcing(units, [other for other in core if other != unit]) or core
        return self._parts(units, core)

    def _parts(self, units: Units, core: Sequence[Unit]) -> Reason:
        """What has to be ruled out so that a core forces nothing."""
        left: dict[int, set[int]] = {}
        told: dict[int, set[int]] = {}
        for at in dict.fromkeys(at for at, _, _ in core):
            ticks = [(blank, value, False) for blank, value, is_missing in core if blank == at and not is_missing]
            missing = {value for blank, value, is_missing in core if blank == at and is_missing}
            if len(ticks) > 1:
                told[at] = {value for _, value, _ in ticks}
            else:
                every = set(range(len(self.blanks[at].values))) - missing
                left[at] = set(self._alike(units, core, ticks[0])) if ticks else every
        given: dict[int, set[int]] = {}
        for at, value, is_missing in units:
            if not is_missing:
                given.setdefault(at, set()).add(value)
        fixed = self.contradictions.avoid(left, told, given)
        told = {**told, **{at: given[at] for at in fixed if at in given}}
        parts = [frozenset({(at, value)}) for at, values in told.items() for value in values]
        return frozenset([*parts, *(frozenset((at, value) for value in left[at]) for at in left if at not in fixed)])

    def _alike(self, units: Units, core: Sequence[Unit], tick: Unit) -> Iterator[int]:
        """The tick that forces an escape, and those in place of which it would as well."""
        at, _, _ = tick
        blank = self.blanks[at]
        yield tick[1]
        for value, (choice,) in enumerate(blank.values):
            if value != tick[1]:
                rest = [unit for unit in core if unit not in (tick, (at, value, True))]
                there = [self.solver.literal(ans(piece, blank.question, choice)[0]) for piece in blank.pieces]
                more = [literal for literal in there if literal is not None]
                if self._forcing({**units, (at, value, False): more}, [*rest, (at, value, False)]) is not None:
                    yield value

    def _forcing(self, units: Units, some: Sequence[Unit]) -> list[Unit] | None:
        """Those of some units that force an escape together; None where they do not, or it is not decided."""
        reply = self.solver.showing([literal for unit in some for literal in units[unit]], self.staying, {})
        return None if reply.answer is not False else [unit for unit in some if not reply.core.isdisjoint(units[unit])]

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

    def _told(self, way: Answers) -> dict[Unit, list[int]]:
        """What a way says of the open questions that apply, each with its literals."""
        encoding = self.solver.encoding
        found: dict[Unit, list[int]] = {}
        for at, blank in enumerate(self.blanks):
            for piece in blank.pieces:
                ticked = encoding.ticked(blank.question, way[piece - 1].get(blank.question))
                for value, choices in enumerate(blank.values) if ticked else ():
                    is_missing = not set(choices) & set(ticked)
                    for choice in choices if is_missing or blank.is_multi else ():
                        number = self.solver.literal(ans(piece, blank.question, choice)[0])
                        if number is not None:
                            found.setdefault((at, value, is_missing), []).append(-number if is_missing else number)
                    if not is_missing:
                        found.setdefault((at, value, False), [])
        return found

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
