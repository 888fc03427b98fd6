"""What was typed, as an answer, a request or a reason why it is neither.

One letter alone is a key; but y and n answer what takes yes or no. A number, an id or a label comes before the long
name of a key, and this before the beginning or a word of a choice. What is none of these is explained, never guessed:
what may have been meant is offered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.answers import answer_typed, is_unknown
from kpo_advisor.interview.typed.choices import choices_meant, is_named_outright
from kpo_advisor.interview.typed.commands import IN_PHASE, NAMES, WITH_WORDS, Command, shown
from kpo_advisor.interview.typed.line import Enter, Refused, Request, TypedAnswer, flat, unquoted
from kpo_advisor.interview.typed.names import question_named
from kpo_advisor.model.questions import Kind
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import nearest

if TYPE_CHECKING:
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Question

Read = TypedAnswer | Request | Enter | Refused
_NOTED = re.compile(r"(.+?)\s+(?:n|note)\s+(.+)", re.IGNORECASE)
_JOINING = re.compile(r"(?:and|or|to|perhaps|maybe)\s|[-–,;/&+?]", re.IGNORECASE)
"""What another choice, or the end of a span, would follow."""
NOTE_HINT = "To add a note: n TEXT, or ANSWER n TEXT."


def read_line(interview: Interview, line: str) -> Read:
    """What a line means in the phase that the interview is in."""
    text = flat(line)
    if not text:
        return Enter()
    if interview.phase is Phase.QUESTION and interview.at is not None:
        read = _at_question(interview, interview.rulebook.questions[interview.at.question], text)
    else:
        # There a number alone, or a name, is the question to go to.
        is_number = text.isascii() and text.isdigit()
        read = Request(Command.EDIT, text) if is_number else _request(text) or _question(interview, text)
    if isinstance(read, Request) and read.command not in IN_PHASE[interview.phase]:
        return Refused((f"{quoted(text)} cannot be used here; ? shows what can.",))
    return read


def _at_question(interview: Interview, question: Question, text: str) -> Read:
    request = _request(text)
    takes_yes = question.kind is Kind.YES_NO and text.casefold() in ("y", "n")
    if takes_yes or (question.choice_ids and is_named_outright(question, text) and not (request and len(text) == 1)):
        return answer_typed(question, text)
    if request is not None and not _is_no_with_note(question, text):
        return request
    whole = _answer(interview, question, text)
    noted = _NOTED.fullmatch(text) if isinstance(whole, Refused) else None
    if noted is None:
        return _with_way_to_note(question, whole, text) if isinstance(whole, Refused) else whole
    answer, note = _answer(interview, question, noted[1]), unquoted(noted[2])
    match answer:
        case TypedAnswer():
            return TypedAnswer(answer.answer, note, answer.is_read)
        case Request():
            return Request(answer.command, note)
    return answer


def _with_way_to_note(question: Question, refused: Refused, text: str) -> Refused:
    """What was refused, with how a note is added where a choice and other words behind it were typed."""
    words = text.split()
    for end in range(len(words) - 1, 0, -1):
        name, rest = " ".join(words[:end]).rstrip(":.;"), " ".join(words[end:])
        if question.kind is not Kind.NUMBER and is_named_outright(question, name):
            first, *others = refused.reasons
            is_list = _JOINING.match(rest) or choices_meant(question, rest.strip("?"))
            return refused if is_list else replace(refused, reasons=(first, NOTE_HINT, *others))
    return refused


def _answer(interview: Interview, question: Question, text: str) -> TypedAnswer | Request | Refused:
    """An answer, or that it is unknown or skipped."""
    if is_unknown(question, text):
        return Request(Command.UNKNOWN)
    command = NAMES.get(text.casefold())
    if command in (Command.UNKNOWN, Command.SKIP):
        return Request(command)
    read = answer_typed(question, text)
    if not isinstance(read, Refused) or read.instead is not None or read.fitting:
        return read
    return _with_key(read, text, interview)


def _is_no_with_note(question: Question, text: str) -> bool:
    """Whether a line is `n n TEXT`, no with a note."""
    return question.kind is Kind.YES_NO and text.casefold().startswith("n n ")


def _question(interview: Interview, text: str) -> Request | Refused:
    """That a question is gone to, where its name alone is typed, or what may have been meant."""
    found = question_named(interview, text)
    if not isinstance(found, Refused):
        return Request(Command.EDIT, text)
    if found.fitting or found.instead is not None:
        return found
    refused = Refused((f"{quoted(text)} is not understood here; ? shows what can be typed.",))
    return _with_key(refused, text, interview)


def _with_key(refused: Refused, text: str, interview: Interview) -> Refused:
    """What was refused, with the key that is much like it; of keys, those that help shows here."""
    like = nearest(text, shown(interview.phase, has_parts=bool(interview.parts)))
    if like is None:
        return refused
    return Refused((*refused.reasons, f'Did you mean the key "{like}"?'), instead=str(like))


def _request(text: str) -> Request | None:
    word, _, words = text.partition(" ")
    command = NAMES.get(word.casefold())
    if command is None and re.fullmatch(r"[eE][0-9]{1,4}", text):
        return Request(Command.EDIT, text[1:])
    # `? desk` asks about a word, `help desk` is one of a choice.
    takes_words = command in WITH_WORDS and word != Command.HELP
    if command is None or (words and not takes_words):
        return None
    return Request(command, words.strip())
