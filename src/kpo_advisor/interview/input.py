"""What was typed, as an answer, a request or a reason why it is neither.

Choices are answered by number or by name, as `3`, `mostly-rules` or `Mostly rules`; several as `1,3`. One
letter commands have long names as well. A name of a choice comes before a command, and what is neither is
explained, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.interview.state import Phase
from kpo_advisor.model.questions import NO, YES, Kind
from kpo_advisor.portable.faults import Faults
from kpo_advisor.profiles.fault_reporter import Reporter
from kpo_advisor.profiles.settings import answer_in
from kpo_advisor.text.escape import clean
from kpo_advisor.text.phrases import composed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Answer, Question


class Command(StrEnum):
    """What a line can ask for, beside an answer, by its long name; most have a letter too.

    Help says what is `typed` for it and what it `does`, in this order; nothing of one that only its prompt names.
    """

    letter: str
    typed: str
    does: str

    def __new__(cls, name: str, letter: str = "", typed: str = "", does: str = "") -> Self:
        """A name with its letter, and what help says of it."""
        command = str.__new__(cls, name)
        command._value_, command.letter, command.typed, command.does = name, letter, typed, does
        return command

    HELP = "help", "?", "?", "help on this question, with examples and who knows the answer"
    WHY = "why", "w", "why", "why it is asked, and what the answer can still change"
    BACK = "back", "b", "b", "back to what was asked before"
    EDIT = "edit", "e", "e 5", "go to a question, by its number or its name, and answer it anew"
    SKIP = "skip", "s", "s", "skip: leave it unasked"
    UNKNOWN = "unknown", "u", "u", "unknown: asked, and nobody here knows"
    NOTE = "note", "n", "n TEXT", "add a note or evidence; n - takes it out"
    RANKING = "ranking", "l", "l", "the ranking so far"
    ANSWERS = "answers", "r", "r", "all answers so far, with the numbers of the questions"
    PARTS = "parts", "p", "p NAME", "a part of the work differs: name it"
    DIFFERS = "differs", "d", "d", "the parts answer this question each for itself, or together again"
    REMOVE = "remove", "x", "x NAME", "take a part out again"
    TITLE = "title", "t", "t TEXT", "give the work another title"
    MORE = "more", "m", "m", "go on for a fuller report"
    DONE = "done"
    QUIT = "quit", "q", "q", "save and leave"


SHORT = {command.letter: command for command in Command if command.letter}
NAMES = {**SHORT, **{str(command): command for command in Command}}
"""Every command by its letter and by its long name."""
KEYS_DO_NOTHING = ("Arrow and other control keys do nothing in a line; it was not taken. Type it again.",)
_KEYS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")

WITH_WORDS = (Command.EDIT, Command.NOTE, Command.PARTS, Command.REMOVE, Command.TITLE)
"""Commands that may be followed by what they are about."""
_OF_A_QUESTION = {Command.WHY, Command.SKIP, Command.UNKNOWN, Command.NOTE, Command.DIFFERS}
_AT_A_CLASH = {Command.BACK, Command.EDIT, Command.NOTE, Command.RANKING, Command.ANSWERS}
IN_PHASE = {
    Phase.QUESTION: frozenset(Command) - {Command.MORE, Command.DONE},
    Phase.CLASH: frozenset(_AT_A_CLASH | {Command.HELP, Command.QUIT}),
    Phase.OFFER: frozenset(Command) - _OF_A_QUESTION,
    Phase.REVIEW: frozenset(Command) - _OF_A_QUESTION - {Command.MORE},
}


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """An answer to the question on the table."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Request:
    """A command, with the words behind it."""

    command: Command
    words: str = ""


@dataclass(frozen=True, slots=True)
class Enter:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be used, and why."""

    reasons: tuple[str, ...]


def holds_keys(line: str) -> bool:
    """Whether a line holds what keys without a letter send, such as arrows, or other control characters; no tabs."""
    return _KEYS.search(line) is not None


def flat(line: str) -> str:
    """What was typed, on one line without anything that could steer a terminal."""
    return " ".join(clean(line).split())


def read_line(interview: Interview, line: str) -> TypedAnswer | Request | Enter | Refused:
    """What a line means in the phase that the interview is in."""
    text = flat(line)
    if not text:
        return Enter()
    question = None
    if interview.phase is Phase.QUESTION and interview.at is not None:
        question = interview.rulebook.questions[interview.at.question]
        if _choice(question, text) is not None:
            return _answer(question, text)
    wanted = _request(text)
    if wanted is None:
        return Refused((f"{quoted(text)} is not understood here.",)) if question is None else _answer(question, text)
    if question is not None and question.kind is Kind.YES_NO and text.casefold() == "n":
        return Refused(('n adds a note. Write "no" or 2 for the answer, or "note" to add a note.',))
    if wanted.command not in IN_PHASE[interview.phase]:
        return Refused((f"{quoted(text)} cannot be used here; ? shows what can.",))
    return wanted


def number_in(text: str, highest: int) -> int | None:
    """The whole number from 1 to `highest` that a text is; None for any other text."""
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return int(text) if is_number and 1 <= int(text) <= highest else None


def question_named(interview: Interview, words: str) -> str | Refused:
    """The question that a number of the questionnaire or an id names."""
    ids = list(interview.rulebook.questions)
    text = words.strip()
    number = number_in(text, len(ids))
    questions = interview.rulebook.questions
    id = ids[number - 1] if number else _named({known: questions[known].label for known in ids}, text)
    if id is not None and interview.parts and questions[id].whole:
        return Refused(
            (f"{questions[id].label} is about splitting the work, and the parts are the split: it has no answer now.",)
        )
    if id is not None:
        return id
    if not text:
        return Refused(("Say which question, by its number or its name, as in: e 5",))
    hint = did_you_mean(text, ids)
    return Refused((f"{quoted(text)} is no question; give a number from 1 to {len(ids)} or a name.", *_said(hint)))


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
    return Refused((f"{quoted(text)} is no part; there are: {named}.", *_said(did_you_mean(text, titles))))


def _request(text: str) -> Request | None:
    word, _, words = text.partition(" ")
    command = NAMES.get(word.casefold())
    if command is None and re.fullmatch(r"[eE][0-9]{1,4}", text):
        return Request(Command.EDIT, text[1:])
    if command is None or (words and command not in WITH_WORDS):
        return None
    return Request(command, words.strip())


def _answer(question: Question, text: str) -> TypedAnswer | Refused:
    several = text.strip(" ,;") if question.kind is Kind.MULTI else ""
    tokens = re.split(r"\s*[,;]\s*|\s+(?=[0-9]+\b)", several) if several else [text]
    chosen = [_choice(question, token) for token in tokens] if question.choice_ids else tokens
    reasons: list[str] = []
    for wrong in dict.fromkeys(token for token, choice in zip(tokens, chosen, strict=True) if choice is None):
        reasons += _no_choice(question, wrong)
    if reasons:
        return Refused(tuple(reasons))
    faults = Faults()
    answer = answer_in(question, ",".join(filter(None, chosen)), Reporter("", faults))
    for fault in faults.findings:
        reasons += (fault.message, *_said(fault.hint))
    return Refused(tuple(reasons)) if reasons else TypedAnswer(answer)


def _choice(question: Question, text: str) -> str | None:
    """The choice that a number or a name means."""
    ids = question.choice_ids
    number = number_in(text, len(ids))
    if number:
        return ids[number - 1]
    if question.kind is Kind.YES_NO:
        word = {"y": YES, "true": YES, "false": NO}.get(text.casefold(), text.casefold())
        return word if word in ids else None
    return _named({choice.id: choice.label for choice in question.choices}, text)


def _no_choice(question: Question, text: str) -> tuple[str, ...]:
    count = len(question.choice_ids)
    several = ", several as 1,3" if question.kind is Kind.MULTI else ""
    begun = [id for id in question.choice_ids if _begins(id, text) or _begins(question.label_of(id), text)]
    hint = f'Did you mean "{begun[0]}"?' if len(begun) == 1 else None
    hint = hint or did_you_mean(text, [*question.choice_ids, *Command])
    return (
        f"{quoted(text)} is no choice here; give a number from 1 to {count} or a name{several}. ? is for help.",
        *_said(hint),
    )


def _said(hint: str | None) -> tuple[str, ...]:
    return () if hint is None else (hint,)


def _named(labels: Mapping[str, str], text: str) -> str | None:
    """The id that a text is, else the first that it or its label is but for capitals, blanks and runs of signs."""
    if text in labels:
        return text
    names = [*((id, id) for id in labels), *labels.items()]
    return next((id for id, name in names if _folded(name) == _folded(text)), None)


def _begins(name: str, text: str) -> bool:
    return _folded(name).startswith(_folded(text))


def _folded(text: str) -> str:
    return re.sub(r"[-_\s]+", "-", text.strip().casefold())
