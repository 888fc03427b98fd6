"""What the page rests on: how much of it no document says, and whose documents they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rulebook import OURS
from kpo_advisor.reports.blocks import Checklist, Citation, Gap, Paragraph, runs
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

NO_LEGAL_ADVICE = "No legal advice."


ELSEWHERE = "More: --full; a mark: show 3h."
BELOW = "More, and what the marks stand for, follows."


def evidence(
    said: Iterable[Block], given: Recommendation, rulebook: Rulebook, *, goes_on: bool = False
) -> Iterator[Block]:
    """One line on what was said: how much goes beyond the documents, and what interest their authors have.

    It ends with where to find more: in what follows, if the page `goes_on`.
    """
    marked = [run for block in said for run in _citations(block)]
    beyond = [citation for citation in marked if OURS in citation.marks]
    interested = [source for source in given.sources if rulebook.documents[source.id].interest]
    yield Gap()
    told = f"{len(beyond)} of {counted(len(marked), 'marked sentence')} go beyond the documents [{OURS}]"
    if interested:
        told += f"; {len(interested)} of {counted(len(given.sources), 'document')} are by sellers of outsourcing"
    yield Paragraph(f"{told}. {BELOW if goes_on else ELSEWHERE} {NO_LEGAL_ADVICE}", FAINT)


def _citations(block: Block) -> Iterator[Citation]:
    match block:
        case Paragraph():
            words = [block.words]
        case Checklist():
            words = [check for row in block.rows for check in row.checks]
        case _:
            words = []
    for said in words:
        yield from (run for run in runs(said) if isinstance(run, Citation))
