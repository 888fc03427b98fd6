"""Questions and what looks at their answers as facts for semantics.lp, and how answers stand in them."""

from __future__ import annotations

import itertools
from collections import Counter
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Answered, Compare, Decided, Every, NoneOf, Not, OneOf, Some, tests
from kpo_advisor.model.questions import Among, Between, Kind, PerhapsTicked
from kpo_advisor.solver.atoms import fact, facts_of_choices
from kpo_advisor.solver.number_ranges import Cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.conditions import Condition, Test
    from kpo_advisor.model.questions import Answer, Question

Cause = tuple["Condition", "Condition | None"]
"""What makes a rule fire: its `when` and its `unless`."""


class Encoding:
    """Questions and what looks at their answers, as facts.

    `incompatible` are the combinations of answers that cannot hold, by id; rules are told by position, with what
    makes them fire; of further `conditions` only whether they hold. What rules do, and to what, are `facts` that
    whoever asks adds. A condition that looks at results is open unless the program guesses them, which it says.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        incompatible: Mapping[str, Condition],
        causes: Sequence[Cause],
        conditions: Sequence[Condition] = (),
        facts: Iterable[str] = (),
        *,
        guesses: bool = False,
    ) -> None:
        self.questions = questions
        self.incompatible = incompatible
        self.lines: list[str] = []
        self._guesses = guesses
        self._nodes: dict[Condition, int] = {}
        self._numbers = itertools.count(1)
        deciding = [when for when, _ in causes] + [unless for _, unless in causes if unless is not None]
        deciding += [question.only_if for question in questions.values() if question.only_if is not None]
        self._deciding = (*deciding, *incompatible.values())
        self.cells = self._cells(conditions)
        for question in questions.values():
            self._question(question)
        for id, condition in incompatible.items():
            self._say("incompatible", id, self.node(condition))
        self.lines += facts
        for number, (when, unless) in enumerate(causes):
            self._say("when", number, self.node(when))
            if unless is not None:
                self._say("unless", number, self.node(unless))
        for condition in conditions:
            self.node(condition)

    def _say(self, predicate: str, *arguments: int | str) -> None:
        self.lines.append(fact(predicate, *arguments))

    def _cells(self, conditions: Iterable[Condition]) -> dict[str, Cells]:
        numbers = {id: question for id, question in self.questions.items() if question.kind is Kind.NUMBER}
        constants = {id: set[Fraction]() for id in numbers}
        for condition in (*self._deciding, *conditions):
            for test in tests(condition):
                if isinstance(test, Compare):
                    constants[test.question].add(test.constant)
        return {id: Cells(question, constants[id]) for id, question in numbers.items()}

    def _question(self, question: Question) -> None:
        id, choices = question.id, self.choices(question)
        self._say("question", id)
        if question.kind is Kind.MULTI:
            self._say("multi", id, question.maximum_choices or len(question.choices))
        else:
            self._say("single", id)
        for choice in choices:
            self._say("choice", id, choice)
        if question.kind is Kind.NUMBER:
            self._say("ordered", id)
            for one, other in itertools.pairwise(choices):
                self._say("next", id, one, other)
        for choice in sorted(question.exclusive):
            self._say("exclusive", id, choice)
        if question.whole:
            self._say("whole", id)
        if question.only_if is not None:
            self._say("conditional", id)
            self._say("only_if", id, self.node(question.only_if))
        if question.otherwise is not None:
            self._say("otherwise", id)

    def choices(self, question: Question) -> tuple[str, ...]:
        """The choices of a question as they stand in the facts: ids, or the positions of cells."""
        return self.cells[question.id].names if question.kind is Kind.NUMBER else question.choice_ids

    def ranges(self, question: str) -> tuple[range, ...]:
        """A number's cells, by their place among `choices`, in ranges that nothing that decides tells apart."""
        cells = self.cells[question]
        ends = {0, len(cells.places)}
        for condition in self._deciding:
            for test in tests(condition):
                if isinstance(test, Compare) and test.question == question:
                    span = cells.span(test)
                    ends |= {span.start, span.stop} if span else set()
        return tuple(range(*pair) for pair in itertools.pairwise(sorted(ends)))

    def ticked(self, question: str, answer: Answer) -> tuple[str, ...]:
        """A known answer as choices of the facts: all that may hold or, of ticks, those that do."""
        match answer:
            case None:
                return ()
            case Fraction():
                return (str(self.cells[question].of(answer)),)
            case Between(low, high):
                return self.cells[question].between(low, high)
            case Among(choices):
                return choices
            case PerhapsTicked(ticked):
                return ticked
        return answer if isinstance(answer, tuple) else (answer,)

    def perhaps_ticked(self, answer: Answer) -> tuple[str, ...]:
        """The choices of a narrowed answer that are perhaps among its ticks."""
        return answer.perhaps if isinstance(answer, PerhapsTicked) else ()

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """For every question the choice under which the fewest tests hold, the first of these."""
        every = (test for condition in self._deciding for test in tests(condition))
        held: Counter[tuple[str, str]] = Counter()
        for test in every:
            for key, count in self._held(test):
                held[key] += count
        found = {}
        for id, question in self.questions.items():
            choices = self.choices(question)
            counts = [held[id, choice] for choice in choices]
            counts = list(itertools.accumulate(counts)) if question.kind is Kind.NUMBER else counts
            found[id] = choices[counts.index(min(counts))]
        return found

    def _held(self, test: Test) -> Iterator[tuple[tuple[str, str], int]]:
        """What a test adds under each choice, but for what it adds under all; of a number, from each cell on."""
        match test:
            case OneOf(question, choices):
                yield from (((question, choice), 1) for choice in choices)
            case NoneOf(question, choices):
                yield from (((question, choice), -1) for choice in choices)
            case Compare(question):
                cells = self.cells[question].names
                span = self.cells[question].span(test)
                yield from (((question, cell), 1) for cell in cells[span.start : span.start + 1])
                yield from (((question, cell), -1) for cell in cells[span.stop : span.stop + 1])

    def answer(self, question: str, ticked: Iterable[str]) -> Answer:
        """The answer that choices of the facts stand for; of a cell, its sample."""
        kind = self.questions[question].kind
        chosen = set(ticked)
        if kind is Kind.NUMBER:
            return self.cells[question].samples[int(min(chosen))]
        if kind is Kind.MULTI:
            return self.questions[question].in_order(chosen)
        return min(chosen)

    def node(self, condition: Condition) -> int:
        """The number of a condition's node; a condition that stands twice has one."""
        known = self._nodes.get(condition)
        if known is not None:
            return known
        number = self._nodes[condition] = next(self._numbers)
        match condition:
            case OneOf(question, choices):
                self._test("one_of", number, question, sorted(choices))
            case NoneOf(question, choices):
                self._test("none_of", number, question, sorted(choices))
            case Compare():
                self._compare(number, condition)
            case Answered(question):
                self._test("answered", number, question, ())
            case Not(part):
                self._say("negated", number, self.node(part))
            case Every(parts):
                self._count(number, parts, len(parts))
            case Some(parts, count):
                self._count(number, parts, count)
            case Decided():
                if not self._guesses:
                    raise ValueError("a condition that looks at results is asked about where results are not guessed")
                self._say("guessed", number)
        return number

    def _test(self, word: str, number: int, question: str, choices: Sequence[str]) -> None:
        self._say(word, number, question)
        self._say("tests", number, question)
        if choices:
            self.lines.append(facts_of_choices(number, choices))
        if self.questions[question].otherwise in choices:
            self._say("met", number)

    def _compare(self, number: int, test: Compare) -> None:
        """A test on a number, told by where it begins or ends: the cells between would be the square of the tests."""
        cells = self.cells[test.question].names
        span = self.cells[test.question].span(test)
        to_end, from_start = span.stop == len(cells), span.start == 0
        word = "none_of" if from_start and not to_end else "one_of"
        is_inside = not to_end and not from_start
        self._test(word, number, test.question, cells[span.start : span.stop] if is_inside else ())
        if not is_inside and span.start < len(cells):
            self._say("from", number, test.question, cells[span.start if to_end else span.stop])

    def _count(self, number: int, parts: tuple[Condition, ...], count: int) -> None:
        self._say("count", number, count, len(parts))
        for at, part in enumerate(parts):
            inner = self.node(part)
            if part in parts[:at]:  # a part that stands twice counts twice, so it gets a node of its own
                again = next(self._numbers)
                self._say("count", again, 1, 1)
                self._say("inner", again, inner)
                inner = again
            self._say("inner", number, inner)
