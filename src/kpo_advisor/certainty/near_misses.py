"""Rules that one other answer would make fire, or stop, found by asking the engine again under each such answer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess, masks_of
from kpo_advisor.engine.rule_states import status_of
from kpo_advisor.engine.truth import TRUE
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import NoneOf, OneOf, questions_in, tests
from kpo_advisor.model.questions import Kind, is_plain
from kpo_advisor.solver.number_ranges import Cells

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kpo_advisor.engine.pieces import Piece
    from kpo_advisor.engine.program import Program
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rules import Rule


@dataclass(frozen=True, slots=True)
class Miss:
    """The one known answer that keeps a rule from firing, or that it hangs on.

    `answers` are answers to `question` in place of `given` under which that is otherwise, all else as it is: of
    a question with choices each of them, of a number one for each range, of a multi question the sets with
    the fewest changes. `would` says them by their labels, in words that follow the question's:
    `is a or b`, `is at least 2`, `with a added`.
    """

    question: str
    given: Answer
    answers: tuple[Answer, ...]
    would: str


class NearMisses:
    """The near misses of one piece of work: what a plain answer keeps from firing, the narrowed ones as they are.

    Only answers to questions that the rule itself looks at are tried, and to those that decide whether such
    a question applies; a rule that fires only because other answers change an earlier result is none.
    Answers that would contradict the other answers given are not tried. Of a multi question, where the rule
    also looks at an earlier result, choices that only that result depends on are not tried one by one.
    """

    def __init__(self, program: Program, weights: Mapping[str, int], piece: Piece) -> None:
        self._program = program
        self._weights = weights
        self._piece = piece
        self._tried: dict[tuple[str, Answer], Mapping[str, Status]] = {}
        self._nodes = {rule.id: rule for rule in program.rules}
        self._tests: dict[tuple[str, Answer], tuple[int, int] | None] = {}

    def of(self, rule: Rule) -> tuple[Miss, ...]:
        """The answers any one of which keeps the rule from firing; empty where it fires, is open, or misses by more."""
        return () if self._piece.assessment.status(rule.id) is not Status.OFF else self._single(rule, fires=True)

    def stops(self, rule: Rule) -> tuple[Miss, ...]:
        """The answers any one of which, if it were another, would keep a rule from firing; empty where it does not."""
        return self._single(rule, fires=False) if self._piece.assessment.status(rule.id) >= Status.FOR_NOW else ()

    def _single(self, rule: Rule, *, fires: bool) -> tuple[Miss, ...]:
        """The single other answers under which the rule fires, or does not."""
        conditions = self._bearing_on(rule)
        found: list[Miss] = []
        for id in questions_in(*conditions):
            given = self._piece.answers.get(id)
            question = self._program.rulebook.questions[id]
            ways = self._ways(rule, question, given, conditions, fires=fires) if is_plain(given) else []
            if ways:
                words = dict.fromkeys(words for _, words in ways)
                would = "; or ".join(words) if question.kind is Kind.MULTI else f"is {' or '.join(words)}"
                found.append(Miss(id, given, tuple(answer for answer, _ in ways), would))
        return tuple(found)

    def _bearing_on(self, rule: Rule) -> list[Condition]:
        """The conditions of a rule, and those that decide whether the questions in them apply."""
        conditions = list(rule.conditions)
        for condition in conditions:
            for id in questions_in(condition):
                only_if = self._program.rulebook.questions[id].only_if
                if only_if is not None and only_if not in conditions:
                    conditions.append(only_if)
        return conditions

    def _ways(
        self, rule: Rule, question: Question, given: Answer, conditions: Sequence[Condition], *, fires: bool
    ) -> Sequence[tuple[Answer, str]]:
        """The other answers under which the rule fires or does not, in words; of a number, one of each range."""
        if isinstance(given, tuple):
            return self._sets(rule, question, given, conditions, fires=fires)
        if question.kind is Kind.NUMBER:
            cells = Cells(question, [constant for _, constant, _ in self._program.answering[question.id].numbers])
            samples = cells.samples.items()
            found = [at for at, sample in samples if self._fires(rule, question.id, sample) is fires]
            return [(cells.samples[first], cells.words(first, last)) for first, last in _runs(found)]
        others = (id for id in question.choice_ids if id != given)
        choices = [id for id in others if self._fires(rule, question.id, id) is fires]
        return [(id, question.label_of(id)) for id in choices]

    def _fires(self, rule: Rule, question: str, answer: Answer) -> bool | None:
        """Whether a rule fires under one other answer; None where that contradicts another answer."""
        tests = self._tests_under(question, answer)
        if tests is None:
            return None
        node = self._nodes[rule.id]
        status = status_of(node, *tests)
        if node.stage and status is not Status.OFF:  # what is off while results are open is off with any result
            status = self._statuses(question, answer).get(rule.id, Status.OFF)
        return status >= Status.FOR_NOW

    def _tests_under(self, question: str, answer: Answer) -> tuple[int, int] | None:
        """The masks of the tests that hold and of those that do not, results left open; None on a contradiction."""
        key = (question, answer)
        if key not in self._tests:
            answers = {**self._piece.answers, question: answer}
            true, false, *_ = masks_of(self._program, answers, is_part=self._piece.activity is not None)
            violated = {id for id, node in self._program.incompatible if node.value(true, false) == TRUE}
            self._tests[key] = None if violated - set(self._piece.assessment.violated) else (true, false)
        return self._tests[key]

    def _statuses(self, question: str, answer: Answer) -> Mapping[str, Status]:
        """The rules under one other answer."""
        key = (question, answer)
        if key not in self._tried:
            answers = {**self._piece.answers, question: answer}
            found = assess(self._program, answers, self._weights, is_part=self._piece.activity is not None)
            self._tried[key] = found.statuses
        return self._tried[key]

    def _sets(
        self, rule: Rule, question: Question, given: tuple[str, ...], conditions: Sequence[Condition], *, fires: bool
    ) -> list[tuple[Answer, str]]:
        """The sets of ticks with the fewest changes under which the rule fires, or does not, each in words.

        Choices that no test of the rule tells apart count as one: with the first ticked, the others add nothing.
        """
        groups = _alike(question, conditions)
        for size in range(1, len(groups) + 1):
            found: list[tuple[Answer, str]] = []
            for turned in combinations(groups, size):
                answer = _turned(question, groups, turned, given)
                if answer and answer != given and self._fires(rule, question.id, answer) is fires:
                    found.append((answer, _in_words(question, turned, given, answer)))
            if found:
                return found
        return []


def _alike(question: Question, conditions: Sequence[Condition]) -> list[tuple[str, ...]]:
    """The choices in groups that the tests do not tell apart, in the order of the questionnaire."""
    looking = [
        test
        for condition in conditions
        for test in tests(condition)
        if isinstance(test, OneOf | NoneOf) and test.question == question.id
    ]
    groups: dict[tuple[bool, ...], list[str]] = {}
    for choice in question.choice_ids:
        mark = (choice in question.exclusive, *(choice in test.choices for test in looking))
        groups.setdefault(mark, []).append(choice)
    return [tuple(group) for group in groups.values()]


def _turned(
    question: Question, groups: Sequence[tuple[str, ...]], turned: Collection[tuple[str, ...]], given: tuple[str, ...]
) -> tuple[str, ...]:
    """The ticks with some groups turned on or off; empty where the question does not take them.

    Of a group that stays on, all its ticks are kept, or just one where the question takes no more.
    """
    on = [group for group in groups if (group in turned) != _has_tick(group, given)]
    most = question.maximum_choices or len(question.choice_ids)
    for fewest in (False, True):
        ticked = set[str]()
        for group in on:
            own = [id for id in group if id in given] or list(group[:1])
            ticked.update(own[:1] if fewest else own)
        stands_alone = ticked.isdisjoint(question.exclusive) or len(ticked) == 1
        if stands_alone and len(ticked) <= most:
            return question.in_order(ticked)
    return ()


def _has_tick(group: Collection[str], given: Collection[str]) -> bool:
    return any(id in given for id in group)


def _in_words(
    question: Question, turned: Sequence[tuple[str, ...]], given: tuple[str, ...], answer: tuple[str, ...]
) -> str:
    added = [" or ".join(map(question.label_of, group)) for group in turned if not _has_tick(group, given)]
    dropped = [question.label_of(id) for id in given if id not in answer]
    parts = [f"with {' and '.join(added)} added"] if added else []
    parts += [f"without {' and '.join(dropped)}"] if dropped else []
    return " and ".join(parts)


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of adjacent positions, first and last of each."""
    found: list[tuple[int, int]] = []
    for at in positions:
        if found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
