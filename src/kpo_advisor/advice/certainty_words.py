"""What first place hangs on, in the words that the page and the interview share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.text.phrases import listed, quoted, sentence_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Mainstay, Proviso

    OfParts = Callable[[Sequence[str]], str]
    """What follows a question's label where it is about these activities alone, such as ` (A, C)`."""

MOST_MAINSTAYS = 3
"""Answers that are named of those a recommendation rests on."""


def unless(number: int) -> str:
    """What stands above so many conditions that are told by what they exclude."""
    return f"unless {'this' if number == 1 else 'one of these'} turns out to be so:"


def exceptions(provisos: Sequence[Proviso], rulebook: Rulebook, of_parts: OfParts) -> Iterator[str]:
    """What would have to be said for anything else to come first, a sentence or more for each who knows it."""
    by_who: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    for proviso in provisos:
        by_first = by_who.setdefault(proviso.who, {})
        by_first.setdefault(proviso.otherwise, []).append(_exception(proviso, rulebook, of_parts))
    for who, by_first in by_who.items():
        told = [f"{', or that '.join(said)}; {_then(first, rulebook)}" for first, said in by_first.items()]
        yield f"{sentence_case(listed(who, 'or'))} says that {'. Or that '.join(told)}."


def _exception(proviso: Proviso, rulebook: Rulebook, of_parts: OfParts) -> str:
    """What a question must not come to, told by the answers that are fewer: `Hiring is "easy" or "slow"`."""
    question = rulebook.questions[proviso.question]
    about = f"{proviso.label}{of_parts(proviso.activities)}"
    applies = ", if it applies," if proviso.may_be_moot else ""
    is_short = len(proviso.excluded) <= len(proviso.choices)
    verb, other = ("has", "besides") if question.kind is Kind.MULTI else ("is", "but")
    answers = [
        quoted(question.label_of(id)) if id in question.choice_ids else id
        for id in (proviso.excluded if is_short else proviso.choices)
    ]
    return f"{about}{applies} {verb} {'' if is_short else f'anything {other} '}{listed(answers, 'or')}"


def _then(first: Sequence[str], rulebook: Rulebook) -> str:
    names = listed([rulebook.titles[id] for id in first], "or")
    return f"then {names} may come first" if names else "then nothing may be left"


def how_many_carry(mainstays: Sequence[Mainstay]) -> str:
    """The line above the answers that are named; of more, the first are those to check before the others."""
    number = len(mainstays)
    if not number:
        return "No single answer, changed by one step, would put another first."
    if number == 1:
        return "It rests on one of your answers; were it wrong, first would be:"
    if number <= MOST_MAINSTAYS:
        return f"It rests on {number} of your answers; were one wrong, first would be:"
    return f"It rests on {number} of your answers. Check {MOST_MAINSTAYS} first: were one wrong, first would be:"


def changes_of_first(mainstays: Sequence[Mainstay], rulebook: Rulebook, of_parts: OfParts) -> Iterator[str]:
    """What would come first, and with which other answer: a sentence for each that would."""
    by_first: dict[tuple[str, ...], list[str]] = {}
    for mainstay in mainstays[:MOST_MAINSTAYS]:
        by_first.setdefault(mainstay.first_then, []).append(_otherwise(mainstay, of_parts))
    for first, changes in by_first.items():
        yield f"{listed([rulebook.titles[id] for id in first]) or 'Nothing'}, if {listed(changes, 'or')}."


def _otherwise(mainstay: Mainstay, of_parts: OfParts) -> str:
    """`Hiring is "easy" (procurement)`: the nearest other answer, and who vouches for the one given."""
    would = mainstay.would  # ticks are there too, or are missing
    if would.startswith("with "):
        would = f"also has {would.removeprefix('with ').removesuffix(' added')}"
    elif would.startswith("without "):
        would = f"lacks {would.removeprefix('without ')}"
    return f"{mainstay.label}{of_parts(mainstay.activities)} {would} ({mainstay.who[0]})"
