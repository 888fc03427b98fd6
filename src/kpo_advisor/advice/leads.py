"""How far what is recommended is ahead of the others of its standing, on what is known now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from kpo_advisor.model.assessment import DecisionResult


def _rivals(main: DecisionResult) -> list[tuple[str, Fraction]]:
    """The others of the standing of what is recommended, in the order of the ranking, and its lead over each."""
    if main.recommended is None:
        return []
    first = main[main.recommended]
    others = [row for row in main.ranking if row is not first and row.standing is first.standing]
    return [(row.alternative, first.score - row.score) for row in others]


def lead_of(main: DecisionResult) -> Fraction | None:
    """The lead over the nearest of them, of the score; None without one. Below 0 for a winner by proof alone."""
    return min((lead for _, lead in _rivals(main)), default=None)


def close_to(main: DecisionResult, close_call: int) -> tuple[str, ...]:
    """Those of them that are within so many parts of the score, in the order of the ranking."""
    return tuple(alternative for alternative, lead in _rivals(main) if abs(lead) <= close_call)
