"""`kpo-advisor report`: the document about one profile, to be handed over."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import (
    ENDINGS,
    Answers,
    Format,
    Output,
    ProfilePath,
    Rules,
    ScenarioName,
    Settings,
    Weights,
    by_ending,
)
from kpo_advisor.errors import KpoAdvisorError

if TYPE_CHECKING:
    from kpo_advisor.files.logo import LogoFile


class DocumentFormat(StrEnum):
    """How a document to hand over is written."""

    HTML = "html"
    WORD = "word"
    MARKDOWN = "markdown"


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def report(
    profile: ProfilePath,
    rules: Rules = None,
    form: Annotated[
        DocumentFormat | None,
        typer.Option("--format", "-f", help="How to write it; by default as the file's name ends, else html."),
    ] = None,
    output: Output = STDOUT,
    answers: Answers = None,
    setting: Settings = None,
    weight: Weights = None,
    scenario: ScenarioName = None,
    firm: Annotated[str, typer.Option("--firm", metavar="NAME", help="Whose document it is.")] = "",
    logo: Annotated[
        Path | None, typer.Option("--logo", metavar="FILE", help="The firm's logo, a PNG or a JPEG; not in Markdown.")
    ] = None,
    date: Annotated[str, typer.Option("--date", metavar="DATE", help="Its date, as 2026-03-31; none by default.")] = "",
    without_notes: Annotated[
        bool,
        typer.Option("--without-notes", help="Leave out what the profile notes about its answers, and who gave them."),
    ] = False,
) -> None:
    """Write the document to hand over. The page first, then reasons, checklist, answers and sources."""
    form = _form(form, output)
    from dataclasses import replace

    from kpo_advisor.cli.loading import Changes, load_one, load_rules
    from kpo_advisor.reports.blocks import Letterhead

    if logo is not None and form is DocumentFormat.MARKDOWN:
        raise KpoAdvisorError("Markdown holds no logo. Leave out --logo, or write html or word.")
    line = " · ".join(part for part in (firm.strip(), _in_words(date)) if part)
    letterhead = Letterhead(line, _logo(logo, firm.strip()))
    rulebook = load_rules(rules)
    _, given = load_one(profile, rulebook, Changes(setting or (), weight or (), scenario, answers or ()))
    if without_notes:
        given = replace(given, notes={}, said={}, activities=tuple(replace(part, said={}) for part in given.activities))
    from kpo_advisor.advice.recommend import recommend
    from kpo_advisor.reports.document.document import document

    made = document(recommend(given, rulebook), given, rulebook, letterhead)
    if form is DocumentFormat.WORD:
        from kpo_advisor.cli.file_output import write_file
        from kpo_advisor.reports.formats.word.to_word import to_word

        write_file(to_word(made), output)
    else:
        from kpo_advisor.cli.output import write_reports

        write_reports([made], Format(form.value), output)


def _form(wanted: DocumentFormat | None, output: str) -> DocumentFormat:
    """The format asked for, else the one of the file's ending, else HTML."""
    if wanted is None and output != STDOUT:
        wanted = by_ending(output, DocumentFormat)
        if wanted is None:
            endings = ", ".join(ending for ending, told in ENDINGS.items() if told in set(DocumentFormat))
            raise KpoAdvisorError(
                f"{output} does not say how to write it: end it in one of {endings}, or add --format."
            )
    if wanted is DocumentFormat.WORD and output == STDOUT:
        raise KpoAdvisorError("Word needs a file: add --output FILE.docx.")
    return wanted or DocumentFormat.HTML


def _in_words(date: str) -> str:
    """A date such as 2026-03-31 in words that nobody mistakes: `31 March 2026`; nothing for none."""
    import re
    from datetime import date as day

    if not date:
        return ""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date):
            raise ValueError
        found = day.fromisoformat(date)
    except ValueError:
        from kpo_advisor.text.phrases import quoted

        raise KpoAdvisorError(f"{quoted(date)} is no date. Write it as 2026-03-31: year, month, day.") from None
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def _logo(path: Path | None, firm: str) -> LogoFile | None:
    from kpo_advisor.files.logo import read_logo

    return None if path is None else read_logo(path, f"Logo of {firm}" if firm else "Logo")
