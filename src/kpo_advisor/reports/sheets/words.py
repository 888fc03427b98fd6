"""What a sheet says around its questions and of each of them, whatever the format; nothing in it is an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.condition_words import answer_label, asked_if, bounds_in_words
from kpo_advisor.text.phrases import counted, listed, sentence_case

if TYPE_CHECKING:
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.sheets.sheet import Asked, Sheet

UNKNOWN = "I do not know"
NOTHING = "Nothing that you could answer is open, so there is nothing to fill in."
HOW = (
    "Answer from today's facts and what is decided, and leave out what you cannot answer. Where you have looked and "
    f'still do not know, say "{UNKNOWN}": that is an answer too. The definitions decide, not the names.'
)
DECIDING = "What can change the result"
ALL = "The questions"
COMPLETING = "What completes the report"
NOTE = "Note: where it says so, or who said it"


def opening(sheet: Sheet) -> list[str]:
    """What stands above the questions: how many there are and why these, and how to answer; paragraphs."""
    if not sheet.asked:
        return [NOTHING, *_left_out(sheet)]
    if sheet.title is None:
        return [f"{_number(sheet)} that you can answer, whatever the work is.", HOW]
    can = (
        "can still change the result or what the report says of it"
        if sheet.completing
        else "can still change the result"
    )
    if not sheet.deciding:
        complete = "completes" if len(sheet.asked) == 1 else "complete"
        can = f"can no longer change what comes first, but {complete} the report"
    return [f"{_number(sheet)} that you can answer and that {can}.", *_left_out(sheet), HOW]


def _number(sheet: Sheet) -> str:
    return counted(len(sheet.asked), "question")


def _left_out(sheet: Sheet) -> list[str]:
    if not sheet.left_out:
        return []
    are = "is" if sheet.left_out == 1 else "are"
    return [f"{sheet.left_out} more {are} open, but nothing depends on {'it' if sheet.left_out == 1 else 'them'} now."]


def name_of(asked: Asked) -> str:
    """The label of the question, with the activity that it is asked for."""
    label = sentence_case(asked.question.label)
    if asked.activity is not None:
        return f"{label} ({asked.activity})"
    return f"{label} (the other activities)" if asked.for_others else label


def way_to_answer(question: Question) -> str:
    """How many choices may be ticked, or which numbers are wanted."""
    match question.kind:
        case Kind.NUMBER:
            of = f"A number of {question.unit}" if question.unit else "A number"
            return f"{', '.join([of, *bounds_in_words(question)])}; or the least and the most that it may be."
        case Kind.MULTI:
            most = f"Tick up to {question.maximum_choices}" if question.maximum_choices else "Tick all that hold"
            alone = listed([question.label_of(id) for id in question.in_order(question.exclusive)], "or")
            return f'{most}; "{alone}" stands alone.' if alone else f"{most}."
    return "Tick one; more only where it is not settled which of them holds."


def only_if(question: Question, rulebook: Rulebook) -> str:
    """When a question applies; nothing where it always does."""
    if question.only_if is None:
        return ""
    return f"Answer it only if {asked_if(question, rulebook.questions)}. {question.else_counts_as}".strip()


def so_far(asked: Asked) -> str:
    """What is known of the answer; nothing where it was not asked yet."""
    if asked.so_far is not None:
        return f"So far {answer_label(asked.question, asked.so_far)}."
    return "Asked before, and not known then." if asked.is_unknown else ""
