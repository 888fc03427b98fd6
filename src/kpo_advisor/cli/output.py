"""Writing results: to standard output, a terminal with colours, or a file."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from kpo_advisor.cli.exits import FINE
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Format
from kpo_advisor.cli.outgoing_text import ASCII, data_for, disarmed, fitted, takes_unicode, unmarked
from kpo_advisor.cli.streams import give_up, is_terminal
from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.text.lines import BAD, FAINT, GAP, GOOD, HEADING, STRONG, WARN, Line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from kpo_advisor.reports.blocks import BlockReport

DEFAULT_WIDTH = 80

STYLES = {STRONG: "bold", FAINT: "dim", GOOD: "green", WARN: "yellow", BAD: "red", HEADING: "bold underline"}


def write(
    text: str, output: str = STDOUT, *, is_json: bool = False, is_new: bool = False, commands: bool = False
) -> None:
    """Write a result, to a file and to whatever is no terminal as UTF-8; nothing in it commands a CI's runner.

    But for `commands`: its lines are commands to GitHub's runner on purpose.
    Raises KpoAdvisorError where it cannot be written, or `is_new` and exists.
    """
    safe = unmarked(text) if commands else disarmed(text)
    data = data_for(sys.stdout if output == STDOUT else None, safe, is_json=is_json)
    if output == STDOUT:
        if sys.stdout is None:
            raise KpoAdvisorError("The result cannot be written: standard output is not open.")
        with _reader_may_leave():
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        return
    from kpo_advisor.cli.file_output import write_file

    write_file(data, output, is_new=is_new)


def write_lines(lines: Sequence[Line], output: str = STDOUT, *, is_plain: bool = False, pages: bool = False) -> None:
    """Write lines, in colour where standard output is a terminal that wants it; long ones, if asked, in a pager."""
    if output == STDOUT and pages and _were_paged(lines, is_plain=is_plain):
        return
    if output == STDOUT and not is_plain and _wants_colour():
        with _reader_may_leave():
            _print(lines, _console())
        return
    write(_uncoloured(lines, is_plain=is_plain), output)


def _were_paged(lines: Sequence[Line], *, is_plain: bool) -> bool:
    """Whether a pager has shown the lines, because they are more than fit on the terminal."""
    from kpo_advisor.cli.pager import pager_for, show

    pager = pager_for(len(lines))
    if pager is None:
        return False
    if is_plain or not _wants_colour():
        return show(data_for(sys.stdout, disarmed(_uncoloured(lines, is_plain=is_plain))), pager)
    console = _console()
    with console.capture() as captured:
        _print(lines, console)
    return show(data_for(sys.stdout, captured.get()), pager)


def _uncoloured(lines: Sequence[Line], *, is_plain: bool) -> str:
    text = plain(lines)
    return text.translate(ASCII) if is_plain else text


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True)


def _print(lines: Iterable[Line], console: Console) -> None:
    from rich.text import Text

    for line in lines:
        text = disarmed(line.text)
        begin, end = line.stretch if line.stretch and text == line.text else (0, len(text))
        pieces = (text[:begin], text[begin:end], text[end:].rstrip())
        before, styled, after = (fitted(sys.stdout, piece) for piece in pieces)
        style = " ".join(STYLES[part] for part in line.tone)
        console.print(Text.assemble(before, (styled, style), after))


def write_reports(
    documents: Sequence[BlockReport],
    form: Format,
    output: str = STDOUT,
    *,
    is_plain: bool = False,
    pages: bool = False,
) -> None:
    """Write reports for people; text, if asked, through a pager where it is longer than the terminal."""
    if form is Format.TEXT:
        write_lines(terminal_lines(documents, is_plain=is_plain), output, is_plain=is_plain, pages=pages)
    elif form is Format.MARKDOWN:
        from kpo_advisor.reports.formats.to_markdown import to_markdown

        write(to_markdown(documents), output)
    else:
        from kpo_advisor.reports.formats.to_html import to_html

        write(to_html(documents), output)


def terminal_lines(documents: Iterable[BlockReport], *, is_plain: bool) -> list[Line]:
    """Reports as lines for the terminal as wide as it is now, with a rule between two of them."""
    from kpo_advisor.reports.formats.to_terminal import to_terminal

    columns, ascii_only = width(), is_plain or (is_terminal(sys.stdout) and not takes_unicode(sys.stdout))
    lines: list[Line] = []
    for number, document in enumerate(documents):
        if number:
            lines += [GAP, Line("=" * min(columns, 80)), GAP]
        lines += to_terminal(document.blocks, columns, ascii_only=ascii_only)
    return lines


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End quietly with 0 where nobody reads on; Python would complain once more when it flushes at exit."""
    try:
        yield
    except BrokenPipeError:
        give_up(sys.stdout)
        raise typer.Exit(FINE) from None
    except OSError as error:
        give_up(sys.stdout)
        raise KpoAdvisorError(f"The result cannot be written: {error.strerror}.") from None


def width() -> int:
    """The columns of the terminal, or of COLUMNS; 80 where there is none."""
    return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns


def _wants_colour() -> bool:
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
