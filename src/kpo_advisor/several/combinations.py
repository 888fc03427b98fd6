"""All combinations of what several people said, put to the solver: what stands first in them, and what decides it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from kpo_advisor.engine.first_place import first_of, first_of_parts
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.questions import is_plain
from kpo_advisor.several.disagreeing import pieces_of_work
from kpo_advisor.solver.assumptions import Query, answered, fixed
from kpo_advisor.solver.atoms import (
    alike,
    alone,
    changing,
    complete,
    differ,
    fact,
    first,
    moved,
    option_holds,
    outcome,
    shared,
    sole,
    violated,
)
from kpo_advisor.solver.disagreement import disagreement
from kpo_advisor.solver.effort import OF_PROFILE, Effort
from kpo_advisor.solver.program_size import extent_of
from kpo_advisor.solver.rankings import encoding_of, weight_facts
from kpo_advisor.solver.solver import Layout, Solver, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.disagreeing import Disagreeing
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.solver import Assumed


CONFLICTS = 3_000
"""A harder bound than usual: there is one query for each difference."""


@dataclass(frozen=True, slots=True)
class Firsts:
    """What stands first in some combination, in the order of the decision; `only`: it always does so alone.

    `sure`: it does also however everything that nobody knows is answered. `or_nothing`: in some combination everything
    is excluded. None: not decided within the bound.
    """

    possible: tuple[str, ...]
    only: bool | None
    sure: bool | None
    or_nothing: bool | None


class Combinations:
    """The combinations of one option of each difference, every other answer being as the profile has it.

    What nobody knows stays unknown, but where it is said otherwise. Combinations that contradict each other are among
    them. `merged` is the profile in which each difference is a set. Nothing is decided where there are more pieces of
    work, or the rulebook is larger, than can be reasoned about together.
    """

    def __init__(self, rulebook: Rulebook, merged: Profile, differences: Sequence[Disagreeing]) -> None:
        self.rulebook = rulebook
        self.weights = merged.weights
        self.differences = differences
        self.is_cut = bool(merged.activities)
        self.pieces = pieces_of_work(rulebook, merged, differences)
        self.fits = Query.fits(rulebook, [piece.premise for piece in self.pieces])
        self.one = self._solver(1) if self.fits else None

    def _solver(self, worlds: int) -> Solver:
        answers = [answer for piece in self.pieces for answer in piece.premise.known.values()]
        answers += [answer for options in self.differences for answer in options.answers]
        layout = Layout(len(self.pieces), worlds, activities=self.is_cut, narrowing=not all(map(is_plain, answers)))
        further = [text_of("several/panel.lp"), *weight_facts(self.rulebook.main, self.weights)]
        further += self._constraints(layout)
        return Solver(encoding_of(self.rulebook), layout, further, Effort(OF_PROFILE), extent_of(self.rulebook))

    def _constraints(self, layout: Layout) -> Iterator[str]:
        """The options as facts, and that each makes of its pieces what it says."""
        encoding = encoding_of(self.rulebook)
        for at, options in enumerate(self.differences):
            yield fact("difference", at)
            yield from (fact("option", at, number) for number in range(len(options.answers)))
        if layout.worlds > 1:
            yield from (fact("twins", piece, piece + layout.pieces) for piece in range(1, layout.pieces + 1))
        for piece in range(1, layout.size + 1):
            world, place = (piece - 1) // layout.pieces + 1, (piece - 1) % layout.pieces
            for id, at in self.pieces[place].differing.items():
                for number, answer in enumerate(self.differences[at].answers):
                    option = option_holds(world, at, number)[0]
                    as_said = fixed(encoding, piece, self.rulebook.questions[id], answer)
                    if is_plain(answer):
                        yield from (_must(option, literal) for literal in as_said)
                        continue
                    yield from (_must(option, literal, "not complete, ") for literal in as_said)
                    admitted = answered(encoding, piece, {id: answer}, encoding.questions)
                    yield from (_must(option, literal, "complete, ") for literal in admitted)

    @property
    def parts(self) -> dict[str, int]:
        """The activities by their titles, each with the piece that it is; none where the work is not cut."""
        titled = ((title, number) for number, piece in enumerate(self.pieces, 1) for title in piece.premise.activities)
        return dict(titled)

    @cached_property
    def overall(self) -> dict[int | None, Firsts]:
        """What stands first in the combinations, of all work under None and of the activities by their piece."""
        ids = tuple(alternative.id for alternative in self.rulebook.main.alternatives)
        return {part: self._firsts((), part, Firsts(ids, None, None, None)) for part in (None, *self.parts.values())}

    def firsts_with(self, at: int, option: int, part: int | None = None) -> Firsts:
        """The same of the combinations with one option of the difference at a place; `part` is an activity's piece."""
        return self._firsts([option_holds(1, at, option)], part, self.overall[part])

    def _firsts(self, wanted: Sequence[Literal], part: int | None, at_most: Firsts) -> Firsts:
        """What stands first in some combinations, of what does so in others among which they are."""
        one = self.one
        if one is None:
            return at_most
        base = one.assumed(wanted, self._as_known(one))
        comes_first = {id: outcome(id) if part is None else first(part, id) for id in at_most.possible}
        replies = {id: one.ask([literal], base, CONFLICTS) for id, literal in comes_first.items()}
        possible = tuple(id for id in replies if replies[id] is not False)
        nothing: bool | None = False
        if at_most.or_nothing is not False:
            nothing = one.ask([(atom, False) for atom, _ in comes_first.values()], base, CONFLICTS)
        if len(possible) != 1 or nothing:
            told = None if nothing is not True and list(replies.values()).count(True) < 2 else False
            return Firsts(possible, told, told, nothing)
        other = alone(possible[0], holds=False) if part is None else sole(part, possible[0], holds=False)
        only = _no(one.ask([other], base, CONFLICTS))
        return Firsts(possible, only, only and self._is_sure(one, other, wanted), nothing)

    def _is_sure(self, solver: Solver, other: Literal, wanted: Sequence[Literal]) -> bool | None:
        """Whether it cannot come otherwise, however all that nobody knows is answered."""
        base = solver.assumed(wanted, self._completed(solver))
        if solver.ask((), base, CONFLICTS) is not True:
            return None  # without any way to answer the rest, anything could be claimed of all ways
        return _no(solver.ask([other], base, CONFLICTS))

    @cached_property
    def _two(self) -> Solver | None:
        """The solver of two worlds; None where nothing can be decided, or need be."""
        return self._solver(2) if self.fits and self.differences else None

    def deciding(self, part: int | None = None) -> list[bool | None]:
        """For each difference whether it can decide what stands first, whatever holds of the others; `part` as above.

        There are two combinations then that differ in nothing else and put others first. Where no difference can, all
        combinations put the same first.
        """
        count, two = len(self.differences), self._two
        if two is None:
            return [None] * count
        base = two.assumed([differ() if part is None else moved(part)], self._as_known(two))
        if two.ask((), base, CONFLICTS) is False:
            return [False] * count
        pieces = self.pieces if part is None else [self.pieces[part - 1]]
        at_stake = {at for piece in pieces for id, at in piece.differing.items() if id in piece.at_stake}
        found: list[bool | None] = []
        for at in range(count):
            others = [alike(other, other != at) for other in range(count)]
            assumed = two.assumed(others, base)
            found.append(self._is_decided(two, assumed, part) if at in at_stake else False)
        return found

    def _is_decided(self, two: Solver, assumed: Assumed, part: int | None) -> bool | None:
        """Whether two combinations put others first, as the engine confirms. Raises Disagreement where it does not."""
        options = [
            (world, at, number)
            for world in (1, 2)
            for at, disagreeing in enumerate(self.differences)
            for number in range(len(disagreeing.answers))
        ]
        goals = {place: two.assumed([option_holds(*option)]) for place, option in enumerate(options)}
        reply = two.showing((), assumed, goals, CONFLICTS)
        if reply.answer:
            worlds = [[options[place] for place in reply.goals if options[place][0] == world] for world in (1, 2)]
            taken = [{at: number for _, at, number in held} for held in worlds]
            if self._first(taken[0], part) == self._first(taken[1], part):
                answers = [piece.answers(self.differences, held) for held in taken for piece in self.pieces]
                raise disagreement("two mixtures of what people said that put others first", self.rulebook, *answers)
        return reply.answer

    def _first(self, taken: Mapping[int, int], part: int | None) -> tuple[str, ...]:
        """What the engine puts first where these options are right, of all the work or in a piece of it."""
        program = program_of(self.rulebook)
        pieces = self.pieces if part is None else [self.pieces[part - 1]]
        firsts = [
            first_of(program, piece.answers(self.differences, taken), self.weights, is_part=self.is_cut)
            for piece in pieces
        ]
        return firsts[0] if part is not None or not self.is_cut else first_of_parts(self.rulebook.main, firsts)

    def _as_known(self, solver: Solver) -> Assumed:
        """That what nobody knows stays unknown, and what is narrowed as it is."""
        return solver.assumed(self._literals(solver, is_complete=False))

    def _completed(self, solver: Solver) -> Assumed:
        """That all is answered, and as people said where they said anything."""
        return solver.assumed(self._literals(solver, is_complete=True))

    def _literals(self, solver: Solver, *, is_complete: bool) -> Iterator[Literal]:
        yield complete(is_complete)
        yield changing(False)
        for number in solver.pieces:
            piece = self.pieces[(number - 1) % len(self.pieces)]
            known, waiting = piece.premise.known, piece.premise.open_questions
            if is_complete:
                yield from answered(solver.encoding, number, known, waiting | piece.differing.keys())
            else:
                for id, question in self.rulebook.questions.items():
                    if id not in piece.differing:
                        yield from fixed(solver.encoding, number, question, known.get(id))
            for combination in self.rulebook.incompatible:
                yield violated(number, combination.id, not is_complete or combination.id in piece.premise.violated)
        for one, other in combinations(solver.pieces, 2):
            for id in self.rulebook.questions:
                yield shared(one, other, id, is_complete and self._is_common(id, one - 1, other - 1))

    def _is_common(self, question: str, first: int, second: int) -> bool:
        """Whether a question that nobody answers is one unknown of two activities."""
        return all(
            question in piece.premise.open_questions
            and question not in piece.premise.own
            and question not in piece.differing
            for piece in (self.pieces[first], self.pieces[second])
        )


def _must(option: str, literal: Literal, under: str = "") -> str:
    """That with an option a literal holds."""
    atom, holds = literal
    return f":- {option}, {under}{'not ' if holds else ''}{atom}."


def _no(reply: bool | None) -> bool | None:
    return None if reply is None else not reply
