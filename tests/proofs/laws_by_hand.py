"""Laws in a few words, what becomes of them, and the list of all profiles that they speak of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.conditions import ALWAYS, Every, Some
from kpo_advisor.model.questions import Incompatible
from kpo_advisor.model.rulebook import Law
from kpo_advisor.proofs import laws
from kpo_advisor.solver.effort import USUAL, Effort
from tests.engine import brute_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.proofs.laws import Ruling

NEVER = Some((), 1)
MOST_PROFILES = 800


def law(kind: str, *subjects: str, when: Condition = ALWAYS) -> Law:
    return Law("law", "So it is.", kind, subjects, when, "made up", ())


def proved(book: Rulebook, stated: Law) -> Ruling:
    """What becomes of a law with the usual effort for it alone."""
    return laws.prove(book, stated, Effort(USUAL))


def with_law(book: Rulebook, stated: Law) -> Ruling:
    return proved(replace(book, laws=(stated,)), stated)


def profiles_that_meet(book: Rulebook, stated: Law) -> Iterator[tuple[dict[str, Answer], Assessment]]:
    """The complete profiles that contradict nothing and meet the law's condition."""
    asked = (*book.incompatible, Incompatible("law", stated.when, "The law's condition."))
    telling = replace(book, incompatible=asked)
    listing = replace(book, incompatible=tuple(replace(each, when=Every((each.when, NEVER))) for each in asked))
    for number, answers in enumerate(brute_force.completions(listing, {})):
        if number > 2 * MOST_PROFILES:
            return
        found = assess(program_of(telling), answers)
        if found.violated == ("law",):
            yield answers, found
