"""`kpo-advisor recommend`: rank the alternatives for one or more profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.exits import AMISS, COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Answers, Format, NoPager, Output, Plain, Rules, ScenarioName, Settings, Weights

if TYPE_CHECKING:
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import BlockReport


def recommend(
    profiles: Annotated[
        list[str], typer.Argument(metavar="PROFILE...", help="Profile files, YAML or JSON; - is standard input.")
    ],
    rules: Rules = None,
    form: Annotated[
        Format,
        typer.Option("--format", "-f", help="How to write the result; json of several profiles is one line each."),
    ] = Format.TEXT,
    output: Output = STDOUT,
    answers: Answers = None,
    setting: Settings = None,
    weight: Weights = None,
    scenario: ScenarioName = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 1 unless every recommendation is certain.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Everything, not the page alone; through a pager on a terminal.")
    ] = False,
    plain: Plain = False,
    no_pager: NoPager = False,
) -> None:
    """Say where the work should be done, on one page. How sure that is, why, and what comes before the start."""
    from kpo_advisor.cli.loading import Changes, load_all, load_rules
    from kpo_advisor.model.assessment import Certainty
    from kpo_advisor.model.finding import UnreadableInput

    rulebook = load_rules(rules)
    loaded = load_all(profiles, rulebook, Changes(setting or (), weight or (), scenario, answers or ()))
    from kpo_advisor.advice.recommend import recommend as recommended
    from kpo_advisor.cli.output import write, write_reports

    results = [
        given if isinstance(given, UnreadableInput) else recommended(given, rulebook)
        for given in map(loaded.__getitem__, profiles)
    ]
    found = [result for result in results if not isinstance(result, UnreadableInput)]
    if form is Format.JSON and (found or len(profiles) > 1):
        from kpo_advisor.reports.formats.to_json import recommendation_json, unread_json

        is_alone = len(profiles) == 1
        lines = [
            unread_json(result.findings)
            if isinstance(result, UnreadableInput)
            else recommendation_json(result, indent=2 if is_alone else None)
            for result in results
        ]
        write("".join(f"{line}\n" for line in lines), output, is_json=True)
    elif found:
        reports = [_report(given, rulebook, is_full=full, is_brief=form.is_brief) for given in found]
        write_reports(reports, form, output, is_plain=plain, pages=full and not no_pager)
    if len(found) < len(results):
        raise typer.Exit(COULD_NOT)
    if strict and any(result.certainty is not Certainty.CERTAIN for result in found):
        raise typer.Exit(AMISS)


def _report(given: Recommendation, rulebook: Rulebook, *, is_full: bool, is_brief: bool) -> BlockReport:
    if is_full:
        from kpo_advisor.reports.recommendation import recommendation

        return recommendation(given, rulebook, is_brief=is_brief)
    from kpo_advisor.reports.page.page import page

    return page(given, rulebook, names_sources=not is_brief)
