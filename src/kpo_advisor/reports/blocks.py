"""What reports are made of: builders make blocks and decide what is said, renderers decide how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.reports.drawn.pictures import Pictured
from kpo_advisor.text.lines import Tone
from kpo_advisor.text.phrases import in_brackets, sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kpo_advisor.files.logo import LogoFile


@dataclass(frozen=True, slots=True)
class Run:
    """Some words within a block, strong or faint."""

    text: str
    tone: Tone = Tone.STRONG


@dataclass(frozen=True, slots=True)
class Citation:
    """The marks of sources, such as `3b`; each is the anchor of an item of the list of sources.

    `has_more`: the report in full names more of them.
    """

    marks: tuple[str, ...]
    has_more: bool = False

    @property
    def text(self) -> str:
        """The marks in brackets."""
        return in_brackets(self.marks, has_more=self.has_more)


Words = str | tuple[str | Run | Citation, ...]
"""What a block says, in the words of whoever wrote them: renderers escape them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences.

    `lead` is what stands before the first line on a terminal, and `hanging` before the others, by itself as many
    spaces. Where it has more than the signs of lists, it is said in every format.
    """

    words: Words
    tone: Tone = Tone.PLAIN
    lead: str = ""
    hanging: str | None = None

    @property
    def label(self) -> str:
        """What of the lead is to be said where lists have signs of their own."""
        return self.lead.strip(" -+!~()[]=") and self.lead.strip()


@dataclass(frozen=True, slots=True)
class Heading(Paragraph):
    """A heading: of the report (level 1), of a section (2), or of a group within one (3)."""

    level: int = 2


@dataclass(frozen=True, slots=True)
class Item(Paragraph):
    """An item of a list, or of one within its items at a greater depth; `anchor` is the mark it explains."""

    lead: str = "- "
    depth: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Tick(Item):
    """An item of a checklist, with a box to tick."""


@dataclass(frozen=True, slots=True)
class OwnedChecks:
    """What somebody sees to before something may start."""

    owner: str
    checks: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is to be ticked off, by who sees to it; on a terminal an owner's checks share lines."""

    rows: tuple[OwnedChecks, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The owners as items of a list, each with a box for each check below."""
        return tuple(
            item
            for row in self.rows
            for item in (Item((Run(sentence_case(row.owner)),)), *(Tick(check, depth=1) for check in row.checks))
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line, where the words alone do not set blocks apart."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and whether it is set to the left (<), the right (>) or centred (^).

    On a terminal it takes `width` columns, or as many as its cells need but no more than `most`; of them, `gap`
    stay empty.
    """

    title: str
    align: str = "<"
    width: int = 0
    most: int = 1000
    gap: int = 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first column names the rows; the last `totals` rows add up those before.

    Where a terminal is too narrow, one that `splits` goes on below with the columns after the first `stay`; one that
    `wraps` has its last column in several lines; others are cut.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0
    lead: str = ""
    stay: int = 0
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that stand as they are, to be copied."""

    text: str
    language: str = "yaml"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who hands a report on and when, in a line that may be empty, and a logo: they stand above the title."""

    line: str = ""
    logo: LogoFile | None = None


@dataclass(frozen=True, slots=True)
class Fold:
    """Details that a reader opens, below a line that says what they are.

    Where a format bounds its length, the last `parts` are left out and counted as `noun`.
    """

    summary: str
    parts: tuple[tuple[Block, ...], ...]
    noun: str = "part"


Block = Paragraph | Checklist | Gap | Grid | Pictured | Code | Letterhead | Fold


@dataclass(frozen=True, slots=True)
class BlockReport:
    """A report: its title for what names a whole page, and its blocks."""

    title: str
    blocks: tuple[Block, ...]


def unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, and in place of a fold those within it."""
    for block in blocks:
        if isinstance(block, Fold):
            for part in block.parts:
                yield from unfolded(part)
        else:
            yield block


def runs(words: Words) -> tuple[Run | Citation, ...]:
    """The words in runs, neighbours of one tone joined."""
    found: list[Run | Citation] = []
    for part in (words,) if isinstance(words, str) else words:
        run = Run(part, Tone.PLAIN) if isinstance(part, str) else part
        last = found[-1] if found else None
        if isinstance(run, Run) and isinstance(last, Run) and last.tone == run.tone:
            found[-1] = Run(last.text + run.text, run.tone)
        else:
            found.append(run)
    return tuple(found)


def text_of(words: Words) -> str:
    """The words without their looks."""
    return words if isinstance(words, str) else "".join(run.text for run in runs(words))
