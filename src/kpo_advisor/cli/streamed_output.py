"""A result that is written line by line, however long it gets: none of it stays in memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kpo_advisor.cli.file_output import STDOUT, write_file
from kpo_advisor.cli.outgoing_text import data_for, disarmed
from kpo_advisor.cli.output import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def line_writer(output: str, *, is_json: bool = False) -> Iterator[Callable[[str], None]]:
    """What writes lines as `write` does: each at once to standard output, all in one step to a file, at the end.

    Where that end is not reached, the file is as it was.
    """
    if output == STDOUT:
        yield lambda text: write(text, is_json=is_json)
        return
    from tempfile import TemporaryFile

    with TemporaryFile() as aside:
        yield lambda text: _put(aside.write, text, is_json=is_json)
        write_file(aside, output)


def _put(put: Callable[[bytes], int], text: str, *, is_json: bool) -> None:
    put(data_for(None, disarmed(text), is_json=is_json))
