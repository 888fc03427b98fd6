"""How an interview is led, as the command line names it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook


class Order(StrEnum):
    """What is asked next: what can change most, or the next of the questionnaire."""

    ADAPTIVE = "adaptive"
    FIXED = "fixed"


class StopWhen(StrEnum):
    """When the end is offered: as soon as the first place is certain, or only after the last question."""

    CERTAIN = "certain"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Options:
    """How an interview is led: by which rulebook, in which order, and when it offers to end."""

    rulebook: Rulebook
    order: Order = Order.ADAPTIVE
    stop: StopWhen = StopWhen.CERTAIN
