"""`kpo-advisor explain`: all that is behind a recommendation."""

from __future__ import annotations

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Format, NoPager, Output, Plain, ProfilePath, Rules, Settings, Weights


def explain(
    profile: ProfilePath,
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    setting: Settings = None,
    weight: Weights = None,
    plain: Plain = False,
    no_pager: NoPager = False,
) -> None:
    """Show all that is behind a recommendation. Every criterion, every rule, and how firmly it stands."""
    from kpo_advisor.advice.explain import explain as explained
    from kpo_advisor.cli.loading import Changes, load_one, load_rules
    from kpo_advisor.cli.output import write, write_reports

    rulebook = load_rules(rules)
    _, changed = load_one(profile, rulebook, Changes(setting or (), weight or ()))
    found = explained(changed, rulebook)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.to_json import explanation_json

        write(explanation_json(found) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.explanation import explanation

        report = explanation(found, rulebook, is_brief=form.is_brief)
        write_reports([report], form, output, is_plain=plain, pages=not no_pager)
