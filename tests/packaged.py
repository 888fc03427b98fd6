"""The packaged rulebook and what comes of profiles by it, worked out once for all tests that only look."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from kpo_advisor import explain, load_profile, load_rulebook, recommend
from tests.kept import kept, key_of

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor import Explanation, Profile, Recommendation, Rulebook


@cache
def rulebook() -> Rulebook:
    """The packaged rulebook."""
    return load_rulebook()


@cache
def profile(path: Path) -> Profile:
    """What a file holds."""
    return load_profile(path, rulebook())


@cache
def recommended(path: Path) -> Recommendation:
    """What is recommended for a file."""
    key = key_of("recommendation", [profile(path)], rulebook())
    return kept(key, lambda: recommend(profile(path), rulebook()))


@cache
def explained(path: Path) -> Explanation:
    """What is behind it."""
    return kept(key_of("explain", [profile(path)], rulebook()), lambda: _explained(path))


def _explained(path: Path) -> Explanation:
    """The recommendation in it, which takes most of the time, is the one from above."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kpo_advisor.advice.explain.recommendation_of", lambda _: recommended(path))
        return explain(profile(path), rulebook())
