"""Help: all about the question on the table, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.input import IN_PHASE, Command
from kpo_advisor.interview.state import Phase
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.text.lines import GAP, Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.state import Interview

COMMANDS = (
    (Command.HELP, "?", "help on this question, with examples and who knows the answer"),
    (Command.WHY, "why", "why it is asked, and what the answer can still change"),
    (Command.BACK, "b", "back to what was asked before"),
    (Command.EDIT, "e 5", "go to a question, by its number or its name, and answer it anew"),
    (Command.SKIP, "s", "skip: leave it unasked"),
    (Command.UNKNOWN, "u", "unknown: asked, and nobody here knows"),
    (Command.NOTE, "n TEXT", "add a note or evidence; n - takes it out"),
    (Command.RANKING, "l", "the ranking so far"),
    (Command.ANSWERS, "r", "all answers so far, with the numbers of the questions"),
    (Command.PARTS, "p NAME", "a part of the work differs: name it"),
    (Command.DIFFERS, "d", "the parts answer this question each for itself, or together again"),
    (Command.REMOVE, "x NAME", "take a part out again"),
    (Command.TITLE, "t TEXT", "give the work another title"),
    (Command.MORE, "m", "go on for a fuller report"),
    (Command.QUIT, "q", "save and leave"),
)
"""Each request with what is typed for it and what it does."""


def help_on(interview: Interview) -> Iterator[Line]:
    """All about the question on the table, and what can be typed."""
    if interview.phase is Phase.QUESTION and interview.at is not None:
        question = interview.rulebook.questions[interview.at.question]
        yield Line(question.help or "There is no more to say about this question.")
        for choice in question.choices:
            if choice.example:
                yield Line(f"{choice.id}, for example: {choice.example}", "  - ")
        yield Line(f"Who would know: {', '.join(question.who_knows)}.")
        if question.only_if is not None:
            yield Line(f"Asked only if {in_words(question.only_if, interview.rulebook.questions)}.")
        for change in question.can_become:
            yield Line(f"Can be changed from {' or '.join(change.origins)} to {change.to}: {change.how}", "  - ")
        yield Line(f"In a profile it is called {question.id}.", tone=Tone.FAINT)
        yield GAP
    for ask, typed, does in COMMANDS:
        if ask in IN_PHASE[interview.phase]:
            yield Line(does, f"  {typed:<12}", Tone.FAINT)


def how_to_answer(interview: Interview) -> Iterator[Line]:
    """What the questionnaire says of answering well."""
    for paragraph in interview.rulebook.introduction.split("\n"):
        if paragraph.strip():
            yield Line(paragraph)
            yield GAP
    yield Line("In an interview, activities are called parts: p NAME names one.")
