"""What an answer rests on or waits for, in sentences that say no more than was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.advice.certainty_words import MOST_MAINSTAYS
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.sensitivity import Mildness, Proviso
from kpo_advisor.reports.blocks import Paragraph, text_of
from kpo_advisor.reports.page.sureness import how_sure, support
from tests.packaged import rulebook
from tests.reports.page.printed import FILES, printed

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation

PAYROLL = printed(FILES[2]).given
"""It rests on four answers."""


def told(given: Recommendation) -> list[str]:
    """The sentences on what the answer rests on or waits for."""
    return [text_of(block.words) for block in support(given, rulebook()) if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("count", "says"),
    [
        (0, "No single answer, changed by one step, would put another first."),
        (1, "It rests on one of your answers; were it wrong, first would be:"),
        (3, "It rests on 3 of your answers; were one wrong, first would be:"),
        (4, "It rests on 4 of your answers. Check 3 first: were one wrong, first would be:"),
    ],
)
def test_it_says_of_how_many_answers_it_names_all(count: int, says: str) -> None:
    assert len(PAYROLL.rests_on) == 4 == MOST_MAINSTAYS + 1
    first, *items = told(replace(PAYROLL, rests_on=PAYROLL.rests_on[:count]))
    assert first == says
    named = [stay for stay in PAYROLL.rests_on if any(stay.label in item for item in items)]
    assert named == [*PAYROLL.rests_on[: min(count, MOST_MAINSTAYS)]]


def proviso(question: str, choices: str, excluded: str, otherwise: str = "in-house") -> Proviso:
    label, who = rulebook().questions[question].label, ("sponsor",)
    told = label, (), tuple(choices.split()), tuple(excluded.split()), who, tuple(otherwise.split())
    return Proviso(question, *told, may_be_moot=False)


ONE = proviso("long_term_plan", "stay-outside own-it-later", "stay-inside")
ANOTHER = proviso("cost_gap", "moderate", "costs-more small-or-none")
LEVEL = proviso("cost_gap", "moderate large", "costs-more small-or-none")


def waiting(*provisos: Proviso) -> Recommendation:
    """The payroll, were it certain under these conditions alone."""
    return replace(PAYROLL, certainty=Certainty.PROVISIONAL, conditions=provisos, conditions_are=Mildness.SMALLEST)


def test_a_condition_is_told_as_what_somebody_would_have_to_say() -> None:
    assert how_sure(waiting(ONE), rulebook()) == "Certain unless this turns out to be so:"
    assert told(waiting(ONE)) == [
        'Sponsor says that Plan for three to five years is "stays inside"; then In-house may come first.'
    ]


def test_of_the_answers_that_are_left_and_those_that_are_not_the_fewer_are_told() -> None:
    assert told(waiting(ANOTHER)) == [
        'Sponsor says that Saving outside is anything but "moderate"; then In-house may come first.'
    ]
    assert told(waiting(LEVEL)) == [
        'Sponsor says that Saving outside is "costs more" or "small or none"; then In-house may come first.'
    ]


def test_what_one_person_knows_is_told_together_by_what_may_come_first() -> None:
    last = replace(proviso("acceptance", "counts", "vague"), otherwise=())
    assert how_sure(waiting(ONE, LEVEL, last), rulebook()) == "Certain unless one of these turns out to be so:"
    assert told(waiting(ONE, LEVEL, last)) == [
        'Sponsor says that Plan for three to five years is "stays inside", or that Saving outside is "costs more" or '
        '"small or none"; then In-house may come first. Or that Acceptance is "cannot be written down"; '
        "then nothing may be left."
    ]
