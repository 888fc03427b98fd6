"""An answer as it was typed: choices by number, by name or by a beginning of one, several of them, sets and numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.choices import choices_meant, is_named_outright, no_choice
from kpo_advisor.interview.typed.line import Refused, TypedAnswer
from kpo_advisor.interview.typed.matching import LONGEST, names_in
from kpo_advisor.interview.typed.numbers import number_typed
from kpo_advisor.interview.typed.sets import all_but, one_of, ticked
from kpo_advisor.model.questions import Kind
from kpo_advisor.text.suggest import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.questions import Question

_NOT = re.compile(r"(?:not|neither|all but|any but|anything but|everything but|except)\s+(.+)", re.IGNORECASE)
_LEADS = re.compile(r"(?:either|both)\s+(.+)", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:from\s+)?(\S.*?)\s+(?:to|-|–)\s+(\S.*)|between\s+(\S.*?)\s+and\s+(\S.*)|([0-9]+)\s*(?:-|–|\.\.)\s*([0-9]+)",
    re.IGNORECASE,
)
_PERHAPS = re.compile(r"(?:perhaps|maybe)\s+(.+)|(.+?)\s*\?+", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"(?:(?:i|we) )?(?:don'?t|do not) know|dunno|idk|unsure|not (?:sure|known)|nobody knows|no (?:idea|clue)"
)

SAY_WHICH = Refused(("Where it is not settled, name all that it may be, as in 2 or 3; u is for not known.",))


def is_unknown(question: Question, text: str) -> bool:
    """Whether a text says that the answer is not known."""
    words = text.casefold().replace("’", "'").rstrip(" .!?")
    return _UNKNOWN.fullmatch(words) is not None or folded(words) in map(folded, question.also_unknown)


def answer_typed(question: Question, line: str) -> TypedAnswer | Refused:
    """The answer to a question that a line gives, or why it gives none.

    `1,3` are several. `2 or 3` is one of these, `2 to 4` one of a scale from here to there, `not 1` any but this; where
    several can be ticked, it is any of these, and one at least. There, `1, 2?` is one that holds and one that may.
    """
    if question.kind is Kind.NUMBER:
        return number_typed(question, line)
    text = line.strip(" ,;.!") or line
    if len(text) > LONGEST:
        return no_choice(question, line, text)
    text, is_but = _spelled_out(question, text)
    if _is_unsettled(question, text):
        return SAY_WHICH
    names, between = names_in(text, lambda name: len(choices_meant(question, _bare(question, name))) == 1)
    chosen = _chosen(question, names, line)
    if isinstance(chosen, Refused):
        return chosen
    if is_but:
        return all_but(question, chosen)
    is_read = not all(is_named_outright(question, name) for name in names)
    if question.kind is not Kind.MULTI:
        return one_of(question, list(dict.fromkeys(chosen)), names, between, is_read=is_read)
    named = list(zip(chosen, names, strict=True))
    certain = {id for id, name in named if _bare(question, name) == name and "or" not in between}
    return ticked(question, certain, {*chosen} - certain, is_read=is_read)


def _spelled_out(question: Question, text: str) -> tuple[str, bool]:
    """A list without the word that leads it, a span as all that is in it; and whether it is of what does not hold."""
    if len(choices_meant(question, text)) == 1:
        return text, False
    but = _NOT.fullmatch(text)
    leading = but or _LEADS.fullmatch(text)
    rest = leading[1] if leading else text
    ends = _SPAN.fullmatch(text) if question.kind is Kind.SCALE else None
    span = _span(question, *filter(None, ends.groups())) if ends else []
    return " or ".join(span) or rest, but is not None


def _is_unsettled(question: Question, text: str) -> bool:
    """Whether it is said of the one choice that can be given that it may hold, and not what else may."""
    marked = None if question.kind is Kind.MULTI or choices_meant(question, text) else _PERHAPS.fullmatch(text)
    return marked is not None and len(choices_meant(question, marked[1] or marked[2])) > 0


def _chosen(question: Question, names: Sequence[str], line: str) -> list[str] | Refused:
    chosen: list[str] = []
    for name in names:
        bare = _bare(question, name)
        found = choices_meant(question, bare)
        if len(found) != 1:
            return SAY_WHICH if _is_unsettled(question, name) else no_choice(question, line, bare)
        if found[0] in chosen and is_named_outright(question, bare):
            return Refused((f"{question.label_of(found[0])} is named twice.",))
        chosen += found
    return chosen


def _span(question: Question, low: str, high: str) -> list[str]:
    """The choices of a scale from one to another, whichever is named first; none where these are not both choices."""
    ends = [choices_meant(question, end) for end in (low, high)]
    if any(len(end) != 1 for end in ends):
        return []
    ids = question.choice_ids
    first, last = sorted(ids.index(id) for end in ends for id in end)
    return list(ids[first : last + 1])


def _bare(question: Question, name: str) -> str:
    """A name without the mark that the choice holds perhaps, which only one of several can have."""
    marked = _PERHAPS.fullmatch(name) if question.kind is Kind.MULTI else None
    return name if marked is None else marked[1] or marked[2]
