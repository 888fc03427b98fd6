"""Criteria by alternatives: how each rates each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.reports.drawn.pictures import HeatMap, HeatRow
from kpo_advisor.reports.pictures.leads import points_of
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook


def heat_map(given: Recommendation, rulebook: Rulebook) -> HeatMap | None:
    """The criteria that speak for or against anything; of activities the average by their shares. None without any."""
    decision = rulebook.main
    weights = decision.weights(given.profile.weights)
    shares = Fraction(given.ranking[0].out_of, 3 * sum(weights))
    points = [points_of(row) for row in given.ranking]
    rows = []
    for criterion, weight in zip(decision.criteria, weights, strict=True):
        ratings = tuple(Fraction(each.get(criterion.id, 0)) / (weight * shares) for each in points)
        if any(criterion.id in each for each in points):
            rows.append(HeatRow(criterion.title, weight, ratings))
    if not rows:
        return None
    over = ", on average over the activities" if given.plan else ""
    says = (
        f"How far each criterion speaks for an alternative (up to +3) or against it (down to -3){over}. "
        "Weight times rating, added up, makes the score."
    )
    silent = len(decision.criteria) - len(rows)
    if silent:
        says += f" {counted(silent, 'criterion', 'criteria')} more {'says' if silent == 1 else 'say'} nothing here."
    return HeatMap("Criteria by alternatives", says, tuple(row.title for row in given.ranking), tuple(rows))
