"""What is open: the questions without a plain answer, and what their answers could do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Heading, Item, Paragraph
from kpo_advisor.reports.phrases import asked_or_not, turns_in_words
from kpo_advisor.text.lines import FAINT, GOOD, STRONG
from kpo_advisor.text.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.sensitivity import OpenQuestion
    from kpo_advisor.reports.blocks import Block

MOST_QUESTIONS = 5
"""Open questions told where that is not what was asked for."""


def open_questions(given: Recommendation, titles: Mapping[str, str], *, is_whole: bool) -> Iterator[Block]:
    """A section: questions that can change the first place, those that do so by themselves first; whole, then others.

    The others are only counted otherwise, as are those past the first MOST_QUESTIONS.
    """
    questions = given.open_questions
    if not questions:
        if is_whole:
            yield Paragraph("Nothing is open: every question that applies has an answer.", GOOD)
        return
    yield Heading(f"Open questions ({len(questions)})")
    moving = sorted((one for one in questions if one.can_change_first), key=lambda one: not one.turns)
    still = [one for one in questions if not one.can_change_first]
    for question in moving if is_whole else moving[:MOST_QUESTIONS]:
        yield from _moving(question, titles)
    more = len(moving) - MOST_QUESTIONS
    if more > 0 and not is_whole:
        yield Paragraph(f"And {counted(more, 'other')} that could change the first place.", FAINT)
    if not still:
        return
    yield (
        Paragraph("No answer changes the first place:", STRONG)
        if is_whole
        else Paragraph(
            f"{_those(len(still), are_others=bool(moving))} the first place.",
            FAINT,
        )
    )
    for question in still if is_whole else ():
        yield Item(f"{question.label} ({asked_or_not(question)})")


def _those(number: int, *, are_others: bool) -> str:
    which = "one" if number == 1 else str(number)
    return f"The other {which} cannot change" if are_others else f"No answer to the {which} can change"


def _moving(question: OpenQuestion, titles: Mapping[str, str]) -> Iterator[Block]:
    who = f" Who knows: {listed(question.who_knows, 'or')}." if question.who_knows else ""
    yield Item(f"{question.label} ({asked_or_not(question)}).{who}")
    for turn in turns_in_words(question.turns, titles):
        yield Item(turn, lead="    ", depth=1)
    if not question.turns:
        yield Item("It could change the first place only together with others.", FAINT, lead="    ", depth=1)
