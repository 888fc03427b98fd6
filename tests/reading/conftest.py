"""What the tests of the reading floor share: both of PyYAML's parsers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from kpo_advisor.reading import yaml_events

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Runs a test once with libyaml's events and once with those of PyYAML's own parser."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    loader = yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader
    monkeypatch.setattr(yaml_events, "loader_class", lambda: loader)
    yield request.param
