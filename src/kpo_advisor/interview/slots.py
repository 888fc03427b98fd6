"""What can be on the table: a question of the work or of a part, or answers that contradict each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A question, of the whole work or, where the parts answer it apart, of the part at that position."""

    question: str
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Answers that contradict each other: the combination's id, and the part it is about."""

    combination: str
    part: int | None = None
