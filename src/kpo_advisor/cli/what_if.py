"""`kpo-advisor what-if`: what other answers or weights would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Output, Plain, ProfilePath, Rules, Settings, TextOrJson, Weights

if TYPE_CHECKING:
    from kpo_advisor.comparison.what_if import WhatIf
    from kpo_advisor.model.rulebook import Rulebook


def what_if(
    profile: ProfilePath,
    rules: Rules = None,
    form: Form = TextOrJson.TEXT,
    output: Output = STDOUT,
    setting: Settings = None,
    weight: Weights = None,
    plain: Plain = False,
) -> None:
    """Show what other answers or weights would do. Before and after, with the rules that change."""
    from kpo_advisor.cli.loading import Changes, load_one, load_rules
    from kpo_advisor.comparison.what_if import what_if as compared
    from kpo_advisor.errors import KpoAdvisorError

    changes = Changes(setting or (), weight or ())
    if not changes:
        raise KpoAdvisorError("Say what to change: --set QUESTION=ANSWER or --weight CRITERION=N, once or more.")
    rulebook = load_rules(rules)
    before, after = load_one(profile, rulebook, changes)
    _write(compared(before, after, rulebook), rulebook, form, output, is_plain=plain)


def _write(found: WhatIf, rulebook: Rulebook, form: TextOrJson, output: str, *, is_plain: bool) -> None:
    from kpo_advisor.cli.output import width, write, write_lines

    if form is TextOrJson.JSON:
        from kpo_advisor.reports.what_if_json import what_if_json

        write(what_if_json(found) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.what_if import what_if_lines

        write_lines(what_if_lines(found, rulebook, width()), output, is_plain=is_plain)
