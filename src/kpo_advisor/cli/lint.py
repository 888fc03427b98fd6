"""`kpo-advisor lint`: every fault of rulebooks and profiles."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.completion import checks, several_checks
from kpo_advisor.cli.exits import AMISS, COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Output, Plain, Rules
from kpo_advisor.errors import Severity
from kpo_advisor.solver.effort import MOST_EFFORT, USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.lint.linting import Report
    from kpo_advisor.lint.selection import Selection
    from kpo_advisor.lint.targets import Targets
    from kpo_advisor.model.rulebook import Rulebook


class FindingsFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"


Codes = list[str] | None


def lint(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Folders of rulebooks and overlays, profiles, or folders with both; - is a profile on standard "
            "input. Without any: the rulebook here, in rules/ or around this folder, else the packaged one.",
            show_default=False,
        ),
    ] = None,
    rules: Rules = None,
    form: Annotated[
        FindingsFormat | None,
        typer.Option("--format", "-f", help="How to write the findings; text, or github under GitHub Actions."),
    ] = None,
    output: Output = STDOUT,
    select: Annotated[
        Codes,
        typer.Option(
            "--select",
            metavar="CODES",
            autocompletion=several_checks,
            help="Only these: codes, beginnings of codes, names, or ALL.",
        ),
    ] = None,
    ignore: Annotated[
        Codes,
        typer.Option(
            "--ignore", metavar="CODES", autocompletion=several_checks, help="Not these; the longer code wins."
        ),
    ] = None,
    fail_level: Annotated[
        Severity | None, typer.Option("--fail-level", help="Exit with 1 from this severity on; warning by default.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count findings by code.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", metavar="CODE", autocompletion=checks, help="Print the page of a check, or ALL for a list."
        ),
    ] = None,
    effort: Annotated[
        int | None,
        typer.Option(
            "--effort",
            metavar="N",
            min=1,
            max=MOST_EFFORT,
            help=f"Millions of steps that the proofs about a rulebook may take; {USUAL} by default. What is then not "
            "decided is a finding.",
        ),
    ] = None,
    plain: Plain = False,
) -> None:
    """Find the faults of rulebooks and profiles. What they mean is checked by proof.

    Exits with 0 without findings, 1 with findings, 2 if something could not be checked.
    """
    from kpo_advisor.cli.output import write

    if explain is not None:
        from kpo_advisor.lint.manual import explain as page

        write(page(explain), output)
        return
    from kpo_advisor.lint.configuration import read_configuration
    from kpo_advisor.lint.selection import Selection, words

    settings = read_configuration(_here())
    level = fail_level or _level(settings.fail_level)
    selection = Selection(words(select or settings.select), words(ignore or settings.ignore))
    bound = effort or settings.effort or USUAL
    report = _report(paths or settings.paths, rules or settings.rules, selection, bound)
    _write(report, form or _usual_format(), output, statistics=statistics, is_plain=plain)
    if not report.is_complete:
        raise typer.Exit(COULD_NOT)
    if report.fails(level):
        raise typer.Exit(AMISS)


def _here() -> Path:
    from kpo_advisor.errors import KpoAdvisorError

    try:
        return Path.cwd()
    except OSError as error:
        raise KpoAdvisorError("The folder that you are in cannot be found; it may have been deleted.") from error


def _report(paths: Sequence[str], rules: Path | None, selection: Selection, effort: int) -> Report:
    from kpo_advisor.cli.failures import tell
    from kpo_advisor.lint.linting import lint as checked
    from kpo_advisor.lint.targets import find_targets

    targets = find_targets(paths)
    tell(targets.found.notes)
    against = _for_profiles(targets, rules) if targets.found.profiles else None
    return checked(targets, selection, against, rules, effort)


def _for_profiles(targets: Targets, rules: Path | None) -> Rulebook | None:
    """The rulebook that profiles are held against; None where its faults are among the findings anyway.

    Raises UnreadableInput for faults that would not be told otherwise.
    """
    import os

    from kpo_advisor.cli.failures import say
    from kpo_advisor.model.finding import UnreadableInput
    from kpo_advisor.rulebooks.loading import load_rulebook

    try:
        return load_rulebook(rules)
    except UnreadableInput:
        # Not pathlib's resolve: it raises for links that lead to themselves.
        if rules is None or os.path.realpath(rules) not in map(os.path.realpath, targets.found.rulebooks):
            raise
        say(f"Profiles are not checked: {rules}, which they are for, has faults.")
        return None


def _level(text: str | None) -> Severity:
    if text is not None and text not in list(Severity):
        from kpo_advisor.errors import KpoAdvisorError

        raise KpoAdvisorError(f'fail-level in pyproject.toml is error, warning or info, found "{text}".')
    return Severity(text or Severity.WARNING)


def _usual_format() -> FindingsFormat:
    import os

    return FindingsFormat.GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else FindingsFormat.TEXT


def _write(report: Report, form: FindingsFormat, output: str, *, statistics: bool, is_plain: bool) -> None:
    from kpo_advisor.cli.failures import say, tell
    from kpo_advisor.cli.output import write
    from kpo_advisor.lint.formats import as_json, concise, github, gitlab, sarif

    if statistics and form in (FindingsFormat.TEXT, FindingsFormat.CONCISE):
        write(concise.statistics(report), output)
        return
    if form is FindingsFormat.TEXT:
        _write_text(report, output, is_plain=is_plain)
        return
    writers = {
        FindingsFormat.GITHUB: github.github,
        FindingsFormat.CONCISE: concise.concise,
        FindingsFormat.JSON: as_json.as_json,
        FindingsFormat.GITLAB: gitlab.gitlab,
        FindingsFormat.SARIF: sarif.sarif,
    }
    write(writers[form](report), output, commands=form is FindingsFormat.GITHUB)
    if form not in (FindingsFormat.CONCISE, FindingsFormat.JSON):  # the others have no place for what was checked
        say(concise.summary(report))
    if statistics and form is not FindingsFormat.JSON:  # JSON has them always
        tell(concise.statistics(report).splitlines())


def _write_text(report: Report, output: str, *, is_plain: bool) -> None:
    from kpo_advisor.cli.output import write, write_lines
    from kpo_advisor.lint.formats import text
    from kpo_advisor.text.lines import plain

    lines = text.rows(report)
    if is_plain:
        write(plain(lines), output)  # not in ASCII: the lines of the files are shown as they are
    else:
        write_lines(lines, output)
