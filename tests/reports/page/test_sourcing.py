"""In what form: which option to take, and which would do instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.model.assessment import Fit
from kpo_advisor.model.recommendation import Suggestion
from kpo_advisor.reports.blocks import Item, text_of
from kpo_advisor.reports.citations import Citations
from kpo_advisor.reports.page.length import Brevity
from kpo_advisor.reports.page.sourcing import Sourcing
from tests.packaged import profile, recommended, rulebook
from tests.reports.page.printed import TOP

if TYPE_CHECKING:
    from pathlib import Path

ACTIVITIES, PAYROLL = (TOP / "examples" / f"{name}.yaml" for name in ("activities", "payroll"))
A, B, C = (activity.title for activity in profile(ACTIVITIES).activities)


def option(title: str, *activities: str, status: Fit = Fit.FITS) -> Suggestion:
    return Suggestion(title, title, status, activities, (), ())


def forms(path: Path, *options: Suggestion, brevity: Brevity = Brevity.WHOLE) -> str:
    """What the page says of the prices, were these the options."""
    found = replace(recommended(path), decisions={}, suggestions={"pricing": options})
    blocks = Sourcing(found, rulebook(), Citations(rulebook())).blocks(brevity)
    lines = [text_of(block.words) for block in blocks if isinstance(block, Item)]
    label = f"{rulebook().decision_by_id['pricing'].label}: "
    (line,) = [line for line in lines if line.startswith(label)]
    return line.removeprefix(label)


ONE, TWO, THREE, FOUR, FIVE = map(option, ("One", "Two", "Three", "Four", "Five"))


@pytest.mark.parametrize(
    ("options", "says", "in_short"),
    [
        ((ONE,), "One.", "One."),
        ((ONE, TWO), "One; else Two.", "One; else Two."),
        ((ONE, TWO, THREE), "One; else Two or Three.", "One; else one of 2 more."),
        ((ONE, TWO, THREE, FOUR), "One; else Two, Three or 1 more.", "One; else one of 3 more."),
        ((ONE, TWO, THREE, FOUR, FIVE), "One; else Two, Three or 2 more.", "One; else one of 4 more."),
    ],
)
def test_the_first_is_to_be_taken_and_the_others_would_do_instead(
    options: tuple[Suggestion, ...], says: str, in_short: str
) -> None:
    assert forms(PAYROLL, *options) == says
    assert forms(PAYROLL, *options, brevity=Brevity.SHORT) == in_short


def test_what_is_still_to_be_checked_says_so() -> None:
    assert forms(PAYROLL, ONE, option("Two", status=Fit.CHECK)) == "One; else Two (check first)."


def test_each_activity_has_one_to_take() -> None:
    options = option("One", C), option("Two", A, C), option("Three", C)
    assert forms(ACTIVITIES, *options, brevity=Brevity.SHORT) == "One (C); Two (A, C); else one more."
    assert forms(ACTIVITIES, *options) == "One (C); Two (A, C); else Three (C)."
    assert forms(ACTIVITIES, option("One", A, B, C), option("Two", A, B)) == "One; else Two (A, B)."
