"""What answers settle, as whole numbers: a bit a test, and a bit a rule.

A test holds, fails or is open, so two masks tell of all tests. Most rules need some tests to hold and others to fail,
and nothing else: such a flat rule is out once one of its tests has come out wrong, and fires once all have come out
right. So what an answer says of all flat rules are two masks as well: those that it rules out, and those that wait for
more. It is worked out once and kept; for a whole profile the masks of its answers are joined, a few operations an
answer however many rules there are. Rules that count or nest conditions are looked at in groups (`rule_states`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kpo_advisor.engine.truth import FALSE, OPEN
from kpo_advisor.model.questions import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.engine.truth import Answering, Node
    from kpo_advisor.model.questions import Answer, Question

MOST_KEPT = 2_000
"""Answers of which is kept what they settle: those to the packaged questionnaire are a few hundred, but for numbers."""


class Settled(NamedTuple):
    """The tests that hold and that fail, the flat rules that are out and that wait for more, and what is open still."""

    true: int
    false: int
    out: int
    waiting: int
    is_open: bool


class QuestionMasks:
    """A question, the tests on it, and the flat rules that need these: of each its bit, the tests to hold and to fail.

    Compared by identity, so that what its answers settle can be kept.
    """

    __slots__ = ("answering", "id", "implied", "needing", "only_if", "whole")

    def __init__(
        self, question: Question, answering: Answering, only_if: Node | None, needs: Iterable[tuple[int, int, int]]
    ) -> None:
        self.id = question.id
        self.whole = question.whole
        self.answering = answering
        self.implied = answering.implied
        self.only_if = only_if
        on_it = ((bit, holding & answering.all, failing & answering.all) for bit, holding, failing in needs)
        self.needing = tuple((bit, holding, failing) for bit, holding, failing in on_it if holding or failing)


@lru_cache(maxsize=MOST_KEPT)
def settled_by(asked: QuestionMasks, answer: Answer, applies: int, implied: int) -> Settled:
    """What an answer settles, None being unknown; `implied` are the tests that hold where the question is not asked."""
    answering = asked.answering
    if applies == FALSE:
        true, may_hold = implied, implied
    elif answer is None:
        true, may_hold = 0, answering.all
    else:
        true, may_hold = answering.bounds(answer)
        if applies == OPEN:  # sure is only what is so both under the answer and where the question does not apply
            true, may_hold = true & implied, may_hold | implied
    false = answering.all & ~may_hold
    out = waiting = 0
    for bit, holding, failing in asked.needing:
        if holding & false or failing & true:
            out |= bit
        elif holding & ~true or failing & ~false:
            waiting |= bit
    return Settled(true, false, out, waiting, applies != FALSE and not is_plain(answer))


def bits_of(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, from the lowest."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
