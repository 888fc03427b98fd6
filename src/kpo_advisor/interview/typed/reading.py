"""What was typed, as an answer, a request or a reason why it is neither.

Choices are answered by number or by name, as `3`, `mostly-rules` or `Mostly rules`; several as `1,3`. One
letter commands have long names as well. A name of a choice comes before a command, and what is neither is
explained, never guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.answers import answer_typed, choice_typed
from kpo_advisor.interview.typed.commands import IN_PHASE, NAMES, WITH_WORDS, Command
from kpo_advisor.interview.typed.line import Enter, Refused, Request, TypedAnswer, flat
from kpo_advisor.model.questions import Kind
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from kpo_advisor.interview.state import Interview


def read_line(interview: Interview, line: str) -> TypedAnswer | Request | Enter | Refused:
    """What a line means in the phase that the interview is in."""
    text = flat(line)
    if not text:
        return Enter()
    question = None
    if interview.phase is Phase.QUESTION and interview.at is not None:
        question = interview.rulebook.questions[interview.at.question]
        if choice_typed(question, text) is not None:
            return answer_typed(question, text)
    wanted = _request(text)
    if wanted is None:
        return (
            Refused((f"{quoted(text)} is not understood here.",)) if question is None else answer_typed(question, text)
        )
    if question is not None and question.kind is Kind.YES_NO and text.casefold() == "n":
        return Refused(('n adds a note. Write "no" or 2 for the answer, or "note" to add a note.',))
    if wanted.command not in IN_PHASE[interview.phase]:
        return Refused((f"{quoted(text)} cannot be used here; ? shows what can.",))
    return wanted


def _request(text: str) -> Request | None:
    word, _, words = text.partition(" ")
    command = NAMES.get(word.casefold())
    if command is None and re.fullmatch(r"[eE][0-9]{1,4}", text):
        return Request(Command.EDIT, text[1:])
    if command is None or (words and command not in WITH_WORDS):
        return None
    return Request(command, words.strip())
