"""What a recommendation rests on, and what would make it certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.model.sensitivity import Mildness
from kpo_advisor.reports.blocks import Heading, Item, Paragraph
from kpo_advisor.reports.phrases import in_activities
from kpo_advisor.text.lines import FAINT, GOOD, WARN
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Proviso
    from kpo_advisor.reports.blocks import Block

MOST_MAINSTAYS = 3
"""Answers that it rests on that are told in words."""


def rests_on(given: Recommendation, titles: Mapping[str, str]) -> Iterator[Block]:
    """A section: the answers that the recommended one rests on, at most MOST_MAINSTAYS of them in words."""
    if given.recommended is None or not given.profile.answered:
        return
    yield Heading("What it rests on")
    for mainstay in given.rests_on[:MOST_MAINSTAYS]:
        first = _names_first(mainstay.first_then, titles)
        about = f"{mainstay.label}{in_activities(mainstay.activities)}"
        yield Item(f"{first} if {about} {came(mainstay.would)} (now {mainstay.answer_label}).")
    more = len(given.rests_on) - MOST_MAINSTAYS
    if more > 0:
        yield Paragraph(f"And {more} more that {'carries' if more == 1 else 'carry'} less.", FAINT)
    if not given.rests_on and Notice.NOT_DECIDED not in given.remarks:
        yield Paragraph("No single answer, changed by one step, puts another first.", GOOD)


def conditions(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """A section: under which answers to open questions a provisional recommendation is certain."""
    if given.conditions_are is None:
        return
    yield Heading("What would make it certain")
    if given.conditions_are is Mildness.OPEN:
        most = rulebook.questions[given.moves_most].label if given.moves_most else None
        moves = f" The question that could move most: {most}." if most else ""
        yield Paragraph(f"No few mild conditions do: it is open.{moves}", WARN)
        return
    yield Paragraph("It is certain, whatever else is answered, if:")
    for proviso in given.conditions:
        told, who = _proviso(proviso, rulebook.questions[proviso.question]), listed(proviso.who, "or")
        else_first = listed([rulebook.titles[id] for id in proviso.otherwise], "or")
        otherwise = f"else {else_first} may be first" if else_first else "else nothing may be left"
        yield Item(f"{told}; {otherwise}. Who knows: {who}.")
    told = "These are enough; whether fewer are was not decided within the bound on effort."
    if given.conditions_are is Mildness.SMALLEST:
        told = "No fewer questions, and no milder answers, do."
    yield Paragraph(told, FAINT)


def _proviso(proviso: Proviso, question: Question) -> str:
    """What a question must come to, told by the answers that are fewer: those left, or those ruled out."""
    about = f"{proviso.label}{in_activities(proviso.activities)}"
    applies = ", where it applies," if proviso.may_be_moot else ""
    is_exception = len(proviso.excluded) < len(proviso.choices)
    verbs = ("has none of", "has nothing but") if question.kind is Kind.MULTI else ("is not", "is")
    answers = map(question.label_of, proviso.excluded if is_exception else proviso.choices)
    return f"{about}{applies} {verbs[not is_exception]} {listed([*answers], 'or')}"


def _names_first(first: Sequence[str], titles: Mapping[str, str]) -> str:
    names = listed([titles[id] for id in first])
    return f"{names} would be tied" if len(first) > 1 else f"{names or 'Nothing'} would be first"


def came(would: str) -> str:
    """What another answer would be, behind `if` and the label of its question: ticks come with or without some."""
    return f"came {would}" if would.startswith("with") else would
