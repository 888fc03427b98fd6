"""Blocks as a document of Word that people edit: real headings, lists, boxes to tick, tables and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import (
    Checklist,
    Citation,
    Code,
    Fold,
    Grid,
    Heading,
    Item,
    Letterhead,
    Paragraph,
    Run,
    Tick,
    runs,
    unfolded,
)
from kpo_advisor.reports.drawn.pictures import Bars, HeatMap, Picture
from kpo_advisor.reports.formats.word.pieces import add_field, add_run, align, colour, element, fill, fit, shade
from kpo_advisor.reports.formats.word.template import (
    CHECKLIST,
    CODE,
    LETTERHEAD,
    SOURCES,
    TEXT,
    TONES,
    bytes_of,
    empty_document,
)
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.text.escape import word
from kpo_advisor.text.lines import FAINT, STRONG, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph as WordParagraph

    from kpo_advisor.files.logo import LogoFile
    from kpo_advisor.reports.blocks import Block, BlockReport, Words
    from kpo_advisor.reports.drawn.pictures import BarRow, Pictured

HEADINGS = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
"""Of headings by their level; those of deeper levels are alike."""
DEEPER = "Heading 3"
BULLETS = "List Bullet", "List Bullet 2", "List Bullet 3"
LOGO = 50, 18
"""The most that a logo takes, in millimetres."""
WHOLE_BAR = 10
"""Signs that draw a score of 100."""
FOR, AGAINST = "2F5D8A", "A04040"
"""Colours of the two sides of a bar."""
BAR = 25
"""Millimetres for each side of the bars."""
SHADES = {3: "A9C6E8", 2: "C6DAF0", 1: "E2EDF8", 0: "FFFFFF", -1: "F9E6E2", -2: "F2CCC4", -3: "EAB2A6"}
"""Of ratings: pale enough for the figures on them to be read."""
HEAD = "E8EDF3"
"""What stands behind the titles of columns."""
BOX = (
    "<w:sdt {}><w:sdtPr><w14:checkbox><w14:checked w14:val='0'/><w14:checkedState w14:val='2612' w14:font='MS Gothic'/>"
    "<w14:uncheckedState w14:val='2610' w14:font='MS Gothic'/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>"
    "<w:rFonts w:ascii='MS Gothic' w:eastAsia='MS Gothic' w:hAnsi='MS Gothic' w:hint='eastAsia'/></w:rPr>"
    "<w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)
"""A box that a click ticks."""


def to_word(report: BlockReport) -> bytes:
    """The report as a .docx file; the same report gives the same bytes.

    Raises KpoAdvisorError where python-docx is not installed.
    """
    title = word(report.title)
    page = _WordPage(empty_document(title), _anchors(report.blocks))
    if not any(isinstance(block, Heading) and block.level == 1 for block in report.blocks):
        page.add(Heading(report.title, level=1))
    for block in report.blocks:
        page.add(block)
    page.number_pages(title)
    return bytes_of(page.document)


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    """The marks that an item explains, which alone can be gone to."""
    for block in unfolded(blocks):
        if isinstance(block, Item) and block.anchor:
            yield block.anchor


class _WordPage:
    """Adds blocks at the end of a document, every text in it cleaned of what XML cannot hold."""

    def __init__(self, document: Document, anchors: Iterable[str]) -> None:
        self.document = document
        self._places = {anchor: f"source_{number}" for number, anchor in enumerate(dict.fromkeys(anchors), start=1)}
        self._tables = 0

    def add(self, block: Block) -> None:
        """Write a block."""
        match block:
            case Heading():
                self._paragraph(block, HEADINGS.get(block.level, DEEPER))
            case Item():
                self._item(block)
            case Paragraph():
                self._paragraph(block)
            case Checklist():
                self._checks(block)
            case Grid():
                self._grid(block)
            case Picture():
                self._picture(block)
            case Code():
                for line in block.text.splitlines():
                    self.document.add_paragraph(word(line), style=CODE)
            case Letterhead():
                self._letterhead(block)
            case Fold():
                self._fold(block)

    def number_pages(self, title: str) -> None:
        """The title and the number of the page at the foot of every page."""
        foot = self.document.sections[0].footer.paragraphs[0]
        foot.add_run(f"{title} · ", style=TONES[FAINT][0])
        add_field(foot, "PAGE", "1")

    def _paragraph(self, block: Paragraph, style: str = "Normal") -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style)
        label = block.label
        if label:
            paragraph.add_run(word(f"{label} ")).bold = True
        self._say(paragraph, block.words, block.tone)
        return paragraph

    def _tick(self, tick: Tick) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph = self.document.add_paragraph(style=CHECKLIST)
        paragraph._p.append(parse_xml(BOX.format(nsdecls("w", "w14"))))
        paragraph.add_run("\t")
        self._say(paragraph, tick.words, tick.tone)

    def _checks(self, checklist: Checklist) -> None:
        """Who sees to it, and below the boxes to tick."""
        for item in checklist.items:
            if isinstance(item, Tick):
                self._tick(item)
            else:
                self._paragraph(Paragraph(item.words)).paragraph_format.keep_with_next = True

    def _item(self, item: Item) -> None:
        if isinstance(item, Tick):
            self._tick(item)
            return
        if not item.anchor:
            self._paragraph(item, BULLETS[min(item.depth, len(BULLETS) - 1)])
            return
        paragraph = self.document.add_paragraph(style=SOURCES)
        name = self._places[item.anchor]
        number = str([*self._places].index(item.anchor) + 1)
        paragraph._p.append(element("bookmarkStart", id=number, name=name))
        paragraph.add_run(word(f"[{item.anchor}]"))
        paragraph._p.append(element("bookmarkEnd", id=number))
        paragraph.add_run("\t")
        self._say(paragraph, item.words, item.tone)

    def _say(self, paragraph: WordParagraph, words: Words, tone: Tone) -> None:
        for run in runs(words):
            if isinstance(run, Citation):
                self._cite(paragraph, run)
            else:
                add_run(paragraph, run.text, run.tone | tone)

    def _cite(self, paragraph: WordParagraph, citation: Citation) -> None:
        """Marks in brackets, each a link to what explains it."""
        for number, mark in enumerate(citation.marks):
            paragraph.add_run(", " if number else "[")
            run = paragraph.add_run(word(mark))
            if mark in self._places:
                link = element("hyperlink", anchor=self._places[mark])
                paragraph._p.append(link)
                link.append(run._r)
        paragraph.add_run(", …]" if citation.has_more else "]")

    def _picture(self, picture: Pictured) -> None:
        """The table that says the same, its bars drawn in words of colour and its ratings on shades."""
        self._caption(picture.title)
        table = self._grid(table_of(picture))
        if isinstance(picture, Bars):
            self._draw(picture.rows, table)
        if isinstance(picture, HeatMap):
            for row, line in zip(picture.rows, table.rows[1:], strict=False):
                ratings = line.cells[-len(row.ratings) :]
                for rating, cell in zip(row.ratings, ratings, strict=True):
                    shade(cell, SHADES[round(rating)])
        if picture.title:
            self.document.add_paragraph(word(picture.says))

    def _draw(self, rows: Sequence[BarRow], table: Table) -> None:
        """Beside the figures of each row, its bar: towards the left what is against, towards the right what is for."""
        from docx.shared import Mm

        titles = table.rows[0].cells
        for title in ("against", "for"):
            table.add_column(Mm(BAR))
            fill(table.rows[0].cells[-1], Run(title))
            shade(table.rows[0].cells[-1], HEAD)
        for row, line in zip(rows, table.rows[1:], strict=True):
            drawn = "█" * round(abs(row.score) * WHOLE_BAR / 100)
            against, speaking = line.cells[len(titles) :]
            fill(against, Run(drawn if row.score < 0 else "", Tone.PLAIN), is_right=True)
            fill(speaking, Run(drawn if row.score > 0 else "", Tone.PLAIN))
            colour(against, AGAINST)
            colour(speaking, FOR)
        fit(table, TEXT)

    def _fold(self, fold: Fold) -> None:
        self._paragraph(Paragraph(fold.summary, STRONG))
        for inside in (inside for part in fold.parts for inside in part):
            self.add(inside)

    def _grid(self, grid: Grid) -> Table:
        table = self._table([column.title for column in grid.columns], len(grid.rows))
        rights = [column.align == ">" for column in grid.columns]
        for number, row in enumerate(grid.rows):
            is_total = number >= len(grid.rows) - grid.totals
            for cell, text, right in zip(table.rows[number + 1].cells, row, rights, strict=True):
                fill(cell, Run(text, STRONG if is_total else Tone.PLAIN), is_right=right)
        for cell, right in zip(table.rows[0].cells, rights, strict=True):
            align(cell, is_right=right)
        fit(table, TEXT)
        return table

    def _caption(self, text: str) -> None:
        if text:
            self._tables += 1
            caption = self.document.add_paragraph("Table ", style="Caption")
            add_field(caption, r"SEQ Table \* ARABIC", str(self._tables))
            caption.add_run(word(f". {text}"))

    def _table(self, titles: Sequence[str], rows: int) -> Table:
        """A table with its titles, which stand again on every page that it goes on to; no row is parted."""
        from docx.shared import Pt

        table: Table = self.document.add_table(rows + 1, len(titles), style="Table Grid")
        for cell, title in zip(table.rows[0].cells, titles, strict=True):
            fill(cell, Run(title))
            shade(cell, HEAD)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(element("cantSplit"))
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        after = self.document.add_paragraph()  # else two tables in a row would be one
        after.paragraph_format.space_after, after.paragraph_format.line_spacing = 0, Pt(6)
        return table

    def _letterhead(self, head: Letterhead) -> None:
        if head.logo is not None:
            self._logo(head.logo)
        if head.line:
            self.document.add_paragraph(word(head.line), style=LETTERHEAD)

    def _logo(self, logo: LogoFile) -> None:
        """The picture as it is: python-docx would look into it once more, and takes not every JPEG."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.oxml.shape import CT_Inline
        from docx.parts.image import ImagePart
        from docx.shared import Mm

        ending = logo.media.partition("/")[2]
        part = ImagePart(PackURI(f"/word/media/logo.{ending}"), logo.media, logo.data)
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        width, height = logo.within(*LOGO)
        inline = CT_Inline.new_pic_inline(1, relation, f"logo.{ending}", Mm(width), Mm(height))
        inline.docPr.set("descr", word(logo.shows))
        self.document.add_paragraph(style=LETTERHEAD).add_run()._r.add_drawing(inline)
