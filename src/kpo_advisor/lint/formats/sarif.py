"""Findings as SARIF 2.1.0, the form that code scanning services take."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kpo_advisor import __version__
from kpo_advisor.lint.check import all_checks
from kpo_advisor.lint.codes import FAULTS, OTHER, code_of

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding, Severity, Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT = "%SRCROOT%"
"""What relative addresses are relative to: the working folder, which is the repository in CI."""

_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(report: Report) -> str:
    """One run, in ASCII. Addresses of files in the working folder are relative to it, others are absolute."""
    used = {code_of(each.code) for each in report.findings}
    rules = [rule for rule in _rules() if rule["id"] in used or rule["id"] >= "KPO1"]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "kpo-advisor", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which the check was run."}}},
        "results": [_result(each, index) for each in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules() -> list[dict[str, Any]]:
    faults = [_rule(fault.code, fault.slug, fault.means) for fault in FAULTS]
    faults.append(_rule(OTHER, "other", "A fault of another kind."))
    checks = [
        _rule(check.code, check.slug, check.title)
        | {
            "fullDescription": {"text": check.manual},
            "help": {"text": check.manual, "markdown": check.manual},
            "defaultConfiguration": {"level": _level(check.severity), "enabled": check.on},
        }
        for check in all_checks()
    ]
    return [*faults, *checks]


def _rule(code: str, slug: str, title: str) -> dict[str, Any]:
    return {"id": code, "name": slug, "shortDescription": {"text": title}}


def _result(each: Finding, index: dict[str, int]) -> dict[str, Any]:
    code = code_of(each.code)
    parts = [each.message, each.hint, f"A profile that shows it:\n{each.witness}" if each.witness else None]
    result: dict[str, Any] = {
        "ruleId": code,
        "ruleIndex": index[code],
        "level": _level(each.severity),
        "message": {"text": _text("\n".join(part for part in parts if part))},
        "locations": [{"physicalLocation": _place(each.file, each.span)}],
        "partialFingerprints": {"kpoAdvisor/v1": _fingerprint(each)},
    }
    if each.related:
        result["relatedLocations"] = [
            {"physicalLocation": _place(other.file, other.span), "message": {"text": _text(other.message)}}
            for other in each.related
        ]
    return result


def _text(text: str) -> str:
    """As it is to be shown: in a message, braces name arguments, and brackets before a parenthesis make a link."""
    return _LINK.sub(r"\[", text.replace("{", "{{").replace("}", "}}"))


def _place(file: str, span: Span | None) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _address(file)}
    if span is not None:
        place["region"] = {
            "startLine": span.start.line,
            "startColumn": span.start.column,
            "endLine": span.end.line,
            "endColumn": span.end.column,
        }
    return place


def _address(file: str) -> dict[str, str]:
    path = Path(file)
    if path.is_absolute():
        here = Path.cwd()
        if not path.is_relative_to(here):
            return {"uri": f"file://{_quoted(path)}"}
        path = path.relative_to(here)
    return {"uri": _quoted(path), "uriBaseId": ROOT}


def _quoted(path: Path) -> str:
    """The bytes of a name as a URI has them; a colon too, since what is before one would be a scheme."""
    return quote(os.fsencode(path.as_posix()))


def _fingerprint(each: Finding) -> str:
    """The same while only the lines above change: made of what is found and of where it is in the tree."""
    key = json.dumps([each.code, PurePath(each.file).name, list(each.path), each.message])
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _level(severity: Severity) -> str:
    return _LEVELS[severity]
