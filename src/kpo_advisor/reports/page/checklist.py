"""Before the start: everything that must be in place, by who sees to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Applies
from kpo_advisor.reports.activities import of_parts
from kpo_advisor.reports.blocks import Checklist, Heading, OwnedChecks, Paragraph
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.recommendation import Advice, Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block, Words
    from kpo_advisor.reports.citations import Citations

MOST_LABELS = 4
"""Questions that are named of those on which more requirements depend."""
BY_ALL, BY_SOME = ", whichever you choose", ", with the choice in brackets"
"""What is put behind the heading of what each of several homes requires, and of what only some of them do."""
NOBODY = "you"
"""Who sees to what has no owner."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be in place, and in brackets for what alone: ` (A, C)`; nothing where it is for all of it."""

    advice: Advice
    only_for: str


def required(given: Recommendation, rulebook: Rulebook, status: Applies) -> list[tuple[str, list[Requirement]]]:
    """What the homes require that the answer names, each once, under what is put behind a heading.

    Of one home that is nothing. Of homes that are level or close there are two lists: what all of them require, and
    what only those do that stand in brackets. Lists that would be empty are left out.
    """
    chosen = (given.recommended, *given.close) if given.recommended else given.first
    rows = {row.alternative: row for row in given.ranking}
    by_key: dict[Hashable, dict[str, Advice]] = {}
    for id in chosen:
        for advice in once(advice for advice in rows[id].requires if advice.status is status):
            by_key.setdefault(_key(advice), {})[id] = advice
    by_all: list[Requirement] = []
    by_some: list[dict[str, Advice]] = []
    for by_home in by_key.values():
        advice, parts = next(iter(by_home.values())), {advice.activities for advice in by_home.values()}
        if len(chosen) == 1:
            by_all.append(Requirement(advice, only_for(given, rulebook, advice)))
        elif len(by_home) == len(chosen) and len(parts) == 1:
            by_all.append(Requirement(advice, of_parts(given, advice.activities)))
        else:
            by_some.append(by_home)
    lists = [("" if len(chosen) == 1 else BY_ALL, by_all), _by_some(given, rulebook, by_some)]
    return [(behind, requirements) for behind, requirements in lists if requirements]


def _by_some(
    given: Recommendation, rulebook: Rulebook, wanted: Sequence[Mapping[str, Advice]]
) -> tuple[str, list[Requirement]]:
    """What not all of several homes require; the one home that requires any of it is named once for all of them."""
    homes = {id for by_home in wanted for id in by_home}
    if len(homes) == 1:
        (home,) = homes
        found = [Requirement(by_home[home], of_parts(given, by_home[home].activities)) for by_home in wanted]
        return f", with {rulebook.titles[home]}", found
    return BY_SOME, [Requirement(next(iter(by_home.values())), _with(given, rulebook, by_home)) for by_home in wanted]


def _with(given: Recommendation, rulebook: Rulebook, by_home: Mapping[str, Advice]) -> str:
    """` (Hybrid: A; BPO, KPO: A, C)`: the homes that require it, and for which activities."""
    by_parts: dict[str, list[str]] = {}
    for id, advice in by_home.items():
        by_parts.setdefault(of_parts(given, advice.activities)[2:-1], []).append(rulebook.titles[id])
    told = [f"{', '.join(homes)}{': ' if parts else ''}{parts}" for parts, homes in by_parts.items()]
    return f" ({'; '.join(told)})"


def checklist(given: Recommendation, rulebook: Rulebook, cite: Citations) -> Iterator[Block]:
    """The section: each requirement with its owner and its marks, none left out; of several homes each once."""
    for behind, requirements in required(given, rulebook, Applies.HOLDS):
        yield Heading(f"Before the start{behind}")
        yield _owned(cite, requirements)
    yield from _may_apply(given, rulebook)


def _owned(cite: Citations, requirements: Iterable[Requirement]) -> Checklist:
    by_owner: dict[str, list[Words]] = {}
    for requirement in requirements:
        advice = requirement.advice
        said = f"{advice.label or advice.text}{requirement.only_for}"
        by_owner.setdefault(advice.owner or NOBODY, []).append((said, *cite.cited(advice)))
    return Checklist(tuple(OwnedChecks(owner, tuple(checks)) for owner, checks in by_owner.items()))


def once(requirements: Iterable[Advice]) -> list[Advice]:
    """Each that says the same by the same rule once, in their order."""
    return list({_key(advice): advice for advice in requirements}.values())


def _key(advice: Advice) -> tuple[str, str, str]:
    return advice.rule, advice.topic, advice.text


def only_for(given: Recommendation, rulebook: Rulebook, advice: Advice) -> str:
    """In brackets the activities that something is for, or the homes of a cut; nothing where it is for all of it.

    It is for all of a cut also where it is for all that goes out: what is agreed with a provider is for no other.
    """
    if given.plan or not given.recommended:
        return of_parts(given, advice.activities)
    cut = rulebook.main.alternative(given.recommended)
    if not cut.made_of:
        return ""
    parts = _parts(given, rulebook) or set(cut.made_of)
    outside = parts & set(cut.lends)
    is_for_all = given.recommended in advice.homes or (outside or parts) <= set(advice.homes)
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
    return once(requirement.advice for _, requirements in lists for requirement in requirements)


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
