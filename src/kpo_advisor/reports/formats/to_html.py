"""Blocks as a page of HTML that needs nothing beside it: no script, nothing to fetch, readable on paper too."""

from __future__ import annotations

from string import ascii_lowercase
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
    Tick,
    runs,
    text_of,
    unfolded,
)
from kpo_advisor.reports.drawn.pictures import Picture
from kpo_advisor.reports.formats.html_pictures import drawn
from kpo_advisor.reports.formats.html_style import style
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.text.escape import html
from kpo_advisor.text.lines import FAINT, STRONG, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.reports.blocks import Block, BlockReport, Run, Words
    from kpo_advisor.reports.drawn.pictures import Pictured

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""

WIDE_TABLE = ' class="{kind}" tabindex="0" role="group" aria-label="Table"'
"""A table wider than the page is moved within it, by keys too."""
BROAD = 8
"""Columns from which a table takes more room than the text around it, where the screen has such."""
LONG = 8
"""Sections from which an article has a list of them."""
LOGO = 240, 72
"""The most that a logo takes, in pixels of CSS."""

CLASSES = {tone: str(tone.name).lower() for tone in Tone}


def to_html(documents: Sequence[BlockReport]) -> str:
    """The documents as one page, each an article; it ends with one line end."""
    title = "; ".join(dict.fromkeys(document.title for document in documents))
    articles = (_article(document, f"r{number}-") for number, document in enumerate(documents, start=1))
    return f"{HEAD.format(title=html(title), style=style())}{''.join(articles)}</main>\n</body>\n</html>\n"


def _article(document: BlockReport, prefix: str) -> str:
    sections = [block for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    page = _Page(prefix, _sources(document.blocks), sections if len(sections) >= LONG else [])
    if not any(isinstance(block, Heading) and block.level == 1 for block in document.blocks):
        page.add(Heading(document.title, level=1))
    page.add_all(document.blocks)
    return f"<article>\n{page.text()}</article>\n"


def _sources(blocks: Iterable[Block]) -> dict[str, str]:
    """By its mark, what each item of the list of sources says; of a section, its document first."""
    found: dict[str, str] = {}
    for block in unfolded(blocks):
        if isinstance(block, Item) and block.anchor:
            document = found.get(block.anchor.rstrip(ascii_lowercase), "")
            found[block.anchor] = f"{document} {text_of(block.words)}".strip()
    return found


class _Page:
    """Collects the HTML of one document; `prefix` sets its anchors apart from those of others on the page."""

    def __init__(self, prefix: str, sources: Mapping[str, str], sections: Sequence[Heading]) -> None:
        self._prefix = prefix
        self._sources = sources
        self._sections = sections
        self._begun = 0
        self._written: list[str] = []
        self._depth = 0

    def text(self) -> str:
        return "".join(self._written)

    def add_all(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            self.add(block)
        self._lists_end()

    def add(self, block: Block) -> None:
        if isinstance(block, Item | Checklist):
            for item in block.items if isinstance(block, Checklist) else (block,):
                self._item(item)
            return
        self._lists_end()
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._write(f"<p{_classes(block.tone)}>{self._labelled(block)}</p>\n")
            case Grid():
                self._table(block)
            case Picture():
                self._picture(block)
            case Code():
                shown = "\n".join(map(html, block.text.splitlines()))
                self._write(f"<pre><code>{shown}</code></pre>\n")
            case Letterhead():
                self._write(_letterhead(block))
            case Fold():
                self._write(f"<details open>\n<summary>{html(block.summary)}</summary>\n")
                for part in block.parts:
                    self.add_all(part)
                self._write("</details>\n")

    def _heading(self, heading: Heading) -> None:
        """A heading; in a long article the title is followed by a list of the sections, each to be jumped to."""
        anchor = ""
        if self._sections and heading.level == 2:
            self._begun += 1
            anchor = f' id="{self._prefix}s{self._begun}-"'
        self._write(f"<h{heading.level}{anchor}>{self._labelled(heading)}</h{heading.level}>\n")
        if self._sections and heading.level == 1:
            titles = enumerate((html(text_of(section.words)) for section in self._sections), start=1)
            links = "".join(f'<li><a href="#{self._prefix}s{at}-">{title}</a></li>\n' for at, title in titles)
            self._write(
                f'<nav aria-label="Contents">\n<details>\n<summary>Contents</summary>\n<ul>\n{links}</ul>\n'
                "</details>\n</nav>\n"
            )

    def _write(self, text: str) -> None:
        self._written.append(text)

    def _item(self, item: Item) -> None:
        wanted = item.depth + 1
        while self._depth > wanted:
            self._write("</li>\n</ul>\n")
            self._depth -= 1
        if self._depth == wanted:
            self._write("</li>\n")
        while self._depth < wanted:
            ticks = ' class="ticks"' if isinstance(item, Tick) else ""
            self._depth += 1
            self._write(f"\n<ul{ticks}>\n{'<li>' if self._depth < wanted else ''}")
        anchor = f' id="{self._prefix}{html(item.anchor)}"' if item.anchor else ""
        box = '<span class="box">☐ </span>' if isinstance(item, Tick) else ""
        said = self._labelled(item)
        if item.tone:  # not that of the items below it
            said = f"<span{_classes(item.tone)}>{said}</span>"
        self._write(f"<li{anchor}>{box}{said}")

    def _lists_end(self) -> None:
        self._write("</li>\n</ul>\n" * self._depth)
        self._depth = 0

    def _labelled(self, block: Paragraph) -> str:
        label = f"[{block.anchor}]" if isinstance(block, Item) and block.anchor else block.label
        return f"<b>{html(label)}</b> {self._words(block.words)}" if label else self._words(block.words)

    def _words(self, words: Words) -> str:
        return "".join(self._run(run) for run in runs(words))

    def _run(self, run: Run | Citation) -> str:
        if isinstance(run, Citation):
            more = ("…",) if run.has_more else ()
            return f'<span class="cite">[{", ".join((*map(self._mark, run.marks), *more))}]</span>'
        tag = "strong" if STRONG in run.tone else "em" if FAINT in run.tone else ""
        return f"<{tag}>{html(run.text)}</{tag}>" if tag else html(run.text)

    def _mark(self, mark: str) -> str:
        """A link to the source where the page lists it; the mark alone where it does not."""
        source = self._sources.get(mark)
        if source is None:
            return html(mark)
        return f'<a href="#{self._prefix}{html(mark)}" title="{html(source)}">{html(mark)}</a>'

    def _picture(self, picture: Pictured) -> None:
        """A figure with its caption; what it says stands there, so that nobody needs to see the picture."""
        title = f'<p class="strong">{html(picture.title)}</p>' if picture.title else ""
        caption = f'<figcaption>{title}<p class="faint">{html(picture.says)}</p></figcaption>'
        self._write(f"<figure>\n{caption}\n")
        table = drawn(picture, self._run)
        if table:
            self._write(table)
        else:
            self._table(table_of(picture))
        self._write("</figure>\n")

    def _table(self, table: Grid) -> None:
        aligns = [_right(column.align == ">") for column in table.columns]
        titles = zip(table.columns, aligns, strict=True)
        head = "".join(f'<th scope="col"{align}>{html(column.title)}</th>' for column, align in titles)
        kind = "wide broad" if len(table.columns) >= BROAD else "wide"
        self._write(f"<div{WIDE_TABLE.format(kind=kind)}>\n<table>\n<thead><tr>{head}</tr></thead>\n")
        body = len(table.rows) - table.totals
        for part, rows in (("tbody", table.rows[:body]), ("tfoot", table.rows[body:])):
            if rows:
                shown = "".join(_row(row, aligns) for row in rows)
                self._write(f"<{part}>\n{shown}</{part}>\n")
        self._write("</table>\n</div>\n")


def _row(row: Sequence[str], aligns: Sequence[str]) -> str:
    cells = "".join(f"<td{align}>{html(cell)}</td>" for cell, align in zip(row[1:], aligns[1:], strict=True))
    return f'<tr><th scope="row">{html(row[0])}</th>{cells}</tr>\n'


def _right(is_right: bool) -> str:
    return ' class="right"' if is_right else ""


def _classes(tone: Tone) -> str:
    names = " ".join(CLASSES[part] for part in tone)
    return f' class="{names}"' if names else ""


def _letterhead(head: Letterhead) -> str:
    """The logo as data within the page, so that nothing is fetched."""
    logo = ""
    if head.logo is not None:
        from base64 import b64encode

        width, height = (max(1, round(side)) for side in head.logo.within(*LOGO))
        data = f"data:{head.logo.media};base64,{b64encode(head.logo.data).decode('ascii')}"
        logo = f'<img src="{data}" alt="{html(head.logo.shows)}" width="{width}" height="{height}">\n'
    line = f"<p>{html(head.line)}</p>\n" if head.line else ""
    return f'<header class="letterhead">\n{logo}{line}</header>\n'
