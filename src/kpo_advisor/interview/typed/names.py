"""Questions and parts by their numbers, their names and the beginnings of these."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.interview.numbering import number_of, numbered
from kpo_advisor.interview.typed.line import Refused, flat, number_in
from kpo_advisor.interview.typed.matching import beginning_so, meant, names_in
from kpo_advisor.text.phrases import composed, listed, quoted
from kpo_advisor.text.suggest import nearest

if TYPE_CHECKING:
    from kpo_advisor.interview.state import Interview

_BEHIND_A_NUMBER = re.compile(r"([0-9]{1,4})[:.]?\s+(.+)")
_BEHIND_A_NAME = re.compile(r"([^:]+):\s+(.+)")


def question_named(interview: Interview, words: str) -> str | Refused:
    """The question that its number, its id, its label or an unambiguous beginning or word of these names."""
    questions, text = interview.rulebook.questions, words.strip()
    fitting = _fitting(interview, text)
    if len(fitting) == 1:
        (id,) = fitting
        if not (interview.parts and questions[id].whole):
            return id
        return Refused(
            (f"{questions[id].label} is about splitting the work, and the parts are the split: it has no answer now.",)
        )
    if not text:
        return Refused(("Say which question, by its number or its name, as in: e 5",))
    if fitting:
        could = listed([f"{questions[id].label} ({number_of(interview, id)})" for id in fitting], "or")
        return Refused((f"{quoted(text)} could be {could}; give one by its number.",), fitting=fitting)
    reason = f"{quoted(text)} is no question; give a number from 1 to {len(numbered(interview))} or a name."
    labels = {id: question.label for id, question in questions.items()}
    like = nearest(text, [*labels, *labels.values()])
    if like is None:
        return Refused((reason,))
    label = labels.get(like, like)
    return Refused((reason, f'Did you mean "{label}"?'), instead=label)


def _fitting(interview: Interview, text: str) -> tuple[str, ...]:
    ids = numbered(interview)
    number = number_in(text, len(ids))
    if number:
        return (ids[number - 1],)
    return meant({id: question.label for id, question in interview.rulebook.questions.items()}, text)


def numbers_named(interview: Interview, words: str) -> list[str] | Refused:
    """The questions that a list such as `3,7` names."""
    found: list[str] = []
    names, _ = names_in(words, lambda name: len(_fitting(interview, name)) == 1)
    for name in names:
        question = question_named(interview, name)
        if isinstance(question, Refused):
            return question
        found.append(question)
    return found


def note_on_another(interview: Interview, words: str) -> tuple[str, str] | None:
    """The question and the text of a note that begins with the number of one that was asked, or with its name and `:`.

    None where it begins otherwise, and so is a note on the question on the table.
    """
    by_number, by_name = _BEHIND_A_NUMBER.fullmatch(words), _BEHIND_A_NAME.fullmatch(words)
    for found in (by_number, by_name):
        fitting = _fitting(interview, found[1].strip()) if found is not None else ()
        if found is not None and len(fitting) == 1 and _was_asked(interview, fitting[0]):
            return fitting[0], found[2]
    return None


def _was_asked(interview: Interview, question: str) -> bool:
    places = (place for place in interview.places() if place.question == question)
    return any(place == interview.at or interview.is_dealt_with(place) for place in places)


def part_named(interview: Interview, words: str) -> int | Refused:
    """The position of the part that a number from 1, a title or an unambiguous beginning of one names."""
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
    begun = beginning_so({f"{at}": title for at, title in enumerate(titles)}, text)
    if len(begun) == 1 and not text.isdigit():
        return int(begun[0])
    named = "; ".join(f"{at} {title}" for at, title in enumerate(titles, start=1))
    reason = f"{quoted(text)} is no part; there are: {named}." if text else f"Say which part; there are: {named}."
    like = nearest(text, titles)
    return Refused((reason,)) if like is None else Refused((reason, f'Did you mean "{like}"?'), instead=like)
