"""Help: all about the question on the table, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.lines import IN_PHASE, Ask
from kpo_advisor.interview.said import GAP, Said, Tone
from kpo_advisor.interview.state import Phase
from kpo_advisor.portable.condition_words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.state import Interview

COMMANDS = (
    (Ask.HELP, "?", "help on this question, with examples and who knows the answer"),
    (Ask.WHY, "why", "why it is asked, and what the answer can still change"),
    (Ask.BACK, "b", "back to what was asked before"),
    (Ask.EDIT, "e 5", "go to a question, by its number or its name, and answer it anew"),
    (Ask.SKIP, "s", "skip: leave it unasked"),
    (Ask.UNKNOWN, "u", "unknown: asked, and nobody here knows"),
    (Ask.NOTE, "n TEXT", "add a note or evidence; n - takes it out"),
    (Ask.RANKING, "l", "the ranking so far"),
    (Ask.ANSWERS, "r", "all answers so far, with the numbers of the questions"),
    (Ask.PARTS, "p NAME", "a part of the work differs: name it"),
    (Ask.DIFFERS, "d", "the parts answer this question each for itself, or together again"),
    (Ask.REMOVE, "x NAME", "take a part out again"),
    (Ask.TITLE, "t TEXT", "give the work another title"),
    (Ask.MORE, "m", "go on for a fuller report"),
    (Ask.QUIT, "q", "save and leave"),
)
"""Each request with what is typed for it and what it does."""


def help_on(interview: Interview) -> Iterator[Said]:
    """All about the question on the table, and what can be typed."""
    if interview.phase is Phase.QUESTION and interview.at is not None:
        question = interview.rulebook.questions[interview.at.question]
        yield Said(question.help or "There is no more to say about this question.")
        for choice in question.choices:
            if choice.example:
                yield Said(f"{choice.id}, for example: {choice.example}", "  - ")
        yield Said(f"Who would know: {', '.join(question.who_knows)}.")
        if question.only_if is not None:
            yield Said(f"Asked only if {in_words(question.only_if, interview.rulebook.questions)}.")
        for change in question.can_become:
            yield Said(f"Can be changed from {' or '.join(change.origins)} to {change.to}: {change.how}", "  - ")
        yield Said(f"In a profile it is called {question.id}.", tone=Tone.FAINT)
        yield GAP
    for ask, typed, does in COMMANDS:
        if ask in IN_PHASE[interview.phase]:
            yield Said(does, f"  {typed:<12}", Tone.FAINT)


def how_to_answer(interview: Interview) -> Iterator[Said]:
    """What the questionnaire says of answering well."""
    for paragraph in interview.rulebook.introduction.split("\n"):
        if paragraph.strip():
            yield Said(paragraph)
            yield GAP
    yield Said("In an interview, activities are called parts: p NAME names one.")
