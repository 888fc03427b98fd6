"""`kpo-advisor explain`: what is behind a recommendation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from kpo_advisor.cli.completion import criteria
from kpo_advisor.cli.completion import rules as rules_begun
from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import (
    Answers,
    Form,
    Format,
    NoPager,
    Output,
    Plain,
    ProfilePath,
    Rules,
    ScenarioName,
    Settings,
    Weights,
)
from kpo_advisor.errors import KpoAdvisorError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.reports.blocks import BlockReport
    from kpo_advisor.reports.explanation import Excerpt


def explain(
    profile: ProfilePath,
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    answers: Answers = None,
    setting: Settings = None,
    weight: Weights = None,
    scenario: ScenarioName = None,
    criterion: Annotated[
        list[str] | None,
        typer.Option(
            "--criterion", metavar="NAME", autocompletion=criteria, help="Only what this criterion says; repeatable."
        ),
    ] = None,
    rule: Annotated[
        str | None,
        typer.Option(
            "--rule",
            metavar="ID",
            help="Only whether this rule fires, why, and what would change that.",
            autocompletion=rules_begun,
        ),
    ] = None,
    activity: Annotated[
        str | None, typer.Option("--activity", metavar="TITLE", help="Only this activity of the profile.")
    ] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is open.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="All there is, with every rule; long.")] = False,
    plain: Plain = False,
    no_pager: NoPager = False,
) -> None:
    """Show what is behind a recommendation. Criteria by alternatives, why not another, what is open; rules if asked."""
    from kpo_advisor.cli.loading import Changes, load_one, load_rules
    from kpo_advisor.cli.output import write, write_reports
    from kpo_advisor.reports.explanation import Excerpt

    excerpt = Excerpt(tuple(criterion or ()), activity, only_open, everything)
    _check_alone(excerpt, rule, form)
    rulebook = load_rules(rules)
    _check_known("rule", [rule] if rule is not None else [], rulebook.rule_by_id)
    excerpt = replace(excerpt, criteria=_criteria(excerpt.criteria, rulebook))
    _, changed = load_one(profile, rulebook, Changes(setting or (), weight or (), scenario, answers or ()))
    _check_known("activity", [activity] if activity is not None else [], [one.title for one in changed.activities])
    if form is Format.JSON:
        from kpo_advisor.advice.explain import explain as explained
        from kpo_advisor.reports.formats.to_json import explanation_json

        write(explanation_json(explained(changed, rulebook)) + "\n", output, is_json=True)
        return
    report = _report(changed, rulebook, excerpt, rule, is_brief=form.is_brief)
    write_reports([report], form, output, is_plain=plain, pages=not no_pager)


def _report(profile: Profile, rulebook: Rulebook, excerpt: Excerpt, rule: str | None, *, is_brief: bool) -> BlockReport:
    if rule is not None:
        from kpo_advisor.advice.rule_outcomes import rule_by_piece
        from kpo_advisor.reports.explained.one_rule import one_rule

        found = rule_by_piece(profile, rulebook, rule)
        told = [one for one in found if excerpt.activity in (None, one.activity)]
        return one_rule(profile.title, rule, told, rulebook, is_brief=is_brief)
    from kpo_advisor.advice.explain import explain as explained
    from kpo_advisor.reports.explanation import explanation

    return explanation(explained(profile, rulebook), rulebook, is_brief=is_brief, excerpt=excerpt)


def _check_alone(excerpt: Excerpt, rule: str | None, form: Format) -> None:
    """Raise KpoAdvisorError where what is asked for cannot go together."""
    options = {"--criterion": excerpt.criteria, "--rule": rule is not None, "--open": excerpt.is_open}
    asked = [option for option, is_asked in options.items() if is_asked]
    if len(asked) > 1:
        raise KpoAdvisorError(f"{' and '.join(asked)} show different things: ask for one at a time.")
    if form is Format.JSON and (asked or excerpt.activity is not None):
        raise KpoAdvisorError("JSON always holds the whole explanation: leave the options out that choose from it.")


def _criteria(asked: Sequence[str], rulebook: Rulebook) -> tuple[str, ...]:
    """The ids of criteria, which may also be asked for by the titles that a table has of them."""
    by_title = {one.title.casefold(): one.id for one in rulebook.main.criteria}
    found = tuple(by_title.get(name.casefold(), name) for name in asked)
    _check_known("criterion", found, [one.id for one in rulebook.main.criteria], by_title)
    return found


def _check_known(what: str, asked: Iterable[str], known: Iterable[str], titles: Iterable[str] = ()) -> None:
    """Raise KpoAdvisorError for the first that there is not, with what may have been meant, be it one of the titles."""
    from kpo_advisor.text.phrases import quoted, sentence_case
    from kpo_advisor.text.suggest import did_you_mean, what_there_is

    allowed = list(known)
    for id in asked:
        if id not in allowed:
            told = what_there_is(id, allowed) if allowed else "there are none"
            hint = did_you_mean(id, [*allowed, *titles]) or (f"{sentence_case(told)}." if told else "")
            raise KpoAdvisorError(f"There is no {what} {quoted(id)}. {hint}".rstrip())
