"""The results of the Python API in the published JSON, whichever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.advice.explain import Explanation
from kpo_advisor.model.recommendation import Recommendation

if TYPE_CHECKING:
    from kpo_advisor.comparison.what_if import WhatIf


def to_json(result: Recommendation | Explanation | WhatIf) -> str:
    """What `--format json` of the command prints, indented and without a line end.

    `kpo-advisor schema recommendation` is the schema of a recommendation; the others hold one.
    """
    if isinstance(result, Recommendation):
        from kpo_advisor.reports.as_json import recommendation_json

        return recommendation_json(result, indent=2)
    if isinstance(result, Explanation):
        from kpo_advisor.reports.explain_json import explanation_json

        return explanation_json(result)
    from kpo_advisor.reports.what_if_json import what_if_json

    return what_if_json(result)
