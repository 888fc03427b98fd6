"""The command `kpo-advisor`: its subcommands, and how it ends.

Exit codes: 0 fine; 1 findings, failed cases, differences, or `--strict` and no certain recommendation; 2 could not
do it; 130 interrupted. A closed pipe ends quietly with 0.
"""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from kpo_advisor import __version__
from kpo_advisor.cli.diff import diff
from kpo_advisor.cli.explain import explain
from kpo_advisor.cli.init import init
from kpo_advisor.cli.interview import interview
from kpo_advisor.cli.lint import lint
from kpo_advisor.cli.questions import questions
from kpo_advisor.cli.recommend import recommend
from kpo_advisor.cli.schema import schema
from kpo_advisor.cli.test import test
from kpo_advisor.cli.what_if import what_if
from kpo_advisor.errors import KpoAdvisorError

COULD_NOT, INTERRUPTED = 2, 130
RARELY = 200_000
"""New objects between two searches for cyclic garbage."""

app = typer.Typer(
    name="kpo-advisor",
    help="Decide where a piece of work should be done: BPO, KPO, in-house or hybrid.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(recommend)
app.command()(interview)
app.command()(explain)
app.command("what-if")(what_if)
app.command()(test)
app.command()(diff)
app.command()(questions)
app.command()(init)
app.command()(schema)
app.command()(lint)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kpo-advisor {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Decide where a piece of work should be done: BPO, KPO, in-house or hybrid."""


def main() -> int:
    """Run the command and return its exit code; nothing a user gave ends in a traceback."""
    # A command makes many objects that it keeps and hardly any cycles: looking for those costs more than it frees.
    gc.set_threshold(RARELY)
    try:
        app(prog_name="kpo-advisor")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else COULD_NOT
    except KpoAdvisorError as error:
        from kpo_advisor.cli.failures import show

        show(error)
        return COULD_NOT
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
