"""The first line of the page says what is not known, not only how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpo_advisor.reports.phrases import what_is_answered
from tests.reports.page.printed import FILES, named, printed

IN_HOUSE = printed(next(path for path in FILES if named(path) == "cases/v24-military-vehicle-drawings")).given
"""Of 27 questions five were asked and are not known."""


@pytest.mark.parametrize(
    ("unknown", "narrowed", "not_asked", "says"),
    [
        (0, 0, 0, "22 of 22 questions answered."),
        (0, 0, 2, "22 of 24 questions answered, 2 not asked."),
        (1, 0, 0, "22 of 23 questions answered. Not known: A."),
        (2, 0, 3, "22 of 27 questions answered, 3 not asked. Not known: A and B."),
        (0, 2, 0, "22 of 24 questions answered. Not settled: A and B."),
        (2, 2, 0, "22 of 26 questions answered. Not known or not settled: A, B, C and D."),
        (3, 2, 1, "22 of 28 questions answered, 1 not asked. Not known or not settled: A, B, C and 2 more."),
    ],
)
def test_what_is_not_known_is_named(unknown: int, narrowed: int, not_asked: int, says: str) -> None:
    profile = replace(IN_HOUSE.profile, answered=22, unknown=unknown, narrowed=narrowed, not_asked=not_asked)
    question = IN_HOUSE.open_questions[0]
    asked = [replace(question, label=label, asked=True) for label in "ABCDEFG"[: unknown + narrowed]]
    rest = [replace(question, label="Z", asked=False)] * not_asked
    assert what_is_answered(replace(IN_HOUSE, profile=profile, open_questions=(*rest, *asked))) == says
