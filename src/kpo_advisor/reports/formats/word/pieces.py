"""Words, cells and fields of a document of Word, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.reports.formats.word.template import TONES
from kpo_advisor.text.escape import word
from kpo_advisor.text.lines import STRONG

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

    from kpo_advisor.reports.blocks import Run
    from kpo_advisor.text.lines import Tone

FEWEST_SIGNS, MOST_SIGNS = 6, 45
"""For which a column has room at least, and at most but for a longer word."""
PADDING = 3
"""Signs for which there is room beside the words of a cell."""


def add_run(paragraph: Paragraph, text: str, tone: Tone) -> None:
    """Words in their tone, cleaned."""
    run = paragraph.add_run(word(text))
    if STRONG in tone:
        run.bold = True
    style = next((name for part, (name, _) in TONES.items() if part in tone), None)
    if style:
        run.style = style


def fill(cell: _Cell, run: Run, *, is_right: bool = False) -> None:
    """Words into an empty cell."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    add_run(paragraph, run.text, run.tone)
    align(cell, is_right=is_right)


def align(cell: _Cell, *, is_right: bool) -> None:
    """Figures to the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    if is_right:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def shade(cell: _Cell, colour: str) -> None:
    """A colour behind the words of a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def colour(cell: _Cell, wanted: str) -> None:
    """A colour for the words of a cell."""
    from docx.shared import RGBColor

    for run in cell.paragraphs[0].runs:
        run.font.color.rgb = RGBColor.from_string(wanted)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Something that Word works out, such as the number of a page, with what is shown until it does."""
    field = element("fldSimple", instr=instruction)
    run = paragraph.add_run(shown)
    paragraph._p.append(field)
    field.append(run._r)


def element(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML, for what python-docx has no name for."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    return OxmlElement(f"w:{name}", {qn(f"w:{key}"): value for key, value in attributes.items()})


def fit(table: Table, width: float) -> None:
    """Share out a width, in millimetres: wider columns for longer texts, none too narrow for a word."""
    from docx.shared import Mm

    table.autofit = False
    lengths = []
    for column in table.columns:
        texts = [cell.text for cell in column.cells]
        word = max(len(part) for text in texts for part in text.split() or ("",))
        lengths.append(max(min(max(map(len, texts)), MOST_SIGNS), word, FEWEST_SIGNS) + PADDING)
    whole = sum(lengths)
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = Mm(width * length / whole)
        for cell in column.cells:
            cell.width = Mm(width * length / whole)
