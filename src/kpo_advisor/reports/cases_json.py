"""The cases of a rulebook as JSON: what became of each and why, and what they cover."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kpo_advisor.proofs.cases import Outcome
from kpo_advisor.text.escape import escaped

if TYPE_CHECKING:
    from kpo_advisor.proofs.cases import Case, Lead
    from kpo_advisor.proofs.coverage import Coverage
    from kpo_advisor.reports.cases import Tested

SCHEMA = "kpo-advisor/test/1"


def tested_json(tested: Tested) -> str:
    """The run as indented JSON without a line end.

    Scores are rounded to one decimal; `percent` is rounded down to hundredths, so that it never says more
    than there is.
    """
    counts = Counter(each.judgement.outcome for each in tested.cases)
    found = {
        "schema": SCHEMA,
        "rulebook": {key: getattr(tested.rulebook, key) for key in ("name", "version", "sha256")},
        "passed": not tested.has_failed,
        "counts": {each.value: counts[each] for each in Outcome},
        "cases": [_case(each) for each in tested.cases],
        "coverage": _coverage(tested, tested.coverage) if tested.coverage else None,
        "suggested": _suggested(tested),
    }
    return escaped(json.dumps(found, ensure_ascii=False, indent=2))


def _case(case: Case) -> dict[str, Any]:
    judgement = case.judgement
    return {
        "file": case.file,
        "title": case.given.profile.title,
        "outcome": judgement.outcome.value,
        "expect": asdict(case.expect),
        "recommended": case.given.recommended,
        "first": case.given.first,
        "certainty": case.given.certainty,
        "place": judgement.place.value,
        "not_excluded": judgement.not_excluded,
        "not_mentioned": judgement.not_mentioned,
        "mentioned_after_all": judgement.mentioned_after_all,
        "certainty_differs": judgement.certainty_differs,
        "lead": _lead(case.lead) if case.lead else None,
    }


def _lead(lead: Lead) -> dict[str, Any]:
    return {
        "over": lead.over,
        "standing": lead.standing,
        "points": lead.points,
        "score": None if lead.score is None else _tenths(lead.score),
        "bars": [{"rule": each.rule, "effect": each.effect, "because": each.because} for each in lead.bars],
        "criteria": [{**asdict(each), "score": _tenths(each.score)} for each in lead.criteria],
    }


def _coverage(tested: Tested, found: Coverage) -> dict[str, Any]:
    return {
        "rules": len(found.rules),
        "fired": len(found.fired),
        "decisive": len(found.decisive),
        "percent": int(found.percent * 100) / 100,
        "least": tested.least,
        "by_rule": [asdict(each) for each in found.rules],
    }


def _suggested(tested: Tested) -> dict[str, Any] | None:
    search = tested.search
    if search is None:
        return None
    return {
        "written": tested.written,
        "kept": tested.kept,
        "profiles": [{"title": each.profile.title, "rules": each.rules} for each in search.found],
        "impossible": search.impossible,
        "not_found": search.not_found,
    }


def _tenths(score: Fraction) -> float:
    return round(score * 10) / 10
