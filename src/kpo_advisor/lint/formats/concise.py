"""Findings one a line, for searching and for editors."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.codes import code_of, title_of
from kpo_advisor.rulebooks.extends import PACKAGED
from kpo_advisor.text.escape import clean
from kpo_advisor.text.phrases import counted

if TYPE_CHECKING:
    from kpo_advisor.lint.linting import Report
    from kpo_advisor.model.finding import Finding, Span

MOST_NAMED = 3
"""So many rulebooks are named where more were checked."""

_THE_PACKAGED = "the packaged rulebook"


def concise(report: Report) -> str:
    """`file:line:column: severity CODE slug: message hint`, one a line, and how many there are."""
    return "".join(f"{line}\n" for line in [*map(_line, report.findings), summary(report)])


def where(file: str, span: Span | None) -> str:
    """`file:line:column`, or the file where there is no span."""
    return clean(f"{file}:{span.start.line}:{span.start.column}" if span else file)


def summary(report: Report) -> str:
    """How many findings there are, of which severity, and what was checked."""
    counts: Counter[Severity] = Counter()
    for (_, severity), number in report.kinds().items():
        counts[severity] += number
    checked = _checked(report)
    told = f"{counted(report.suppressed, 'finding')} suppressed. " if report.suppressed else ""
    if not report.findings:
        return f"No findings. {told}Checked {checked}."
    kinds = [_of_severity(severity, counts[severity]) for severity in Severity]
    return f"{counted(counts.total(), 'finding')} ({', '.join(filter(None, kinds))}). {told}Checked {checked}."


def _of_severity(severity: Severity, number: int) -> str:
    several = "info" if severity is Severity.INFO else None
    return counted(number, str(severity), several) if number else ""


def _checked(report: Report) -> str:
    """`the rulebook in overlay/ and 2 profiles against it`."""
    names = [_named(name) for name in report.rulebooks]
    parts = [_called(name) for name in names]
    if len(names) > 1:
        some = names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], "…"]
        parts = [f"{len(names)} rulebooks ({', '.join(some)})"]
    if report.profiles:
        against = _named(report.against)
        shown = "it" if names == [against] else _called(against)
        parts.append(f"{counted(report.profiles, 'profile')} against {shown}")
    return " and ".join(parts) or "nothing"


def _named(rulebook: str) -> str:
    return _THE_PACKAGED if rulebook == PACKAGED else f"{clean(rulebook)}/"


def _called(name: str) -> str:
    return name if name == _THE_PACKAGED else f"the rulebook in {name}"


def statistics(report: Report) -> str:
    """How often each code was found, the most frequent first, then by code."""
    counts: Counter[tuple[str, str]] = Counter()
    for (slug, _), number in report.kinds().items():
        counts[code_of(slug), slug] += number
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    lines = [f"{number:>6}  {code}  {slug}: {title_of(slug)}" for (code, slug), number in rows]
    return "".join(f"{line}\n" for line in [*lines, summary(report)])


def _line(finding: Finding) -> str:
    hint = f" {finding.hint}" if finding.hint else ""
    told = f"{finding.severity} {code_of(finding.slug)} {finding.slug}: {clean(finding.message + hint)}"
    return f"{where(finding.file, finding.span)}: {told}"
