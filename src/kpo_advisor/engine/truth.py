"""Three-valued truth of conditions, on bit masks.

Every distinct test of a rulebook is one bit. Answers turn into two masks: the tests that hold and
those that do not; a bit in neither is open. A condition is a node that needs some bits set in either
mask, so that most rules cost two mask operations. The values are Kleene's strong logic (S. C. Kleene,
*Introduction to Metamathematics*, 1952, §64).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Answered, Compare, Decided, Every, NoneOf, Not, Some, questions_in
from kpo_advisor.model.questions import Among, Between, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from kpo_advisor.model.conditions import Condition, Test
    from kpo_advisor.model.questions import Answer, Narrowed, Plain, Question

TRUE, OPEN, FALSE = 1, 0, -1
COMPARISONS = {"at_least": ge, "at_most": le, "above": gt, "below": lt, "is": eq}


@dataclass(frozen=True, slots=True)
class Node:
    """At least `count` of the parts hold; count 0 means all of them.

    The parts are the tests in `holding`, the negated tests in `failing`, and the inner nodes.
    """

    count: int
    holding: int
    failing: int
    inner: tuple[Node, ...] = ()

    @property
    def tests(self) -> int:
        """The tests that it looks at."""
        found = self.holding | self.failing
        for node in self.inner:
            found |= node.tests
        return found

    def value(self, true: int, false: int) -> int:
        """TRUE, OPEN or FALSE under the masks of the tests that hold and those that do not."""
        holding, failing = self.holding, self.failing
        if not self.count:
            if holding & false or failing & true:
                return FALSE
            result = TRUE if holding & true == holding and failing & false == failing else OPEN
            for node in self.inner:
                value = node.value(true, false)
                if value < result:
                    result = value
                    if result == FALSE:
                        break
            return result
        sure = (holding & true).bit_count() + (failing & false).bit_count()
        maybe = (holding & ~false).bit_count() + (failing & ~true).bit_count()
        for node in self.inner:
            value = node.value(true, false)
            sure += value == TRUE
            maybe += value != FALSE
        return TRUE if sure >= self.count else OPEN if maybe >= self.count else FALSE


@dataclass(slots=True)
class Bits:
    """The tests of a rulebook, one bit each, and what answers do to them."""

    index: dict[Test, int] = field(default_factory=dict)

    def node(self, condition: Condition, *, negated: bool = False) -> Node:
        """The node of a condition, or of its opposite; its tests become bits."""
        match condition:
            case Not(part):
                return self.node(part, negated=not negated)
            case Every(parts):
                return self._join(parts, 1 if negated else 0, negated=negated)
            case Some(parts, count):
                # Fewer than `count` of n hold exactly when at least n − count + 1 do not.
                needed = max(0, len(parts) - count + 1) if negated else count
                return self._join(parts, needed, negated=negated)
            case _:
                bit = 1 << self.index.setdefault(condition, len(self.index))
                return Node(0, 0, bit) if negated else Node(0, bit, 0)

    def _join(self, parts: tuple[Condition, ...], count: int, *, negated: bool) -> Node:
        if count == len(parts):
            count = 0
        holding = failing = 0
        inner: list[Node] = []
        for part in parts:
            node = self.node(part, negated=negated)
            single = node.holding.bit_count() + node.failing.bit_count() == 1 and not node.inner
            fresh = not (node.holding & holding or node.failing & failing)
            if (single or count == node.count == 0) and fresh:
                holding, failing = holding | node.holding, failing | node.failing
                inner.extend(node.inner)
            else:
                inner.append(node)
        return Node(count, holding, failing, tuple(inner))


class Answering:
    """What each answer to one question says about the tests on it.

    `all` are the tests on it, `implied` those that hold where its `only_if` does not: none without an implied answer.
    """

    __slots__ = ("all", "answered", "hits", "implied", "none_of", "numbers")

    def __init__(self, question: Question, bits: Bits) -> None:
        self.all = self.answered = self.none_of = 0
        self.hits: dict[str, int] = dict.fromkeys(question.choice_ids, 0)
        self.numbers: list[tuple[str, Fraction, int]] = []
        for test, position in bits.index.items():
            if isinstance(test, Decided) or test.question != question.id:
                continue
            bit = 1 << position
            self.all |= bit
            if isinstance(test, Compare):
                self.numbers.append((test.comparison, test.constant, bit))
                continue
            if isinstance(test, Answered):
                self.answered |= bit
                continue
            self.none_of |= bit if isinstance(test, NoneOf) else 0
            for choice in test.choices:
                self.hits[choice] |= bit
        self.implied = 0 if question.implied is None else self.holding(question.implied)

    def holding(self, answer: Plain) -> int:
        """The tests that hold under a plain answer; all others of the question do not."""
        if isinstance(answer, tuple):
            # A hit makes the tests for one of them hold, and those for none of them fail.
            return self._hit_by(answer) ^ self.none_of | self.answered
        if isinstance(answer, str):
            return self.hits[answer] | self.answered
        held = self.answered
        for comparison, constant, bit in self.numbers:
            if compares(comparison, answer, constant):
                held |= bit
        return held

    def bounds(self, answer: Plain | Narrowed) -> tuple[int, int]:
        """The tests that hold under every answer that may be the one, and those that hold under some of them."""
        if is_plain(answer):
            held = self.holding(answer)
            return held, held
        return self._of_narrowed(answer)

    def _of_narrowed(self, answer: Narrowed) -> tuple[int, int]:
        if isinstance(answer, Among):
            every, some = self.all, 0
            for choice in answer.choices:
                held = self.holding(choice)
                every, some = every & held, some | held
            return every, some
        if isinstance(answer, Between):
            low, high = self.holding(answer.low), self.holding(answer.high)
            return low & high, low | high | self._met_at_a_number_in(answer)
        # Nothing more need be ticked, unless nothing is: then one of those that are not settled is.
        surely = self._hit_by(answer.ticked)
        if not answer.ticked:
            surely = self.all
            for choice in answer.perhaps:
                surely &= self.hits[choice]
        perhaps = surely | self._hit_by(answer.perhaps)
        one_of, none_of, answered = self.all & ~self.none_of, self.none_of, self.answered
        every = surely & one_of | none_of & ~perhaps | answered
        return every, perhaps & one_of | none_of & ~surely | answered

    def _hit_by(self, choices: Iterable[str]) -> int:
        """The tests that name one of the choices at least."""
        hit = 0
        for choice in choices:
            hit |= self.hits[choice]
        return hit

    def _met_at_a_number_in(self, answer: Between) -> int:
        """The tests for one number that lies in a range; any other holds at an end of it if it holds within it."""
        met = 0
        for comparison, constant, bit in self.numbers:
            if comparison == "is" and answer.low <= constant <= answer.high:
                met |= bit
        return met


DecidedTests = tuple[tuple[int, frozenset[str]], ...]
"""The tests on one decision: the bit of each, and the alternatives it names."""


def decided_tests(bits: Bits, decision: str) -> DecidedTests:
    """The tests of a rulebook that look at one decision."""
    return tuple(
        (1 << position, test.alternatives)
        for test, position in bits.index.items()
        if isinstance(test, Decided) and test.decision == decision
    )


def decided(tests: DecidedTests, possible: Iterable[str]) -> tuple[int, int]:
    """The masks a decision adds: a test holds when it names all that is possible, fails when none of it."""
    could_be = frozenset(possible)
    true = false = 0
    for bit, alternatives in tests:
        if could_be and could_be <= alternatives:
            true |= bit
        elif could_be.isdisjoint(alternatives):
            false |= bit
    return true, false


def compares(comparison: str, answer: Fraction, constant: Fraction) -> bool:
    """Whether a number stands in a comparison to a constant."""
    return bool(COMPARISONS[comparison](answer, constant))


def is_met(condition: Condition, questions: Mapping[str, Question], answers: Mapping[str, Answer]) -> bool:
    """Whether a condition on answers holds, given plain ones to all questions that apply; results are never met."""
    bits = Bits()
    node = bits.node(condition)
    true = 0
    for id in questions_in(condition):
        answer = answers.get(id)
        if answer is None:  # it applies to none that is not answered
            answer = questions[id].implied
        if is_plain(answer):
            true |= Answering(questions[id], bits).holding(answer)
    return node.value(true, ~true) == TRUE
