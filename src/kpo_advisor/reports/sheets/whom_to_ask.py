"""Whom to ask what is still open in a profile, those who may change most first."""

from __future__ import annotations

from shlex import join
from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import BlockReport, Code, Gap, Heading, Item, Paragraph, Run
from kpo_advisor.reports.sheets import words
from kpo_advisor.text.lines import FAINT, GOOD
from kpo_advisor.text.phrases import sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.reports.blocks import Block
    from kpo_advisor.reports.sheets.sheet import Sheet


def whom_to_ask(title: str, given: Sequence[str], sheets: Sequence[Sheet]) -> BlockReport:
    """For everybody who can still answer something: what, by whether it may change what comes first.

    `given` are the words of the command line that a sheet is asked for with too, such as `--profile FILE`.
    """
    heading = f"Whom to ask: {title}"
    return BlockReport(heading, (Heading(heading, level=1), *_blocks(given, sheets)))


def _blocks(given: Sequence[str], sheets: Sequence[Sheet]) -> Iterator[Block]:
    asked = sorted((sheet for sheet in sheets if sheet.asked), key=lambda sheet: -len(sheet.deciding))
    if not asked:
        yield Paragraph("Nothing is open on which anything depends, so there is nobody to ask.", GOOD)
        return
    for title, group in (
        (words.DECIDING, [(sheet, sheet.deciding) for sheet in asked]),
        (words.COMPLETING, [(sheet, sheet.completing) for sheet in asked]),
    ):
        if any(here for _, here in group):
            yield Heading(title)
        for sheet, here in group:
            if here:
                who = Run(sentence_case(sheet.person.label))
                yield Item((who, f": {'; '.join(map(words.name_of, here))}."))
    yield Gap()
    yield Paragraph("What several know stands with each of them. A form to fill in, for each:", FAINT)
    people = [sheet.person.id for sheet in asked]
    commands = (["kpo-advisor", "questions", "--who", who, *given, "-o", f"{who}.html"] for who in people)
    yield Code("\n".join(map(join, commands)), "sh")
