"""Results that go to a file: never over what was read, in one step, and over nothing where that was not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from kpo_advisor.cli.exits import FINE
from kpo_advisor.errors import KpoAdvisorError, cannot_be_written

if TYPE_CHECKING:
    from typing import IO

STDOUT = "-"
NAMES_OF_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Files that are no files: opened anew, they would begin where others have written already."""


def claimed(context: typer.Context, output: str) -> str:
    """The file that a result goes to, which from now on is refused as an input, until the command has ended.

    Raises KpoAdvisorError for a file of a rulebook, whether or not the command would read it.
    """
    from kpo_advisor.files.own_output import claim, release

    output = STDOUT if output in NAMES_OF_STDOUT else output
    _refuse_file_of_rulebook(output)
    claim(output)
    context.call_on_close(release)
    return output


def _refuse_file_of_rulebook(output: str) -> None:
    import os
    from pathlib import Path

    from kpo_advisor.files.file_names import counts

    # Not pathlib's is_file: it raises for names that no file can have, which writing tells better.
    if output == STDOUT or not counts(Path(output).name) or not os.path.isfile(output):  # noqa: PTH113
        return
    from kpo_advisor.files.walk import header_in

    if any(header_in(folder) for folder in Path(os.path.realpath(output)).parents):
        raise KpoAdvisorError(
            f"{output} is a file of a rulebook, and the result would be written over it. Write it to another file."
        )


def check_new(output: str) -> None:
    """Raise KpoAdvisorError where a file, or a link that leads nowhere, stands in the way of a new file."""
    import os
    from pathlib import Path

    try:
        if output != STDOUT and os.path.lexists(output) and (Path(output).is_file() or not Path(output).exists()):
            raise _exists(output)
    except (OSError, ValueError) as error:
        raise cannot_be_written("result", output, error) from error


def write_file(data: bytes | IO[bytes], output: str, *, is_new: bool = False) -> None:
    """Write bytes, or those of an open file, to a file.

    Raises KpoAdvisorError where that cannot be done, or it must be new and is not.
    """
    from kpo_advisor.files.atomic_write import put, put_new

    try:
        (put_new if is_new else put)(output, data)
    except BrokenPipeError:  # who read a pipe that has a name left it
        raise typer.Exit(FINE) from None
    except FileExistsError as error:
        raise _exists(output) from error
    except (OSError, ValueError) as error:
        raise cannot_be_written("result", output, error) from error


def _exists(output: str) -> KpoAdvisorError:
    return KpoAdvisorError(f"{output} exists already. Choose another name, or write over it with --force.")
