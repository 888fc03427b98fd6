"""The pages of docs/checks, from the docstrings of the checks. `python -m tests.lint.pages` writes them anew."""

from __future__ import annotations

from pathlib import Path

from kpo_advisor.lint.check import all_checks
from kpo_advisor.lint.manual import contents, page, page_name

FOLDER = Path(__file__).parent.parent.parent / "docs" / "checks"
NOTE = "<!-- Made from the docstrings of the checks by `python -m tests.lint.pages`; do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """The text of every file of the folder, by its name."""
    found = {page_name(check.code): NOTE + page(check.code) for check in all_checks()}
    return {"README.md": NOTE + contents(links=True), **found}


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
