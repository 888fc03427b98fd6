"""A document in steps, played in an empty folder: its files are written as they come, and its commands are run.

Between `<!-- steps -->` and `<!-- /steps -->`, a block of YAML whose first line is a comment with a path is that file,
and a block of console that begins with `$ ` is a command and what it prints, with how it ends unless with 0.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kpo_advisor.rulebooks.packaged import packaged_rulebook

ROOT = Path(__file__).parent.parent.parent
STEPS = re.compile(r"(<!-- steps -->\n)(.*?)(<!-- /steps -->)", re.S)
STEP = re.compile(r"```yaml\n# (?P<path>\S+)\n(?P<text>.*?)```|```console\n\$ (?P<command>.*?)\n.*?```", re.S)


@dataclass(frozen=True, slots=True)
class Ran:
    """A command of a document, what it printed and how it ended."""

    command: str
    shown: str
    code: int


@cache
def played(text: str) -> tuple[str, tuple[Ran, ...]]:
    """A document with the output of its commands as it is now, and what they did."""
    found = STEPS.search(text)
    if found is None:
        return text, ()
    done: list[Ran] = []
    with TemporaryDirectory() as folder:

        def step(match: re.Match[str]) -> str:
            if match["path"]:
                path = Path(folder, match["path"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(match["text"], encoding="utf-8")
                return match[0]
            done.append(_run(match["command"], Path(folder)))
            ended = [f"(ends with {done[-1].code})"] if done[-1].code else []
            return "\n".join(["```console", f"$ {match['command']}", *done[-1].shown.splitlines(), *ended, "```"])

        shown = STEP.sub(step, found[2])
    return f"{text[: found.start()]}{found[1]}{shown}{found[3]}{text[found.end() :]}", tuple(done)


def _run(command: str, folder: Path) -> Ran:
    program = f'kpo-advisor() {{ "{sys.executable}" -m kpo_advisor "$@"; }}'
    done = subprocess.run(
        ["bash", "-c", f"{program}\n{command}"],
        cwd=folder,
        env={
            **os.environ,
            "COLUMNS": "80",
            "NO_COLOR": "1",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": str(ROOT / "src"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return Ran(command, done.stdout.replace(str(packaged_rulebook()), "…/rules"), done.returncode)
