"""Help: all about the question on the table, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.pages import GAP, Said, Tone
from kpo_advisor.interview.state import Phase
from kpo_advisor.reading.condition_words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.state import Interview

COMMANDS = (
    ("?", "help on this question, with examples and who knows the answer"),
    ("why", "why it is asked, and what the answer can still change"),
    ("b", "back to what was asked before"),
    ("e 5", "go to a question, by its number or its name, and answer it anew"),
    ("s", "skip: leave it unasked"),
    ("u", "unknown: asked, and nobody here knows"),
    ("n TEXT", "add a note or evidence"),
    ("l", "the ranking so far"),
    ("r", "all answers so far, with the numbers of the questions"),
    ("p NAME", "a part of the work differs: name it"),
    ("d", "the parts answer this question each for itself, or together again"),
    ("x NAME", "take a part out again"),
    ("q", "save and leave"),
)


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
    for typed, does in COMMANDS:
        yield Said(does, f"  {typed:<12}", Tone.FAINT)
