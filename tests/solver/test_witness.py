"""The small profile that shows something: few odd answers, and the plain one wherever it will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Every, Some
from kpo_advisor.model.questions import Kind
from kpo_advisor.proofs.proofs import Proofs
from tests.small_rulebooks.building import answered, question, rule, rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question

ASKED = [question("first"), question("second"), question("third")]


def shown(asked: list[Question], when: Condition) -> Mapping[str, Answer]:
    """The answers of the profile in which a rule on these questions fires."""
    book = rulebook(asked, [rule("it", when, favours={"bpo": 1})])
    proofs = Proofs(book)
    found = proofs.witness(proofs.firing, "It fires", [proofs.fires(book.rules[0])], lambda _: True)
    assert found is not None
    return found.answers


def test_one_odd_answer_is_smaller_than_two_that_stand_before_it() -> None:
    """The plain answer is no, of which no test holds."""
    either = Some((Every((answered("first"), answered("second"))), answered("third")))
    assert shown(ASKED, either) == {"first": "no", "second": "no", "third": "yes"}


def test_of_profiles_as_small_the_one_whose_first_questions_are_plain_is_taken() -> None:
    either = Some((answered("first"), answered("second"), answered("third")))
    assert shown(ASKED, either) == {"first": "no", "second": "no", "third": "yes"}


def test_as_few_ticks_are_set_as_will_do() -> None:
    many = question("many", Kind.MULTI, ["a", "b", "c"])
    both = Every((answered("many", "b"), answered("many", "c")))
    assert shown([many], both) == {"many": ("b", "c")}
