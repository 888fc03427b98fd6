"""The commands of an interview: their letters, their long names, and where they can be used."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from kpo_advisor.interview.state import Phase

if TYPE_CHECKING:
    from typing import Self


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

    HELP = "help", "?", "?", "help on this question; ? 3 or ? WORD: what a choice means"
    KEYS = "keys", "??", "??", "the keys: what can be typed"
    WHY = "why", "w", "why", "why it is asked, and what the answer can still change"
    BACK = "back", "b", "b", "back to what was asked before"
    EDIT = "edit", "e", "e 5", "go to a question, by its number or its name, and answer it anew"
    SKIP = "skip", "s", "s", "skip: leave it unasked, or as it was answered"
    CLEAR = "clear", "c", "c", "take the answer out: leave it unasked"
    UNKNOWN = "unknown", "u", "u", "unknown: asked, and nobody here knows"
    NOTE = (
        "note",
        "n",
        "n TEXT",
        "a note; n 6 TEXT: on question 6; 2 n TEXT: behind an answer; n -: none",
    )
    RANKING = "ranking", "l", "l", "the ranking so far"
    ANSWERS = "answers", "r", "r", "all answers so far, with their numbers; r 2: the next screen"
    PARTS = "parts", "p", "p NAME", "a part of the work differs: name it"
    DIFFERS = "differs", "d", "d", "the parts answer this question each for itself, or together again"
    REMOVE = "remove", "x", "x NAME", "take a part out again"
    TITLE = "title", "t", "t TEXT", "give the work another title"
    MORE = "more", "m", "m", "go on for a fuller report, or just with what first place hangs on"
    DONE = "done"
    QUIT = "quit", "q", "q", "save and leave"


SHORT = {command.letter: command for command in Command if command.letter}
NAMES = {**SHORT, **{str(command): command for command in Command}, "exit": Command.QUIT, "leave": Command.QUIT}
"""Every command by its letter and by its long name; what people type to leave is one too."""

WITH_WORDS = (Command.HELP, Command.ANSWERS, Command.EDIT, Command.NOTE, Command.PARTS, Command.REMOVE, Command.TITLE)
"""Commands that may be followed by what they are about."""
_OF_A_QUESTION = {Command.WHY, Command.SKIP, Command.CLEAR, Command.UNKNOWN, Command.DIFFERS}
_AT_A_CLASH = {Command.BACK, Command.EDIT, Command.SKIP, Command.NOTE, Command.RANKING, Command.ANSWERS}
IN_PHASE = {
    Phase.TITLE: frozenset({Command.HELP, Command.KEYS, Command.BACK, Command.SKIP, Command.QUIT}),
    Phase.QUESTION: frozenset(Command) - {Command.MORE, Command.DONE},
    Phase.CLASH: frozenset(_AT_A_CLASH | {Command.HELP, Command.KEYS, Command.QUIT}),
    Phase.OFFER: (frozenset(Command) - _OF_A_QUESTION) | {Command.SKIP},
    Phase.REVIEW: frozenset(Command) - _OF_A_QUESTION - {Command.MORE},
}
_OF_PARTS = {Command.DIFFERS, Command.REMOVE}


def shown(phase: Phase, *, has_parts: bool) -> list[Command]:
    """The keys that help shows in a phase; those that are about parts where the work has some."""
    usable = IN_PHASE[phase] if has_parts else IN_PHASE[phase] - _OF_PARTS
    return [command for command in Command if command.does and command in usable]
