"""What of a result must stay the same whatever order things come in: everything but order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Bar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.engine.activities import Assessed
    from kpo_advisor.model.assessment import AlternativeResult, Assessment, DecisionResult


def view_of_whole(whole: Assessed) -> object:
    """A profile's results, with the assessments of its pieces as a bag."""
    return (view_of(whole.main), sorted(repr(view_of_assessment(piece.assessment)) for piece in whole.pieces))


def view_of_assessment(assessment: Assessment) -> object:
    """Every ranked decision, every rule's status and what is open."""
    return (
        [(id, view_of(result)) for id, result in sorted(assessment.decisions.items())],
        sorted(assessment.taken),
        sorted((id, status.name) for id, status in assessment.statuses.items()),
        sorted(assessment.open_questions),
        sorted(assessment.ignored),
        sorted(assessment.violated),
    )


def view_of(result: DecisionResult) -> object:
    """A ranking without the order in which equals are listed."""
    rows = sorted((row_of(row) for row in result.ranking), key=repr)
    return rows, sorted(result.first), result.winner, sorted(result.possible)


def row_of(row: AlternativeResult) -> object:
    reasons = sorted((each.criterion, each.points, sorted(each.rules)) for each in row.reasons)
    bars = sorted(_bar(each) for each in row.bars)
    return (
        row.alternative,
        row.rank,
        row.standing,
        row.points,
        row.out_of,
        row.low,
        row.high,
        row.best,
        row.worst,
        reasons,
        bars,
    )


def scores_of(result: DecisionResult) -> Mapping[str, object]:
    """What must not change when shares do in proportion: all but the points themselves."""
    rows = {
        row.alternative: (row.rank, row.standing, row.score, row.range, row.best, row.worst) for row in result.ranking
    }
    return {"rows": rows, "first": set(result.first), "winner": result.winner, "possible": set(result.possible)}


def _bar(bar: Bar) -> tuple[str, int, bool, list[str], bool]:
    return bar.rule or "", bar.standing, bar.for_now, sorted(bar.follows_from), bar.all_alike
