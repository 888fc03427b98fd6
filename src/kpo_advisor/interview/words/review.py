"""All answers on one page, with what is not used and what was not asked."""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from kpo_advisor.interview.numbering import number_of
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.text.lines import Line, Tone
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview


def review(interview: Interview) -> Iterator[Line]:
    """Every question with its answer, and what is not used or was not asked."""
    yield Line("All answers", tone=Tone.STRONG)
    for section in interview.rulebook.sections:
        ids = {question.id for question in section.questions}
        rows = [place for place in filter(interview.is_dealt_with, interview.places()) if place.question in ids]
        if rows:
            yield Line(section.title, tone=Tone.FAINT)
            yield from (row(interview, place) for place in rows)
    for at, part in enumerate(interview.parts, start=1):
        yield Line(f"Part {at}: {part.title}, share {part.share}", tone=Tone.FAINT)
    yield from _not_asked(interview)
    if not interview.parts:
        yield Line("Does any part of the work differ? p NAME names it.", tone=Tone.FAINT)


def _not_asked(interview: Interview) -> Iterator[Line]:
    left = list(filterfalse(interview.answered, interview.outlook.open))
    could = interview.not_ruled_out(filter(interview.can_matter, left))
    if could:
        asked = dict.fromkeys(place.question for place in could)
        numbers = ", ".join(str(number_of(interview, id)) for id in asked)
        yield Line(f"Not asked, and could still change the first place: questions {numbers}.", "! ", Tone.WARN)
    rest = len(left) - len(could)
    if rest:
        what = counted(rest, "other question" if could else "question")
        yield Line(f"{proved(f'the {what} not asked')}.", tone=Tone.FAINT)


def proved(what: str) -> str:
    """That the answers to something are proved not to matter for the first place, as the beginning of a sentence."""
    return f"Proved: no answer to {what} can change the first place"


def row(interview: Interview, place: Slot) -> Line:
    """A question with its number and its answer."""
    question = interview.rulebook.questions[place.question]
    answer = answer_label(question, interview.answer(place)) if interview.answered(place) else "skipped"
    part = f" ({interview.parts[place.part].title})" if place.part is not None else ""
    unused = "; not used: the question does not apply" if place in interview.outlook.ignored else ""
    note = f"; note: {interview.notes[place.question]}" if place.question in interview.notes else ""
    return Line(f"{question.label}{part}: {answer}{unused}{note}", f"{number_of(interview, place.question):>4}  ")
