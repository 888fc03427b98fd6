"""The command `kpo-advisor`: its subcommands, and how it ends. A closed pipe ends quietly, as if all was fine."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kpo_advisor import __version__
from kpo_advisor.cli.completing import complete, is_asked, words_before
from kpo_advisor.cli.exits import COULD_NOT, FINE, INTERRUPTED
from kpo_advisor.cli.streams import give_up
from kpo_advisor.cli.taken_as_typed import CommandOfText, GroupOfText
from kpo_advisor.errors import KpoAdvisorError, reason_of
from kpo_advisor.text.docstrings import docstring

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    *("recommend", "report", "interview", "explain", "what-if", "compare", "show"),
    *("panel", "merge", "portfolio"),
    *("test", "diff", "questions", "init", "schema", "lint"),
)
"""Each has a module and a function of its name, loaded when it is called, or when all are told."""
PURPOSE = "Decide where a piece of work should be done: BPO, KPO, in-house or hybrid."
MISUSE = cast("type[typer.BadParameter]", typer.BadParameter.__mro__[1])
"""Any call that typer cannot take; it is the parent of the one of its kinds that has a public name."""
VERSION = "--version"
VERBOSE = ("--verbose", "-v")
RARELY = 200_000
"""New objects between two searches for cyclic garbage."""


def _app(words: Sequence[str]) -> typer.Typer:
    """The program for a call with these words: with the one command that they begin with, or else with all.

    The version is told without any; a shell may complete what follows it.
    """
    app = typer.Typer(
        name="kpo-advisor",
        cls=GroupOfText,
        callback=_top,
        help=PURPOSE,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    called = next((word for word in words if word not in VERBOSE), None)
    is_told = called == VERSION and not is_asked()
    for name in () if is_told else (called,) if called in COMMANDS else COMMANDS:
        function = name.replace("-", "_")
        command = getattr(import_module(f"kpo_advisor.cli.{function}"), function)
        app.command(name, cls=CommandOfText, help=docstring(command))(command)
    return app


def _show_version(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:  # as where a shell completes
        typer.echo(f"kpo-advisor {__version__}")
        raise typer.Exit


def _say_more(ctx: typer.Context, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from kpo_advisor.cli.failures import say
        from kpo_advisor.rulebooks.cache.compiled import said

        say(said())


def _top(
    version: Annotated[
        bool, typer.Option(VERSION, callback=_show_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            *VERBOSE,
            callback=_say_more,
            is_eager=True,
            help="Say first where compiled rulebooks are kept, or why none are.",
        ),
    ] = False,
) -> None:
    pass


def main() -> int:
    """Run the command and return its exit code; nothing a user gave ends in a traceback."""
    # A command makes many objects that it keeps and hardly any cycles: looking for those costs more than it frees.
    gc.set_threshold(RARELY)
    if is_asked():
        return _flushed(complete(lambda: _call(words_before())))
    return _flushed(_run())


def _call(words: Sequence[str]) -> object:
    return _app(words)(prog_name="kpo-advisor", standalone_mode=False)


def _run() -> int:
    try:
        code = _call(sys.argv[1:])
        return code if isinstance(code, int) else FINE
    except MISUSE as error:
        return _misused(error)
    except SystemExit as end:
        if end.code is None or isinstance(end.__context__, BrokenPipeError):  # of which typer makes a 1
            return FINE
        return end.code if isinstance(end.code, int) else COULD_NOT
    except KpoAdvisorError as error:
        return _refused(error)
    except BrokenPipeError:
        return FINE
    except (OSError, LookupError, ValueError) as error:
        return _refused(_told(error))
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED


def _misused(error: typer.BadParameter) -> int:
    """Say what typer says of a wrong call, as all messages are said: it may repeat the name of a stranger's file."""
    import io

    from kpo_advisor.cli.failures import tell

    told = io.StringIO()
    error.show(file=told)
    tell(told.getvalue().splitlines())
    return error.exit_code


def _told(error: OSError | LookupError | ValueError) -> KpoAdvisorError:
    """What typer ran into, which writes help and completion itself; the commands tell theirs. Any other is a bug."""
    if isinstance(error, OSError | UnicodeError):
        where = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
        return KpoAdvisorError(f"The system refused: {reason_of(error)}{where}.")
    raise error


def _refused(error: KpoAdvisorError) -> int:
    from kpo_advisor.cli.failures import show

    show(error)
    return COULD_NOT


def _flushed(code: int) -> int:
    """The exit code, once all that was written has gone out; Python would flush at exit and end with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            give_up(stream)
    return code
