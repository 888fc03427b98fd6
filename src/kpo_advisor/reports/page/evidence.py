"""What the page rests on: how much of it no document says, and whose documents they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rulebook import OURS
from kpo_advisor.reports.blocks import Gap, Paragraph
from kpo_advisor.reports.citations import citations_in
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

NO_LEGAL_ADVICE = "No legal advice."
ELSEWHERE = "More: --full; marks: show 3h."
LISTED = "What the marks stand for is listed below."
BELOW = "More, and what the marks stand for, follows."
"""Where to find more: by the commands, in the list of sources, or in the document that goes on."""


def evidence(
    said: Iterable[Block], given: Recommendation, rulebook: Rulebook, more: str = ELSEWHERE
) -> Iterator[Block]:
    """One line on what was said: how much goes beyond the documents, and what interest their authors have."""
    marked = [*citations_in(said)]
    beyond = [citation for citation in marked if OURS in citation.marks]
    interested = [source for source in given.sources if rulebook.documents[source.id].interest]
    yield Gap()
    go = "goes" if len(beyond) == 1 else "go"
    told = f"{len(beyond)} of {counted(len(marked), 'marked sentence')} {go} beyond the documents [{OURS}]"
    if interested:
        are = "is by a seller" if len(interested) == 1 else "are by sellers"
        told += f"; {len(interested)} of {counted(len(given.sources), 'document')} {are} of outsourcing"
    yield Paragraph(f"{told}. {more} {NO_LEGAL_ADVICE}", FAINT)
