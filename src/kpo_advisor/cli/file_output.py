"""Results that go to a file: never over what was read, in one step, and over nothing where that was not asked for."""

from __future__ import annotations

import typer

from kpo_advisor.errors import KpoAdvisorError, reason_of

STDOUT = "-"
NAMES_OF_STDOUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Files that are no files: opened anew, they would begin where others have written already."""


def claimed(context: typer.Context, output: str) -> str:
    """The file that a result goes to, which from now on is refused as an input, until the command has ended."""
    from kpo_advisor.reading.own_output import claim, release

    output = STDOUT if output in NAMES_OF_STDOUT else output
    claim(output)
    context.call_on_close(release)
    return output


def check_new(output: str) -> None:
    """Raise KpoAdvisorError where a file, a folder or a link stands in the way of a new file."""
    import os
    from pathlib import Path

    try:
        if output != STDOUT and os.path.lexists(output) and (Path(output).is_file() or not Path(output).exists()):
            raise _exists(output)
    except (OSError, ValueError) as error:
        raise cannot_be_written(output, error) from error


def write_file(data: bytes, output: str, *, is_new: bool = False) -> None:
    """Write bytes to a file. Raises KpoAdvisorError where that cannot be done, or it must be new and is not."""
    from kpo_advisor.reading.placing import put, put_new

    try:
        (put_new if is_new else put)(output, data)
    except BrokenPipeError:  # who read a pipe that has a name left it
        raise typer.Exit(0) from None
    except FileExistsError as error:
        raise _exists(output) from error
    except (OSError, ValueError) as error:
        raise cannot_be_written(output, error) from error


def cannot_be_written(output: str, error: OSError | ValueError) -> KpoAdvisorError:
    """What is said where the system refuses to write a file."""
    return KpoAdvisorError(f"The result cannot be written to {output}: {reason_of(error)}.")


def _exists(output: str) -> KpoAdvisorError:
    return KpoAdvisorError(f"{output} exists already. Choose another name, or write over it with --force.")
