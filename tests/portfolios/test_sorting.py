"""The order of a portfolio, also where it does not fit into memory."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.portfolios.placement import Placement
from kpo_advisor.portfolios.sorting import in_order, sort_keys
from kpo_advisor.portfolios.work import Rejected
from tests.packaged import rulebook
from tests.portfolios.placements import placement

ROWS: list[Placement | Rejected] = [
    placement(title="b", group="Two", lead=Fraction(1), share=Fraction(3), first=("kpo",)),
    placement(title="A", group="One", lead=None, share=Fraction(1), first=("in-house",)),
    Rejected("table.csv", 3, ()),
    placement(title="c", group="One", lead=Fraction(7), share=Fraction(2), certainty=Certainty.PROVISIONAL),
    placement(title="d", group="one", lead=Fraction(-2), share=Fraction(3), first=()),
]
BY = {
    "title": "Abcd",
    "-title": "dcbA",
    "group": "Acdb",
    "share": "bdcA",
    "-share": "Acbd",
    "home": "cbAd",
    "lead": "cbdA",
    "certainty": "cbAd",
}


def titles(names: list[str], at_once: int) -> str:
    rows = list(in_order(ROWS, sort_keys(names, rulebook()), at_once))
    assert isinstance(rows[-1], Rejected)
    return "".join(row.title for row in rows if isinstance(row, Placement))


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
@pytest.mark.parametrize("key", BY)
def test_each_key_has_its_order_however_few_fit_into_memory(key: str, at_once: int) -> None:
    assert titles([key], at_once) == BY[key]


def test_a_second_key_tells_apart_what_is_alike_by_the_first() -> None:
    assert titles(["share", "-title"], 2) == "dbcA"


def test_what_is_nothing_to_sort_by_is_refused_with_what_was_meant() -> None:
    with pytest.raises(KpoAdvisorError, match=re.escape('"titel" is nothing to sort by. Did you mean "title"?')):
        sort_keys(["titel"], rulebook())
