"""Help: all about the question on the table, and what can be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.state import Phase
from kpo_advisor.interview.typed.commands import IN_PHASE, Command
from kpo_advisor.portable.condition_words import in_labels
from kpo_advisor.text.lines import GAP, Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.state import Interview


def help_on(interview: Interview) -> Iterator[Line]:
    """All about the question on the table, and what can be typed."""
    if interview.phase is Phase.QUESTION and interview.at is not None:
        question = interview.rulebook.questions[interview.at.question]
        yield Line(question.help or "There is no more to say about this question.")
        for choice in question.choices:
            if choice.example:
                yield Line(f"{choice.label}, for example: {choice.example}", "  - ")
        yield Line(f"Who would know: {question.who}.")
        if question.only_if is not None:
            only_if = in_labels(question.only_if, interview.rulebook.questions)
            yield Line(f"Asked only if {only_if}. {question.else_counts_as}".strip())
        for change in question.can_become:
            origins = " or ".join(map(question.label_of, change.origins))
            yield Line(f"Can be changed from {origins} to {question.label_of(change.to)}: {change.how}", "  - ")
        yield GAP
    for command in Command:
        if command.does and command in IN_PHASE[interview.phase]:
            yield Line(command.does, f"  {command.typed:<12}", Tone.FAINT)


def how_to_answer(interview: Interview) -> Iterator[Line]:
    """What the questionnaire says of answering well."""
    for paragraph in interview.rulebook.introduction.split("\n"):
        if paragraph.strip():
            yield Line(paragraph)
            yield GAP
    yield Line("In an interview, activities are called parts: p NAME names one.")
