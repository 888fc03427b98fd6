"""Blocks as Markdown, fit to be pasted into a document or a pull request; no text acts as Markdown or HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.reports.blocks import (
    Checklist,
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
)
from kpo_advisor.reports.drawn.pictures import Picture
from kpo_advisor.reports.pictures.tables import table_of
from kpo_advisor.text.escape import as_block, clean, html, markdown, markdown_run
from kpo_advisor.text.lines import FAINT, STRONG
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.reports.blocks import Block, BlockReport, Citation, Words
    from kpo_advisor.reports.drawn.pictures import Pictured
    from kpo_advisor.text.lines import Tone

MOST_CHARACTERS = 24_000
"""Of what is folded; GitHub takes 65,536 in one comment."""


def to_markdown(documents: Iterable[BlockReport]) -> str:
    """The documents one after another, an empty line between them; it ends with one line end."""
    return "\n".join(f"{_joined(document.blocks)}\n" for document in documents)


def _joined(blocks: Iterable[Block]) -> str:
    """The blocks with an empty line between them, but not between the items of a list."""
    text, was_item = "", False
    for block in blocks:
        shown, is_item = _shown(block), isinstance(block, Item)
        if shown:
            between = "\n" if was_item and is_item else "\n\n"
            text = f"{text}{between}{shown}" if text else shown
            was_item = is_item
    return text


def _shown(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_labelled(block)}"
        case Item():
            box = "[ ] " if isinstance(block, Tick) else ""
            return f"{'  ' * block.depth}- {box}{_labelled(block)}"
        case Paragraph():
            return _labelled(block)
        case Checklist():
            return "\n".join(map(_shown, block.items))
        case Grid():
            return _grid(block)
        case Picture():
            return _picture(block)
        case Letterhead():
            return markdown(block.line)
    return _kept(block) if isinstance(block, Code | Fold) else ""


def _kept(block: Code | Fold) -> str:
    """What is fenced, or opened by the reader."""
    if isinstance(block, Code):
        return _fenced(block)
    shown = "\n\n".join(_parts(block))
    return f"<details><summary>{html(block.summary)}</summary>\n\n{shown}\n\n</details>"


def _labelled(block: Paragraph) -> str:
    """What a block says; in a heading no sign at the start acts."""
    label = f"[{block.anchor}]" if isinstance(block, Item) and block.anchor else block.label
    said = _words(block.words, block.tone & STRONG)
    shown = f"{markdown_run(label)} {said}" if label else said
    return " ".join(shown.split()) if isinstance(block, Heading) else as_block(shown)


def _words(words: Words, tone: Tone) -> str:
    shown = [markdown_run(run.text) if tone else _run(run) for run in runs(words)]
    return _toned("".join(shown), tone)


def _run(run: Run | Citation) -> str:
    text = markdown_run(run.text)
    return _toned(text, run.tone) if isinstance(run, Run) else text


def _toned(text: str, tone: Tone) -> str:
    """Bold or italic text; spaces at its ends stay outside, where Markdown wants them."""
    marks = "**" if STRONG in tone else "*" if FAINT in tone else ""
    inside = text.strip()
    return text.replace(inside, f"{marks}{inside}{marks}") if inside else text


def _picture(picture: Pictured) -> str:
    """The table that says the same; with a title, what it says stands below it."""
    table = _grid(table_of(picture))
    if not picture.title:
        return table
    return f"**{markdown_run(picture.title)}**\n\n{table}\n\n{markdown(picture.says)}"


def _grid(table: Grid) -> str:
    return _table([column.title for column in table.columns], table.rows, [c.align for c in table.columns])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], aligns: Sequence[str]) -> str:
    lines = [map(markdown, head), ("---:" if align == ">" else "---" for align in aligns)]
    lines += (map(markdown, row) for row in rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _fenced(code: Code) -> str:
    """Its fence is longer than any run of backticks in it, so that none ends it."""
    shown = "\n".join(clean(line) for line in code.text.splitlines())
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", shown)), 3)
    return f"{fence}{code.language}\n{shown}\n{fence}"


def _parts(fold: Fold) -> Iterator[str]:
    left, dropped = MOST_CHARACTERS, 0
    for part in fold.parts:
        shown = _joined(part)
        left -= len(shown)
        if left >= 0:
            yield shown
        else:
            dropped += 1
    if dropped:
        yield f"{counted(dropped, fold.noun)} more; `--format json` has all."
