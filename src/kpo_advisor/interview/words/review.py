"""All answers in words, on screens by topic, with what is not used and what was not asked."""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from kpo_advisor.interview.numbering import in_number_order, number_of
from kpo_advisor.interview.typed.line import number_in
from kpo_advisor.interview.typed.shares import parts_of_whole, share_in_words
from kpo_advisor.interview.words.room import PAGE, screens
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.text.lines import NO_BREAK, Line, Tone
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.profile import Activity

UNDER = "      "


def review(interview: Interview, words: str = "") -> Iterator[Line]:
    """Every question with its number and its answer, and what was not asked; of several screens that of this number."""
    found = answers_on_screens(interview)
    yield from found[(number_in(words, len(found)) or 1) - 1]


def answers_on_screens(interview: Interview) -> list[list[Line]]:
    """Every question with its number and its answer, and what was not asked, on as many screens as that takes."""
    blocks = [*_by_topic(interview), list(_the_rest(interview))]
    found = screens(filter(None, blocks), PAGE - 1)
    if len(found) == 1:
        return [[Line("All answers", tone=Tone.STRONG), *found[0]]]
    heads = (f"screen {at} of {len(found)}; r {at % len(found) + 1} shows the next" for at in range(1, len(found) + 1))
    return [
        [Line(f"All answers, {head}", tone=Tone.STRONG), *screen] for head, screen in zip(heads, found, strict=True)
    ]


def _by_topic(interview: Interview) -> Iterator[list[Line]]:
    places = in_number_order(interview, filter(interview.is_dealt_with, interview.places()))
    for section in interview.rulebook.sections:
        ids = {question.id for question in section.questions}
        of: dict[str, list[Slot]] = {}
        for place in places:
            if place.question in ids:
                of.setdefault(place.question, []).append(place)
        if of:
            told = [line for alike in of.values() for line in row(interview, alike)]
            yield [Line(section.title, tone=Tone.FAINT), *told]


def row(interview: Interview, places: Sequence[Slot]) -> Iterator[Line]:
    """A question with its number, its answer, side by side where the parts have one each, and its note."""
    id = places[0].question
    question = interview.rulebook.questions[id]
    said = [_answer(interview, place) for place in places]
    if places[0].part is not None:
        said = [
            f"{interview.parts[place.part].title}: {answer}"
            for place, answer in zip(places, said, strict=True)
            if place.part is not None
        ]
    yield Line(f"{question.label}: {' | '.join(said)}", f"{number_of(interview, id):>4}  ")
    if id in interview.notes:
        for note in interview.notes[id].splitlines():
            yield Line(f"Note: {note}", UNDER, Tone.FAINT)


def _answer(interview: Interview, place: Slot) -> str:
    question = interview.rulebook.questions[place.question]
    answer = answer_label(question, interview.answer(place)) if interview.answered(place) else "skipped"
    unused = " (not used: the question does not apply)" if place in interview.outlook.ignored else ""
    return f"{answer}{unused}"


def _the_rest(interview: Interview) -> Iterator[Line]:
    for at, part in enumerate(with_shares(interview.parts), start=1):
        yield Line(f"Part {at}: {part}", tone=Tone.FAINT)
    left = list(filterfalse(interview.answered, interview.outlook.open))
    could = interview.not_ruled_out(filter(interview.can_matter, left))
    if could:
        named = _named(interview, could)
        yield Line(f"Not asked, and could still change the first place: {named}.", "! ", Tone.WARN)
    rest = [place for place in left if place not in could]
    if rest:
        count, what = len(set(_questions(rest))), "other question" if could else "question"
        what = what if count == 1 else counted(count, what)
        yield Line(f"{proved(f'the {what} not asked')}: {_named(interview, rest)}.", tone=Tone.FAINT)
    if not interview.parts:
        yield Line("Does any part of the work differ? p NAME names it.", tone=Tone.FAINT)


def _named(interview: Interview, places: Iterable[Slot]) -> str:
    """The questions of places, by number and label."""
    labels = {id: interview.rulebook.questions[id].label for id in _questions(in_number_order(interview, places))}
    return ", ".join(f"{number_of(interview, id)}{NO_BREAK}{label}" for id, label in labels.items())


def _questions(places: Iterable[Slot]) -> Iterator[str]:
    return (place.question for place in places)


def with_shares(parts: Sequence[Activity]) -> list[str]:
    """The parts by their titles, each with its share."""
    shares = zip(parts, parts_of_whole(parts), strict=True)
    return [f"{part.title}, {share_in_words(share)} of the hours" for part, share in shares]


def proved(what: str) -> str:
    """That the answers to something are proved not to matter for the first place, as the beginning of a sentence."""
    return f"Proved: no answer to {what} can change the first place"
