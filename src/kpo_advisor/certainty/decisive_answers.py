"""For an open question, the answers that by themselves would change what is first on what is known now."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from kpo_advisor.engine.activities import distinct
from kpo_advisor.engine.first_place import first_of, first_of_parts
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.sensitivity import Turn
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.solver.rankings import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.solver.effort import Effort

TRIED = 3
"""Steps to try an answer, for each rule and each question; comparing it with a constant takes twice as many."""


def turns(examined: Examined, question: str, effort: Effort) -> tuple[Turn, ...]:
    """The answers to one open question, all else as it is known now, with which another stands first.

    Of a multi question every single tick is tried, of a number one answer of each range that no rule tells
    apart. Of activities, the answer is given wherever the question is open. Only as many are tried, in their order,
    as the effort admits; it fell short where some were not.
    """
    first = _First(examined, question)
    answers = takewhile(lambda _: effort.take(first.steps), _answers(examined.rulebook, question))
    tried = ((answer, first.under(answer)) for answer in answers)
    asked = examined.rulebook.questions[question]
    telling = ((answer, found) for answer, found in tried if found != examined.main.first)
    return tuple(Turn(answer, answer_label(asked, answer), found) for answer, found in telling)


class _First:
    """What stands first under each answer to one question; activities that the answer leaves alone are ranked once."""

    def __init__(self, examined: Examined, question: str) -> None:
        self.program = program_of(examined.rulebook)
        self.weights = examined.profile.weights
        self.question = question
        self.is_cut = bool(examined.profile.activities)
        every = [piece.answers for piece in examined.pieces]
        pieces = distinct(every, every)
        self.moving = [answers for answers in pieces if answers.get(question) is None]
        looked_at = len(self.program.ranked[examined.rulebook.main.id].weighings) + len(self.program.order)
        looked_at += 2 * len(self.program.answering[question].numbers)
        self.steps = TRIED * looked_at * len(self.moving)
        self.staying = [self._of(answers) for answers in pieces if answers not in self.moving]

    def under(self, answer: Answer) -> tuple[str, ...]:
        firsts = [*self.staying, *(self._of({**answers, self.question: answer}) for answers in self.moving)]
        return first_of_parts(self.program.rulebook.main, firsts) if self.is_cut else firsts[0]

    def _of(self, answers: Mapping[str, Answer]) -> tuple[str, ...]:
        return first_of(self.program, answers, self.weights, is_part=self.is_cut)


def _answers(rulebook: Rulebook, id: str) -> Iterator[Answer]:
    question = rulebook.questions[id]
    if question.kind is Kind.NUMBER:
        yield from encoding_of(rulebook).cells[id].samples.values()
    else:
        for choice in question.choice_ids:
            yield (choice,) if question.kind is Kind.MULTI else choice
