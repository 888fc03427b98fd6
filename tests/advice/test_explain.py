"""The recommendation in an explanation is the one that is given without."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpo_advisor import explain, recommend
from tests.packaged import profile, rulebook

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["payroll", "half-empty"])
def test_what_is_explained_is_what_is_recommended(name: str) -> None:
    given = profile(EXAMPLES / f"{name}.yaml")
    assert explain(given, rulebook()).recommendation == recommend(given, rulebook())
