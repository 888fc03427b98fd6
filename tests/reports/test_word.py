"""The document of Word, read back: real headings, tables, boxes and links, no text lost, and always the same bytes."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from fractions import Fraction
from typing import TYPE_CHECKING

import docx
import pytest

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.files.logo import LogoFile
from kpo_advisor.reports.blocks import (
    BlockReport,
    Checklist,
    Citation,
    Code,
    Column,
    Fold,
    Gap,
    Grid,
    Heading,
    Item,
    Letterhead,
    OwnedChecks,
    Paragraph,
    Run,
    Tick,
)
from kpo_advisor.reports.document.document import document
from kpo_advisor.reports.drawn.pictures import BarRow, Bars, HeatMap, HeatRow
from kpo_advisor.reports.formats.word.to_word import to_word
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.text.escape import clean, word
from tests.files.logos import jpeg, png
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, PROFILES, poisoned, recommendation, rulebook
from tests.reports.test_document import made, profile

if TYPE_CHECKING:
    from docx.document import Document

    from kpo_advisor.reports.blocks import Block

TICKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(*blocks: Block) -> Document:
    return docx.Document(io.BytesIO(to_word(BlockReport("Title", blocks))))


def styled(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


@pytest.mark.parametrize("name", PROFILES)
def test_headings_are_those_of_the_blocks_in_styles_of_word(name: str) -> None:
    report = made(name)
    found = docx.Document(io.BytesIO(to_word(report)))
    wanted = {1: "Title", 2: "Heading 1", 3: "Heading 2"}
    for level, style in wanted.items():
        titles = [block for block in report.blocks if isinstance(block, Heading) and block.level == level]
        assert len(styled(found, style)) == len(titles)
    assert styled(found, "Title") == [report.title]


@pytest.mark.parametrize("name", PROFILES)
def test_every_note_and_every_box_of_a_report_is_in_it(name: str) -> None:
    report = made(name)
    found = docx.Document(io.BytesIO(to_word(report)))
    cells = {cell.text for table in found.tables for row in table.rows for cell in row.cells}
    assert set(profile(name).notes.values()) <= cells
    boxes = [block for block in report.blocks if isinstance(block, Tick)]
    boxes += [
        item for block in report.blocks if isinstance(block, Checklist) for item in block.items if type(item) is Tick
    ]
    assert len(list(found.element.iter(TICKED))) == len(boxes) == len(styled(found, "Checklist"))


def test_a_table_says_its_titles_again_on_every_page_and_parts_no_row() -> None:
    columns = Column("What"), Column("Points", ">")
    (table,) = read(Grid(columns, (("a", "1"), ("All", "2")), totals=1)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["What", "Points"], ["a", "1"], ["All", "2"]]
    assert [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows] == [True, False, False]
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in table.rows] == [True, None, True]
    assert all(row.cells[1].paragraphs[0].alignment == 2 for row in table.rows)
    width = sum(column.width for column in table.columns)
    assert abs(width / 36000 - 166) < 1  # of A4, less two margins of 22 mm


def test_a_picture_is_a_table_with_its_caption_and_what_it_says() -> None:
    rows = [BarRow(title, score, score, score) for title, score in (("A", Fraction(50)), ("B", Fraction(-20)))]
    ratings = HeatMap("Ratings", "A is better.", ("A",), (HeatRow("C", 2, (Fraction(3),)),))
    found = read(Bars("Scores", "A is ahead.", tuple(rows)), ratings)
    captions = [paragraph for paragraph in found.paragraphs if paragraph.style and paragraph.style.name == "Caption"]
    assert ["".join(text.text or "" for text in caption._p.iter(f"{W}t")) for caption in captions] == [
        "Table 1. Scores",
        "Table 2. Ratings",
    ]
    assert "A is ahead." in styled(found, "Normal")
    drawn, heat = found.tables
    assert [cell.text for cell in drawn.rows[1].cells[-2:]] == ["", "█" * 5]
    assert [cell.text for cell in drawn.rows[2].cells[-2:]] == ["█" * 2, ""]
    assert tuple(cell.text for cell in heat.rows[1].cells) == table_of(ratings).rows[0]
    assert heat.rows[1].cells[-1]._tc.find(f"{W}tcPr/{W}shd").get(f"{W}fill") == "A9C6E8"


def test_lists_boxes_folds_and_code_keep_their_words() -> None:
    found = read(
        Item("one", lead="+1.0 "),
        Item("two", depth=1),
        Item("deep", depth=7),
        Tick("Do it"),
        Checklist((OwnedChecks("counsel", ("Read it",)),)),
        Fold("More", ((Paragraph("inside"),),)),
        Code("a: 1\nb: 2"),
        Gap(),
    )
    assert styled(found, "List Bullet") == ["+1.0 one"]
    assert styled(found, "List Bullet 2") == ["two"]
    assert styled(found, "List Bullet 3") == ["deep"]
    assert styled(found, "Checklist") == ["\tDo it", "\tRead it"]
    assert styled(found, "Code") == ["a: 1", "b: 2"]
    assert [text for text in styled(found, "Normal") if text] == ["Counsel", "More", "inside"]


def test_a_mark_is_a_link_to_its_source_where_there_is_one() -> None:
    found = read(Paragraph(("Said", " ", Citation(("1a", "ours")))), Item("Section", anchor="1a"))
    (said,) = (paragraph for paragraph in found.paragraphs if paragraph.text.startswith("Said"))
    assert said.text == "Said [1a, ours]"
    (shortened,) = read(Paragraph(("Shortened ", Citation(("1a",), has_more=True)))).paragraphs[1:]
    assert shortened.text == "Shortened [1a, …]"
    (link,) = said._p.iter(f"{W}hyperlink")
    (place,) = found.element.iter(f"{W}bookmarkStart")
    assert link.get(f"{W}anchor") == place.get(f"{W}name")
    assert styled(found, "Sources") == ["[1a]\tSection"]


def test_it_is_a4_in_english_with_page_numbers_and_names_neither_an_author_nor_a_time() -> None:
    found = read(Paragraph("text"))
    section = found.sections[0]
    assert (round(section.page_width / 36000), round(section.page_height / 36000)) == (210, 297)  # type: ignore[operator]
    properties = found.core_properties
    assert (properties.title, properties.language) == ("Title", "en")
    assert not (properties.author or properties.last_modified_by or properties.comments)
    assert (properties.created, properties.modified, properties.last_printed) == (None, None, None)
    assert {element.get(f"{W}val") for element in found.styles.element.iter(f"{W}lang")} == {"en-GB"}
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith("Title · ")
    assert [field.get(f"{W}instr") for field in footer._p.iter(f"{W}fldSimple")] == ["PAGE"]


@pytest.mark.parametrize("name", PROFILES)
def test_the_same_report_gives_the_same_bytes_without_a_clock(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = to_word(made(name))
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2044, 1, 2, 3, 4, 6, 0, 0, 0))
    assert to_word(made(name)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as file:
        assert [part for part in file.namelist() if part.startswith("docProps/")] == ["docProps/core.xml"]
        assert {(part.date_time, part.compress_type, part.create_system) for part in file.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0)
        }


@pytest.mark.parametrize(("data", "media"), [(png(300, 90), "image/png"), (jpeg(300, 90), "image/jpeg")])
def test_a_logo_is_in_it_as_it_is_with_words_for_who_does_not_see_it(data: bytes, media: str) -> None:
    made_of = to_word(BlockReport("Title", (Letterhead("Firm", LogoFile(data, "Logo of Firm", media, 300, 90)),)))
    found = docx.Document(io.BytesIO(made_of))
    (shape,) = found.inline_shapes
    assert (round(shape.width / 36000), round(shape.height / 36000)) == (50, 15)  # 300 by 90 within 50 by 18 mm
    assert shape._inline.docPr.get("descr") == "Logo of Firm"
    (relation,) = (relation for relation in found.part.rels.values() if relation.reltype.endswith("/image"))
    assert relation.target_part.blob == data
    assert relation.target_part.content_type == media
    assert styled(found, "Letterhead")[-1] == "Firm"


@pytest.mark.parametrize("name", PROFILES)
def test_hostile_texts_are_shown_whole_and_change_nothing_else(name: str) -> None:
    report = document(poisoned(recommendation(name)), profile(name), poisoned(rulebook()), Letterhead(HOSTILE))
    found = docx.Document(io.BytesIO(to_word(report)))
    texts = [paragraph.text for paragraph in found.paragraphs]
    texts += [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    assert not set("".join(texts)) & set(NOT_TO_BE_WRITTEN)
    assert sum(clean(HOSTILE) in text for text in texts) > 20


@pytest.mark.parametrize(
    "sign", [chr(code) for code in (*range(32), 0x7F, 0x85, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x1FFFE)]
)
def test_no_sign_that_xml_cannot_hold_breaks_it(sign: str) -> None:
    text = f"a{sign}b"
    found = read(
        Letterhead(text),
        Heading(text, level=1),
        Paragraph((Run(text), Citation((text,)))),
        Item("x", anchor=text),
        Code(text),
        Grid((Column(text),), ((text,),)),
        Bars(text, text, (BarRow(text, Fraction(0), Fraction(0), Fraction(0)),)),
    )
    assert found.paragraphs[1].text == word(text)
    assert found.tables[0].rows[1].cells[0].text == word(text)


def test_a_title_of_any_length_is_a_title() -> None:
    found = docx.Document(io.BytesIO(to_word(BlockReport("x" * 999, ()))))
    assert found.core_properties.title == "x" * 255
    assert styled(found, "Title") == ["x" * 999]


def test_where_python_docx_is_missing_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(KpoAdvisorError, match=re.escape("pip install 'kpo-advisor[word]'")):
        to_word(BlockReport("Title", ()))
