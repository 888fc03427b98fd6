"""Before the start: everything that must be in place, by who sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.recommendation import Applies
from kpo_advisor.reports.blocks import Checklist, Heading, OwnedChecks, Paragraph
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Advice, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Words
    from kpo_advisor.reports.citations import Citations

NOBODY = "you"
"""Who sees to what has no owner."""


def required(given: Recommendation, status: Applies) -> list[tuple[Advice, tuple[str, ...]]]:
    """What the homes that come first require, each once, with those of them it is for where it is not for all."""
    wanted = (given.recommended,) if given.recommended else given.first
    rows = [row for row in given.ranking if row.alternative in wanted]
    homes: dict[tuple[str, str, str], list[str]] = {}
    found: dict[tuple[str, str, str], Advice] = {}
    for row in rows:
        for advice in row.requires:
            if advice.status is status:
                key = (advice.rule, advice.topic, advice.text)
                found.setdefault(key, advice)
                homes.setdefault(key, []).append(row.alternative)
    return [(advice, tuple(homes[key]) if len(homes[key]) < len(rows) else ()) for key, advice in found.items()]


def checklist(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """The section: each requirement with its owner and its marks, none left out."""
    by_owner: dict[str, list[Words]] = {}
    for advice, homes in required(given, Applies.HOLDS):
        only = only_for(given, rulebook, advice, homes)
        by_owner.setdefault(advice.owner or NOBODY, []).append((f"{advice.text}{only}", *cite.cited(advice)))
    if by_owner:
        yield Heading("Before the start")
        yield Checklist(tuple(OwnedChecks(owner, tuple(checks)) for owner, checks in by_owner.items()))
    yield from _may_apply(given, rulebook)


def only_for(given: Recommendation, rulebook: Rulebook, advice: Advice, homes: tuple[str, ...] = ()) -> str:
    """The homes or activities that something is for, in brackets, where it is not for the whole answer."""
    first = given.recommended
    is_cut = first is not None and rulebook.main.alternative(first).made_of and first not in advice.homes
    names = [rulebook.titles[id] for id in (homes or (advice.homes if is_cut else ()))]
    if 0 < len(advice.activities) < len(given.plan):
        names = list(advice.activities)
    return f" ({', '.join(names)})" if names else ""


def _may_apply(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """How many more may be required, and on what it depends; which ones stands in the full report."""
    more = required(given, Applies.CHECK) if given.recommended else []
    if not more:
        return
    ids = dict.fromkeys(id for advice, _ in more for id in advice.questions)
    depends = listed([rulebook.questions[id].label for id in ids]) or "what is still open above"
    yield Paragraph(f"{counted(len(more), 'more')} may be needed, depending on {depends} (--full).", FAINT)
