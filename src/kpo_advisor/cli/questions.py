"""`kpo-advisor questions`: print the questionnaire for a workshop."""

from __future__ import annotations

from typing import Annotated

import typer

from kpo_advisor.cli.completion import sections
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Format, Output, Rules


def questions(
    section: Annotated[
        str | None, typer.Option("--section", metavar="ID", autocompletion=sections, help="One section only.")
    ] = None,
    by_who: Annotated[bool, typer.Option("--by-who", help="Group by who at the client knows the answer.")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.TEXT,
    output: Output = STDOUT,
    rules: Rules = None,
) -> None:
    """Print the questionnaire. Wording, choices with their definitions, and who knows."""
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.output import width, write, write_reports

    rulebook = load_rules(rules)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.rules_to_json import questions_json

        write(questions_json(rulebook, section=section, by_who=by_who) + "\n", output, is_json=True)
        return
    from kpo_advisor.reports.questionnaire import questionnaire

    asked = questionnaire(rulebook, section=section, by_who=by_who, is_brief=form.is_brief)
    if form is Format.TEXT:
        from kpo_advisor.reports.formats.to_terminal import to_paper
        from kpo_advisor.text.lines import plain

        write(plain(to_paper(asked.blocks, width())), output)
    else:
        write_reports([asked], form, output)
