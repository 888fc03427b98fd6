"""For an open question, the answers that by themselves would change what is first on what is known now."""

from __future__ import annotations

from functools import cached_property, partial
from itertools import takewhile
from typing import TYPE_CHECKING

from kpo_advisor.engine.activities import distinct
from kpo_advisor.engine.first_place import FirstBy, first_of, first_of_parts
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.questions import Between, Kind, PerhapsTicked, admits, is_plain
from kpo_advisor.model.sensitivity import Turn
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.solver.rankings import encoding_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from fractions import Fraction

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.questions import Answer, Plain, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.effort import Effort

TRIED = 3
"""Steps to try an answer, for each rule and each question; comparing it with a constant takes twice as many."""


def turns(examined: Examined, question: str, effort: Effort) -> tuple[Turn, ...]:
    """The answers to one open question, all else as it is known now, with which another stands first.

    Of a multi question every single tick is tried, beside those that a narrowed answer has, and of a number one answer
    of each range that no rule tells apart. What a narrowed answer leaves out is not tried. Of activities, the answer
    is given wherever the question is open, and is one that none of them leaves out. Only as many are tried, in their
    order, as the effort admits; it fell short where some were not.
    """
    trial = Trial(examined)
    open_in = [piece.activity for piece in examined.pieces if not is_plain(piece.answers.get(question))]
    steps = trial.steps(question, open_in)
    narrowed = [piece.answers.get(question) for piece in examined.pieces if piece.activity in open_in]
    answers = takewhile(lambda _: effort.take(steps), _answers(examined.rulebook, question, narrowed))
    tried = ((answer, trial.first(question, open_in, answer)) for answer in answers)
    asked = examined.rulebook.questions[question]
    telling = ((answer, found) for answer, found in tried if found != examined.main.first)
    return tuple(Turn(answer, answer_label(asked, answer), found) for answer, found in telling)


class Trial:
    """What would stand first with another answer; activities that the answer leaves alone are ranked once.

    `activities` are those that it is for, None for the whole work; those with the same answers are one.
    """

    def __init__(self, examined: Examined) -> None:
        self.program = program_of(examined.rulebook)
        self.weights = examined.profile.weights
        self.is_cut = bool(examined.profile.activities)
        self.pieces = distinct(examined.pieces, (piece.answers for piece in examined.pieces))
        self._varied: dict[tuple[str, int], FirstBy] = {}

    def steps(self, question: str, activities: Collection[str | None]) -> int:
        """What one try counts towards an effort."""
        looked_at = len(self.program.ranked[self.program.rulebook.main.id].weighings) + len(self.program.order)
        looked_at += 2 * len(self.program.answering[question].numbers)
        return TRIED * looked_at * sum(piece.activity in activities for piece in self.pieces)

    def first(self, question: str, activities: Collection[str | None], answer: Answer) -> tuple[str, ...]:
        """The first alternatives, of all activities together, with that answer and all else as it is known now."""
        firsts = [
            self._by(question, at).first(answer) if piece.activity in activities else self._now[at]
            for at, piece in enumerate(self.pieces)
        ]
        return first_of_parts(self.program.rulebook.main, firsts) if self.is_cut else firsts[0]

    @cached_property
    def _now(self) -> list[tuple[str, ...]]:
        of_each = partial(first_of, self.program, weights=self.weights, is_part=self.is_cut)
        return [of_each(piece.answers) for piece in self.pieces]

    def _by(self, question: str, at: int) -> FirstBy:
        """What one piece comes to by its answer to a question; worked out once."""
        by = self._varied.get((question, at))
        if by is None:
            answers = self.pieces[at].answers
            by = FirstBy(self.program, answers, self.weights, question, is_part=self.is_cut)
            self._varied[question, at] = by
        return by


def _answers(rulebook: Rulebook, id: str, narrowed: Sequence[Answer]) -> Iterator[Plain]:
    """The answers to try: those that each narrowed answer admits, None admitting all."""
    question = rulebook.questions[id]
    for answer in _numbers(rulebook, id, narrowed) if question.kind is Kind.NUMBER else _chosen(question, narrowed):
        if all(admits(given, answer) for given in narrowed):
            yield answer


def _numbers(rulebook: Rulebook, id: str, narrowed: Sequence[Answer]) -> Iterator[Fraction]:
    """A number of each range that no rule tells apart, within the bounds of the narrowed answers."""
    bounds = [given for given in narrowed if isinstance(given, Between)]
    cells = encoding_of(rulebook).cells[id]
    if bounds:
        yield from cells.samples_between(max(given.low for given in bounds), min(given.high for given in bounds))
    else:
        yield from cells.samples.values()


def _chosen(question: Question, narrowed: Sequence[Answer]) -> Iterator[Plain]:
    """Each choice, of ticks with those that are known, and these by themselves."""
    if question.kind is not Kind.MULTI:
        yield from question.choice_ids
        return
    ticked = {choice for given in narrowed if isinstance(given, PerhapsTicked) for choice in given.ticked}
    if ticked:
        yield question.in_order(ticked)
    for choice in question.choice_ids:
        if choice not in ticked:
            yield tuple(id for id in question.choice_ids if id == choice or id in ticked)
