"""How sure the answer is, in one sentence, and what it waits for or rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.model.sensitivity import Mildness
from kpo_advisor.reports.activities import of_parts
from kpo_advisor.reports.blocks import Item, Paragraph
from kpo_advisor.text.lines import FAINT, GOOD, WARN
from kpo_advisor.text.phrases import counted, figure, listed, quoted, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Mainstay, Proviso
    from kpo_advisor.reports.blocks import Block

MOST_MAINSTAYS = 3
"""Answers that are named of those a recommendation rests on."""
MOST_OPEN = 3
"""Open questions that are named where no few conditions make it certain."""

REMARKS = {
    Notice.BEST_OF_A_POOR_SET: "More speaks against it than for it; it is the best of what is left.",
    Notice.CERTAIN_BY_COMPLETION: "It is not the first on what is known now, but comes first however the open "
    "questions are answered.",
    Notice.NOT_DECIDED: "Not all of this could be decided within the bound on effort; what is not proved is not "
    "claimed.",
}


def how_sure(given: Recommendation) -> str:
    """How sure the answer is: certain, certain unless something turns out otherwise, or open."""
    if given.certainty is Certainty.NONE:
        if not given.open_questions:
            return "Certain: all is answered, and a bar stands against each."
        return "Certain: no answer to an open question can lift all the bars."
    if given.certainty is Certainty.CERTAIN:
        if given.close:
            return f"Certain: {_basis(given)}, but so small a lead leaves the choice to you."
        if any(row.certainty is not Certainty.CERTAIN for row in given.plan):
            return f"Certain for the whole, as {_basis(given)}, but not yet where each activity goes."
        return f"Certain: {_basis(given)}{_weights(given)}."
    if given.recommended is None or given.conditions_are in (None, Mildness.OPEN):
        can = sum(question.can_change_first for question in given.open_questions)
        if not can:
            basis = "All is answered" if not given.open_questions else "No open answer can settle it"
            return f"{basis}, so choose by what was not asked."
        return f"Open: {can} of {counted(len(given.open_questions), 'open question')} can still change it."
    number = len(given.conditions)
    this = "this" if number == 1 else f"one of these {number}"
    what = "Which of them is ahead is certain" if given.close else "Certain"
    return f"{what} unless {this} turns out to be so:"


def support(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """What the answer waits for, grouped by who knows, or else what it rests on, with what would come first."""
    if given.conditions:
        yield from _conditions(given, rulebook)
    elif given.certainty is Certainty.PROVISIONAL:
        yield from _open(given)
    elif given.recommended is not None and given.profile.answered:
        yield from _mainstays(given, rulebook)
    yield from _remarks(given)


def _mainstays(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """The answers that carry most, by what would come first, or that there are none."""
    if not given.rests_on:
        if Notice.NOT_DECIDED not in given.remarks:
            yield Paragraph("No single answer, changed by one step, would put another first.", GOOD)
        return
    yield Paragraph(_how_many(len(given.rests_on)))
    by_first: dict[tuple[str, ...], list[str]] = {}
    for mainstay in given.rests_on[:MOST_MAINSTAYS]:
        by_first.setdefault(mainstay.first_then, []).append(rests_on(given, mainstay))
    for first, changes in by_first.items():
        yield Item(f"{listed([rulebook.titles[id] for id in first]) or 'Nothing'}, if {listed(changes, 'or')}.")


def _how_many(number: int) -> str:
    """The line above the answers that are named; of more, the first are those to check before the others."""
    if number == 1:
        return "It rests on one answer; were it otherwise, first would be:"
    if number <= MOST_MAINSTAYS:
        return f"It rests on {number} answers; were one of these otherwise, first would be:"
    return f"It rests on {number} answers. Check these {MOST_MAINSTAYS} first; were one otherwise, first would be:"


def _remarks(given: Recommendation) -> Iterator[Block]:
    """What is to be known of the result as a whole."""
    yield from (Paragraph(told, WARN) for notice, told in REMARKS.items() if notice in given.remarks)


def rests_on(given: Recommendation, mainstay: Mainstay) -> str:
    """`Hiring is "easy" (procurement)`: the nearest other answer, and who vouches for the one given."""
    about = f"{mainstay.label}{of_parts(given, mainstay.activities)}"
    return f"{about} {_otherwise(mainstay.would)} ({mainstay.who[0]})"


def _otherwise(would: str) -> str:
    """What another answer would be, behind the label of its question: ticks are there too, or are missing."""
    if would.startswith("with "):
        return f"also has {would.removeprefix('with ').removesuffix(' added')}"
    return f"lacks {would.removeprefix('without ')}" if would.startswith("without ") else would


def exception(given: Recommendation, proviso: Proviso, rulebook: Rulebook) -> str:
    """What a question must not come to, told by the answers that are fewer: `Hiring is "easy" or "slow"`."""
    question = rulebook.questions[proviso.question]
    about = f"{proviso.label}{of_parts(given, proviso.activities)}"
    applies = ", if it applies," if proviso.may_be_moot else ""
    is_short = len(proviso.excluded) <= len(proviso.choices)
    verb = "has" if question.kind is Kind.MULTI else "is"
    answers = [
        quoted(question.label_of(id)) if id in question.choice_ids else id
        for id in (proviso.excluded if is_short else proviso.choices)
    ]
    return f"{about}{applies} {verb} {'' if is_short else 'anything but '}{listed(answers, 'or')}"


def _then(first: Sequence[str], rulebook: Rulebook) -> str:
    names = listed([rulebook.titles[id] for id in first], "or")
    return f"then {names} may come first" if names else "then nothing may be left"


def _basis(given: Recommendation) -> str:
    if not given.open_questions:
        return "all is answered"
    number = len(given.open_questions)
    return f"no answer to the {f'{number} open questions' if number > 1 else 'one open question'} can change it"


def _weights(given: Recommendation) -> str:
    found = given.stability
    if found is None:
        return ""
    if not found.rivals or found.factor is None:
        return ", and no weights can change it"
    if found.half_to_double:
        return ", and any weights from half to double give the same"
    if found.factor > 1:
        return f", and it holds while no weight changes by a factor of {figure(found.factor)}"
    return ", but a small change of several weights could change it"


def _conditions(given: Recommendation, rulebook: Rulebook) -> Iterator[Block]:
    """What would have to be said for anything else to come first, by who knows it."""
    by_who: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    for proviso in given.conditions:
        by_first = by_who.setdefault(proviso.who, {})
        by_first.setdefault(proviso.otherwise, []).append(exception(given, proviso, rulebook))
    for who, by_first in by_who.items():
        told = [f"{', or that '.join(said)}; {_then(first, rulebook)}" for first, said in by_first.items()]
        yield Item(f"{sentence_case(listed(who, 'or'))} says that {'. Or that '.join(told)}.")
    if given.conditions_are is Mildness.ENOUGH:
        yield Paragraph("These are enough; whether fewer are was not decided within the bound on effort.", FAINT)


def _open(given: Recommendation) -> Iterator[Block]:
    """What would settle it soonest: what moves most, then the others in the questionnaire's order."""
    can = [question for question in given.open_questions if question.can_change_first]
    ordered = sorted(can, key=lambda question: question.question != given.moves_most)
    if ordered:
        told = [f"{question.label} (ask {listed(question.who_knows[:1])})" for question in ordered[:MOST_OPEN]]
        more = len(ordered) - MOST_OPEN
        rest = f", then {more} more" if more > 0 else ""
        yield Paragraph(f"To settle it soonest, find out: {'; '.join(told)}{rest}.")
