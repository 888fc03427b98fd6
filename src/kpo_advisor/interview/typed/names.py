"""Questions and parts by their names and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.interview.numbering import numbered
from kpo_advisor.interview.typed.line import Refused, flat, number_in
from kpo_advisor.interview.typed.matching import named, said
from kpo_advisor.text.phrases import composed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from kpo_advisor.interview.state import Interview


def question_named(interview: Interview, words: str) -> str | Refused:
    """The question that its number, its id or its label names."""
    ids = numbered(interview)
    text = words.strip()
    number = number_in(text, len(ids))
    questions = interview.rulebook.questions
    id = ids[number - 1] if number else named({known: question.label for known, question in questions.items()}, text)
    if id is not None and interview.parts and questions[id].whole:
        return Refused(
            (f"{questions[id].label} is about splitting the work, and the parts are the split: it has no answer now.",)
        )
    if id is not None:
        return id
    if not text:
        return Refused(("Say which question, by its number or its name, as in: e 5",))
    hint = did_you_mean(text, questions)
    return Refused((f"{quoted(text)} is no question; give a number from 1 to {len(ids)} or a name.", *said(hint)))


def numbers_named(interview: Interview, words: str) -> list[str] | Refused:
    """The questions that a list such as `3,7` names."""
    found: list[str] = []
    for name in filter(None, re.split(r"[,\s]+", words)):
        question = question_named(interview, name)
        if isinstance(question, Refused):
            return question
        found.append(question)
    return found


def part_named(interview: Interview, words: str) -> int | Refused:
    """The position of the part that a number from 1 or a title names."""
    titles = [part.title for part in interview.parts]
    text = words.strip()
    for names in (titles, list(map(flat, titles))):  # a title from a file may hold what no line keeps
        at = [number for number, name in enumerate(names) if composed(name) == composed(text)]
        if len(at) == 1:
            return at[0]
    number = number_in(text, len(titles))
    if number:
        return number - 1
    if not titles:
        return Refused(("The work has no parts yet; p NAME adds one.",))
    named = "; ".join(f"{at} {title}" for at, title in enumerate(titles, start=1))
    return Refused((f"{quoted(text)} is no part; there are: {named}.", *said(did_you_mean(text, titles))))
