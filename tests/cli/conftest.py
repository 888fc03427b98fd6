"""What is dear and the same for many tests is worked out once for all of them."""

from __future__ import annotations

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
    for place in ("advice.recommend.recommend", "advice.explain.explain", "comparison.what_if.what_if"):
        module, _, name = f"kpo_advisor.{place}".rpartition(".")
        monkeypatch.setattr(f"{module}.{name}", _once(getattr(import_module(module), name)))
    return _RESULTS


def _once(work: Callable[..., Any]) -> Callable[..., Any]:
    def result(*given: Any, **settings: Any) -> Any:
        key = key_of(work, *given, **settings)
        if key not in _RESULTS:
            _RESULTS[key] = work(*given, **settings) if key in _SOUGHT else kept(work, *given, **settings)
            _SOUGHT.add(key)
        return _RESULTS[key]

    return result
