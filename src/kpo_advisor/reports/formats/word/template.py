"""An empty document of Word with the styles that reports use, and a finished one as bytes that are always the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.text.lines import BAD, FAINT, GOOD, WARN

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import CharacterStyle, ParagraphStyle

INSTALL = "Word needs python-docx, which is not installed: pip install 'kpo-advisor[word]'"
CHECKLIST, SOURCES, CODE, LETTERHEAD = "Checklist", "Sources", "Code", "Letterhead"
"""Our own styles of paragraphs, beside those that Word has."""
TONES = {FAINT: ("Faint", "595959"), GOOD: ("Good", "1B5E20"), WARN: ("Caution", "7A4300"), BAD: ("Barred", "8B0000")}
"""Our own styles of words: their names and colours, all dark enough on white for weak eyes."""

A4 = 210, 297
MARGIN = 22
TEXT = A4[0] - 2 * MARGIN
"""The width of the text; all in millimetres."""
LONGEST_PROPERTY = 255
_KEPT = ("Normal Table", "Table Grid")
_UNUSED = ("thumbnail", "stylesWithEffects", "customXml", "extended-properties")
"""What the template of python-docx holds and no report needs, by the ends of its kinds of relationships: also which
program wrote it, which is not so."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say: files in it have a time, and ours have none."""


def empty_document(title: str) -> Document:
    """A document on A4 paper without any text. Raises KpoAdvisorError where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise KpoAdvisorError(INSTALL) from error
    document = docx.Document()
    _drop_unused(document)
    _set_up_page(document)
    _set_up_styles(document)
    _describe(document, title)
    return document


def bytes_of(document: Document) -> bytes:
    """The file: the same document gives the same bytes, on every machine, so nothing in it is compressed."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts, ZipFile(fixed, "w", ZIP_STORED) as file:
        for name in parts.namelist():
            info = ZipInfo(name, _FIRST_DAY)
            info.create_system = 0  # the same on every system
            file.writestr(info, parts.read(name))
    return fixed.getvalue()


def _drop_unused(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for id in [id for id, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
            relations.pop(id)
    for style in list(document.styles):
        if style.element.get(_w("type")) == "table" and style.name not in _KEPT:
            style.element.getparent().remove(style.element)


def _set_up_page(document: Document) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, A4)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)


def _set_up_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt, RGBColor

    styles = document.styles
    normal = _paragraph_style(document, "Normal")
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 22), ("Heading 1", 15), ("Heading 2", 12), ("Heading 3", 10.5), ("Caption", 9)):
        style = _paragraph_style(document, name)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string("1F3A5F")
        style.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Bullet 2", "List Bullet 3"):
        _paragraph_style(document, name).paragraph_format.space_after = Pt(2)
    for name in (CHECKLIST, SOURCES, CODE, LETTERHEAD):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.space_after = Pt(3)
    for name, indent in ((CHECKLIST, 7), (SOURCES, 12)):
        layout = _paragraph_style(document, name).paragraph_format
        layout.left_indent, layout.first_line_indent = Mm(indent), Mm(-indent)
        layout.tab_stops.add_tab_stop(Mm(indent))
    code = _paragraph_style(document, CODE)
    code.font.name, code.font.size = "Consolas", Pt(9)
    for name, colour in TONES.values():
        tone: CharacterStyle = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        tone.font.color.rgb = RGBColor.from_string(colour)
    for language in styles.element.iter(_w("lang")):
        language.set(_w("val"), "en-GB")  # proofing needs a country; the words are those of Britain


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles[name]
    return style


def _describe(document: Document, title: str) -> None:
    """What the file says of itself: its title and language, but neither an author nor a time."""
    properties = document.core_properties
    for child in list(properties._element):
        properties._element.remove(child)
    properties.title = title[:LONGEST_PROPERTY]
    properties.language = "en"


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
