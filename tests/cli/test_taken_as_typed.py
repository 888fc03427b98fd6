"""Text reaches a command as it was typed, and everything else as typer turns it."""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.core import TyperCommand
from typer.testing import CliRunner

from kpo_advisor.cli.taken_as_typed import CommandOfText


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def called(words: list[str], kind: type[TyperCommand]) -> tuple[int, dict[str, Any], str]:
    """How a command ends with these words, what it got, and what it wrote."""
    app, got = typer.Typer(), dict[str, Any]()

    @app.command(cls=kind)
    def command(
        names: list[str],
        text: str = "-",
        texts: Annotated[list[str] | None, typer.Option("--also")] = None,
        colour: Colour = Colour.RED,
        folder: Path | None = None,
        number: int = 3,
    ) -> None:
        got.update(names=names, text=text, texts=texts, colour=colour, folder=folder, number=number)

    @app.command(cls=kind)
    def other(
        shown: Annotated[str, typer.Option(parser=lambda typed: typed.upper())] = "a", plain: bool = False
    ) -> None:
        got.update(shown=shown, plain=plain)

    found = CliRunner().invoke(app, words)
    return found.exit_code, got, found.output


@pytest.mark.parametrize(
    "words",
    [
        ["command", "a", "b c", "--text", "ü", "--also", "x", "--also", ""],
        ["command", "a", "--colour", "blue", "--folder", "there", "--number", "4"],
        ["command", "a"],
        ["command"],
        ["command", "a", "--colour", "green"],
        ["command", "a", "--number", "many"],
        ["command", "a", "--text"],
        ["other", "--shown", "b", "--plain"],
        ["other"],
    ],
)
def test_a_command_gets_and_refuses_what_it_would_by_typer_alone(words: list[str]) -> None:
    assert called(words, CommandOfText) == called(words, TyperCommand)


def test_the_commands_that_are_compared_get_what_was_typed() -> None:
    code, got, _ = called(["command", "a", "--also", "x", "--number", "4"], CommandOfText)
    assert (code, got["names"], got["texts"], got["number"]) == (0, ["a"], ["x"], 4)


def test_a_call_that_gives_text_alone_loads_nothing_to_turn_it() -> None:
    program = (
        "import sys; from kpo_advisor.cli.app import main; sys.argv = ['kpo-advisor', 'recommend', "
        "'examples/payroll.yaml']; main(); print('pydantic' in sys.modules, 'clingo' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False False"
