"""What is dear and the same for many tests is worked out once for all of them."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from tests.kept import kept, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

_RESULTS: dict[str, Any] = {}
_SOUGHT: set[str] = set()
"""What was looked for at least once."""


@pytest.fixture
def worked_out_once(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """For tests of how a result is shown: the same profile and rulebook give the result of an earlier test.

    The results by what they are of; what is cleared is worked out anew.
    """
    for name in ("advice.recommend.recommend", "advice.explain.explain", "comparison.what_if.what_if"):
        work = _found(name)
        monkeypatch.setattr(f"kpo_advisor.{name}", _once(work.__name__, work, lambda *given: given))
    for room in ("advice.recommend", "advice.explain", "comparison.what_if"):
        name = f"{room}.recommendation_of"
        given_by = _once("recommendation", _found(name), lambda examined: (examined.profile, examined.rulebook))
        monkeypatch.setattr(f"kpo_advisor.{name}", given_by)
    return _RESULTS


def _found(name: str) -> Callable[..., Any]:
    module, _, function = f"kpo_advisor.{name}".rpartition(".")
    work: Callable[..., Any] = getattr(import_module(module), function)
    return work


def _once(name: str, work: Callable[..., Any], of: Callable[..., Any]) -> Callable[..., Any]:
    """The work, done once for the profiles and the rulebook that it is of."""

    def result(*given: Any, **settings: Any) -> Any:
        *profiles, rulebook = of(*given)
        key = key_of(name, profiles, rulebook, **settings)
        if key not in _RESULTS:
            is_new = key not in _SOUGHT
            _SOUGHT.add(key)
            _RESULTS[key] = kept(key, partial(work, *given, **settings)) if is_new else work(*given, **settings)
        return _RESULTS[key]

    return result
