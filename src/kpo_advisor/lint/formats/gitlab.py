"""Findings as a Code Quality report of GitLab, which shows them in a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from kpo_advisor.files.source import printable
from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.formats.addresses import Addresses

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding

_SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}
_Key = tuple[str, ...]


def gitlab(report: Report) -> str:
    """One JSON list, in ASCII; empty where nothing is found.

    Files in the repository are named as seen from its top. A finding without a line stands at the first. No two
    fingerprints are the same, and one stays while only lines above it change.
    """
    addresses = Addresses()
    seen: Counter[_Key] = Counter()
    issues = []
    for each in report.findings:
        path = printable(addresses[each.file].as_posix())
        key = (each.slug, path, *map(str, each.path), each.message)
        issues.append(_issue(each, path, key, seen[key]))
        seen[key] += 1
    return json.dumps(issues, indent=2) + "\n"


def _issue(each: Finding, path: str, key: _Key, repeated: int) -> dict[str, Any]:
    code = code_of(each.slug)
    told = f"{each.message} {each.hint}" if each.hint else each.message
    return {
        "description": f"{code} {each.slug}: {told}",
        "check_name": code,
        "fingerprint": hashlib.sha256(json.dumps([*key, repeated]).encode()).hexdigest()[:32],
        "severity": _SEVERITIES[each.severity],
        "location": {"path": path, "lines": {"begin": each.span.start.line if each.span else 1}},
    }
