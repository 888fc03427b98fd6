"""How sure the answer is, in one sentence, and what it waits for or rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kpo_advisor.advice.certainty_words import changes_of_first, exceptions, how_many_carry, unless
from kpo_advisor.model.assessment import Certainty
from kpo_advisor.model.recommendation import Notice
from kpo_advisor.model.sensitivity import Mildness
from kpo_advisor.reports.activities import of_parts
from kpo_advisor.reports.blocks import Item, Paragraph
from kpo_advisor.text.lines import FAINT, GOOD, WARN
from kpo_advisor.text.phrases import figure, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

MOST_OPEN = 3
"""Open questions that are named where no few conditions make it certain."""

REMARKS = {
    Notice.BEST_OF_A_POOR_SET: "More speaks against it than for it; it is the best of what is left.",
    Notice.CERTAIN_BY_COMPLETION: "It is not the first on what is known now, but comes first however the open "
    "questions are answered.",
    Notice.NOT_DECIDED: "Not all of this could be decided within the bound on effort; what is not proved is not "
    "claimed.",
}


def how_sure(given: Recommendation, rulebook: Rulebook) -> str:
    """How sure the answer is: certain, certain unless something turns out otherwise, or open."""
    if given.certainty is Certainty.NONE:
        if not given.open_questions:
            return "Certain: all is answered, and a bar stands against each."
        return "Certain: no answer to an open question can lift all the bars."
    if given.certainty is Certainty.CERTAIN:
        parts_are_certain = all(row.certainty is Certainty.CERTAIN for row in given.plan)
        if given.close:
            certain = (
                "Certain:" if parts_are_certain else "Certain for the whole, but not yet where each activity goes:"
            )
            return f"{certain} {_basis(given)}, but so small a lead leaves the choice to you."
        if not parts_are_certain:
            return f"Certain for the whole, as {_basis(given)}, but not yet where each activity goes."
        return f"Certain: {_basis(given)}{_weights(given)}."
    if given.recommended is None or given.conditions_are in (None, Mildness.OPEN):
        return _how_open(given, rulebook)
    ahead = next(row.title for row in given.ranking if row.alternative == given.recommended)
    return f"{f'{ahead} stays slightly ahead' if given.close else 'Certain'} {unless(len(given.conditions))}"


def _how_open(given: Recommendation, rulebook: Rulebook) -> str:
    """How many of the open questions can still change it, and to what."""
    can = sum(question.can_change_first for question in given.open_questions)
    if not given.open_questions:
        return "All is answered, so choose by what was not asked."
    if not can:
        return "No open answer can settle it, so choose by what was not asked."
    others = [rulebook.titles[id] for id in given.possible if id != given.recommended] if given.recommended else []
    change = f"put {listed(others, 'or')} first" if others else "change it"
    if len(given.open_questions) == 1:
        return f"Open: the one open question can still {change}."
    return f"Open: {can} of {len(given.open_questions)} open questions can still {change}."


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
    if given.rests_on:
        yield Paragraph(how_many_carry(given.rests_on))
        yield from map(Item, changes_of_first(given.rests_on, rulebook, partial(of_parts, given)))
    elif Notice.NOT_DECIDED not in given.remarks:
        yield Paragraph(how_many_carry(()), GOOD)


def _remarks(given: Recommendation) -> Iterator[Block]:
    """What is to be known of the result as a whole."""
    yield from (Paragraph(told, WARN) for notice, told in REMARKS.items() if notice in given.remarks)


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
    yield from map(Item, exceptions(given.conditions, rulebook, partial(of_parts, given)))
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
