"""`kpo-advisor questions`: print the questionnaire for a workshop."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Output, Rules


class Format(StrEnum):
    """How the questionnaire is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def questions(
    section: Annotated[str | None, typer.Option("--section", metavar="ID", help="One section only.")] = None,
    by_who: Annotated[bool, typer.Option("--by-who", help="Group by who at the client knows the answer.")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write it.")] = Format.TEXT,
    output: Output = STDOUT,
    rules: Rules = None,
) -> None:
    """Print the questionnaire. Wording, choices with their definitions, and who knows."""
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.output import width, write
    from kpo_advisor.reports import questionnaire

    rulebook = load_rules(rules)
    if section is not None:
        _check_section(section, [each.id for each in rulebook.sections])
    if form is Format.JSON:
        write(questionnaire.questions_json(rulebook, section=section, by_who=by_who), output, is_json=True)
    elif form is Format.MARKDOWN:
        write(questionnaire.questions_markdown(rulebook, section=section, by_who=by_who), output)
    else:
        write(questionnaire.questions_text(rulebook, width(), section=section, by_who=by_who), output)


def _check_section(section: str, known: list[str]) -> None:
    if section not in known:
        from kpo_advisor.errors import KpoAdvisorError
        from kpo_advisor.text.suggest import did_you_mean

        hint = did_you_mean(section, known) or f"There are {', '.join(known)}."
        raise KpoAdvisorError(f'There is no section "{section}". {hint}')
