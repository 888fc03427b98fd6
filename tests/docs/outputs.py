"""The commands shown in README.md and docs, run as they stand there.

A block between `<!-- output: ARGUMENTS -->` and `<!-- /output -->` holds what `kpo-advisor ARGUMENTS`
prints; `| lines 1-20` after the arguments keeps those lines. `python -m tests.docs.outputs` writes all
blocks anew; the test says which are stale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"(<!-- output: (?P<command>[^|\n]*?)(?: \| lines (?P<first>\d+)-(?P<last>\d+))? -->\n).*?(<!-- /output -->)", re.S
)


def refreshed(text: str) -> str:
    """The document with every block as its command prints it now."""
    return BLOCK.sub(_block, text)


def _block(match: re.Match[str]) -> str:
    lines = _run(match["command"]).splitlines()
    if match["first"]:
        lines = [*lines[int(match["first"]) - 1 : int(match["last"])], "…"]
    shown = "\n".join(["```console", f"$ kpo-advisor {match['command']}", *lines, "```"])
    return f"{match[1]}{shown}\n{match[5]}"


def _run(command: str) -> str:
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "kpo_advisor", *command.split()],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def main() -> None:
    """Write every block of every document anew."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        document.write_text(refreshed(text), encoding="utf-8")


if __name__ == "__main__":
    main()
