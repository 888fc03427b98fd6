"""The page in a real Chromium: nothing is cut off at any width or on paper, and it asks for nothing and runs nothing.

Skipped where there is no Chromium, unless KPO_ADVISOR_NEEDS_CHROMIUM=1 is in the environment.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from kpo_advisor.reports.blocks import BlockReport, Paragraph
from kpo_advisor.reports.formats.html_style import DARK, LIGHT
from kpo_advisor.reports.formats.to_html import to_html
from tests.reports.browser import INCH, MARGINS, PAPER, Browser, found
from tests.reports.given import poisoned
from tests.reports.test_pictures import EXAMPLES, handed_over
from tests.reports.test_renderers import EVERY_BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = found()
needed = os.environ.get("KPO_ADVISOR_NEEDS_CHROMIUM") == "1"
pytestmark = pytest.mark.skipif(PROGRAM is None and not needed, reason="there is no Chromium; .ci/run-full needs one")

PHONE, TABLET, LAPTOP = 375, 768, 1280
WIDE_ON_PAPER = {paper: int((wide - MARGINS) / INCH * 96) for paper, (wide, _) in PAPER.items()}

OVERFLOW = """[...document.querySelectorAll('body, body *')].filter(part => !part.closest('svg')
    && part.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5
    && (IN_PRINT || !part.closest('.wide'))).map(part => part.tagName + ' ' + part.textContent.slice(0, 40))"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    assert PROGRAM is not None, "KPO_ADVISOR_NEEDS_CHROMIUM is set, and there is no Chromium"
    with Browser(PROGRAM, tmp_path_factory.mktemp("browser")) as started:
        yield started


def page(name: str) -> str:
    match name:
        case "every block":
            return to_html([EVERY_BLOCK])
        case "hostile":
            return to_html([poisoned(EVERY_BLOCK)])
    return to_html([handed_over(name)])


every_page = pytest.mark.parametrize("name", ["every block", "hostile", *EXAMPLES])


def overflowing(browser: Browser, *, on_paper: bool = False) -> list[str]:
    found: list[str] = browser.value(OVERFLOW.replace("IN_PRINT", "true" if on_paper else "false"))
    wider = browser.value("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"the page, by {wider}"] if wider > 0 else [])


@every_page
@pytest.mark.parametrize("width", [PHONE, TABLET, LAPTOP])
def test_nothing_is_wider_than_the_page_and_nothing_is_asked_for(browser: Browser, name: str, width: int) -> None:
    browser.open(page(name), width)
    assert overflowing(browser) == []
    assert browser.said == []


@every_page
@pytest.mark.parametrize("paper", PAPER)
def test_nothing_is_cut_off_on_paper(browser: Browser, name: str, paper: str) -> None:
    browser.open(page(name), WIDE_ON_PAPER[paper], on_paper=True)
    assert overflowing(browser, on_paper=True) == []
    printed = browser.printed(paper)
    points = [side / INCH * 72 for side in PAPER[paper]]
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert printed.startswith(b"%PDF")
    for size in sizes:
        assert [float(side) for side in size] == pytest.approx(points, abs=1)
    assert browser.said == []


def test_what_is_too_wide_is_found(browser: Browser) -> None:
    wide = to_html([EVERY_BLOCK]).replace("<p>", '<p style="width: 900px">', 1)
    browser.open(wide, PHONE)
    assert overflowing(browser) != []


def test_what_a_page_asks_for_and_says_is_heard(browser: Browser) -> None:
    body = '<p>One</p><img src="missing.png" alt=""><script>console.log("said")</script>'
    browser.open(to_html([BlockReport("One", (Paragraph("One"),))]).replace("<p>One</p>", body), LAPTOP)
    assert any("missing.png" in said for said in browser.said)
    assert any('"said"' in said for said in browser.said)


def test_the_page_is_dark_where_the_reader_wants_it_and_never_on_paper(browser: Browser) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"

    def as_seen(hexadecimal: str) -> str:
        return f"rgb({', '.join(str(int(hexadecimal[at : at + 2], 16)) for at in (1, 3, 5))})"

    browser.open(page("every block"), LAPTOP)
    assert browser.value(colour) == as_seen(LIGHT["paper"])
    browser.open(page("every block"), LAPTOP, dark=True)
    assert browser.value(colour) == as_seen(DARK["paper"])
    browser.open(page("every block"), LAPTOP, dark=True, on_paper=True)
    assert browser.value(colour) == as_seen(LIGHT["paper"])
