"""The sheet as YAML: a profile of what one person answers, with every question as a comment until it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.portable.emit import scalar
from kpo_advisor.profiles.writing import HOW, comment, commented
from kpo_advisor.reports.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.reports.sheets.sheet import Asked, Sheet


def sheet_yaml(sheet: Sheet) -> str:
    """The sheet as a profile; it loads as it is, with no answer, and with those that are filled in."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield from comment(f"{sheet.heading}.", "")
    for paragraph in (*words.opening(sheet)[:-1], HOW) if sheet.asked else words.opening(sheet):
        yield from ("#", *comment(paragraph, ""))
    yield ""
    if sheet.title is not None:
        yield f"title: {scalar(sheet.title)}"
    yield from (f"person: {scalar(sheet.person.label)}", "", "answers:")
    yield from _questions(sheet, None, "  ")
    if sheet.activities:
        yield from ("", "activities:")
    for title, share in sheet.activities:
        yield from (f"  - title: {scalar(title)}", f"    share: {share}", "    answers:")
        yield from _questions(sheet, title, "      ")
    if sheet.asked:
        yield from ("", *comment("Where an answer comes from: take away the sign and write it.", ""), "notes:")
    for id in dict.fromkeys(asked.question.id for asked in sheet.asked):
        yield f"  # {scalar(id)}: where it says so, or who said it"


def _questions(sheet: Sheet, activity: str | None, indent: str) -> Iterator[str]:
    """The questions for an activity, or for the whole: those that may change the answer first."""
    for title, group in ((words.DECIDING, sheet.deciding), (words.COMPLETING, sheet.completing)):
        here = [asked for asked in group if asked.activity == activity]
        if here and sheet.title is not None:
            yield from ("", *comment(f"==== {title} ====", indent))
        yield from _group(here, sheet, indent)


def _group(group: Sequence[Asked], sheet: Sheet, indent: str) -> Iterator[str]:
    for asked in group:
        told = (words.only_if(asked.question, sheet.rulebook), asked.may_change, words.so_far(asked))
        yield from ("", *comment(words.name_of(asked), indent))
        yield from commented(asked.question, sheet.rulebook, told, indent)
