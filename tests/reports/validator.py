"""What is wrong with a page of HTML: how it is parsed, what may stand in what, and where its links lead."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import html5lib
from html5lib.constants import E

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

PHRASING = {"a", "b", "button", "code", "em", "input", "label", "span", "strong", "svg", "textarea"}
FLOW = {"article", "details", "div", "fieldset", "figure", "h1", "h2", "h3", "h4", "p", "pre", "section", "table", "ul"}
ONLY_PHRASING = {"a", "b", "code", "em", "h1", "h2", "h3", "h4", "p", "pre", "span", "strong", "summary"}
INSIDE = {
    "html": {"head", "body"},
    "head": {"meta", "title", "style"},
    "body": {"main"},
    "main": FLOW | {"form"},
    "ul": {"li"},
    "table": {"caption", "thead", "tbody", "tfoot"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"th", "td"},
    "figure": FLOW | {"figcaption"},
    "details": FLOW | {"summary", "textarea"},
    "article": FLOW | {"header", "nav"},
    "header": {"img", "p"},
    "svg": {"rect", "path"},
    "fieldset": FLOW | PHRASING | {"legend"},
    "legend": PHRASING | {"h2", "h3"},
    "label": {"b", "em", "input", "span", "textarea"},
    **{name: set[str]() for name in ("input", "textarea", "button")},
} | dict.fromkeys(ONLY_PHRASING, PHRASING)
"""What each element may have in it; all others may have what flows and what is phrased."""

FETCHES = re.compile(
    r"(?i)url\(|@import|<script|<link|<iframe|<object|<embed|\ssrcset=|\son\w+=|javascript:"
    r"|\ssrc=(?!\"data:image/(png|jpeg);base64,)"
)

FORM_SCRIPT = re.compile(r"</main>\n<script>\n'use strict';.*?</script>\n</body>", re.DOTALL)


def faults(page: str) -> list[str]:
    """Every fault found, in words; none in a page that is well made and needs nothing beside it.

    Of a form, its one script at the end is not looked at: what the page lets run is for its policy to say.
    """
    page = FORM_SCRIPT.sub("</main>\n</body>", page)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(page)
    found = [f"line {line}: {E[code] % values}" for (line, _), code, values in parser.errors]
    found += _nesting(root)
    found += _links(root)
    found += _headings(root)
    found += _tables(root)
    found += _fields(root)
    return found + [f"fetches or runs something: {match.group()}" for match in FETCHES.finditer(page)]


def _fields(root: Element) -> Iterator[str]:
    """Fields without a name that is said, and what describes a group without being there."""
    ids = {element.get("id") for element in root.iter()}
    named = {field for label in root.iter("label") for field in label.iter() if _name(field) in ("input", "textarea")}
    for element in root.iter():
        if _name(element) in ("input", "textarea") and element not in named and not element.get("aria-label"):
            yield f"{_name(element)} without a label"
        for said in (element.get("aria-describedby") or element.get("aria-labelledby") or "").split():
            if said not in ids:
                yield f"{_name(element)} is told by {said}, which is nowhere"
    for group in root.iter("fieldset"):
        if [_name(child) for child in group][:1] != ["legend"]:
            yield "a fieldset that does not begin with its legend"


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]  # of a comment, something that is allowed nowhere


def _nesting(root: Element) -> Iterator[str]:
    for parent in root.iter():
        allowed = INSIDE.get(_name(parent), FLOW | PHRASING)
        for child in parent:
            if _name(child) not in allowed:
                yield f"{_name(child)} within {_name(parent)}"
    for link in root.iter("a"):
        if any(inside is not link for inside in link.iter("a")):
            yield "a link within a link"
    for image in root.iter("img"):
        if not image.get("alt"):
            yield "an image without words in its place"
    for figure in root.iter("figure"):
        if [_name(child) for child in figure].count("figcaption") != 1:
            yield "a figure without its caption"


def _links(root: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    yield from (f"{count} elements are called {id}" for id, count in ids.items() if count > 1)
    for link in root.iter("a"):
        address = link.get("href", "")
        if not (address.startswith("#") and address[1:] in ids):
            yield f"a link leads to {address or 'nothing'}"


def _headings(root: Element) -> Iterator[str]:
    for article in root.iter("article"):
        levels = [int(_name(part)[1]) for part in article.iter() if re.fullmatch("h[1-6]", _name(part))]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield f"an article with headings of levels {levels}"
        yield from (f"h{after} follows h{before}" for before, after in pairwise(levels) if after > before + 1)


def _tables(root: Element) -> Iterator[str]:
    for head in root.iter("th"):
        if head.get("scope") not in ("row", "col"):
            yield "a th without a scope"
    for table in root.iter("table"):
        widths = {len(row) for row in table.iter("tr")}
        if len(widths) != 1:
            yield f"a table with rows of {sorted(widths)} cells"
