"""Findings for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kpo_advisor.files.text_file import printable
from kpo_advisor.lint.codes import code_of

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding, Span

SCHEMA = "kpo-advisor/lint/1"


def as_json(report: Report) -> str:
    """One JSON object in ASCII, so that nothing in it steers a terminal; its `findings` are in order.

    `rulebooks` are the folders that were checked, `against` is the rulebook that profiles were held to; `packaged`
    is the one that comes with the advisor. Lines and columns count from 1, columns in characters; `end` is the
    place after the last character.
    """
    counts: Counter[str] = Counter()
    for (slug, _), number in report.kinds().items():
        counts[code_of(slug)] += number
    whole = {
        "schema": SCHEMA,
        "checked": {"rulebooks": len(report.rulebooks), "profiles": report.profiles},
        "rulebooks": report.rulebooks,
        "against": report.against if report.profiles else None,
        "suppressed": report.suppressed,
        "statistics": dict(sorted(counts.items())),
        "findings": [_finding(finding) for finding in report.findings],
    }
    return json.dumps(whole, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": code_of(finding.slug),
        "slug": finding.slug,
        "severity": str(finding.severity),
        "file": printable(finding.file),
        **_places(finding.span),
        "path": list(finding.path),
        "message": finding.message,
        "hint": finding.hint,
        "related": [
            {"file": printable(other.file), **_places(other.span), "message": other.message}
            for other in finding.related
        ],
        "witness": finding.witness,
    }


def _places(span: Span | None) -> dict[str, Any]:
    return {"start": None, "end": None} if span is None else asdict(span)
