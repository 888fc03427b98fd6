"""Placements as they stand in tests."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.portfolios.placement import SCHEMA, Placement
from kpo_advisor.portfolios.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Iterable


def placement(**told: Any) -> Placement:
    """A piece of work that goes to a BPO provider for certain, but for what is told."""
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "file": "table.csv",
        "line": 2,
        "title": "A piece of work",
        "group": "",
        "share": Fraction(1),
        "recommended": "bpo",
        "first": ("bpo",),
        "certainty": Certainty.CERTAIN,
        "lead": Fraction(5),
        "standing": "eligible",
        "out": (),
        "place": None,
        "places": {},
        "form": None,
        "next": None,
        "open": (),
        "further": {},
    }
    return Placement(**{**plain, **told})


def totals_of(placements: Iterable[Placement]) -> Totals:
    """The totals of all of them."""
    totals = Totals()
    for placement in placements:
        totals.add(placement)
    return totals
