"""The page of HTML: valid, whole in itself, readable by everybody; pictures and hostile texts too."""

from __future__ import annotations

import re
from html import unescape

import pytest

from kpo_advisor.files.logo import LogoFile
from kpo_advisor.reports.blocks import BlockReport, Citation, Heading, Item, Letterhead, Paragraph
from kpo_advisor.reports.formats.html_style import DARK, LIGHT
from kpo_advisor.reports.formats.to_html import to_html
from kpo_advisor.text.escape import clean
from tests.reports.given import HOSTILE, NOT_TO_BE_WRITTEN, PROFILES, poisoned
from tests.reports.test_every_report import REPORTS, document
from tests.reports.test_pictures import EXAMPLES, handed_over, pictures
from tests.reports.test_renderers import EVERY_BLOCK
from tests.reports.validator import faults

WRONG = {
    "unexpected-end-tag": "<p>One</b></p>",
    "a list within a paragraph": "<p>One<ul><li>two</li></ul></p>",
    "crossed": "<p><strong>One <em>two</strong> three</em></p>",
    "a paragraph within a list": "<ul><p>One</p></ul>",
    "a table in a run": "<p><span><table></table></span></p>",
    "not ended": "<figure><figcaption>One",
    "an address": '<p><a href="https://example.org">One</a></p>',
    "a link to nowhere": '<p><a href="#r1-9">One</a></p>',
    "called the same": '<p id="one">One</p><p id="one">Two</p>',
    "a sign that is not escaped": "<p>One &lt two < three</p>",
    "a picture from elsewhere": '<p>One</p><header><img src="logo.png" alt="One"></header>',
    "a script": "<p>One</p><script>1</script>",
    "a level left out": "<h3>One</h3>",
    "a figure without a caption": "<figure><p>One</p></figure>",
    "a table with a short row": "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>",
    "a head without its scope": "<table><tbody><tr><th>1</th></tr></tbody></table>",
}


def whole(body: str) -> str:
    return to_html([BlockReport("One", (Paragraph("HERE"),))]).replace("<p>HERE</p>", body)


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_the_validator_finds_what_is_wrong(body: str) -> None:
    assert faults(whole("<p>One</p>")) == []
    assert faults(whole(body)) != []


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_valid_whatever_is_written_in_it(name: str) -> None:
    assert faults(to_html([document(name)])) == []
    assert faults(to_html([document(name, poisoned)])) == []


def test_every_block_is_valid() -> None:
    assert faults(to_html([EVERY_BLOCK, EVERY_BLOCK])) == []


@pytest.mark.parametrize("name", [*PROFILES, *EXAMPLES])
def test_every_picture_is_valid_and_none_can_be_made_to_act(name: str) -> None:
    page = to_html([BlockReport("Pictures", tuple(pictures(name)))])
    assert faults(page) == []
    hostile = to_html([BlockReport("Pictures", tuple(map(poisoned, pictures(name))))])
    assert faults(hostile) == []
    assert set(re.findall(r"<[^\s>]*", hostile)) <= {*re.findall(r"<[^\s>]*", page), "<span", "</span"}
    assert not set(hostile) & set(NOT_TO_BE_WRITTEN)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_document_is_valid_and_all_its_marks_lead_to_their_sources(name: str) -> None:
    page = to_html([handed_over(name)])
    assert faults(page) == []
    marks = re.findall(r'<span class="cite">\[(.*?)\]</span>', page)
    assert marks
    for mark in marks:
        assert re.sub(r'<a href="#r1-\w+" title="[^"]+">\w+</a>|, |…', "", mark) == ""


def test_a_long_article_lists_its_sections_and_a_short_one_does_not() -> None:
    blocks = [Heading(f"Part <{at}>") for at in range(1, 9)]
    long, short = to_html([BlockReport("One", tuple(blocks))]), to_html([BlockReport("One", tuple(blocks[1:]))])
    assert '<nav aria-label="Contents">' in long
    assert '<li><a href="#r1-s8-">Part &lt;8&gt;</a></li>' in long
    assert '<h2 id="r1-s8-">Part &lt;8&gt;</h2>' in long
    assert faults(long) == []
    assert "<nav" not in short


def test_a_hostile_title_of_a_picture_is_shown_as_it_is() -> None:
    page = to_html([poisoned(EVERY_BLOCK)])
    caption = re.findall(r'<figcaption><p class="strong">(.*?)</p>', page)[1]
    assert unescape(caption) == f"First against second {clean(HOSTILE)}"


def test_a_mark_says_its_source_and_leads_there_only_where_the_page_has_it() -> None:
    said = Paragraph(("So it is.", " ", Citation(("1a", "2"))))
    sources = Item("A book. 2019.", anchor="1"), Item("its first <section>", depth=1, anchor="1a")
    page = to_html([BlockReport("One", (said, *sources))])
    link = '<a href="#r1-1a" title="A book. 2019. its first &lt;section&gt;">1a</a>'
    assert f'<span class="cite">[{link}, 2]</span>' in page


def test_a_logo_that_is_much_wider_than_high_can_be_seen() -> None:
    logo = LogoFile(b"", "A line", "image/png", 5000, 1)
    page = to_html([BlockReport("One", (Letterhead(logo=logo),))])
    assert 'alt="A line" width="240" height="1">' in page


def test_marks_that_are_left_out_are_told() -> None:
    page = to_html([BlockReport("One", (Paragraph(("So it is. ", Citation(("1a",), has_more=True))),))])
    assert '<span class="cite">[1a, …]</span>' in page


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


both_schemes = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@both_schemes
def test_what_is_read_has_the_contrast_of_double_a(colours: dict[str, str]) -> None:
    for ink in ("ink", "faint", "link", "good", "warn", "bad"):
        assert contrast(colours[ink], colours["paper"]) >= 4.5, ink
    for ground in ("shade", *(name for name in colours if name[-1].isdigit())):
        assert contrast(colours["ink"], colours[ground]) >= 4.5, ground


@both_schemes
def test_what_is_drawn_has_the_contrast_of_double_a(colours: dict[str, str]) -> None:
    for drawn in ("for", "against", "sum", "ink"):
        assert contrast(colours[drawn], colours["paper"]) >= 3, drawn


def test_the_style_uses_no_colour_but_those_that_are_measured() -> None:
    page = to_html([EVERY_BLOCK])
    rules = page.split("<style>")[1].split("</style>")[0]
    used = set(re.findall(r"var\(--([\w-]+)\)", rules))
    assert used == set(LIGHT) == set(DARK)
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) == {*LIGHT.values(), *DARK.values()}


def test_no_colour_says_what_no_sign_or_word_says() -> None:
    """Each cell of the heat map has its rating, and each bar its number, with a sign, in the same row."""
    page = to_html([EVERY_BLOCK])
    for cell in re.findall(r'<td class="(?:for|against)-\d">(.*?)</td>', page):
        assert re.fullmatch(r"[+-]\d(\.\d)?", cell)
    for row in re.findall(r"<tr.*?</tr>", page, flags=re.DOTALL):
        if "<rect" in row:
            assert re.search(r">[+-]?\d", row)
