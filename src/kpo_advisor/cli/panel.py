"""`kpo-advisor panel`: several people's profiles of one piece of work against each other."""

from __future__ import annotations

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Form, Format, Output, PeoplesProfiles, Plain, Rules


def panel(
    profiles: PeoplesProfiles,
    rules: Rules = None,
    form: Form = Format.TEXT,
    output: Output = STDOUT,
    plain: Plain = False,
) -> None:
    """Show where several people differ, and whether that matters. Proved of every mixture of what they say."""
    from kpo_advisor.cli.loading import load_rules, load_together
    from kpo_advisor.cli.output import write, write_reports
    from kpo_advisor.errors import KpoAdvisorError
    from kpo_advisor.several.panel import panel as compared

    rulebook = load_rules(rules)
    people = load_together(profiles, rulebook)
    if len(people) < 2:
        raise KpoAdvisorError("A panel holds the files of two people or more against each other.")
    found = compared(people, rulebook)
    if form is Format.JSON:
        from kpo_advisor.reports.formats.to_json import to_json

        write(to_json(found) + "\n", output, is_json=True)
    else:
        from kpo_advisor.reports.several.panel import panel as report

        write_reports([report(found, rulebook, is_brief=form.is_brief)], form, output, is_plain=plain)
