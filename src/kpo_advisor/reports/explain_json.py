"""An explanation as JSON: the recommendation as `recommend` writes it, and beside it what is behind it.

Points and ratings are integers. Weights that come out as fractions are rounded to hundredths: the ends of
a range to the side where first place holds, `factor` down to tenths, the rest to the nearest.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kpo_advisor.reports.as_json import UNKNOWN, recommendation_json
from kpo_advisor.reports.stability_json import stability_data
from kpo_advisor.text.escape import escaped

if TYPE_CHECKING:
    from kpo_advisor.advice.explain import Contrasted, Explanation, PieceExplained
    from kpo_advisor.advice.matrix import Matrix
    from kpo_advisor.advice.rule_outcomes import RuleOutcome
    from kpo_advisor.certainty.near_misses import Miss
    from kpo_advisor.model.questions import Answer


def explanation_json(explanation: Explanation) -> str:
    """The explanation as indented JSON without a line end."""
    found = {
        "schema": explanation.schema,
        "recommendation": json.loads(recommendation_json(explanation.recommendation)),
        "stability": stability_data(explanation.stability),
        "sufficient": explanation.sufficient,
        "pieces": [_piece(each) for each in explanation.pieces],
    }
    return escaped(json.dumps(found, ensure_ascii=False, indent=2))


def answer_data(answer: Answer) -> object:
    """An answer as a profile in JSON would give it."""
    if answer is None:
        return UNKNOWN
    if isinstance(answer, Fraction):
        return answer.numerator if answer.denominator == 1 else float(answer)
    return answer


def _piece(piece: PieceExplained) -> dict[str, Any]:
    return {
        "activity": piece.activity,
        "share": piece.share,
        "recommended": piece.recommended,
        "matrix": _matrix(piece.matrix),
        "stability": stability_data(piece.stability),
        "contrasts": [_contrast(each) for each in piece.contrasts],
        "rules": [_rule(each) for each in piece.rules],
        "open_questions": piece.open_questions,
    }


def _matrix(matrix: Matrix) -> dict[str, Any]:
    found = asdict(matrix)
    for total, given in zip(found["totals"], matrix.totals, strict=True):
        total["score"] = round(given.score * 10) / 10
    return found


def _contrast(compared: Contrasted) -> dict[str, Any]:
    contrast = compared.contrast
    return {
        **asdict(contrast),
        "score": round(contrast.score * 10) / 10,
        "fewest": [each.criterion for each in compared.fewest],
    }


def _rule(rule: RuleOutcome) -> dict[str, Any]:
    return {
        "rule": rule.rule,
        "status": rule.status,
        "decision": rule.decision,
        "criterion": rule.criterion,
        "effects": [asdict(each) for each in rule.effects],
        "homes": rule.homes,
        "because": rule.because,
        "when": rule.when,
        "unless": rule.unless,
        "answers": {id: answer_data(answer) for id, answer in rule.answers.items()},
        "results": rule.results,
        "questions": rule.questions,
        "misses": [_miss(each) for each in rule.misses],
        "facts": [asdict(each) for each in rule.facts],
        "inferred": rule.inferred,
    }


def _miss(miss: Miss) -> dict[str, Any]:
    return {
        "question": miss.question,
        "given": answer_data(miss.given),
        "would": miss.would,
        "answers": [answer_data(each) for each in miss.answers],
    }
