"""Blocks as lines for a terminal: wrapped to its width, with tones that it may colour or ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import Checklist, Code, Fold, Gap, Grid, Heading, Paragraph, text_of
from kpo_advisor.reports.drawn.pictures import Activities, Bars, Picture, Portions, Turns, Waterfall
from kpo_advisor.reports.formats.terminal_pictures import activities, bars, portions, turns, waterfall
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import FAINT, GAP, HEADING, STRONG, Line, Tone, cells, cut, readable, wrapped
from kpo_advisor.text.phrases import sentence_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.reports.blocks import Block, Column
    from kpo_advisor.reports.drawn.pictures import Pictured

PAPER = 60, 200
"""The narrowest and the widest that is written for paper."""

NAME, FIGURES = 14, 32
"""Columns kept for the first column of a table that splits, and for all others of one that wraps."""

STUCK = "\ue000"
"""Stands for a space at which no line ends."""

TONES = {1: FAINT, 2: HEADING}
"""Of headings, by their level; those of groups are strong."""


def to_terminal(blocks: Iterable[Block], width: int, *, ascii_only: bool = False) -> list[Line]:
    """The blocks as lines of at most `width` columns (40 to 100), with bars of ASCII signs only where asked."""
    page = Page(readable(width), "#" if ascii_only else "█")
    for block in blocks:
        page.add(block)
    return page.lines


def to_paper(blocks: Iterable[Block], width: int) -> list[Line]:
    """The blocks as lines of at most `width` columns (60 to 200), headings underlined, as paper knows no tones."""
    page = Paper(max(PAPER[0], min(width, PAPER[1])))
    for block in blocks:
        page.add(block)
    return [Line(line.text) for line in page.lines]


class Page:
    """Collects lines of one width; every text it is given is cleaned of control characters."""

    def __init__(self, width: int, filled: str = "#") -> None:
        self.width = width
        self.lines: list[Line] = []
        self._filled = filled

    def add(self, block: Block) -> None:
        """Write a block."""
        match block:
            case Heading():
                self.heading(block)
            case Paragraph():
                self.write(block)
            case Checklist():
                self._checks(block)
            case Gap():
                self.blank()
            case Grid():
                self._table(block)
            case Picture():
                self._picture(block)
            case Code():
                self.lines += [Line(clean(line)) for line in block.text.splitlines()]
            case Fold():
                self._fold(block)

    def blank(self) -> None:
        """An empty line, never two in a row and none at the top."""
        if self.lines and self.lines[-1].text:
            self.lines.append(GAP)

    def heading(self, heading: Heading) -> None:
        """A heading; a section's is set off by an empty line."""
        if heading.level == 2:
            self.blank()
        self.write(heading, TONES.get(heading.level, STRONG))

    def write(self, paragraph: Paragraph, tone: Tone = Tone.PLAIN) -> None:
        """A paragraph in as many lines as it takes."""
        text = clean(text_of(paragraph.words))
        for line in wrapped(text, self.width, paragraph.lead, paragraph.hanging):
            self.lines.append(Line(line, tone=paragraph.tone or tone))

    def _checks(self, block: Checklist) -> None:
        for row in block.rows:
            told = " ".join(f"[{STUCK}]{STUCK}{clean(text_of(check))}" for check in row.checks)
            lead = f"{sentence_case(clean(row.owner))}: "
            self.lines += [Line(line.replace(STUCK, " ")) for line in wrapped(told, self.width, lead, "    ")]

    def _row(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        self.lines.append(Line(cut(text, self.width), tone=tone))

    def _fold(self, fold: Fold) -> None:
        self.blank()
        self.write(Paragraph(f"{fold.summary}:"))
        self.blank()
        for part in fold.parts:
            for block in part:
                self.add(block)

    def _picture(self, picture: Pictured) -> None:
        if picture.title:
            self.blank()
            self.write(Paragraph(picture.title, STRONG))
        match picture:
            case Bars():
                self.lines += bars(picture, self.width, self._filled)
            case Waterfall():
                self.lines += waterfall(picture, self.width, self._filled)
            case Activities():
                self.lines += activities(picture, self.width, self._filled)
            case Turns():
                self.lines += turns(picture, self.width)
            case Portions():
                self.lines += portions(picture, self.width, self._filled)
                if picture.rows:
                    self.blank()
                    self._table(table_of(picture))
            case _:
                self._table(table_of(picture))
        if picture.title:
            self.write(Paragraph(picture.says, FAINT))

    def _table(self, table: Grid) -> None:
        titles = [column.title for column in table.columns]
        rows = [tuple(map(clean, row)) for row in (titles, *table.rows)]
        widths = list(map(_width, table.columns, zip(*rows, strict=True)))
        for number, columns in enumerate(self._parts(table, widths)):
            if number:
                self.blank()
            others = [widths[at] for at in columns[1:]]
            reserved = FIGURES if table.wraps else sum(others)
            name = widths[0] if table.columns[0].width else max(1, min(widths[0], self.width - reserved))
            part = [name, *others]
            for at, row in enumerate(rows):
                tone = FAINT if at == 0 else STRONG if table.totals and at == len(rows) - table.totals else Tone.PLAIN
                self._table_row(table, columns, part, row, tone)

    def _parts(self, table: Grid, widths: Sequence[int]) -> list[list[int]]:
        """The columns in groups that fit, the first ones in each."""
        if not table.stay:
            return [list(range(len(widths)))]
        stay = list(range(table.stay))
        room = self.width - NAME - sum(widths[1 : table.stay])
        found: list[list[int]] = []
        left = 0
        for at in range(table.stay, len(widths)):
            if not found or widths[at] > left:
                found.append([*stay])
                left = room
            found[-1].append(at)
            left -= widths[at]
        return found

    def _table_row(
        self, table: Grid, columns: Sequence[int], widths: Sequence[int], row: Sequence[str], tone: Tone
    ) -> None:
        name = row[0]
        if table.stay and cells(name) > widths[0]:
            self.write(Paragraph(name, tone))
            name = ""
        columns = columns[:-1] if table.wraps else columns
        texts = [name, *(row[at] for at in columns[1:])]
        shown = [_cell(text, table.columns[at], width) for text, at, width in zip(texts, columns, widths, strict=False)]
        line = f"{table.lead}{''.join(shown)}"
        if table.wraps:
            self.write(Paragraph(row[-1], tone, lead=f"{line}  "))
        else:
            self._row(line, tone)


class Paper(Page):
    """A page that is printed or written upon: it has no tones, and headings are underlined."""

    def heading(self, heading: Heading) -> None:
        """A heading; a section's is set off by two empty lines and underlined."""
        if heading.level != 2:
            self.write(heading)
            return
        self.lines += [GAP, GAP]
        first = len(self.lines)
        self.write(heading)
        self.lines.append(Line("=" * max(len(line.text) for line in self.lines[first:])))


def _width(column: Column, texts: Iterable[str]) -> int:
    return column.width or min(max(cells(text) for text in texts), column.most) + column.gap


def _cell(text: str, column: Column, width: int) -> str:
    shown = cut(text, width - column.gap)
    left = width - cells(shown)
    before = left if column.align == ">" else left // 2 if column.align == "^" else 0
    return f"{' ' * before}{shown}{' ' * (left - before)}"
