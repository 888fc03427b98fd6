"""Time and peak memory of `kpo-advisor portfolio` on a table, a tenth of it and the whole.

    python -m benchmarks.rows [ROWS [OPTION...]]

Made-up clients, as in `benchmarks.portfolio`, a hundred thousand of them at most, again and again in a longer table.
OPTIONs go to the command, such as `--quick`; it writes CSV. Times depend on the machine; memory should be the same for
the tenth and the whole. Not for Windows, which does not tell the peak of a process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.portfolio import portfolio
from benchmarks.tables import write
from kpo_advisor import load_rulebook

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CLIENTS = 100_000


def told(path: Path, rows: int, options: Sequence[str]) -> str:
    """What the command takes for a table, in a line."""
    command = [sys.executable, "-m", "kpo_advisor", "portfolio", str(path), "--format", "csv", *options]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    in_bytes = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return (
        f"{rows:>9} rows {time.perf_counter() - start:>7.0f} s by the clock {cpu:>7.0f} s of CPU"
        f"{rows / cpu:>7.0f} rows a second of CPU, at most {in_bytes / 2**20:.0f} MiB, ended with {process.returncode}"
    )


def main(rows: int, options: Sequence[str]) -> None:
    """Measure and print."""
    rulebook = load_rulebook()
    profiles = portfolio(rulebook, min(rows, MOST_CLIENTS))
    with tempfile.TemporaryDirectory() as folder:
        for count in (rows // 10, rows):
            path = Path(folder) / f"{count}.csv"
            named = ((f"Work {number}", profile) for number, profile in enumerate(islice(cycle(profiles), count)))
            write(path, rulebook, named)
            print(told(path, count, options), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(10_000, [])
        case [count, *options] if count.isdecimal() and int(count) >= 10:
            main(int(count), options)
        case _:
            sys.exit(__doc__)
