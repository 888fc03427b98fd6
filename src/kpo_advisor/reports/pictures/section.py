"""The pictures of a report, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Heading
from kpo_advisor.reports.pictures.plan import plan
from kpo_advisor.reports.pictures.ratings import heat_map
from kpo_advisor.reports.pictures.scores import contributions, lead
from kpo_advisor.reports.pictures.turning_points import answers_that_turn, weights_that_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block


def in_pictures(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """A section: what people would rather look at, each only where there is something to see.

    The scores themselves are not among them, since they stand on the page before.
    """
    pictures = (
        plan(given, rulebook),
        lead(given),
        contributions(given, rulebook),
        answers_that_turn(given, rulebook),
        weights_that_turn(given, rulebook),
        heat_map(given, rulebook),
    )
    found = [picture for picture in pictures if picture is not None]
    if found:
        yield Heading("In pictures")
    yield from found
