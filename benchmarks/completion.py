"""How long a shell waits for a Tab, against that of the least Typer program that completes anything.

    python -m benchmarks.completion [RUNS]

Every round runs each program once in a fresh interpreter, as bash asks for completion: by variables of the
environment. RUNS is the number of rounds, at least 2. The ratio of the medians is the figure to look at; the first
Tab after a change of the rulebook, which reads all of it, is not counted.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.startup import measure, table

TRIVIAL = '''
import typer

app = typer.Typer()


def names(incomplete: str) -> list[str]:
    return [name for name in ("first", "second") if name.startswith(incomplete)]


@app.command()
def first(name: str = typer.Option("", autocompletion=names)) -> None:
    """Print one line."""
    print(name)


@app.command()
def second() -> None:
    """Do nothing."""


app(prog_name="trivial")
'''

# What an installed console script holds.
OURS = """
import sys
from kpo_advisor.__main__ import main

sys.exit(main())
"""

TYPED = {
    "trivial Typer app": ["trivial", "first", "--name", ""],
    "a question's choices": ["kpo-advisor", "recommend", "work.yaml", "--set", "work_nature", "=", "m"],
    "criteria": ["kpo-advisor", "explain", "work.yaml", "--weight", ""],
    "all that can be shown": ["kpo-advisor", "show", ""],
    "codes of lint": ["kpo-advisor", "lint", "--explain", ""],
    "commands": ["kpo-advisor", ""],
}


def main(runs: int = 21) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        commands: dict[str, list[str]] = {}
        for number, (name, words) in enumerate(TYPED.items()):
            program = words[0].upper().replace("-", "_")
            asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
            # Set by the program itself: each of them runs in an environment of its own.
            variables = f"import os\nos.environ.update({asked | {f'_{program}_COMPLETE': 'complete_bash'}})\n"
            path = Path(folder, f"program{number}.py")
            path.write_text(variables + (OURS if number else TRIVIAL), encoding="utf-8")
            commands[name] = [sys.executable, str(path)]
        print(table(measure(commands, runs), against="trivial Typer app"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case [runs] if runs.isdecimal() and int(runs) >= 2:
            main(int(runs))
        case _:
            sys.exit(__doc__)
