"""A profile as assumptions: which pieces there are, what is known of each, and what they share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import plain_answers
from kpo_advisor.model.questions import Kind, is_plain
from kpo_advisor.solver.atoms import ans, changing, complete, counted, given, has, narrowed, perhaps, shared, violated
from kpo_advisor.solver.effort import OF_PROFILE, Effort
from kpo_advisor.solver.program_size import extent_of, is_too_large
from kpo_advisor.solver.shared_solvers import new_solver, solver_of
from kpo_advisor.solver.solver import MOST_PIECES, Layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Narrowed, Plain, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.atoms import Literal
    from kpo_advisor.solver.encoding import Encoding
    from kpo_advisor.solver.solver import Solver


@dataclass(frozen=True, slots=True)
class Premise:
    """What the solver is told of one piece.

    `activities` are the titles of the activities that it stands for, empty for the whole work. `known`
    are the known answers, narrowed ones too, `open_questions` those without a plain one, `own` the questions that the
    activity answers for itself (its own `unknown` included), `violated` the contradictions given.
    """

    activities: tuple[str, ...]
    known: Mapping[str, Answer]
    open_questions: frozenset[str]
    own: frozenset[str]
    violated: frozenset[str]

    @property
    def plain(self) -> dict[str, Plain]:
        """The answers that are not narrowed."""
        return plain_answers(self.known)


def premises_of(pieces: Sequence[Piece], apart: frozenset[str] = frozenset()) -> tuple[Premise, ...]:
    """The premises of pieces; activities with the same known answers are one piece of work, cut in two.

    The questions `apart` are answered by each activity for itself, also where none has an answer yet; activities
    with such a question open are pieces of their own.
    """
    found: list[Premise] = []
    for piece in pieces:
        title = () if piece.activity is None else (piece.activity,)
        own = piece.own if piece.activity is None else piece.own | apart
        may_differ = not apart.isdisjoint(piece.assessment.open_questions)
        known = [] if may_differ else [premise.known for premise in found]
        if piece.known in known:
            at = known.index(piece.known)
            found[at] = replace(found[at], activities=found[at].activities + title, own=found[at].own & own)
            continue
        free, violated = frozenset(piece.assessment.open_questions), frozenset(piece.assessment.violated)
        found.append(Premise(title, piece.known, free, own, violated))
    return tuple(found)


class Query:
    """A solver with the assumptions that say what a profile knows, in one world or in two.

    What is asked of it counts towards an effort, its own unless it shares one.
    """

    in_part = False
    """Whether what is open may stay unknown, or be or stay narrowed."""
    can_change = True
    """Whether it can also be asked what changes of given answers do."""

    def __init__(
        self,
        rulebook: Rulebook,
        profile: Profile,
        premises: Sequence[Premise],
        worlds: int = 1,
        *,
        fresh: bool = False,
        effort: Effort | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.premises = premises
        self.worlds = worlds
        self._profile = profile
        self._fresh = fresh
        self._effort = effort

    @cached_property
    def solver(self) -> Solver:
        """What it is put to, laid out when the first question is asked."""
        profile, premises = self._profile, self.premises
        narrowing = self.in_part or any(len(premise.plain) < len(premise.known) for premise in premises)
        is_cut = bool(profile.activities)
        layout = Layout(len(premises), self.worlds, is_cut, narrowing=narrowing, changes=self.can_change)
        # With two worlds there are many hard queries, and what a solver has learnt from one decides which
        # others reach their bound; a fresh one makes the answers depend on this profile alone.
        solver_for = new_solver if self._fresh or self.worlds > 1 else solver_of
        solver = solver_for(self.rulebook, profile.weights, layout)
        solver.effort = Effort(OF_PROFILE) if self._effort is None else self._effort  # grounding does not count
        return solver

    @staticmethod
    def fits(rulebook: Rulebook, premises: Sequence[Premise]) -> bool:
        """Whether so many pieces are reasoned about together, and the rulebook is not too large for that."""
        return len(premises) <= MOST_PIECES and not is_too_large(2 * len(premises) * extent_of(rulebook))

    def completions(self) -> Iterator[Literal]:
        """All ways to answer what is open, where an answer is narrowed with something that may hold.

        The worlds are free of each other until `twins` ties them.
        """
        yield complete(not self.in_part)
        yield changing(False)
        count = len(self.premises)
        for piece in self.solver.pieces:
            premise = self.premises[(piece - 1) % count]
            yield from answered(self.solver.encoding, piece, premise.known, premise.open_questions)
            yield from self._violations(piece, premise)
        for first, second in combinations(self.solver.pieces, 2):
            if (second - first) % count or self.worlds == 1:
                same_world = (first - 1) // count == (second - 1) // count
                for id in self.rulebook.questions:
                    common = same_world and self._common(id, (first - 1) % count, (second - 1) % count)
                    yield shared(first, second, id, common)

    def twins(self, apart: str) -> Iterator[Literal]:
        """That two worlds give the same answers to all questions but one."""
        count = len(self.premises)
        for first in range(1, count + 1):
            for id in self.rulebook.questions:
                yield shared(first, first + count, id, id != apart)

    def given(self) -> Iterator[Literal]:
        """What was given, as it may be changed: plain answers are free, and what else is open stays as it is."""
        for piece, premise in enumerate(self.premises, start=1):
            for id, question in self.rulebook.questions.items():
                answer = premise.known.get(id)
                is_free = id in premise.plain
                yield counted(piece, id, is_free and not self._counted_before(id, piece - 1))
                ticked = self.solver.encoding.ticked(id, answer)
                for choice in self.solver.encoding.choices(question) if ticked else ():
                    yield given(piece, id, choice, choice in ticked)
                if is_free:
                    yield from (has(piece, id), narrowed(piece, id, False))
                else:
                    yield from fixed(self.solver.encoding, piece, question, answer)
            yield from self._violations(piece, premise)

    def sharing_known(self) -> Iterator[Literal]:
        """That common answers stay common when they change."""
        for first, second in combinations(self.solver.pieces, 2):
            for id in self.rulebook.questions:
                yield shared(first, second, id, self._same_answer(id, first - 1, second - 1))

    def _same_answer(self, question: str, first: int, second: int) -> bool:
        a, b = self.premises[first], self.premises[second]
        return question in a.known and question in b.known and question not in a.own | b.own

    def _counted_before(self, question: str, at: int) -> bool:
        return any(self._same_answer(question, earlier, at) for earlier in range(at))

    def _common(self, question: str, first: int, second: int) -> bool:
        """Whether a question is one unknown of both pieces: open in both, and answered by neither for itself."""
        a, b = self.premises[first], self.premises[second]
        return question in a.open_questions & b.open_questions and question not in a.own | b.own

    def _violations(self, piece: int, premise: Premise) -> Iterator[Literal]:
        for combination in self.rulebook.incompatible:
            yield violated(piece, combination.id, combination.id in premise.violated)


class QueryOfMany(Query):
    """A query about what may stand first, where that is all that is asked of many profiles."""

    can_change = False


class QueryInPart(Query):
    """A query about all ways to answer what is open, or to leave it open in whole or in part."""

    in_part = True


def answered(
    encoding: Encoding, piece: int, answers: Mapping[str, Answer], open_questions: Iterable[str]
) -> Iterator[Literal]:
    """Assumptions that fix a piece's plain answers, and hold the others to what narrowed ones leave.

    Those of the open questions that have none stay free.
    """
    still_open = set(open_questions)
    for id, question in encoding.questions.items():
        answer = answers.get(id)
        if answer is not None and not is_plain(answer):
            yield from _within(encoding, piece, question, answer)
        elif id not in still_open:
            yield from fixed(encoding, piece, question, answer)


def fixed(encoding: Encoding, piece: int, question: Question, answer: Answer) -> Iterator[Literal]:
    """Assumptions that a piece's answer to a question is just this one; None: that it has no known answer."""
    ticked, may_be = encoding.ticked(question.id, answer), encoding.perhaps_ticked(answer)
    yield has(piece, question.id, answer is not None)
    yield narrowed(piece, question.id, not (answer is None or is_plain(answer)))
    for choice in () if answer is None else encoding.choices(question):
        yield ans(piece, question.id, choice, choice in ticked)
        if question.kind is Kind.MULTI:
            yield perhaps(piece, question.id, choice, choice in may_be)


def _within(encoding: Encoding, piece: int, question: Question, answer: Narrowed) -> Iterator[Literal]:
    """Assumptions that an answer is one that may hold, or leaves fewer of these."""
    ticked, may_be = encoding.ticked(question.id, answer), encoding.perhaps_ticked(answer)
    yield has(piece, question.id)
    for choice in encoding.choices(question):
        if choice not in ticked and choice not in may_be:
            yield ans(piece, question.id, choice, False)
            yield perhaps(piece, question.id, choice, False)
        elif question.kind is Kind.MULTI and choice in ticked:
            yield ans(piece, question.id, choice)
