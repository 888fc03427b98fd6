"""`kpo-advisor schema`: print JSON Schemas, for editors and for those who read the output."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kpo_advisor.cli.file_output import STDOUT
from kpo_advisor.cli.options import Output, Rules


class What(StrEnum):
    """Whose schema is printed."""

    PROFILE = "profile"
    RULEBOOK = "rulebook"
    RECOMMENDATION = "recommendation"
    PANEL = "panel"
    COMPARE = "compare"
    WHAT_IF = "what-if"
    EXPLAIN = "explain"
    PORTFOLIO = "portfolio"


def schema(
    what: Annotated[What, typer.Argument(help="What the schema describes.")],
    output: Output = STDOUT,
    rules: Rules = None,
) -> None:
    """Print JSON Schemas. Of a profile (from the rulebook's questions), of rulebook files, or of the output."""
    import json

    from kpo_advisor.cli.output import write
    from kpo_advisor.text.escape import escaped

    if what is What.PROFILE:
        from kpo_advisor.cli.loading import load_rules
        from kpo_advisor.profiles.profile import profile_schema

        found = profile_schema(load_rules(rules))
    elif what is What.RULEBOOK:
        from kpo_advisor.rulebooks.kinds import rulebook_schema

        found = rulebook_schema()
    else:
        from kpo_advisor.reports.formats.contracts import schema as contracts

        of_results = {
            What.RECOMMENDATION: contracts.recommendation_schema,
            What.PANEL: contracts.panel_schema,
            What.COMPARE: contracts.compare_schema,
            What.WHAT_IF: contracts.what_if_schema,
            What.EXPLAIN: contracts.explanation_schema,
            What.PORTFOLIO: contracts.portfolio_schema,
        }
        found = of_results[what]()
    write(escaped(json.dumps(found, indent=2, ensure_ascii=False)) + "\n", output, is_json=True)
