"""All answers on one page, with what is not used and what was not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.said import Said, Tone, in_short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview


def review(interview: Interview) -> Iterator[Said]:
    """Every question with its answer, and what is not used or was not asked."""
    yield Said("All answers", tone=Tone.STRONG)
    for section in interview.rulebook.sections:
        ids = {each.id for each in section.questions}
        rows = [each for each in interview.places() if each.question in ids and _is_shown(interview, each)]
        if rows:
            yield Said(section.title, tone=Tone.FAINT)
            yield from (row(interview, each) for each in rows)
    for at, part in enumerate(interview.parts, start=1):
        yield Said(f"Part {at}: {part.title}, share {part.share}", tone=Tone.FAINT)
    yield from _not_asked(interview)
    if not interview.parts:
        yield Said("Does any part of the work differ? p NAME names it.", tone=Tone.FAINT)


def _not_asked(interview: Interview) -> Iterator[Said]:
    left = [each for each in interview.outlook.open if not interview.answered(each)]
    could = interview.not_ruled_out(filter(interview.can_matter, left))
    if could:
        numbers = ", ".join(str(interview.number(id)) for id in dict.fromkeys(each.question for each in could))
        yield Said(f"Not asked, and could still change the first place: questions {numbers}.", "! ", Tone.WARN)
    rest = len(left) - len(could)
    if rest:
        counted = "1 question" if rest == 1 else f"{rest} questions"
        yield Said(f"Not asked, and cannot change the first place: {counted}.", tone=Tone.FAINT)


def _is_shown(interview: Interview, place: Slot) -> bool:
    return interview.answered(place) or place in interview.skipped


def row(interview: Interview, place: Slot) -> Said:
    """A question with its number and its answer."""
    question = interview.rulebook.questions[place.question]
    answer = in_short(interview.answer(place), question) if interview.answered(place) else "skipped"
    part = f" ({interview.parts[place.part].title})" if place.part is not None else ""
    unused = "; not used: the question does not apply" if place in interview.outlook.ignored else ""
    note = f"; note: {interview.notes[place.question]}" if place.question in interview.notes else ""
    return Said(f"{place.question}{part}: {answer}{unused}{note}", f"{interview.number(place.question):>4}  ")
