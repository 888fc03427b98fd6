"""The difference between two rulebooks as JSON: a contract for scripts, like that of a recommendation."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kpo_advisor.comparison.diff import SCHEMA
from kpo_advisor.profiles.writing import profile_yaml
from kpo_advisor.text.escape import escaped

if TYPE_CHECKING:
    from kpo_advisor.comparison.compared import Compared, Result
    from kpo_advisor.comparison.diff import DecisionEffect, Diff, Side
    from kpo_advisor.comparison.effect_on_first import Witness
    from kpo_advisor.model.rulebook import Rulebook


def diff_json(given: Diff) -> str:
    """The comparison as indented JSON without a line end; scores are rounded to one decimal.

    Of a field, null stands for nothing said; of a result, for a profile that this side cannot take.
    """
    old, new = given.old.rulebook, given.new.rulebook
    found = {
        "schema": SCHEMA,
        "old": _side(given.old),
        "new": _side(given.new),
        "differs": given.differs,
        "changes": [{**asdict(each), "how": each.how.value} for each in given.changes],
        "effects": [_effect(each, old, new) for each in given.effects],
        "profiles": [_compared(each) for each in given.profiles],
    }
    return escaped(json.dumps(found, ensure_ascii=False, indent=2))


def _side(side: Side) -> dict[str, str]:
    return {"source": side.source, **{key: getattr(side.rulebook, key) for key in ("name", "version", "sha256")}}


def _effect(effect: DecisionEffect, old: Rulebook, new: Rulebook) -> dict[str, Any]:
    found = effect.effect
    return {
        "decision": effect.decision,
        "verdict": found.verdict.value,
        "witness": None if found.witness is None else _witness(found.witness, old, new),
        "shown": None if effect.shown is None else _compared(effect.shown),
    }


def _witness(witness: Witness, old: Rulebook, new: Rulebook) -> dict[str, Any]:
    return {
        "complete": witness.is_complete,
        "one_profile": witness.is_one,
        "first_before": witness.first_before,
        "first_after": witness.first_after,
        "before": profile_yaml(witness.before, old),
        "after": profile_yaml(witness.after, new),
    }


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        "file": compared.file,
        "title": compared.title,
        "changes_first": compared.changes_first,
        "differs": compared.differs,
        "before": _result(compared.before),
        "after": _result(compared.after),
        "faults": [each.one_line() for each in compared.faults],
        "points": [asdict(each) for each in compared.reasons],
        "bars": [asdict(each) for each in compared.bars],
        "fires": [asdict(each) for each in compared.fires],
        "stops": [asdict(each) for each in compared.stops],
    }


def _result(result: Result | None) -> dict[str, Any] | None:
    if result is None:
        return None
    rows = [{**asdict(each), "score": round(each.score * 10) / 10} for each in result.ranking]
    return {**asdict(result), "ranking": rows}
