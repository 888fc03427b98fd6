"""Findings as SARIF 2.1.0, the form that code scanning services take."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kpo_advisor import __version__
from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.codes import FAULTS, OTHER, FaultKind, code_of
from kpo_advisor.lint.formats.addresses import Addresses

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.lint.check import Check
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding, Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
"""What relative addresses are relative to: the top of the repository."""

_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(report: Report) -> str:
    """One run, in ASCII. Addresses of files in the repository are relative to its top, others are absolute."""
    addresses = Addresses()
    used = {code_of(finding.slug) for finding in report.findings}
    rules = [rule for rule in _rules() if rule["id"] in used or rule["id"] >= "KPO1"]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "kpo-advisor", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "results": [_result(finding, index, addresses) for finding in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules() -> list[dict[str, Any]]:
    faults = map(_rule, (*FAULTS, FaultKind(OTHER, "other", "A fault of another kind.")))
    checks = [
        _rule(check)
        | {
            "fullDescription": {"text": check.manual},
            "help": {"text": check.manual, "markdown": check.manual},
            "defaultConfiguration": {"level": _LEVELS[check.severity], "enabled": check.on},
        }
        for check in all_checks()
    ]
    return [*faults, *checks]


def _rule(kind: FaultKind | Check) -> dict[str, Any]:
    return {"id": kind.code, "name": kind.slug, "shortDescription": {"text": kind.title}}


def _result(finding: Finding, index: dict[str, int], addresses: Addresses) -> dict[str, Any]:
    code = code_of(finding.slug)
    parts = [finding.message, finding.hint, f"A profile that shows it:\n{finding.witness}" if finding.witness else None]
    result: dict[str, Any] = {
        "ruleId": code,
        "ruleIndex": index[code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _text("\n".join(part for part in parts if part))},
        "locations": [{"physicalLocation": _place(addresses[finding.file], finding.span)}],
        "partialFingerprints": {"kpoAdvisor/v1": _fingerprint(finding)},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"physicalLocation": _place(addresses[other.file], other.span), "message": {"text": _text(other.message)}}
            for other in finding.related
        ]
    return result


def _text(text: str) -> str:
    """As it is to be shown: in a message, braces name arguments, and brackets before a parenthesis make a link."""
    return _LINK.sub(r"\[", text.replace("{", "{{").replace("}", "}}"))


def _place(file: Path, span: Span | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _address(file)}
    if span is not None:
        place["region"] = {
            "startLine": span.start.line,
            "startColumn": span.start.column,
            "endLine": span.end.line,
            "endColumn": span.end.column,
        }
    return place


def _address(path: Path) -> dict[str, str]:
    if path.is_absolute():
        return {"uri": path.as_uri()}
    # The bytes of a name as a URI has them; a colon too, since what is before one would be a scheme.
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": ROOT}


def _fingerprint(finding: Finding) -> str:
    """The same while only the lines above change: made of what is found and of where it is in the tree."""
    key = json.dumps([finding.slug, PurePath(finding.file).name, list(finding.path), finding.message])
    return hashlib.sha256(key.encode()).hexdigest()[:32]
