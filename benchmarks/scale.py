"""From which size a cluster pays: one process, `portfolio --jobs 2`, and the recipe of docs/scale.md with two workers.

    python -m benchmarks.scale [ROWS [WAYS]]

Made-up clients, as in `benchmarks.portfolio`, in a table of twenty files, which each way reads from the disk and proves
the certainty of. WAYS are some of `one`, `jobs` and `cluster`, parted by commas; all of them without it. `one` does in
one process what the recipe does to each row; the command finds more of each: places, forms, what to confirm next. What
a cluster takes for a table of twenty rows is told first: that is what it takes to start and to end. Times are by the
clock, from start to exit; where others use the machine, go by the seconds of CPU of all processes. It needs the extra
`scale`.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.portfolio import portfolio
from benchmarks.tables import write
from kpo_advisor import load_rulebook

if TYPE_CHECKING:
    from kpo_advisor import Profile, Rulebook

FILES = 20
RECIPE = Path(__file__).parent.parent / "docs" / "scale.md"
ONE = """
import csv, glob, sys
from placed import Ranker, RowReader, load_rulebook, told
rulebook = load_rulebook()
for path in sorted(glob.glob(sys.argv[1])):
    with open(path, encoding="utf-8", newline="") as file:
        titles, *rows = csv.reader(file)
    reader, ranker = RowReader(titles, rulebook), Ranker(rulebook)
    found = [told(row, reader, ranker) for row in rows]
"""


def write_files(folder: Path, rulebook: Rulebook, profiles: list[Profile]) -> None:
    """Write the files of a table, a row a profile."""
    folder.mkdir()
    for at in range(FILES):
        rows = ((f"{at:02}-{number}", profile) for number, profile in enumerate(profiles[at::FILES]))
        write(folder / f"{at:02}.csv", rulebook, rows, "ref")


@dataclass(frozen=True)
class Taken:
    """Seconds that a command takes from start to exit: by the clock, and of all its processes' CPU."""

    clock: float
    cpu: float


def taken(folder: Path, *command: str) -> Taken:
    """What a command takes in a folder."""
    start, used = time.perf_counter(), _cpu()
    subprocess.run([sys.executable, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return Taken(time.perf_counter() - start, _cpu() - used)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(count: int, ways: list[str]) -> None:
    """Measure and print."""
    rulebook = load_rulebook()
    profiles = portfolio(rulebook, count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "placed.py").write_text(
            re.findall(r"```python\n(.*?)```", RECIPE.read_text("utf-8"), re.S)[0], "utf-8"
        )
        write_files(folder / "few", rulebook, profiles[:FILES])
        write_files(folder / "all", rulebook, profiles)
        commands = {
            "one": ("-c", ONE, "all/*.csv"),
            "jobs": ("-m", "kpo_advisor", "portfolio", "all", "--jobs", "2", "-f", "csv"),
            "cluster": ("placed.py", "all/*.csv", "out"),
        }
        commands["jobs"] = (
            *commands["jobs"][:3],
            *sorted(f"all/{at:02}.csv" for at in range(FILES)),
            *commands["jobs"][4:],
        )
        if "cluster" in ways:
            few = taken(folder, "placed.py", "few/*.csv", "out-few")
            print(f"{'twenty rows':14}{few.clock:>8.1f} s{few.cpu:>9.1f} s of CPU, the cluster")
        found = {way: taken(folder, *commands[way]) for way in ways}
    for way, took in found.items():
        rates = f"{count / took.clock:>8.0f} rows a second{count / took.cpu:>8.0f} a second of CPU"
        beside = f"{found['one'].clock / took.clock:>8.2f} times as fast as one" if "one" in found else ""
        print(f"{way:14}{took.clock:>8.1f} s{took.cpu:>9.1f} s of CPU{rates}{beside}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(20_000, ["one", "jobs", "cluster"])
        case [count] if count.isdecimal() and int(count) >= FILES:
            main(int(count), ["one", "jobs", "cluster"])
        case [count, ways] if count.isdecimal() and int(count) >= FILES:
            main(int(count), ways.split(","))
        case _:
            sys.exit(__doc__)
