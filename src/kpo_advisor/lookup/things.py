"""Whatever has an id in a rulebook, by that id: an id may stand for several things, of different kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.model.rulebook import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.rulebook import Rulebook

KINDS = (
    "question",
    "choice",
    "section",
    "term",
    "combination",
    "decision",
    "criterion",
    "alternative",
    "option",
    "topic",
    "rule",
    "law",
    "document",
    "mark",
    "fact",
    "contradiction",
    "person",
)
"""What an id may stand for, in the order in which it is told; `mark` is a citation's, as `3h`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that an id stands for; of a choice the id is `question.choice`."""

    kind: str
    id: str


def things_in(rulebook: Rulebook) -> Mapping[str, tuple[Thing, ...]]:
    """By id, all that it stands for, in the order of KINDS; without the choices, which are `choice_of`."""
    found: dict[str, list[Thing]] = {}
    for kind, id in _all(rulebook):
        found.setdefault(id, []).append(Thing(kind, id))
    return {id: tuple(sorted(things, key=lambda thing: KINDS.index(thing.kind))) for id, things in found.items()}


def choice_of(rulebook: Rulebook, typed: str) -> Thing | None:
    """The choice that `question.choice` or `question=choice` stands for; None where there is none."""
    for sign in (".", "="):
        question, _, choice = typed.partition(sign)
        if question in rulebook.questions and choice in rulebook.questions[question].choice_ids:
            return Thing("choice", f"{question}.{choice}")
    return None


def _all(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    many = {
        "question": rulebook.questions,
        "section": [section.id for section in rulebook.sections],
        "term": rulebook.terms,
        "combination": [clash.id for clash in rulebook.incompatible],
        "decision": rulebook.decision_by_id,
        "criterion": rulebook.criterion_titles(),
        "rule": rulebook.rule_by_id,
        "law": [law.id for law in rulebook.laws],
        "document": rulebook.documents,
        "mark": [*rulebook.marks.values(), OURS],
        "fact": rulebook.facts,
        "contradiction": [clash.id for clash in rulebook.contradictions],
        "person": rulebook.people,
    }
    for kind, ids in many.items():
        yield from ((kind, id) for id in ids)
    for decision in rulebook.decisions:
        for kind, offers in (
            ("alternative", decision.alternatives),
            ("option", decision.options),
            ("topic", decision.topics),
        ):
            yield from ((kind, offer.id) for offer in offers)
