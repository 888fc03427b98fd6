"""`kpo-advisor show`: what stands behind an id."""

from __future__ import annotations

from typing import Annotated

import typer

from kpo_advisor.cli.completion import shown
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Format, NoPager, Output, Plain, Rules


def show(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            autocompletion=shown,
            help="Ids of the rulebook: of questions, choices as QUESTION.CHOICE, rules, criteria, alternatives, terms, "
            "facts, documents, laws, contradictions; or marks of sources, as 3h or ours.",
        ),
    ],
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    plain: Plain = False,
    no_pager: NoPager = False,
) -> None:
    """Show what stands behind an id. Its words, what it does, where it comes from, and what uses it."""
    from kpo_advisor.cli.loading import load_rules
    from kpo_advisor.cli.output import write, write_reports
    from kpo_advisor.lookup.found import look_up

    rulebook = load_rules(rules)
    found = look_up(rulebook, ids)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.show_to_json import show_json

        write(show_json(found, rulebook) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.lookup.show import show as report

        write_reports([report(found, rulebook)], form, output, is_plain=plain, pages=not no_pager)
