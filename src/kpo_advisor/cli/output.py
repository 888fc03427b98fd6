"""Writing results: to standard output, a terminal with colours, or a file."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.fitting import ASCII, data_for, disarmed, printable, takes_unicode, unmarked
from kpo_advisor.cli.streams import give_up
from kpo_advisor.errors import KpoAdvisorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.reports.layout import Line

DEFAULT_WIDTH = 80


def write(text: str, output: str = STDOUT, *, is_json: bool = False, is_new: bool = False) -> None:
    """Write a result, to a file and to whatever is no terminal as UTF-8; nothing in it commands a CI's runner.

    Raises KpoAdvisorError where it cannot be written, or `is_new` and exists.
    """
    _write(disarmed(text), output, is_json=is_json, is_new=is_new)


def write_commands(text: str, output: str = STDOUT) -> None:
    """Write a result whose lines are commands to GitHub's runner on purpose, as `write` does otherwise."""
    _write(unmarked(text), output)


def _write(text: str, output: str, *, is_json: bool = False, is_new: bool = False) -> None:
    data = data_for(sys.stdout if output == STDOUT else None, text, is_json=is_json)
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


def write_lines(lines: Sequence[Line], output: str = STDOUT, *, is_plain: bool = False) -> None:
    """Write lines, in colour where standard output is a terminal that wants it."""
    if output == STDOUT and not is_plain and _wants_colour():
        from rich.console import Console
        from rich.text import Text

        console = Console(highlight=False, soft_wrap=True)
        with _reader_may_leave():
            for line in lines:
                text = disarmed(line.text)
                begin, end = line.stretch if line.stretch and text == line.text else (0, len(text))
                pieces = (text[:begin], text[begin:end], text[end:].rstrip())
                before, styled, after = (printable(sys.stdout, each) for each in pieces)
                console.print(Text.assemble(before, (styled, line.style), after))
        return
    from kpo_advisor.reports.layout import plain

    text = plain(lines)
    write(text.translate(ASCII) if is_plain else text, output)


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """End quietly with 0 where nobody reads on; Python would complain once more when it flushes at exit."""
    try:
        yield
    except BrokenPipeError:
        give_up(sys.stdout)
        raise typer.Exit(0) from None
    except OSError as error:
        give_up(sys.stdout)
        raise KpoAdvisorError(f"The result cannot be written: {error.strerror}.") from None


def width() -> int:
    """The columns of the terminal, or of COLUMNS; 80 where there is none."""
    return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns


def is_ascii_only(*, is_plain: bool) -> bool:
    """Whether bars must be ASCII: asked for, or the terminal takes nothing else."""
    return is_plain or (_is_terminal() and not takes_unicode(sys.stdout))


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _wants_colour() -> bool:
    return _is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
