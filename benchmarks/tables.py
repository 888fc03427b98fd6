"""Made-up clients as rows of a table."""

from __future__ import annotations

import csv
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kpo_advisor import Profile, Rulebook
    from kpo_advisor.model.questions import Answer


def write(path: Path, rulebook: Rulebook, rows: Iterable[tuple[str, Profile]], named_in: str = "title") -> None:
    """Write a table, a row a profile, with its name in a column of its own."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([named_in, *rulebook.questions])
        for name, profile in rows:
            cells = (_cell(profile.answers[id]) if id in profile.answers else "" for id in rulebook.questions)
            table.writerow([name, *cells])


def _cell(answer: Answer) -> str:
    """How a table has a plain answer."""
    match answer:
        case None:
            return "unknown"
        case tuple():
            return ";".join(answer)
        case Fraction():
            return str(float(answer))
    return str(answer)
