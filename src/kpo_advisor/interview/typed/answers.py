"""An answer as it was typed: choices by number, by name or by a beginning of one, several of them, sets and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.choices import choices_meant, is_named_outright, no_choice
from kpo_advisor.interview.typed.line import Refused, TypedAnswer
from kpo_advisor.interview.typed.matching import names_in
from kpo_advisor.interview.typed.numbers import number_typed
from kpo_advisor.interview.typed.sets import all_but, one_of, ticked
from kpo_advisor.model.questions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.questions import Question

_NOT = re.compile(r"(?:not|neither|all but|any but|anything but|everything but|except)\s+(.+)", re.IGNORECASE)
_LEADS = re.compile(r"(?:either|both)\s+(.+)", re.IGNORECASE)
_PERHAPS = re.compile(r"(?:perhaps|maybe)\s+(.+)|(.+?)\s*\?+", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"(?:(?:i|we) )?(?:don'?t|do not) know|dunno|idk|unsure|not (?:sure|known)|nobody knows|no (?:idea|clue)"
)


def is_unknown(text: str) -> bool:
    """Whether a text says that the answer is not known."""
    return _UNKNOWN.fullmatch(text.casefold().replace("’", "'").rstrip(" .!?")) is not None


def answer_typed(question: Question, line: str) -> TypedAnswer | Refused:
    """The answer to a question that a line gives, or why it gives none.

    `1,3` are several. `2 or 3` is one of these, `not 1` any but this; where several can be ticked, it is any of these,
    and one at least. There, `1, 2?` is one that holds and one that may.
    """
    if question.kind is Kind.NUMBER:
        return number_typed(question, line)
    text = line.strip(" ,;.!") or line
    but = None
    if len(choices_meant(question, text)) != 1:
        but = _NOT.fullmatch(text)
        leading = but or _LEADS.fullmatch(text)
        text = leading[1] if leading else text
    names, between = names_in(text, lambda name: len(choices_meant(question, _bare(question, name))) == 1)
    chosen = _chosen(question, names, line)
    if isinstance(chosen, Refused):
        return chosen
    if but is not None:
        return all_but(question, chosen)
    is_read = not all(is_named_outright(question, name) for name in names)
    if question.kind is not Kind.MULTI:
        return one_of(question, chosen, names, between, is_read=is_read)
    marked = zip(chosen, names, strict=True)
    perhaps = [id for id, name in marked if _bare(question, name) != name or "or" in between]
    return ticked(question, [id for id in chosen if id not in perhaps], perhaps, is_read=is_read)


def _chosen(question: Question, names: Sequence[str], line: str) -> list[str] | Refused:
    chosen: list[str] = []
    for name in names:
        bare = _bare(question, name)
        found = choices_meant(question, bare)
        if len(found) != 1:
            return no_choice(question, line, bare)
        if found[0] in chosen:
            return Refused((f"{question.label_of(found[0])} is named twice.",))
        chosen += found
    return chosen


def _bare(question: Question, name: str) -> str:
    """A name without the mark that the choice holds perhaps, which only one of several can have."""
    marked = _PERHAPS.fullmatch(name) if question.kind is Kind.MULTI else None
    return name if marked is None else marked[1] or marked[2]
