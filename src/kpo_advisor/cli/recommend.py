"""`kpo-advisor recommend`: rank the alternatives for one or more profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.completion import expected, shortfalls
from kpo_advisor.cli.exits import AMISS, COULD_NOT
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Answers, Format, NoPager, Output, Plain, Rules, ScenarioName, Settings, Weights
from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.finding import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kpo_advisor.advice.gates import Gates
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.recommendation import Recommendation
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import BlockReport
    from kpo_advisor.reports.formats.contracts.chosen_fields import Tree


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
    fields: Annotated[
        list[str] | None,
        typer.Option(
            "--fields",
            metavar="FIELD,...",
            help="Of json, these fields alone, such as file,lead,profile.title. Repeatable.",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with 1 unless every recommendation is certain.")
    ] = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-on",
            metavar="WHAT,...",
            autocompletion=shortfalls,
            help="End with 1 where one is provisional, close or held-back. Repeatable.",
        ),
    ] = None,
    expect: Annotated[
        list[str] | None,
        typer.Option(
            "--expect",
            metavar="HOME,...",
            autocompletion=expected,
            help="End with 1 where anything but this is recommended, such as bpo. Repeatable.",
        ),
    ] = None,
    min_lead: Annotated[
        str | None, typer.Option("--min-lead", metavar="N", help="End with 1 where the lead over the next is less.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Everything, not the page alone; through a pager on a terminal.")
    ] = False,
    plain: Plain = False,
    no_pager: NoPager = False,
) -> None:
    """Say where the work should be done, on one page. How sure that is, why, and what comes before the start."""
    from kpo_advisor.cli.loading import Changes, load_all, load_rules

    if fields and form is not Format.JSON:
        raise KpoAdvisorError("--fields chooses from JSON: add --format json.")
    rulebook = load_rules(rules)
    gates = None
    if strict or fail_on or expect or min_lead is not None:
        from kpo_advisor.advice.gates import gates_of

        gates = gates_of(rulebook, strict=strict, fail_on=fail_on or (), expect=expect or (), min_lead=min_lead)
    wanted = _chosen(fields, rulebook) if fields else {}
    loaded = load_all(profiles, rulebook, Changes(setting or (), weight or (), scenario, answers or ()))
    is_page = form is not Format.JSON and not full
    results = _recommended([loaded[path] for path in profiles], rulebook, wanted, is_page=is_page)
    found = [result for result in results if not isinstance(result, UnreadableInput)]
    if form is Format.JSON:
        _write_json(results, wanted, output)
    elif found:
        from kpo_advisor.cli.output import write_reports

        reports = [_report(given, rulebook, is_full=full, is_brief=form.is_brief) for given in found]
        write_reports(reports, form, output, is_plain=plain, pages=full and not no_pager)
    fails = gates is not None and _fail(found, gates)
    if len(found) < len(results):
        raise typer.Exit(COULD_NOT)
    if fails:
        raise typer.Exit(AMISS)


def _chosen(fields: Sequence[str], rulebook: Rulebook) -> Tree:
    from kpo_advisor.reports.formats.contracts.chosen_fields import chosen

    return chosen(fields, rulebook)


def _recommended(
    given: Sequence[Profile | UnreadableInput], rulebook: Rulebook, wanted: Tree, *, is_page: bool
) -> list[Recommendation | UnreadableInput]:
    """What is recommended for each profile, without what takes long and is not shown or not among the chosen fields."""
    from kpo_advisor.advice.recommend import recommend as recommended

    with_conditions, with_flips = True, not is_page
    if wanted:
        with_flips = "flips" in wanted
        from kpo_advisor.reports.formats.contracts.chosen_fields import wants_conditions

        with_conditions = wants_conditions(wanted)
    return [
        profile
        if isinstance(profile, UnreadableInput)
        else recommended(profile, rulebook, with_conditions=with_conditions, with_flips=with_flips)
        for profile in given
    ]


def _write_json(results: Sequence[Recommendation | UnreadableInput], wanted: Tree, output: str) -> None:
    """Each result, or the faults in its place, in the order of the input: a line each, or one that is indented."""
    from kpo_advisor.cli.output import write
    from kpo_advisor.reports.formats.to_json import recommendation_json, unread_json

    indent = 2 if len(results) == 1 else None
    lines = []
    for result in results:
        if isinstance(result, UnreadableInput):
            lines.append(unread_json(result.findings, indent=indent))
        elif wanted:
            from kpo_advisor.reports.formats.contracts.chosen_fields import chosen_json

            lines.append(chosen_json(result, wanted, indent))
        else:
            lines.append(recommendation_json(result, indent=indent))
    write("".join(f"{line}\n" for line in lines), output, is_json=True)


def _fail(found: Sequence[Recommendation], gates: Gates) -> bool:
    """Whether a recommendation fails a gate; says which and why."""
    from kpo_advisor.advice.gates import failures
    from kpo_advisor.cli.failures import say

    told = [
        f"{given.file or given.profile.title} fails {gate}: {reason}."
        for given in found
        for gate, reason in failures(given, gates)
    ]
    for sentence in told:
        say(sentence)
    return bool(told)


def _report(given: Recommendation, rulebook: Rulebook, *, is_full: bool, is_brief: bool) -> BlockReport:
    if is_full:
        from kpo_advisor.reports.recommendation import recommendation

        return recommendation(given, rulebook, is_brief=is_brief)
    from kpo_advisor.reports.page.page import page

    return page(given, rulebook, names_sources=not is_brief)
