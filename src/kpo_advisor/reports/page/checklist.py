"""Before the start: everything that must be in place, by who sees to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies
from kpo_advisor.reports.activities import of_parts
from kpo_advisor.reports.blocks import Checklist, Heading, OwnedChecks, Paragraph
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.recommendation import Advice, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Words
    from kpo_advisor.reports.citations import Citations

MOST_LABELS = 4
"""Questions that are named of those on which more requirements depend."""
NOBODY = "you"
"""Who sees to what has no owner."""


def required(given: Recommendation, rulebook: Rulebook, status: Applies) -> list[tuple[str, list[Advice]]]:
    """What the homes require that the answer names: all of them, and then, after `, with ` and its title, each besides.

    Of homes that are level or close, each is named. Lists that would be empty are left out.
    """
    wanted = (given.recommended, *given.close) if given.recommended else given.first
    rows = {row.alternative: row for row in given.ranking}
    by_home = {id: once(advice for advice in rows[id].requires if advice.status is status) for id in wanted}
    keys = [set(map(_key, requirements)) for requirements in by_home.values()]
    common = set.intersection(*keys) if keys else set()
    lists = [("", [advice for advice in next(iter(by_home.values()), []) if _key(advice) in common])]
    for id, requirements in by_home.items():
        besides = [advice for advice in requirements if _key(advice) not in common]
        lists.append((f", with {rulebook.titles[id]}", besides))
    return [(homes, requirements) for homes, requirements in lists if requirements]


def checklist(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """The section: each requirement with its owner and its marks, none left out; of several homes also one for each."""
    for homes, requirements in required(given, rulebook, Applies.HOLDS):
        yield Heading(f"Before the start{homes}")
        yield _owned(given, rulebook, cite, requirements)
    yield from _may_apply(given, rulebook)


def _owned(given: Recommendation, rulebook: Rulebook, cite: Citations, requirements: Iterable[Advice]) -> Checklist:
    by_owner: dict[str, list[Words]] = {}
    for advice in requirements:
        said = f"{advice.label or advice.text}{only_for(given, rulebook, advice)}"
        by_owner.setdefault(advice.owner or NOBODY, []).append((said, *cite.cited(advice)))
    return Checklist(tuple(OwnedChecks(owner, tuple(checks)) for owner, checks in by_owner.items()))


def once(requirements: Iterable[Advice]) -> list[Advice]:
    """Each that says the same by the same rule once, in their order."""
    return list({_key(advice): advice for advice in requirements}.values())


def _key(advice: Advice) -> tuple[str, str, str]:
    return advice.rule, advice.topic, advice.text


def only_for(given: Recommendation, rulebook: Rulebook, advice: Advice) -> str:
    """In brackets the activities that something is for, or the homes of a cut; nothing where it is for all of it."""
    if given.plan or not given.recommended or not rulebook.main.alternative(given.recommended).made_of:
        return of_parts(given, advice.activities)
    parts = _parts(given, rulebook)
    is_for_all = given.recommended in advice.homes or (parts and parts <= set(advice.homes))
    names = [] if is_for_all else [rulebook.titles[id] for id in advice.homes]
    return f" ({', '.join(names)})" if names else ""


def _parts(given: Recommendation, rulebook: Rulebook) -> set[str]:
    """The homes among which the work is cut, where that is decided."""
    homes = {alternative.id for alternative in rulebook.main.alternatives}
    taken = {
        id
        for decision in rulebook.decisions[1:]
        for placed in given.decisions.get(decision.id, ())
        if placed.taken and placed.recommended
        for id in decision.alternative(placed.recommended).needs
    }
    return taken & homes


def may_be_required(given: Recommendation, rulebook: Rulebook) -> list[Advice]:
    """What may be required besides, depending on what is open; nothing while there is no recommendation."""
    lists = required(given, rulebook, Applies.CHECK) if given.recommended else []
    return once(advice for _, requirements in lists for advice in requirements)


def _may_apply(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """How many more may be required, and on what it depends; which ones stands in the full report."""
    more = may_be_required(given, rulebook)
    if not more:
        return
    ids = dict.fromkeys(id for advice in more for id in advice.questions)
    labels = [rulebook.questions[id].label for id in ids]
    if len(labels) > MOST_LABELS:
        labels = [*labels[: MOST_LABELS - 1], f"{len(labels) - MOST_LABELS + 1} more questions"]
    depends = listed(labels) or "what is still open above"
    yield Paragraph(f"{len(more)} more may be needed, depending on {depends}.", FAINT)
