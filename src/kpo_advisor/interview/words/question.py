"""The page of a question, which fits a screen of 24 rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.engine.truth import FALSE, OPEN
from kpo_advisor.interview.applying import applies
from kpo_advisor.interview.numbering import number_of
from kpo_advisor.interview.words.choices import a_word, defined, grouped
from kpo_advisor.interview.words.room import PAGE, rows
from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.condition_words import answer_label, asked_if, bounds_in_words
from kpo_advisor.text.lines import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Question

UNDER = "   "
"""What stands before what is said under the question."""


def question_page(interview: Interview, place: Slot, progress: str) -> Iterator[Line]:
    """The question with its choices, by their groups where a screen cannot hold all definitions."""
    question = interview.rulebook.questions[place.question]
    head = [Line(f"{progress} · {question.label}", tone=Tone.FAINT), *_asked(interview, place)]
    tail = list(_answered(interview, place))
    form = _form(question)
    full = [*defined(question), *([Line(form, UNDER, Tone.FAINT)] if form else [])]
    if question.choices and rows([*head, *full, *tail]) > PAGE:
        full = [
            *grouped(question),
            Line(f"{form} ? and a word says more, as in ? {a_word(question)}.".strip(), UNDER, Tone.FAINT),
        ]
    yield from (*head, *full, *tail)


def _asked(interview: Interview, place: Slot) -> Iterator[Line]:
    question = interview.rulebook.questions[place.question]
    if place.part is not None:
        yield Line(f"For the part: {interview.parts[place.part].title}", tone=Tone.WARN)
    elif interview.parts:
        yield Line("For all parts alike; d asks it of each part by itself.", tone=Tone.FAINT)
    yield Line(question.ask, f"{number_of(interview, question.id)}. ", Tone.STRONG)
    applying = applies(interview, place)
    if applying == FALSE:
        yield Line("It does not apply as things stand: an answer is kept and not used.", UNDER, Tone.WARN)
    elif place in interview.left() and not interview.can_matter(place):
        yield Line("For the report: no answer to it can change the first place, which is proved.", UNDER, Tone.FAINT)
    if applying == OPEN:
        words = asked_if(question, interview.rulebook.questions)
        yield Line(f"If {words} (not known yet): answer for that case.", UNDER, Tone.WARN)


def _answered(interview: Interview, place: Slot) -> Iterator[Line]:
    if interview.answered(place):
        now = answer_label(interview.rulebook.questions[place.question], interview.answer(place))
        yield Line(f"The answer so far: {now}. Enter keeps it.", UNDER, Tone.GOOD)


def _form(question: Question) -> str:
    match question.kind:
        case Kind.MULTI:
            most = f", at most {question.maximum_choices}" if question.maximum_choices else ""
            alone = "".join(f"; {question.label_of(id)} stands alone" for id in question.in_order(question.exclusive))
            # Of signs that are asked for, some are often not sure.
            unsure = ", or 1,3? where 3 is not sure" if question.exclusive else ""
            return f"Several as 1,3{unsure}{most}{alone}."
        case Kind.NUMBER:
            asked = f"A number of {question.unit}" if question.unit else "A number"
            return f"{', '.join([asked, *bounds_in_words(question)])}."
    return ""
