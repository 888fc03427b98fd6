"""Findings for people: the message, the place with its line, and what to do."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.codes import code_of
from kpo_advisor.lint.formats.concise import summary, where
from kpo_advisor.lint.formats.frame import frame
from kpo_advisor.portable.text import lines_of
from kpo_advisor.portable.tree import path_text
from kpo_advisor.text.escape import clean
from kpo_advisor.text.lines import BAD, GAP, STRONG, WARN, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding, Span
    from kpo_advisor.text.lines import Tone

TONES = {Severity.ERROR: BAD, Severity.WARNING: WARN, Severity.INFO: STRONG}


def rows(report: Report) -> list[Line]:
    """All findings with an empty line after each, and how many there are."""

    @cache
    def lines(file: str) -> list[str]:
        return lines_of(report.texts.get(file, b""))

    found = [line for finding in report.findings for line in (*_finding(finding, lines), GAP)]
    return [*found, Line(summary(report))]


def _finding(finding: Finding, lines: Callable[[str], list[str]]) -> Iterator[Line]:
    tone = TONES[finding.severity]
    code = f"{finding.severity}[{code_of(finding.slug)}]"
    yield _row("", code, f" {finding.slug}: {clean(finding.message)}", tone)
    yield _row("  --> ", where(finding.file, finding.span))
    if finding.span is not None:
        yield from _frame(finding.span, lines(finding.file), tone)
    elif finding.path:
        yield Line(f"   at {clean(path_text(finding.path))}")
    for related in finding.related:
        yield _row("  see ", where(related.file, related.span), f": {clean(related.message)}")
        if related.span is not None:
            yield from _frame(related.span, lines(related.file), STRONG)
    if finding.hint:
        yield _row("  ", "help", f": {clean(finding.hint)}")
    if finding.witness:
        yield _row("  ", "witness", ", a profile that shows it:")
        for line in clean(finding.witness, keep_newlines=True).splitlines():
            yield Line(f"    {line}".rstrip())


def _frame(span: Span, lines: list[str], tone: Tone) -> Iterator[Line]:
    for line in frame(span, lines):
        edge, mark, more = line.partition("^")
        is_marks = mark and not edge.strip(" |")  # the line that is shown begins with its number
        yield _row(edge, mark + more, "", tone) if is_marks else Line(line)


def _row(before: str, shown: str, after: str = "", tone: Tone = STRONG) -> Line:
    return Line(f"{before}{shown}{after}", tone=tone, stretch=(len(before), len(before) + len(shown)))
