"""The questionnaire for a workshop, as plain text, Markdown or JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.portable.emit import number
from kpo_advisor.reports.layout import wrapped
from kpo_advisor.text.escape import clean, escaped, markdown

if TYPE_CHECKING:
    from fractions import Fraction

    from kpo_advisor.model.questions import CanBecome, Question
    from kpo_advisor.model.rulebook import Rulebook

SCHEMA = "kpo-advisor/questions/1"
NARROWEST, WIDEST = 60, 200

NOTE = "Every question also takes the answer unknown."
NO_UNIT = "a number"


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions under one heading: a section of the questionnaire, or what one person knows."""

    id: str
    title: str
    questions: tuple[Question, ...]


def questions_text(rulebook: Rulebook, width: int, *, section: str | None = None, by_who: bool = False) -> str:
    """The questionnaire as plain text in lines of at most `width` columns, taken as 60 … 200.

    `section` is the id of the only section to write; KeyError where there is none. With `by_who` the
    questions stand under everybody who knows the answer, so that some stand more than once. A question
    has the number it has in the whole questionnaire.
    """
    page = _Page(min(max(width, NARROWEST), WIDEST))
    page.write(f"{rulebook.title}: the questionnaire")
    page.write(f"{rulebook.name} {rulebook.version}")
    for paragraph in _paragraphs(rulebook):
        page.blank()
        page.write(paragraph)
    numbers = _numbers(rulebook)
    for group in _groups(rulebook, section, by_who=by_who):
        page.heading(group.title)
        for question in group.questions:
            page.blank()
            _write_question(page, question, numbers[question.id], rulebook)
    return page.text()


def questions_markdown(rulebook: Rulebook, *, section: str | None = None, by_who: bool = False) -> str:
    """The questionnaire as Markdown with boxes to tick; arguments as for `questions_text`."""
    lines = [f"# {markdown(rulebook.title)}: the questionnaire", "", markdown(f"{rulebook.name} {rulebook.version}")]
    for paragraph in _paragraphs(rulebook):
        lines += ["", markdown(paragraph)]
    numbers = _numbers(rulebook)
    for group in _groups(rulebook, section, by_who=by_who):
        lines += ["", f"## {markdown(group.title)}"]
        for question in group.questions:
            lines += _markdown_question(question, numbers[question.id], rulebook)
    return "\n".join(lines) + "\n"


def questions_json(rulebook: Rulebook, *, section: str | None = None, by_who: bool = False) -> str:
    """The questionnaire as indented JSON; arguments as for `questions_text`.

    The groups of questions are `sections`, or `people` with `by_who`. `only_if` is in words.
    """
    numbers = _numbers(rulebook)
    groups = [
        {
            **({"who": group.id} if by_who else {"id": group.id, "title": group.title}),
            "questions": [_question_data(each, numbers[each.id], rulebook) for each in group.questions],
        }
        for group in _groups(rulebook, section, by_who=by_who)
    ]
    data = {
        "schema": SCHEMA,
        "rulebook": {"name": rulebook.name, "version": rulebook.version, "sha256": rulebook.sha256},
        "title": rulebook.title,
        "introduction": rulebook.introduction,
        "people" if by_who else "sections": groups,
    }
    return escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _groups(rulebook: Rulebook, section: str | None, *, by_who: bool) -> list[_Group]:
    if section is not None and section not in {each.id for each in rulebook.sections}:
        raise KeyError(section)
    sections = [each for each in rulebook.sections if section in (None, each.id)]
    if not by_who:
        return [_Group(each.id, each.title, each.questions) for each in sections]
    known: dict[str, list[Question]] = {}
    for each in sections:
        for question in each.questions:
            for who in dict.fromkeys(question.who_knows):
                known.setdefault(who, []).append(question)
    return [_Group(who, who[:1].upper() + who[1:], tuple(questions)) for who, questions in known.items()]


def _numbers(rulebook: Rulebook) -> dict[str, int]:
    return {id: number for number, id in enumerate(rulebook.questions, start=1)}


def _paragraphs(rulebook: Rulebook) -> list[str]:
    return [each for each in rulebook.introduction.split("\n") if each.strip()] + [NOTE]


class _Page:
    """Collects lines of plain text; every text it is given is cleaned and wrapped."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []

    def blank(self) -> None:
        self.lines.append("")

    def write(self, text: str, indent: str = "", hanging: str | None = None) -> None:
        self.lines += wrapped(clean(text), self.width, indent, " " * len(indent) if hanging is None else hanging)

    def heading(self, title: str) -> None:
        self.lines += ["", ""]
        first = len(self.lines)
        self.write(title)
        self.lines.append("=" * max(map(len, self.lines[first:])))

    def text(self) -> str:
        return "".join(f"{line.rstrip()}\n" for line in self.lines)


def _write_question(page: _Page, question: Question, position: int, rulebook: Rulebook) -> None:
    page.write(question.ask, f"{position:>3}. ")
    for note in _notes(question, rulebook):
        page.write(note, "     ")
    box = "[ ]" if question.kind is Kind.MULTI else "( )"
    if not question.choice_ids:
        page.write(f"_________ {question.unit or NO_UNIT}", "     ")
    for id, means, example in _choices(question):
        page.write(f"{id}: {means}" if means else id, f"     {box} ")
        if example:
            page.write(f"Example: {example}", "         ")
    for change in question.can_become:
        page.write(_change(change), "     ")


def _markdown_question(question: Question, position: int, rulebook: Rulebook) -> list[str]:
    lines = ["", f"### {position}. {markdown(question.ask)}", "", markdown(" ".join(_notes(question, rulebook))), ""]
    if not question.choice_ids:
        lines.append(f"- [ ] … {markdown(question.unit or NO_UNIT)}")
    for id, means, example in _choices(question):
        said = f": {markdown(means)}" if means else ""
        shown = f" *Example: {markdown(example)}*" if example else ""
        lines.append(f"- [ ] **{markdown(id)}**{said}{shown}")
    lines.append("- [ ] **unknown**")
    for change in question.can_become:
        lines += ["", markdown(_change(change))]
    return lines


def _choices(question: Question) -> list[tuple[str, str, str | None]]:
    """The id, the definition (empty for yes and no) and the example of every choice."""
    if question.kind is Kind.YES_NO:
        return [(id, "", None) for id in question.choice_ids]
    return [(each.id, each.means, each.example) for each in question.choices]


def _notes(question: Question, rulebook: Rulebook) -> list[str]:
    """What there is to say about a question beside its wording and its choices, a sentence each."""
    notes = [f"{question.id}: {_form(question)}."]
    if question.help:
        notes.append(question.help)
    notes.append(f"Who knows: {', '.join(question.who_knows)}.")
    if question.only_if is not None:
        notes.append(f"Only if {in_words(question.only_if, rulebook.questions)}.")
    if question.whole:
        notes.append("About splitting the work: not asked where activities are listed.")
    return notes


def _form(question: Question) -> str:
    match question.kind:
        case Kind.NUMBER:
            return _number_form(question)
        case Kind.MULTI:
            most = f"tick up to {question.maximum_choices}" if question.maximum_choices else "tick all that hold"
            alone = " or ".join(id for id in question.choice_ids if id in question.exclusive)
            return f"{most}; {alone} stands alone" if alone else most
        case Kind.SCALE:
            return "tick one; the choices go from least to most"
    return "tick one"


def _number_form(question: Question) -> str:
    bounds = [
        f"{word} {number(bound)}"
        for word, bound in (("at least", question.minimum), ("at most", question.maximum))
        if bound is not None
    ]
    return ", ".join([f"{NO_UNIT} ({question.unit})" if question.unit else NO_UNIT, *bounds])


def _change(change: CanBecome) -> str:
    return f"Can be changed from {' or '.join(change.origins)} to {change.to}: {change.how}"


def _question_data(question: Question, position: int, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "number": position,
        "id": question.id,
        "section": question.section,
        "kind": question.kind.value,
        "ask": question.ask,
        "help": question.help,
        "who_knows": question.who_knows,
        "scope": "whole" if question.whole else "piece",
        "only_if": None if question.only_if is None else in_words(question.only_if, rulebook.questions),
        "choices": [
            {"id": id, "means": means or None, "example": example} for id, means, example in _choices(question)
        ],
        "max": question.maximum_choices,
        "exclusive": [id for id in question.choice_ids if id in question.exclusive],
        "unit": question.unit,
        "minimum": _bound(question.minimum),
        "maximum": _bound(question.maximum),
        "actionable": question.actionable,
        "can_become": [{"to": each.to, "from": each.origins, "how": each.how} for each in question.can_become],
    }


def _bound(value: Fraction | None) -> int | float | None:
    return None if value is None else value.numerator if value.denominator == 1 else float(value)
