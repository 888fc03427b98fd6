"""What the tests of interviews in a terminal share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interview.terminal import Work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Where an interview writes its profile and its draft."""
    from tests.interview.terminal import Work

    return Work(tmp_path / "work.yaml")
