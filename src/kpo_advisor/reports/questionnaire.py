"""The questionnaire for a workshop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.condition_words import asked_if, bounds_in_words
from kpo_advisor.reports.blocks import BlockReport, Gap, Heading, Paragraph, Run, Tick
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.questions import CanBecome, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

NOTE = "Every question also takes the answer unknown."
NO_UNIT = "a number"
INDENT = "     "
"""Before all lines of a question but its first."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading: a section of the questionnaire, or what one person knows."""

    id: str
    title: str
    questions: tuple[Question, ...]


def questionnaire(
    rulebook: Rulebook, *, section: str | None = None, by_who: bool = False, is_brief: bool
) -> BlockReport:
    """The questionnaire with boxes to tick; a brief one is for plain paper, with room to write.

    `section` is the id of the only section to write; KpoAdvisorError where there is none. With `by_who` the
    questions stand under everybody who knows the answer, so that some stand more than once. A question
    has the number it has in the whole questionnaire.
    """
    blocks = _blocks(rulebook, grouped(rulebook, section, by_who=by_who), is_brief=is_brief)
    return BlockReport(f"{rulebook.title}: the questionnaire", tuple(blocks))


def _blocks(rulebook: Rulebook, wanted: Sequence[Group], *, is_brief: bool) -> Iterator[Block]:
    yield Heading(f"{rulebook.title}: the questionnaire", level=1)
    yield Paragraph(f"{rulebook.name} {rulebook.version}")
    for paragraph in (*rulebook.introduction.split("\n"), NOTE):
        if paragraph.strip():
            yield Gap()
            yield Paragraph(paragraph)
    numbers = numbered(rulebook)
    for group in wanted:
        yield Heading(group.title)
        for question in group.questions:
            yield Gap()
            yield Heading(question.ask, lead=f"{numbers[question.id]:>3}. ", level=3)
            yield from _to_write_upon(question, rulebook) if is_brief else _to_tick(question, rulebook)
            for change in question.can_become:
                yield Paragraph(_change(change), lead=INDENT)


def _to_write_upon(question: Question, rulebook: Rulebook) -> Iterator[Block]:
    for note in notes(question, rulebook):
        yield Paragraph(note, lead=INDENT)
    if not question.choice_ids:
        yield Paragraph(f"_________ {question.unit or NO_UNIT}", lead=INDENT)
    box = "[ ]" if question.kind is Kind.MULTI else "( )"
    for id, means, example in choices(question):
        yield Tick(f"{id}: {means}" if means else id, lead=f"{INDENT}{box} ")
        if example:
            yield Paragraph(f"Example: {example}", lead=f"{INDENT}    ")


def _to_tick(question: Question, rulebook: Rulebook) -> Iterator[Block]:
    yield Paragraph(" ".join(notes(question, rulebook)))
    if not question.choice_ids:
        yield Tick(f"… {question.unit or NO_UNIT}")
    for id, means, example in choices(question):
        said: tuple[str | Run, ...] = (f": {means}",) if means else ()
        shown = (Run(f" Example: {example}", FAINT),) if example else ()
        yield Tick((Run(id), *said, *shown))
    yield Tick((Run("unknown"),))


def grouped(rulebook: Rulebook, wanted: str | None, *, by_who: bool) -> list[Group]:
    """The questions of the sections, or of everybody who knows the answers, as `questionnaire` takes them."""
    known = [section.id for section in rulebook.sections]
    if wanted is not None and wanted not in known:
        hint = did_you_mean(wanted, known) or f"There are {', '.join(known)}."
        raise KpoAdvisorError(f'There is no section "{wanted}". {hint}')
    sections = [section for section in rulebook.sections if wanted in (None, section.id)]
    if not by_who:
        return [Group(section.id, section.title, section.questions) for section in sections]
    people: dict[str, list[Question]] = {}
    for section in sections:
        for question in section.questions:
            for person in dict.fromkeys(question.who_knows):
                people.setdefault(person.label, []).append(question)
    return [Group(who, who[:1].upper() + who[1:], tuple(questions)) for who, questions in people.items()]


def numbered(rulebook: Rulebook) -> dict[str, int]:
    """The number of each question in the whole questionnaire."""
    return {id: number for number, id in enumerate(rulebook.questions, start=1)}


def choices(question: Question) -> list[tuple[str, str, str | None]]:
    """The id, the definition (empty for yes and no) and the example of every choice."""
    if question.kind is Kind.YES_NO:
        return [(id, "", None) for id in question.choice_ids]
    return [(choice.id, choice.means, choice.example) for choice in question.choices]


def notes(question: Question, rulebook: Rulebook) -> list[str]:
    """What there is to say about a question beside its wording and its choices, a sentence each."""
    notes = [f"{question.id}: {_form(question)}."]
    if question.help:
        notes.append(question.help)
    notes.append(f"Who knows: {question.who}.")
    if question.only_if is not None:
        notes.append(f"Only if {asked_if(question, rulebook.questions)}. {question.else_counts_as}".strip())
    if question.whole:
        notes.append("About splitting the work: not asked where activities are listed.")
    return notes


def _form(question: Question) -> str:
    match question.kind:
        case Kind.NUMBER:
            asked = f"{NO_UNIT} ({question.unit})" if question.unit else NO_UNIT
            return ", ".join([asked, *bounds_in_words(question)])
        case Kind.MULTI:
            most = f"tick up to {question.maximum_choices}" if question.maximum_choices else "tick all that hold"
            alone = " or ".join(question.in_order(question.exclusive))
            return f"{most}; {alone} stands alone" if alone else most
        case Kind.SCALE:
            return "tick one; the choices go from least to most"
    return "tick one"


def _change(change: CanBecome) -> str:
    return f"Can be changed from {' or '.join(change.origins)} to {change.to}: {change.how}"
