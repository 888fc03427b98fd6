"""Findings for people: the message, the place with its line, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.escape import clean
from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.formats.concise import summary, where
from kpo_advisor.lint.formats.frame import Sources, frame
from kpo_advisor.reading.tree import path_text

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding


def text(report: Report) -> str:
    """All findings, and how many there are."""
    sources = Sources(report.texts)
    blocks = ["\n".join(_finding(each, sources)) for each in report.findings]
    return "\n\n".join([*blocks, summary(report)]) + "\n"


def _finding(finding: Finding, sources: Sources) -> list[str]:
    lines = [f"{finding.severity}[{code_of(finding.code)}] {finding.code}: {clean(finding.message)}"]
    lines.append(f"  --> {where(finding.file, finding.span)}")
    if finding.span is not None:
        lines += frame(finding.file, finding.span, sources)
    elif finding.path:
        lines.append(f"   at {clean(path_text(finding.path))}")
    for each in finding.related:
        lines.append(f"  see {where(each.file, each.span)}: {clean(each.message)}")
        if each.span is not None:
            lines += frame(each.file, each.span, sources)
    if finding.hint:
        lines.append(f"  help: {clean(finding.hint)}")
    if finding.witness:
        lines.append("  witness, a profile that shows it:")
        lines += [f"    {line}".rstrip() for line in clean(finding.witness, keep_newlines=True).splitlines()]
    return lines
