"""The sheet as a report: questions with boxes to tick, for paper or for a text that is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Kind
from kpo_advisor.reports.blocks import BlockReport, Gap, Heading, Paragraph, Run, Tick
from kpo_advisor.reports.questionnaire import INDENT, choices
from kpo_advisor.reports.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.sheets.sheet import Asked, Sheet

LINE = "_________"


def on_paper(sheet: Sheet, *, is_brief: bool) -> BlockReport:
    """The sheet with boxes to tick; a brief one is for plain paper."""
    return BlockReport(sheet.heading, tuple(_blocks(sheet, is_brief=is_brief)))


def _blocks(sheet: Sheet, *, is_brief: bool) -> Iterator[Block]:
    yield Heading(sheet.heading, level=1)
    for paragraph in words.opening(sheet):
        yield Gap()
        yield Paragraph(paragraph)
    number = 1
    for title, group in ((words.DECIDING, sheet.deciding), (words.COMPLETING, sheet.completing)):
        if group:
            yield Heading(title if sheet.title is not None else words.ALL)
        yield from _group(group, number, sheet, is_brief=is_brief)
        number += len(group)


def _group(group: Sequence[Asked], first: int, sheet: Sheet, *, is_brief: bool) -> Iterator[Block]:
    for number, asked in enumerate(group, start=first):
        yield Gap()
        yield Heading(words.name_of(asked), lead=f"{number:>3}. ", level=3)
        indent = INDENT if is_brief else ""
        yield Paragraph((Run(asked.question.ask),), lead=indent)
        for said in _told(asked, sheet):
            yield Paragraph(said, lead=indent)
        yield from _boxes(asked, is_brief=is_brief)
        yield Paragraph(f"{words.NOTE}: {LINE}", lead=indent)


def _told(asked: Asked, sheet: Sheet) -> Iterator[str]:
    question = asked.question
    said = (question.help, words.only_if(question, sheet.rulebook), asked.may_change, words.so_far(asked))
    yield from filter(None, (*said, words.way_to_answer(question)))


def _boxes(asked: Asked, *, is_brief: bool) -> Iterator[Block]:
    question = asked.question
    box = f"{INDENT}{'[ ]' if question.kind is Kind.MULTI else '( )'} " if is_brief else "- "
    if not question.choice_ids:
        yield Tick(f"{LINE} {question.unit or 'a number'}", lead=box)
    for id, means, example in choices(question):
        shown = f" Example: {example}." if example else ""
        yield Tick((Run(question.label_of(id)), f": {means}.{shown}") if means else (Run(id),), lead=box)
    yield Tick((Run(words.UNKNOWN),), lead=box)
