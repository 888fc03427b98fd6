"""`kpo-advisor what-if`: what other answers or weights would do."""

from __future__ import annotations

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Answers, Form, Format, Output, Plain, ProfilePath, Rules, Settings, Weights


def what_if(
    profile: ProfilePath,
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    answers: Answers = None,
    setting: Settings = None,
    weight: Weights = None,
    plain: Plain = False,
) -> None:
    """Show what other answers or weights would do. Before and after, with the rules that change."""
    from kpo_advisor.cli.loading import Changes, load_one, load_rules
    from kpo_advisor.cli.output import write, write_reports
    from kpo_advisor.comparison.what_if import what_if as compared
    from kpo_advisor.errors import KpoAdvisorError

    changes = Changes(setting or (), weight or (), None, answers or ())
    if not changes:
        raise KpoAdvisorError(
            "Say what to change: --set QUESTION=ANSWER or --weight CRITERION=N, once or more, or --answers FILE."
        )
    rulebook = load_rules(rules)
    before, after = load_one(profile, rulebook, changes)
    found = compared(before, after, rulebook, with_conditions=form is Format.JSON)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.to_json import to_json

        write(to_json(found) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.compared.what_if import what_if as report

        write_reports([report(found, rulebook, is_brief=form.is_brief)], form, output, is_plain=plain)
