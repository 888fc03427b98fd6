"""A rulebook as facts for semantics.lp: questions, conditions, and the rules that move the main ranking."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Compare, Decided, Every, NoneOf, Not, OneOf, Some, tests
from kpo_advisor.model.questions import Kind
from kpo_advisor.solver.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kpo_advisor.model.conditions import Condition, Test
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision, Rule


class Encoding:
    """The facts of one rulebook, and the terms under which its answers stand in them.

    They rank the main decision and, where one is named that `stands_alone`, one later decision.
    """

    def __init__(self, rulebook: Rulebook, later: str | None = None) -> None:
        self.rulebook = rulebook
        self.main = rulebook.main
        self.ranked: tuple[Decision, ...] = (
            (self.main,) if later is None else (self.main, rulebook.decision_by_id[later])
        )
        self._prepare(tuple(rule for rule in rulebook.rules if moves(rule, self.ranked)))

    def _prepare(self, rules: tuple[Rule, ...], further: Iterable[Condition] = ()) -> None:
        """Encode the questionnaire and the rules; of `further` conditions only what their numbers compare with."""
        rulebook = self.rulebook
        self.rules = rules
        self.lines: list[str] = []
        self._nodes: dict[Condition, int] = {}
        self._numbers = 0
        conditions = [condition for rule in self.rules for condition in rule.conditions]
        conditions += [each.only_if for each in rulebook.questions.values() if each.only_if]
        conditions += [each.when for each in rulebook.incompatible]
        self.conditions = tuple(conditions)
        constants = {id: set[Fraction]() for id in rulebook.questions}
        for condition in [*conditions, *(law.when for law in rulebook.laws), *further]:
            for test in tests(condition):
                if isinstance(test, Compare):
                    constants[test.question].add(test.constant)
        self.cells = {
            id: Cells(question, constants[id])
            for id, question in rulebook.questions.items()
            if question.kind is Kind.NUMBER
        }
        self._encode()

    def _encode(self) -> None:
        say = self.lines.append
        for question in self.rulebook.questions.values():
            self._question(question)
        for each in self.rulebook.incompatible:
            say(f'incompatible("{each.id}",{self.node(each.when)}).')
        for decision in self.ranked:
            self._alternatives(decision)
        for number, rule in enumerate(self.rules):
            self._rule(number, rule)
        for law in self.rulebook.laws:
            self.node(law.when)

    def _alternatives(self, decision: Decision) -> None:
        say = self.lines.append
        for alternative in decision.alternatives:
            say(f'{"alternative" if decision is self.main else "later"}("{alternative.id}").')
            for home in alternative.made_of:
                say(f'made_of("{alternative.id}","{home}"). home("{home}"). composite("{alternative.id}").')
            for needed in alternative.needs:
                say(f'needs("{alternative.id}","{needed}").')
        if decision is not self.main:
            self.lines += [f'weight("{each.id}",{each.weight}).' for each in decision.criteria]

    def _question(self, question: Question) -> None:
        say = self.lines.append
        id = question.id
        say(f'question("{id}").')
        if question.kind is Kind.MULTI:
            say(f'multi("{id}",{question.maximum_choices or len(question.choices)}).')
        else:
            say(f'single("{id}").')
        for choice in self.choices(question):
            say(f'choice("{id}","{choice}").')
        if question.kind is Kind.NUMBER:
            say(f'ordered("{id}").')
            self.lines += [f'next("{id}","{one}","{other}").' for one, other in pairwise(self.choices(question))]
        for choice in sorted(question.exclusive):
            say(f'exclusive("{id}","{choice}").')
        if question.whole:
            say(f'whole("{id}").')
        if question.only_if is not None:
            say(f'conditional("{id}"). only_if("{id}",{self.node(question.only_if)}).')

    def choices(self, question: Question) -> tuple[str, ...]:
        """The choices of a question as they stand in the facts: ids, or the positions of cells."""
        if question.kind is Kind.NUMBER:
            return self.cells[question.id].names
        return question.choice_ids

    def ticked(self, question: str, answer: Answer) -> tuple[str, ...]:
        """A known answer as choices of the facts."""
        if isinstance(answer, tuple):
            return answer
        if isinstance(answer, Fraction):
            return (str(self.cells[question].of(answer)),)
        return () if answer is None else (answer,)

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """For every question the choice under which the fewest tests hold, the first of these."""
        every = (test for condition in self.conditions for test in tests(condition))
        held: Counter[tuple[str, str]] = Counter()
        for test in every:
            for key, count in self._held(test):
                held[key] += count
        found = {}
        for id, question in self.rulebook.questions.items():
            choices = self.choices(question)
            counts = [held[id, choice] for choice in choices]
            counts = list(accumulate(counts)) if question.kind is Kind.NUMBER else counts
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
        kind = self.rulebook.questions[question].kind
        chosen = set(ticked)
        if kind is Kind.NUMBER:
            return self.cells[question].samples[int(min(chosen))]
        if kind is Kind.MULTI:
            return tuple(id for id in self.rulebook.questions[question].choice_ids if id in chosen)
        return min(chosen)

    def _rule(self, number: int, rule: Rule) -> None:
        say = self.lines.append
        say(f"when({number},{self.node(rule.when)}).")
        if rule.unless is not None:
            say(f"unless({number},{self.node(rule.unless)}).")
        own = {each.id for decision in self.ranked for each in decision.criteria}
        if rule.criterion in own:
            for word, effects in (("favours", rule.favours), ("opposes", rule.opposes)):
                for id, strength in effects:
                    for step in range(1, strength + 1):
                        say(f'{word}({number},"{rule.criterion}","{id}",{step}).')
        ids = _ids(self.ranked)
        for exclusion in rule.excludes:
            if exclusion.alternative in ids:
                word = "excludes_whole" if exclusion.whole_only else "excludes"
                say(f'{word}({number},"{exclusion.alternative}").')
        for id in rule.holds_back:
            if id in ids:
                say(f'holds_back({number},"{id}").')

    def node(self, condition: Condition) -> int:
        """The number of a condition's node; a condition that stands twice has one."""
        known = self._nodes.get(condition)
        if known is not None:
            return known
        number = self._nodes[condition] = self._number()
        say = self.lines.append
        match condition:
            case OneOf(question, choices):
                say(f'one_of({number},"{question}"). tests({number},"{question}").')
                self._in(number, sorted(choices))
            case NoneOf(question, choices):
                say(f'none_of({number},"{question}"). tests({number},"{question}").')
                self._in(number, sorted(choices))
            case Compare():
                self._compare(number, condition)
            case Not(part):
                say(f"negated({number},{self.node(part)}).")
            case Every(parts):
                self._count(number, parts, len(parts))
            case Some(parts, count):
                self._count(number, parts, count)
            case Decided():
                self._decided(number)
        return number

    def _decided(self, number: int) -> None:
        """A test on a result, which the facts of the rankings alone have no place for."""
        raise ValueError("a rule that looks at results cannot be encoded")

    def _in(self, number: int, choices: Iterable[str]) -> None:
        # One fact a test, which clingo takes apart: a third of the text, which takes longer to read than to ground.
        named = ";".join(f'"{choice}"' for choice in choices)
        if named:
            self.lines.append(f"in({number},({named})).")

    def _compare(self, number: int, test: Compare) -> None:
        """A test on a number, told by where it begins or ends: the cells between would be the square of the tests."""
        cells = self.cells[test.question].names
        span = self.cells[test.question].span(test)
        to_end, from_start = span.stop == len(cells), span.start == 0
        word = "none_of" if from_start and not to_end else "one_of"
        self.lines.append(f'{word}({number},"{test.question}"). tests({number},"{test.question}").')
        if not to_end and not from_start:
            self._in(number, cells[span.start : span.stop])
        elif span.start < len(cells):
            self.lines.append(f'from({number},"{test.question}","{cells[span.start if to_end else span.stop]}").')

    def _count(self, number: int, parts: tuple[Condition, ...], count: int) -> None:
        self.lines.append(f"count({number},{count},{len(parts)}).")
        for at, part in enumerate(parts):
            inner = self.node(part)
            if part in parts[:at]:  # a part that stands twice counts twice, so it gets a node of its own
                again = self._number()
                self.lines.append(f"count({again},1,1). inner({again},{inner}).")
                inner = again
            self.lines.append(f"inner({number},{inner}).")

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers


def stands_alone(rulebook: Rulebook, decision: Decision) -> bool:
    """Whether a later decision's ranking hangs on answers and on the main decision's bars alone."""
    needed = {id for each in decision.alternatives for id in each.needs}
    rules = [rule for rule in rulebook.rules if moves(rule, (decision,))]
    return needed <= _ids((rulebook.main,)) and not any(rule.decisions for rule in rules)


def _ids(decisions: Iterable[Decision]) -> frozenset[str]:
    return frozenset(each.id for decision in decisions for each in decision.alternatives)


def moves(rule: Rule, decisions: Iterable[Decision]) -> bool:
    """Whether a rule bears on the ranking of any of the decisions."""
    return not rule.touches.isdisjoint(_ids(decisions))


def weight_lines(rulebook: Rulebook, weights: Mapping[str, int]) -> list[str]:
    """The facts of the main decision's weights, with a profile's own in place of the rulebook's."""
    return [f'weight("{each.id}",{weights.get(each.id, each.weight)}).' for each in rulebook.main.criteria]


@lru_cache(maxsize=16)
def _encoding(rulebook: Rulebook, later: str | None) -> Encoding:
    return Encoding(rulebook, later)


def encoding_of(rulebook: Rulebook, later: str | None = None) -> Encoding:
    """The facts of a rulebook, made once; `later` as in a sketch."""
    return _encoding(rulebook, later)
