"""Findings for people: the message, the place with its line, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.formats.concise import summary, where
from kpo_advisor.lint.formats.frame import Sources, frame
from kpo_advisor.portable.tree import path_text
from kpo_advisor.text.escape import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding, Severity, Span

STRONG = "strong"
"""Emphasis without a severity: of places, and of the words before what is told."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line, without its end. What stands from `start` up to `stop` may stand out.

    `emphasis` says as what: a severity, STRONG, or nothing where it is empty.
    """

    text: str
    emphasis: str = ""
    start: int = 0
    stop: int = 0


def rows(report: Report) -> list[Row]:
    """All findings with an empty line after each, and how many there are."""
    sources = Sources(report.texts)
    found = [row for each in report.findings for row in (*_finding(each, sources), Row(""))]
    return [*found, Row(summary(report))]


def _finding(finding: Finding, sources: Sources) -> Iterator[Row]:
    code = f"{finding.severity}[{code_of(finding.slug)}]"
    yield _row("", code, f" {finding.slug}: {clean(finding.message)}", finding.severity)
    yield _row("  --> ", where(finding.file, finding.span))
    if finding.span is not None:
        yield from _frame(finding.file, finding.span, sources, finding.severity)
    elif finding.path:
        yield Row(f"   at {clean(path_text(finding.path))}")
    for each in finding.related:
        yield _row("  see ", where(each.file, each.span), f": {clean(each.message)}")
        if each.span is not None:
            yield from _frame(each.file, each.span, sources, STRONG)
    if finding.hint:
        yield _row("  ", "help", f": {clean(finding.hint)}")
    if finding.witness:
        yield _row("  ", "witness", ", a profile that shows it:")
        for line in clean(finding.witness, keep_newlines=True).splitlines():
            yield Row(f"    {line}".rstrip())


def _frame(file: str, span: Span, sources: Sources, emphasis: Severity | str) -> Iterator[Row]:
    for line in frame(file, span, sources):
        edge, mark, more = line.partition("^")
        is_marks = mark and not edge.strip(" |")  # the line that is shown begins with its number
        yield _row(edge, mark + more, "", emphasis) if is_marks else Row(line)


def _row(before: str, shown: str, after: str = "", emphasis: Severity | str = STRONG) -> Row:
    return Row(f"{before}{shown}{after}", emphasis, len(before), len(before) + len(shown))
