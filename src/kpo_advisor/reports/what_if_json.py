"""Before and after as JSON: both recommendations as `recommend` writes them, and what lies between."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kpo_advisor.reports.as_json import recommendation_json
from kpo_advisor.reports.explain_json import answer_data
from kpo_advisor.text.escape import escaped

if TYPE_CHECKING:
    from kpo_advisor.comparison.what_if import Said, WhatIf
    from kpo_advisor.model.recommendation import Ranked


def what_if_json(given: WhatIf) -> str:
    """The comparison as indented JSON without a line end; of a change, null stands for nothing said."""
    before = {each.alternative: each for each in given.before.ranking}
    found = {
        "schema": given.schema,
        "answers": [
            {
                "activity": each.activity,
                "question": each.question,
                "before": _said(each.before),
                "after": _said(each.after),
            }
            for each in given.answers
        ],
        "weights": [asdict(each) for each in given.weights],
        "ranking": [
            {"alternative": each.alternative, "before": _row(before[each.alternative]), "after": _row(each)}
            for each in given.after.ranking
        ],
        "rules": [asdict(each) for each in given.rules],
        "points": [asdict(each) for each in given.points],
        "before": json.loads(recommendation_json(given.before)),
        "after": json.loads(recommendation_json(given.after)),
    }
    return escaped(json.dumps(found, ensure_ascii=False, indent=2))


def _row(row: Ranked) -> dict[str, Any]:
    score = round(row.score * 10) / 10
    return {"rank": row.rank, "standing": row.standing, "score": score, "points": row.points}


def _said(said: Said) -> object:
    return answer_data(said.answer) if said.given else None
