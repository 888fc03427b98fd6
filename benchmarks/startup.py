"""How long one `recommend` takes from the shell, against the least a Typer program can take.

    python benchmarks/startup.py PROFILE [RUNS]

Every round runs each program once in a fresh interpreter, so that what else the machine does falls on
all of them alike. RUNS is the number of rounds, at least 2. The ratio of the medians is the figure to
look at; the times depend on the machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Installed programs are compiled; where that variable keeps Python from it, one run from source would compile anew."""

NOTHING = "pass\n"

TRIVIAL = '''
import rich
import typer

app = typer.Typer()


@app.command()
def first() -> None:
    """Print one line."""
    rich.print("[bold]one[/bold] line")


@app.command()
def second() -> None:
    """Do nothing."""


app()
'''

# What an installed console script holds.
RECOMMEND = """
import sys
from kpo_advisor.cli.app import main

sys.exit(main())
"""


def seconds(command: list[str]) -> float:
    """How long a command runs; a command that fails ends the benchmark with what it said."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return taken


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, list[float]]:
    """The times of each command over all rounds, after one that is not counted (it fills caches)."""
    for command in commands.values():
        seconds(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return times


def table(times: dict[str, list[float]], against: str) -> str:
    """Median, quartiles and ratio of the medians, a line each."""
    unit = statistics.median(times[against])
    lines = [f"{'':24}{'median':>10}{'quartiles':>16}{'ratio':>8}"]
    for name, taken in times.items():
        low, median, high = statistics.quantiles(taken, n=4)
        spread = f"{low * 1000:.0f} … {high * 1000:.0f}"
        lines.append(f"{name:24}{median * 1000:>7.0f} ms{spread:>16}{median / unit:>8.2f}")
    return "\n".join(lines)


def main(profile: str, runs: int = 21) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        commands: dict[str, list[str]] = {}
        for name, source, arguments in (
            ("python, nothing else", NOTHING, []),
            ("trivial Typer app", TRIVIAL, ["first"]),
            ("kpo-advisor recommend", RECOMMEND, ["recommend", profile]),
        ):
            program = Path(folder, f"program{len(commands)}.py")
            program.write_text(source, encoding="utf-8")
            commands[name] = [sys.executable, str(program), *arguments]
        print(table(measure(commands, runs), against="trivial Typer app"))


if __name__ == "__main__":
    match sys.argv[1:]:
        case [profile]:
            main(profile)
        case [profile, runs] if runs.isdecimal() and int(runs) >= 2:
            main(profile, int(runs))
        case _:
            sys.exit(__doc__)
