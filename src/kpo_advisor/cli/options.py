"""The options that several commands share, defined once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path, PurePath
from typing import Annotated, TypeVar

import typer

from kpo_advisor.cli.completion import settings, weights
from kpo_advisor.cli.file_output import claimed


class Format(StrEnum):
    """How a result is written: for a terminal, for programs, or to be handed on."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"

    @property
    def is_brief(self) -> bool:
        """Whether reports are brief, to fit a terminal."""
        return self is Format.TEXT


ENDINGS = {
    **dict.fromkeys((".html", ".htm"), "html"),
    ".docx": "word",
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".yaml", ".yml"), "yaml"),
    ".json": "json",
    ".csv": "csv",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
}
"""How a file's name ends, and the format that says."""

AnyFormat = TypeVar("AnyFormat", bound=StrEnum)


def by_ending(output: str, formats: type[AnyFormat]) -> AnyFormat | None:
    """The one of these formats that the end of a file's name says; None where it says none of them."""
    told = ENDINGS.get(PurePath(output).suffix.casefold())
    return next((form for form in formats if form.value == told), None)


ProfilePath = Annotated[
    str, typer.Argument(metavar="PROFILE", help="A profile file, YAML or JSON; - is standard input.")
]
PeoplesProfiles = Annotated[
    list[str],
    typer.Argument(metavar="PROFILE...", help="Profile files of one piece of work, one a person; - is standard input."),
]
Form = Annotated[Format, typer.Option("--format", "-f", help="How to write the result.")]

Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="DIR", help="Folder of the rulebook; the packaged one by default.")
]
Output = Annotated[
    str,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the result to this file; - is standard output.", callback=claimed
    ),
]
Plain = Annotated[bool, typer.Option("--plain", help="No colour, and only ASCII characters for lines and bars.")]
NoPager = Annotated[
    bool, typer.Option("--no-pager", help="Print a long text all at once, also on a terminal; without, see PAGER.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="QUESTION=ANSWER",
        autocompletion=settings,
        help="Answer a question in place of the profile; several ticks as a,b, and so one of several "
        "choices; 2..5 for a number between, a? for a tick that perhaps holds; "
        "of an activity as TITLE/QUESTION=ANSWER; "
        "unknown for not known; nothing after = to take the answer out. Repeatable.",
    ),
]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help="Take the answers of a sheet that came back (kpo-advisor questions --who); before --set. Repeatable.",
    ),
]
Weights = Annotated[
    list[str] | None,
    typer.Option(
        "--weight",
        metavar="CRITERION=N",
        autocompletion=weights,
        help="Weigh a criterion differently, 1 to 1000. Repeatable.",
    ),
]
ScenarioName = Annotated[
    str | None,
    typer.Option("--scenario", metavar="NAME", help="Take the answers of this scenario of the profile; see compare."),
]
