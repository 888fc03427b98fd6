"""Short marks for sources: `[3b, 4a]` is section b of document 3 and section a of document 4, `[ours]` neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.rulebook import OURS
from kpo_advisor.reports.blocks import Checklist, Citation, Heading, Item, Paragraph, Run, runs
from kpo_advisor.reports.drawn.pictures import Bars
from kpo_advisor.text.lines import FAINT
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.comparison.what_if import RuleChange
    from kpo_advisor.model.recommendation import Advice, CitedBar, CitedReason, OpenCheck, OptionReason
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import Block

    Cited = Advice | CitedBar | CitedReason | OpenCheck | OptionReason | RuleChange | RuleOutcome
    """What is said with its marks, and with what of it is inferred."""

MEANS_OURS = (
    "A conclusion of the rulebook, with its reason there, which no document states; beside another mark, it goes "
    "beyond what is stated there."
)


def citations_in(blocks: Iterable[Block]) -> Iterator[Citation]:
    """The marks in what is said, in its order."""
    for block in blocks:
        if isinstance(block, Bars):
            yield from (Citation(row.sources) for row in block.rows if row.sources)
        checks = [check for row in block.rows for check in row.checks] if isinstance(block, Checklist) else []
        for words in [block.words] if isinstance(block, Paragraph) else checks:
            yield from (run for run in runs(words) if isinstance(run, Citation))


class Citations:
    """The marks of one report, all of one rulebook; a brief report leaves out why something is inferred.

    Of more than `most` marks behind a sentence the first are printed, and `ours` in any case.
    """

    def __init__(self, rulebook: Rulebook, *, is_brief: bool = True, most: int | None = None) -> None:
        self._most = most
        self._rulebook = rulebook
        self._is_brief = is_brief
        self._marked: set[str] = set()
        self._said = 0
        self._ours = 0

    def cited(self, *said: Cited) -> tuple[str | Run | Citation, ...]:
        """The marks of what is said together, and unless the report is brief why it is ours; each after a space."""
        marks = self._rulebook.in_order(mark for one in said for mark in one.marks)
        self._marked.update(marks)
        self._said += bool(marks)
        self._ours += [*marks] == [OURS]
        why = "" if self._is_brief else " ".join(dict.fromkeys(one.inferred for one in said if one.inferred))
        return (*((" ", self._citation(marks)) if marks else ()), *((Run(f" ({why})", FAINT),) if why else ()))

    def _citation(self, marks: Sequence[str]) -> Citation:
        if self._most is None or len(marks) <= self._most:
            return Citation(tuple(marks))
        ours = marks[-1:] if marks[-1] == OURS else ()
        return Citation((*marks[: self._most - len(ours)], *ours), has_more=True)

    def sources_of(self, said: Iterable[Block]) -> Iterator[Block]:
        """The same section for the marks in some blocks alone."""
        yield from self._documents({mark for citation in citations_in(said) for mark in citation.marks})

    def sources(self) -> Iterator[Block]:
        """A section: the documents that a mark so far names, with the sections that one names, and `ours`."""
        yield from self._documents(self._marked)
        if OURS in self._marked:
            rest = "rests" if self._ours == 1 else "rest"
            yield Paragraph(f"Of {counted(self._said, 'marked sentence')}, {self._ours} {rest} on no document.", FAINT)

    def _documents(self, marked: Set[str]) -> Iterator[Block]:
        rulebook = self._rulebook
        if marked:
            yield Heading("Sources")
        for id, document in rulebook.documents.items():
            sections = {section: mark for (of, section), mark in rulebook.marks.items() if of == id}
            if marked.isdisjoint(sections.values()):
                continue
            date = "" if document.date == "no date" else f" {document.date.capitalize()}."
            number = sections[None]
            yield Item(f"{document.title}. {document.publisher}.{date}", lead=f"{f'[{number}]':<5}", anchor=number)
            if document.note:
                yield Item(document.note, FAINT, lead="     ", depth=1)
            for section, mark in sections.items():
                if section is not None and mark in marked:
                    yield Item(section, FAINT, lead=f"     {mark:>4}  ", depth=1, anchor=mark)
        if OURS in marked:
            yield Item(MEANS_OURS, FAINT, lead=f"[{OURS}] ", anchor=OURS)
