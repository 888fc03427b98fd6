"""The laws of the page hold for every profile there is, and for clients drawn at random."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from kpo_advisor import profile_from
from tests.how_many import share, some_of
from tests.packaged import rulebook
from tests.reports.page.drawn import clients, read
from tests.reports.page.laws import LAWS, MOST, MOST_WITH_ACTIVITIES, summed_up
from tests.reports.page.longer import longer
from tests.reports.page.printed import FILES, Printed, named, of, printed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BATCHES, BATCH = 30, 150
"""Clients drawn at random in a long run: so many batches, each of so many; without, a tenth of a thirtieth."""


@pytest.fixture(scope="module", params=FILES, ids=named)
def path(request: pytest.FixtureRequest) -> Path:
    """Examples, worked cases in both encodings, and what once came out absurdly.

    All tests of one profile follow each other, so that its page is made once.
    """
    found: Path = request.param
    return found


def faults(page: Printed) -> list[str]:
    return [f"{law.__name__}: {fault}" for law in LAWS for fault in law(page)]


def test_every_law_holds(path: Path) -> None:
    assert faults(printed(path)) == []


@pytest.mark.long
@pytest.mark.parametrize("batch", some_of(range(BATCHES)))
def test_every_law_holds_for_clients_drawn_at_random(batch: int) -> None:
    for plain in clients(share(BATCH, 30), seed=batch + 1):
        assert faults(of(read(plain))) == [], plain


def test_a_page_is_longer_than_one_page_only_where_its_requirements_are_known_to_take_it(path: Path) -> None:
    """tests/golden/page-longer.txt lists them; to write it anew: python -m tests.reports.page.longer"""
    page = printed(path)
    is_longer = len(page.lines) > (MOST_WITH_ACTIVITIES if page.given.plan else MOST)
    count = sum(len(requirements) for requirements in page.requirements.values())
    assert longer().get(named(path)) == (count if is_longer else None)


def test_what_else_a_page_says_takes_no_more_than_one_page(path: Path) -> None:
    page = printed(path)
    rest = len(page.lines) - page.lines_of_requirements - page.lines_of_warnings
    assert rest <= (MOST_WITH_ACTIVITIES if page.given.plan else MOST)


def test_no_profile_is_listed_as_longer_that_is_not_there() -> None:
    assert longer().keys() <= {named(path) for path in FILES}


def test_the_clients_drawn_at_random_are_of_all_kinds() -> None:
    drawn = [read(plain) for plain in clients(40)]
    assert any(profile.activities for profile in drawn)
    assert any(None in profile.answers.values() for profile in drawn)
    assert any(profile.weights for profile in drawn)


@pytest.mark.long
@pytest.mark.parametrize("path", some_of(FILES), ids=named)
def test_the_same_answers_in_any_order_give_the_same_bytes(path: Path) -> None:
    other = profile_from(shuffled(yaml.safe_load(path.read_bytes())), rulebook())
    assert as_bytes(of(other)) == as_bytes(printed(path))


def as_bytes(page: Printed) -> bytes:
    return "\n".join(page.lines).encode()


def shuffled(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The same, its keys, ticks and notes in another order; activities stay, since their order is the client's."""
    keys = sorted(mapping, reverse=True)
    Random(1).shuffle(keys)
    return {key: _shuffled(mapping[key]) for key in keys}


def _shuffled(value: Any) -> Any:
    if isinstance(value, dict):
        return shuffled(value)
    if isinstance(value, list) and all(isinstance(member, str) for member in value):
        return value[::-1]
    return [_shuffled(member) for member in value] if isinstance(value, list) else value


def test_a_line_that_sums_up_the_rest_is_read_as_one() -> None:
    """As in the page of the payroll, so that the law on sums has something to hold to."""
    lines = [part for section in printed(FILES[2]).sections for part in section.parts]
    assert sum(summed_up(part) is not None for part in lines) == 1
