"""The small rulebooks that are folders: the laundry with every kind of part, and a plain one without findings."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
LAUNDRY = HERE / "laundry" / "rulebook"
LAUNDRY_PROFILES = HERE / "laundry"
PLAIN = HERE / "plain"
