"""What stands behind ids: each thing in words, then what uses it. Whoever types ids reads them here too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.lookup.uses import Usage
from kpo_advisor.reports.blocks import BlockReport, Heading, Item, Run
from kpo_advisor.reports.lookup.one_line import one_line
from kpo_advisor.reports.lookup.words import in_full
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.lookup.found import Found
    from kpo_advisor.lookup.uses import Use
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

_SEVERAL = {"criterion": "criteria"}
_VERBS = {
    Usage.LOOKS_AT: "that look at it",
    Usage.WEIGHS_UNDER: "that weigh under it",
    Usage.FAVOURS: "that favour it",
    Usage.OPPOSES: "that oppose it",
    Usage.BARS: "that exclude it or hold it back",
    Usage.SUGGESTS: "that suggest it",
    Usage.WITHHOLDS: "that leave it out",
    Usage.PRINTS_FOR: "that say something where it is the result",
    Usage.PRINTS_UNDER: "that say something under it",
    Usage.SPEAKS_OF: "about it",
    Usage.CITES: "that cite it",
    Usage.STARTS_FROM: "that start from it",
    Usage.POINTS_TO: "that point to it",
    Usage.IS_TREATED_BY: "that it treats",
    Usage.IS_KNOWN_BY: "whose answer they know",
    Usage.IS_SEEN_TO_BY: "whose requirements they see to",
}


def show(found: Sequence[Found], rulebook: Rulebook) -> BlockReport:
    """All that was looked up, in that order."""
    asked = [*dict.fromkeys(one.asked for one in found)]
    return BlockReport(listed(asked), tuple(_blocks(found, rulebook)))


def _blocks(found: Sequence[Found], rulebook: Rulebook) -> Iterator[Block]:
    for one in found:
        yield Heading(f"{one.thing.id} ({one.thing.kind})")
        yield from in_full(one.thing, rulebook)
        for use in one.uses:
            yield from _use(use, rulebook)
        if not one.uses and one.thing.kind not in ("section", "law", "rule", "combination"):
            yield Item("Nothing uses it.", lead="")


def _use(use: Use, rulebook: Rulebook) -> Iterator[Block]:
    several = _SEVERAL.get(use.kind, f"{use.kind}s").capitalize()
    yield Heading(f"{several} {_VERBS[use.how]} ({len(use.ids)})", level=3)
    for id in use.ids:
        yield Item((Run(id), f": {one_line(use.kind, id, rulebook)}"))
