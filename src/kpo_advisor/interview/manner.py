"""How an interview is led, as the command line names it."""

from __future__ import annotations

from enum import StrEnum


class Order(StrEnum):
    """What is asked next: what can change most, or the next of the questionnaire."""

    ADAPTIVE = "adaptive"
    FIXED = "fixed"


class StopWhen(StrEnum):
    """When the end is offered: as soon as the first place is certain, or only after the last question."""

    CERTAIN = "certain"
    NEVER = "never"
