"""Findings as a Code Quality report of GitLab, which shows them in a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from kpo_advisor.files.text_file import printable
from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.formats.addresses import Addresses

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding

_SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def gitlab(report: Report) -> str:
    """One JSON list, in ASCII; empty where nothing is found.

    Files in the repository are named as seen from its top. A finding without a line stands at the first. No two
    fingerprints are the same, and one stays while only lines above it change.
    """
    addresses = Addresses()
    seen: Counter[tuple[str, ...]] = Counter()
    issues = []
    for finding in report.findings:
        path = printable(addresses[finding.file].as_posix())
        key = (finding.slug, path, *map(str, finding.path), finding.message)
        fingerprint = hashlib.sha256(json.dumps([*key, seen[key]]).encode()).hexdigest()[:32]
        issues.append(_issue(finding, path, fingerprint))
        seen[key] += 1
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, path: str, fingerprint: str) -> dict[str, Any]:
    code = code_of(finding.slug)
    told = f"{finding.message} {finding.hint}" if finding.hint else finding.message
    return {
        "description": f"{code} {finding.slug}: {told}",
        "check_name": code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": finding.span.start.line if finding.span else 1}},
    }
