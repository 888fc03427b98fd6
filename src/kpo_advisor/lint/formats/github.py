"""Findings as GitHub's workflow commands, which show them beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.formats.addresses import Addresses
from kpo_advisor.lint.formats.concise import where
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from pathlib import Path

    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report) -> str:
    """One command a line; nothing where there is no finding. Files are named as seen from the top of the repository."""
    addresses = Addresses()
    return "".join(f"{_command(finding, addresses[finding.file])}\n" for finding in report.findings)


def _command(finding: Finding, file: Path) -> str:
    properties = {"file": clean(file.as_posix())}
    if finding.span is not None:
        start, end = finding.span.start, finding.span.end
        properties["line"] = str(start.line)
        properties["endLine"] = str(end.line)
        if start.line == end.line:  # GitHub takes columns within one line only
            properties["col"] = str(start.column)
            properties["endColumn"] = str(max(end.column, start.column))
    properties["title"] = f"{code_of(finding.slug)} {finding.slug}"
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(_message(finding))}"


def _message(finding: Finding) -> str:
    lines = [clean(f"{where(finding.file, finding.span)}: {finding.message}")]
    lines += [clean(finding.hint)] if finding.hint else []
    lines += [f"See {where(other.file, other.span)}: {clean(other.message)}" for other in finding.related]
    if finding.witness:
        lines += ["A profile that shows it:", clean(finding.witness, keep_newlines=True).rstrip()]
    return "\n".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
