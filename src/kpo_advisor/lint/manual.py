"""The manual pages of the checks: each is the docstring of its module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.codes import FAULTS, FaultKind, kinds, no_check

if TYPE_CHECKING:
    from kpo_advisor.lint.check import Check

HEADINGS = ("What it checks", "Why it matters", "Bad", "Good")
"""What every page has, in this order."""

FAMILIES = {"references": "References", "meaning": "Meaning, by proof", "evidence": "Evidence and method"}


def explain(name: str) -> str:
    """The page of a code or slug, in Markdown; for ALL, a list of all. Raises KpoAdvisorError for others."""
    if name.upper() == "ALL":
        return contents()
    for kind in kinds():
        if name == kind.slug or name.upper() == kind.code:
            return f"# {kind.code} {kind.slug}\n\n{kind.title}\n" if isinstance(kind, FaultKind) else page(kind)
    raise no_check(name)


def page(check: Check) -> str:
    """The page of a check."""
    on = "" if check.on else " Off unless it is selected."
    title, _, rest = check.manual.partition("\n")
    kind = f"*{FAMILIES[check.family]}; {check.severity}.{on}*"
    return f"# {check.code} {check.slug}\n\n{title}\n\n{kind}\n{rest.rstrip()}\n"


def page_name(check: Check) -> str:
    """The file of a check's page."""
    return f"{check.code}-{check.slug}.md"


def contents(*, links: bool = False) -> str:
    """All codes with one sentence each; with links to the pages, for the folder that holds them."""
    lines = ["# Checks", ""]
    for family, title in FAMILIES.items():
        lines += [f"## {title}", ""]
        for check in all_checks():
            if check.family == family:
                name = f"{check.code} {check.slug}"
                name = f"[{name}]({page_name(check)})" if links else name
                lines.append(f"- {name} ({check.severity}{'' if check.on else ', off unless selected'}): {check.title}")
        lines.append("")
    lines += ["## Reading, and comments that suppress findings", ""]
    lines += [f"- {fault.code} {fault.slug}: {fault.title}" for fault in FAULTS]
    return "\n".join(lines) + "\n"
