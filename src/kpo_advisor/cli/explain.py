"""`kpo-advisor explain`: all that is behind a recommendation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Output, Plain, ProfilePath, Rules, Settings, TextOrJson, Weights

if TYPE_CHECKING:
    from kpo_advisor.advice.explain import Explanation
    from kpo_advisor.model.rulebook import Rulebook


def explain(
    profile: ProfilePath,
    rules: Rules = None,
    form: Form = TextOrJson.TEXT,
    output: Output = STDOUT,
    setting: Settings = None,
    weight: Weights = None,
    plain: Plain = False,
) -> None:
    """Show all that is behind a recommendation. Every criterion, every rule, and how firmly it stands."""
    from kpo_advisor.advice.explain import explain as explained
    from kpo_advisor.cli.loading import Changes, load_one, load_rules

    rulebook = load_rules(rules)
    _, changed = load_one(profile, rulebook, Changes(setting or (), weight or ()))
    _write(explained(changed, rulebook), rulebook, form, output, is_plain=plain)


def _write(explanation: Explanation, rulebook: Rulebook, form: TextOrJson, output: str, *, is_plain: bool) -> None:
    from kpo_advisor.cli.output import width, write, write_lines

    if form is TextOrJson.JSON:
        from kpo_advisor.reports.explain_json import explanation_json

        write(explanation_json(explanation) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.explain import explanation_lines

        write_lines(explanation_lines(explanation, rulebook, width()), output, is_plain=is_plain)
