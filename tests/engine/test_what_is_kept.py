"""Memory stays flat however many profiles are ranked: all that is kept from one to the next is bounded."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from typing import TYPE_CHECKING, Any

import kpo_advisor
from kpo_advisor.engine import bounds, first_place, ranking, ratings, rule_states, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("advice", "certainty", "engine", "portfolios", "profiles", "solver")
"""Where profiles are read, ranked and told of."""

MOST_IN_ALL = 20_000
"""Results that all of them may keep together: at some kilobytes each, some dozens of megabytes."""

FOR_A_PROFILE = (
    bounds.scope_of,
    first_place.places_by_rules,
    ratings.ratings_of,
    ranking.barred_by_rules,
    rule_states.states_of,
    settled.settled_by,
)
"""What keeps something of most profiles; all else keeps something of each rulebook."""


def functions() -> Iterator[Any]:
    """What stands at the top of each module of these rooms."""
    for room in ROOMS:
        package = importlib.import_module(f"{kpo_advisor.__name__}.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield from vars(importlib.import_module(found.name)).values()


def test_no_result_of_a_function_is_kept_without_a_bound() -> None:
    keeping = {function for function in functions() if isinstance(function, functools._lru_cache_wrapper)}
    assert keeping.issuperset(FOR_A_PROFILE)
    unbounded = {function.__wrapped__ for function in keeping if function.cache_parameters()["maxsize"] is None}
    assert {function.__name__ for function in unbounded if function.__code__.co_argcount} == set()


def test_what_is_kept_of_profiles_is_a_few_thousand_results() -> None:
    assert sum(found.cache_parameters()["maxsize"] for found in FOR_A_PROFILE) <= MOST_IN_ALL
