"""Stability as plain data: range ends are rounded to the side where first place holds, all else to the nearest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kpo_advisor.reports.stability_words import DIGITS, inward

if TYPE_CHECKING:
    from fractions import Fraction

    from kpo_advisor.model.stability import Stability


def stability_data(stability: Stability | None) -> dict[str, Any] | None:
    """Stability in plain data; None where there is none to tell."""
    if stability is None:
        return None
    return {
        "alternative": stability.alternative,
        "rivals": [asdict(each) for each in stability.rivals],
        "half_to_double": stability.half_to_double,
        "factor": None if stability.factor is None else float(stability.factor),
        "ranges": [
            {
                **asdict(each),
                "low": float(inward(each)[0]),
                "high": None if each.high is None else float(inward(each)[1] or 0),
            }
            for each in stability.ranges
        ],
        "ties": [
            {
                "rival": asdict(tie.rival),
                "total": _hundredths(tie.total),
                "moves": [{**asdict(move), "to": _hundredths(move.to)} for move in tie.moves],
            }
            for tie in stability.ties
        ],
    }


def _hundredths(value: Fraction) -> float:
    return round(value * DIGITS) / DIGITS
