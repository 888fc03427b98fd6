"""The pages of docs/checks, from the docstrings of the checks. `python -m tests.lint.pages` writes them anew."""

from __future__ import annotations

from pathlib import Path

from kpo_advisor.lint.checks import all_checks
from kpo_advisor.lint.manual import contents, page, page_name

FOLDER = Path(__file__).parent.parent.parent / "docs" / "checks"
NOTE = "<!-- Made from the docstrings of the checks by `python -m tests.lint.pages`; do not edit. -->\n\n"
PREFACE = """# Checks

`kpo-advisor lint [PATH…]` checks rulebooks, overlays and profiles. Findings have a code and a name; both are stable.

- `--select KPO3,unused-term` looks for these only, `--ignore` leaves some out; the longer code wins. `--select ALL`
  includes the checks that are off.
- `# kpo: ignore[KPO301] why it is right here`, on the line or alone on a line above, suppresses a finding. It says why,
  and a comment that suppresses nothing is a finding itself.
- `[tool.kpo-advisor.lint]` in pyproject.toml may set `paths`, `rules`, `select`, `ignore`, `fail-level` and `effort`.
  Paths there stay in the repository, or outside of one in the folder of the file.
  The nearest pyproject.toml with this table counts, from the working folder up to the top of the repository; outside
  of one, only files that belong to the owner of the working folder. One on the way that is no TOML is told.
- Proofs are bounded by `--effort`, in millions of steps: counted, not timed, and 100 where nothing is said, which is
  some ten seconds. What is then not decided is one finding, KPO211.
- What keeps a file from being read (errors of KPO0) can be neither left out nor suppressed.
- The exit code is 0 without findings, 1 with findings from `--fail-level` on (`warning` where nothing is said), and 2
  where something could not be checked.
"""


def pages() -> dict[str, str]:
    """The text of every file of the folder, by its name."""
    found = {page_name(check): NOTE + page(check) for check in all_checks()}
    return {"README.md": NOTE + contents(links=True).replace("# Checks\n", PREFACE, 1), **found}


def main() -> None:
    """Write all pages, and delete those of checks that are no more."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for file in FOLDER.glob("*.md"):
        if file.name not in wanted:
            file.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
