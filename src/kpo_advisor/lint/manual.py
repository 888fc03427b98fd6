"""The manual pages of the checks: each is the docstring of its module."""

from __future__ import annotations

from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.codes import FAULTS, known, no_check

HEADINGS = ("What it checks", "Why it matters", "Bad", "Good")
"""What every page has, in this order."""

FAMILIES = {"references": "References", "meaning": "Meaning, by proof", "evidence": "Evidence and method"}


def explain(name: str) -> str:
    """The page of a code or slug, in Markdown; for ALL, a list of all. Raises KpoAdvisorError for others."""
    if name.upper() == "ALL":
        return contents()
    for check in all_checks():
        if name in (check.slug, check.code) or name.upper() == check.code:
            return page(check.code)
    for fault in FAULTS:
        if name == fault.slug or name.upper() == fault.code:
            return f"# {fault.code} {fault.slug}\n\n{fault.means}\n"
    raise no_check(name)


def page(code: str) -> str:
    """The page of a check."""
    check = next(check for check in all_checks() if check.code == code)
    on = "" if check.on else " Off unless it is selected."
    title, _, rest = check.manual.partition("\n")
    kind = f"*{FAMILIES[check.family]}; {check.severity}.{on}*"
    return f"# {check.code} {check.slug}\n\n{title}\n\n{kind}\n{rest.rstrip()}\n"


def page_name(code: str) -> str:
    """The file of a check's page."""
    return f"{code}-{known()[code]}.md"


def contents(*, links: bool = False) -> str:
    """All codes with one sentence each; with links to the pages, for the folder that holds them."""
    lines = ["# Checks", ""]
    for family, title in FAMILIES.items():
        lines += [f"## {title}", ""]
        for check in all_checks():
            if check.family == family:
                name = f"[{check.code} {check.slug}]({page_name(check.code)})" if links else _name(check.code)
                lines.append(f"- {name} ({check.severity}{'' if check.on else ', off unless selected'}): {check.title}")
        lines.append("")
    lines += ["## Reading, and comments that suppress findings", ""]
    lines += [f"- {_name(fault.code)}: {fault.means}" for fault in FAULTS]
    return "\n".join(lines) + "\n"


def _name(code: str) -> str:
    return f"{code} {known()[code]}"
