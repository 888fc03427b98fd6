"""The commands shown in README.md and docs, run as they stand there.

A block between `<!-- output: ARGUMENTS -->` and `<!-- /output -->` holds what `kpo-advisor ARGUMENTS`
prints; `| lines 1-20` after the arguments keeps those lines. One between `<!-- interview: LINE; LINE -->` and
`<!-- /interview -->` holds what a terminal shows of an interview in which these lines are typed, from the first of
them on. One between `<!-- script -->` and `<!-- /script -->` holds a script for a shell, and under it all that it
prints and how it ends, unless with 0; one after `<!-- fields: CONTRACT -->` the tables of a contract in JSON.
tests/docs/steps.py has documents in steps. `python -m tests.docs.outputs` writes all blocks anew; the test says which
are stale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pexpect

from kpo_advisor.interview.typed.commands import Command
from tests.docs.contracts import tables
from tests.docs.steps import played

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(
    r"(<!-- output: (?P<command>[^|\n]*?)(?: \| lines (?P<first>\d+)-(?P<last>\d+))? -->\n).*?(<!-- /output -->)", re.S
)
KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.S)
INTERVIEW = re.compile(r"(<!-- interview: (?P<lines>[^\n]*?) -->\n).*?(<!-- /interview -->)", re.S)
SCRIPT = re.compile(
    r"(?P<head><!-- script -->\n```sh\n(?P<code>.*?)```\n)(?:\n```console\n.*?```\n)?(?P<end><!-- /script -->)", re.S
)
FIELDS = re.compile(r"(<!-- fields: (?P<contract>[a-z-]+) -->\n).*?(<!-- /fields -->)", re.S)
PROMPT = r"(?:Title|> |on|answer|REASON|none\)|1\)|rest\)): ?$|\n> $"


def refreshed(text: str) -> str:
    """The document with every block as its command prints it now."""
    for block, shown in ((BLOCK, _block), (INTERVIEW, _interview), (KEYS, _keys), (SCRIPT, _script), (FIELDS, _fields)):
        text = block.sub(shown, text)
    return played(text)[0]


def _fields(match: re.Match[str]) -> str:
    return "\n".join([match[1], *tables(match["contract"]), "", match[3]])


def _script(match: re.Match[str]) -> str:
    """The script with what it prints, run from the top of the project by a shell that finds this kpo-advisor."""
    with TemporaryDirectory() as folder:
        for name, call in (("kpo-advisor", "-m kpo_advisor"), ("python3", "")):
            command = Path(folder, name)
            command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n', encoding="utf-8")
            command.chmod(0o755)
        path = f"{folder}{os.pathsep}{os.environ['PATH']}"
        shell = ["bash", "-c", match["code"]]
        done = _done(shell, {"PATH": path, "PYTHONPATH": str(ROOT / "src")})
    end = [f"(ends with {done.returncode})"] if done.returncode else []
    shown = "\n".join(["```console", *done.stdout.splitlines(), *end, "```"])
    return f"{match['head']}\n{shown}\n{match['end']}"


def _keys(match: re.Match[str]) -> str:
    rows = [f"| `{command.typed}` | {command.does} |" for command in Command if command.does]
    return "\n".join([match[1] + "| Typed | Does |", "|---|---|", *rows, match[2]])


def _interview(match: re.Match[str]) -> str:
    shown = "\n".join(["```console", "$ kpo-advisor interview", "…", *_typed(match["lines"].split("; ")), "```"])
    return f"{match[1]}{shown}\n{match[3]}"


def _typed(lines: list[str]) -> list[str]:
    """What a terminal of 80 columns shows from the first question on, when the lines are typed."""
    with TemporaryDirectory() as folder:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "kpo_advisor", "interview"],
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", "TERM": "dumb", "PYTHONPATH": str(ROOT / "src")},
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=120,
        )
        screen = ""
        for line in lines:
            child.expect(PROMPT)
            screen += child.before + child.after
            child.sendline(line)
        child.expect(pexpect.EOF)
        screen += child.before
    shown: str = screen.replace("\r\n", "\n")
    return shown[shown.index("\nTitle: ") + 1 :].rstrip().splitlines()


def _block(match: re.Match[str]) -> str:
    lines = _run(match["command"]).splitlines()
    if match["first"]:
        lines = [*lines[int(match["first"]) - 1 : int(match["last"])], "…"]
    shown = "\n".join(["```console", f"$ kpo-advisor {match['command']}", *lines, "```"])
    return f"{match[1]}{shown}\n{match[5]}"


def _run(command: str) -> str:
    return _done([sys.executable, "-m", "kpo_advisor", *command.split()], {}).stdout


def _done(command: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def main() -> None:
    """Write every block of every document anew."""
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        document.write_text(refreshed(text), encoding="utf-8")


if __name__ == "__main__":
    main()
