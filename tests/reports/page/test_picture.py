"""What the picture of the page says beside the bars."""

from __future__ import annotations

from tests.reports.page.printed import FILES, named, printed


def test_what_bars_the_whole_by_some_of_its_activities_names_them() -> None:
    """Registering claims (A) follows rules; assessing them (B) and the study (C) do not, and B needs to know much."""
    page = printed(next(path for path in FILES if named(path) == "examples/activities"))
    assert "as a whole ruled out: no routine part (B, C) [" in page.text
    assert "as a whole held back: deep inside knowledge (B) [" in page.text
