"""Clients drawn at random: the profiles, with every third answer drawn anew."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING

from kpo_advisor import load_profile
from kpo_advisor.model.questions import Kind
from tests.absurd_results.pages import PROFILES
from tests.how_many import EXAMPLES
from tests.packaged import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Answer, Question

    Answers = Mapping[str, Answer]


@cache
def clients() -> tuple[Answers, ...]:
    """Answers to every question, the same in each run."""
    random = Random(5)
    starts = [load_profile(path, rulebook()).answers for path in sorted(PROFILES.glob("*.yaml"))]
    return tuple(
        {
            id: start[id] if id in start and random.random() < 0.67 else drawn(asked, random)
            for id, asked in rulebook().questions.items()
        }
        for start in (random.choice(starts) for _ in range(EXAMPLES))
    )


def drawn(asked: Question, random: Random) -> Answer:
    """One of the answers that a question takes."""
    if asked.kind is Kind.NUMBER:
        return Fraction(random.randint(0, 40), 4)
    if asked.kind is not Kind.MULTI:
        return random.choice(asked.choice_ids)
    ticks = random.sample(asked.choice_ids, random.randint(1, min(3, asked.maximum_choices or 3)))
    alone = [tick for tick in ticks if tick in asked.exclusive]
    return tuple(alone[:1] or ticks)
