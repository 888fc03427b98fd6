"""The full matrix of one ranking: every criterion by every alternative, with what adds up to the totals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from kpo_advisor.model.assessment import AlternativeResult, DecisionResult
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Criterion, Decision


@dataclass(frozen=True, slots=True)
class Cell:
    """What one criterion gives one alternative.

    `rating` is the strongest that favours (0 … 3) less the strongest that opposes (0 … 3); `points` are
    the weight times the rating. `rules` are those strongest ones, in both directions. What homes lend to a
    composite is one step lower than their rules say.
    """

    alternative: str
    favours: int
    opposes: int
    rating: int
    points: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion with its weight; the cells are in the order of the matrix's alternatives."""

    criterion: str
    title: str
    axis: str
    weight: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One alternative's sum over the criteria."""

    alternative: str
    title: str
    rank: int
    standing: str
    points: int
    score: Fraction


@dataclass(frozen=True, slots=True)
class Matrix:
    """All criteria of a decision, in its order; the alternatives stand in the order of the ranking."""

    decision: str
    out_of: int
    rows: tuple[CriterionRow, ...]
    totals: tuple[Total, ...]


def matrix_of(rulebook: Rulebook, decision: Decision, own_weights: Mapping[str, int], result: DecisionResult) -> Matrix:
    """The matrix of one piece of work; `own_weights` are the profile's, in place of the rulebook's."""
    weights = decision.weights(own_weights)
    rows = []
    for criterion, weight in zip(decision.criteria, weights, strict=True):
        cells = tuple(_cell(criterion, weight, row) for row in result.ranking)
        rows.append(CriterionRow(criterion.id, criterion.title, criterion.axis, weight, cells))
    totals = [
        Total(row.alternative, rulebook.titles[row.alternative], row.rank, row.standing.word, row.points, row.score)
        for row in result.ranking
    ]
    return Matrix(decision.id, result.ranking[0].out_of, tuple(rows), tuple(totals))


def _cell(criterion: Criterion, weight: int, result: AlternativeResult) -> Cell:
    reasons = result.reasons_of(criterion.id)
    favours = sum(reason.points for reason in reasons if reason.points > 0) // weight
    opposes = -sum(reason.points for reason in reasons if reason.points < 0) // weight
    rating = favours - opposes
    rules = tuple(rule for reason in reasons for rule in reason.rules)
    return Cell(result.alternative, favours, opposes, rating, weight * rating, rules)
