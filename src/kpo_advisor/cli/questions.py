"""`kpo-advisor questions`: print the questionnaire for a workshop, or the sheet for one person."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.completion import people, sections
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Format, Output, Rules, by_ending
from kpo_advisor.errors import KpoAdvisorError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import BlockReport
    from kpo_advisor.reports.sheets.sheet import Sheet


class SheetFormat(StrEnum):
    """How questions are written: those of other results, a profile to fill in, and the header of a table."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"
    YAML = "yaml"
    CSV = "csv"


STDIN = "-"


def questions(
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", autocompletion=sections, help="One section only.")
    ] = None,
    by_who: Annotated[bool, typer.Option("--by-who", help="Group by who at the client knows the answer.")] = False,
    who: Annotated[
        str | None,
        typer.Option(
            "--who", metavar="PERSON", autocompletion=people, help="A sheet for one person, to be filled in: counsel."
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            metavar="FILE",
            help="Ask only what is open in this profile and can still matter; without --who, list whom to ask.",
        ),
    ] = None,
    form: Annotated[
        SheetFormat | None,
        typer.Option("--format", "-f", help="How to write it; by default as the file's name ends, else text."),
    ] = None,
    output: Output = STDOUT,
    rules: Rules = None,
) -> None:
    """Print the questionnaire, or a sheet for one person. Wording, choices with their definitions, and who knows."""
    form = form or by_ending(output, SheetFormat) or SheetFormat.TEXT
    _check(section, profile, who, form, by_who=by_who)
    from kpo_advisor.cli.loading import load_rules

    rulebook = load_rules(rules)
    if who is not None:
        sheet = _sheet(who, profile, rulebook)
        _write_sheet(sheet, form, output)
        if profile not in (None, STDIN) and output != STDOUT:
            _say_how_it_comes_back(sheet, [str(profile), *_given_rules(rules)], form, output)
    elif profile is not None:
        given = [
            *_given_rules(rules),
            "--profile",
            "FILE" if profile == STDIN else profile,
        ]
        _write_whom_to_ask(profile, given, rulebook, form, output)
    else:
        _write_questionnaire(rulebook, section, form, output, by_who=by_who)


def _given_rules(rules: object | None) -> list[str]:
    """The rulebook as it is named in a command; nothing for the packaged one."""
    return ["--rules", str(rules)] if rules is not None else []


def _check(section: str | None, profile: str | None, who: str | None, form: SheetFormat, *, by_who: bool) -> None:
    """Refuse what does not go together. Raises KpoAdvisorError."""
    if (section is not None or by_who) and (who is not None or profile is not None):
        raise KpoAdvisorError("--section and --by-who are for the whole questionnaire: leave out --who and --profile.")
    if form is SheetFormat.CSV and (who is not None or profile is not None or by_who):
        raise KpoAdvisorError(
            "--format csv is the first line of a table, with all questions: leave out --who, --profile and --by-who."
        )
    if form is SheetFormat.YAML and who is None:
        raise KpoAdvisorError(
            "A file to fill in is for one person: add --who PERSON. One with all questions is written by "
            "kpo-advisor init."
        )


def _write_questionnaire(
    rulebook: Rulebook, section: str | None, form: SheetFormat, output: str, *, by_who: bool
) -> None:
    if form is SheetFormat.JSON:
        from kpo_advisor.cli.output import write
        from kpo_advisor.reports.formats.rules_to_json import questions_json

        write(questions_json(rulebook, section=section, by_who=by_who) + "\n", output, is_json=True)
        return
    if form is SheetFormat.CSV:
        from kpo_advisor.cli.output import write
        from kpo_advisor.reports.formats.portfolio.as_csv import table_header
        from kpo_advisor.reports.questionnaire import grouped

        asked = [question.id for group in grouped(rulebook, section, by_who=False) for question in group.questions]
        write(table_header(asked), output)
        return
    from kpo_advisor.reports.questionnaire import questionnaire

    is_brief = form is SheetFormat.TEXT
    _write_report(questionnaire(rulebook, section=section, by_who=by_who, is_brief=is_brief), form, output)


def _sheet(who: str, profile: str | None, rulebook: Rulebook) -> Sheet:
    from kpo_advisor.reports.sheets.sheet import blank_sheet, person_called, sheet_of

    person = person_called(who, rulebook)
    if profile is None:
        return blank_sheet(person, rulebook)
    given, found = _recommended(profile, rulebook)
    return sheet_of(person, found, given, rulebook)


def _recommended(path: str, rulebook: Rulebook) -> tuple[Profile, Recommendation]:
    """The profile of a path, and what is recommended for it."""
    from kpo_advisor.advice.recommend import recommend
    from kpo_advisor.cli.loading import Changes, load_one

    _, given = load_one(path, rulebook, Changes((), ()))
    return given, recommend(given, rulebook, with_flips=False)


def _write_sheet(sheet: Sheet, form: SheetFormat, output: str) -> None:
    from kpo_advisor.cli.output import write

    match form:
        case SheetFormat.YAML:
            from kpo_advisor.reports.formats.sheets.to_yaml import sheet_yaml

            write(sheet_yaml(sheet), output)
        case SheetFormat.HTML:
            from kpo_advisor.reports.formats.sheets.to_form import to_form

            write(to_form(sheet), output)
        case SheetFormat.JSON:
            from kpo_advisor.reports.formats.sheets.to_json import sheets_json

            write(sheets_json([sheet]) + "\n", output, is_json=True)
        case _:
            from kpo_advisor.reports.sheets.on_paper import on_paper

            _write_report(on_paper(sheet, is_brief=form is SheetFormat.TEXT), form, output)


def _say_how_it_comes_back(sheet: Sheet, words: Sequence[str], form: SheetFormat, output: str) -> None:
    """Say by which command the answers of a sheet that is a file, or makes one, go into the profile."""
    files = {SheetFormat.YAML: output, SheetFormat.HTML: f"{sheet.person.id}.yaml"}
    if form in files:
        from shlex import join

        from kpo_advisor.cli.failures import say

        say(f"When it comes back: {join(['kpo-advisor', 'interview', *words, '--answers', files[form]])}")


def _write_whom_to_ask(profile: str, words: Sequence[str], rulebook: Rulebook, form: SheetFormat, output: str) -> None:
    from kpo_advisor.reports.sheets.sheet import sheet_of, who_answers

    given, found = _recommended(profile, rulebook)
    sheets = [sheet_of(person, found, given, rulebook) for person in who_answers(rulebook)]
    if form is SheetFormat.JSON:
        from kpo_advisor.cli.output import write
        from kpo_advisor.reports.formats.sheets.to_json import sheets_json

        write(sheets_json(sheets) + "\n", output, is_json=True)
        return
    from kpo_advisor.cli.output import write_reports
    from kpo_advisor.reports.sheets.whom_to_ask import whom_to_ask

    write_reports([whom_to_ask(given.title, words, sheets)], Format(form.value), output)


def _write_report(report: BlockReport, form: SheetFormat, output: str) -> None:
    """A report with room to write, as text for paper."""
    from kpo_advisor.cli.output import width, write, write_reports

    if form is SheetFormat.TEXT:
        from kpo_advisor.reports.formats.to_terminal import to_paper
        from kpo_advisor.text.lines import plain

        write(plain(to_paper(report.blocks, width())), output)
    else:
        write_reports([report], Format(form.value), output)
