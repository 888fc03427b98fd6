"""Before the start: everything that must be in place, by who sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies
from kpo_advisor.reports.blocks import Checklist, Heading, OwnedChecks, Paragraph
from kpo_advisor.reports.page.parts import of_parts
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.recommendation import Advice, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Words
    from kpo_advisor.reports.citations import Citations

MOST_LABELS = 4
"""Questions that are named of those on which more requirements depend."""
NOBODY = "you"
"""Who sees to what has no owner."""


def required(given: Recommendation, status: Applies) -> dict[str, list[Advice]]:
    """What each home that the answer names requires, by its id: of those that are level or close, each."""
    wanted = (given.recommended, *given.close) if given.recommended else given.first
    rows = {row.alternative: row for row in given.ranking}
    return {id: _once(advice for advice in rows[id].requires if advice.status is status) for id in wanted}


def in_common(by_home: Mapping[str, Sequence[Advice]]) -> tuple[list[Advice], dict[str, list[Advice]]]:
    """What all homes require, and what each requires besides."""
    first, *others = by_home.values()
    common = [advice for advice in first if all(_key(advice) in set(map(_key, other)) for other in others)]
    known = set(map(_key, common))
    return common, {id: [advice for advice in found if _key(advice) not in known] for id, found in by_home.items()}


def checklist(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """The section: each requirement with its owner and its marks, none left out; of several homes also one for each."""
    by_home = required(given, Applies.HOLDS)
    common, besides = in_common(by_home) if by_home else ([], {})
    if common:
        yield Heading("Before the start")
        yield _owned(given, rulebook, cite, common)
    for home, requirements in besides.items():
        if requirements:
            yield Heading(f"Before the start, with {rulebook.titles[home]}")
            yield _owned(given, rulebook, cite, requirements)
    yield from _may_apply(given, rulebook)


def _owned(given: Recommendation, rulebook: Rulebook, cite: Citations, requirements: Iterable[Advice]) -> Checklist:
    by_owner: dict[str, list[Words]] = {}
    for advice in requirements:
        said = f"{advice.label or advice.text}{only_for(given, rulebook, advice)}"
        by_owner.setdefault(advice.owner or NOBODY, []).append((said, *cite.cited(advice)))
    return Checklist(tuple(OwnedChecks(owner, tuple(checks)) for owner, checks in by_owner.items()))


def _once(requirements: Iterable[Advice]) -> list[Advice]:
    return list({_key(advice): advice for advice in requirements}.values())


def _key(advice: Advice) -> tuple[str, str, str]:
    return advice.rule, advice.topic, advice.text


def only_for(given: Recommendation, rulebook: Rulebook, advice: Advice) -> str:
    """In brackets the activities that something is for, or the homes of a cut; nothing where it is for all of it."""
    first = given.recommended
    is_cut = first is not None and rulebook.main.alternative(first).made_of and first not in advice.homes
    names = [rulebook.titles[id] for id in advice.homes] if is_cut and not given.plan else []
    return of_parts(given, advice.activities) or (f" ({', '.join(names)})" if names else "")


def _may_apply(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """How many more may be required, and on what it depends; which ones stands in the full report."""
    more = _once(advice for requirements in required(given, Applies.CHECK).values() for advice in requirements)
    if not more or given.recommended is None:
        return
    ids = dict.fromkeys(id for advice in more for id in advice.questions)
    labels = [rulebook.questions[id].label for id in ids]
    if len(labels) > MOST_LABELS:
        labels = [*labels[: MOST_LABELS - 1], f"{len(labels) - MOST_LABELS + 1} more questions"]
    depends = listed(labels) or "what is still open above"
    yield Paragraph(f"{len(more)} more may be needed, depending on {depends}.", FAINT)
