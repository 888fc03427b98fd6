"""One piece of work of a portfolio in words: the cells of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty, Standing
from kpo_advisor.reports.activities import homes_in_words
from kpo_advisor.reports.phrases import standing_in_words
from kpo_advisor.text.apportioning import as_printed
from kpo_advisor.text.phrases import figure, listed, signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kpo_advisor.portfolios.placement import Placement, RuledOut, ToConfirm


def goes_to(placement: Placement, titles: Mapping[str, str]) -> str:
    """`BPO`, of homes that are level `BPO or KPO`, and whether that is held back."""
    told = homes_in_words(placement.first, titles)
    return f"{told} (held back)" if placement.standing == Standing.HELD_BACK.word else told


def how_sure(placement: Placement) -> str:
    """In a word or two."""
    if placement.certainty is Certainty.NONE:
        return "nothing left"
    return "certain" if placement.is_certain else "open" if placement.is_open else "level"


def ahead_by(placement: Placement) -> str:
    """The lead with its sign; empty where nothing of its standing is behind it."""
    return "" if placement.lead is None else signed(as_printed(placement.lead))


def out_with_why(out: Sequence[RuledOut], titles: Mapping[str, str]) -> list[str]:
    """`BPO and KPO (held back: deep inside knowledge)`: what is not eligible, and why; what is so alike together."""
    by_why: dict[str, list[str]] = {}
    for row in out:
        standing = standing_in_words(row.standing)
        by_why.setdefault(f"{standing}: {row.why}" if row.why else standing, []).append(titles[row.alternative])
    return [f"{listed(homes)} ({why})" for why, homes in by_why.items()]


def to_confirm(asked: ToConfirm | None) -> str:
    """`Closeness to the core (head of strategy)`; empty where nothing is left that may change what stands first."""
    return "" if asked is None else f"{asked.label} ({asked.who})"


def share_of(placement: Placement) -> str:
    """Its share, to the nearest hundredth."""
    return figure(placement.share)
