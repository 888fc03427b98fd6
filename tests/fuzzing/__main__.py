"""Fuzzing all readers for as long as one likes.

    python -m tests.fuzzing --minutes 120 --jobs 2 --keep DIR

Minutes are of CPU, over all jobs. Every batch runs in a fresh process, so that code which changes meanwhile is
used from the next batch on, and one that hangs or crashes ends alone. An input is made anew from its number:

    python -m tests.fuzzing --only profiles --seed 1234 --inputs 1

Ends with 1 if an input failed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzzing.batch import HANGS, READERS, note

PATIENCE = 2 * HANGS
"""Seconds by the clock after which a batch that stays at one input is ended from outside."""
SHOWN = 400
"""Characters of a failure that are printed; all of it is kept with the input."""


@dataclass
class Run:
    """What was asked for, and what has been found so far."""

    names: tuple[str, ...]
    minutes: float
    inputs: int
    seconds: float
    keep: Path | None
    next: dict[str, int]
    turn: int = 0
    tried: Counter[str] = field(default_factory=Counter)
    failures: list[dict[str, Any]] = field(default_factory=list)
    peak: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    stopped: bool = False

    def take(self) -> tuple[str, int, int] | None:
        """The reader of the next batch, its first number and how many at most; None where all is done."""
        with self.lock:
            for _ in self.names:
                name = self.names[self.turn % len(self.names)]
                self.turn += 1
                left = self.inputs - self.tried[name] if self.inputs else 1_000_000
                if left > 0 and not self.stopped and (self.inputs or spent() < self.minutes * 60):
                    first = self.next[name]
                    if not self.inputs:
                        self.next[name] += 1_000_000  # so that two batches of one reader never meet
                    return name, first, left
        return None


def spent() -> float:
    """Seconds of CPU of all batches that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def work(run: Run) -> None:
    """Batches, one after another, until there are none left."""
    while (taken := run.take()) is not None:
        name, first, count = taken
        with tempfile.TemporaryDirectory(prefix="kpo-fuzzing-", ignore_cleanup_errors=True) as folder:
            lines, ended = _batch(run, name, first, count, Path(folder))
        found = [line for line in lines if "failure" in line]
        following = next((line["next"] for line in lines if "next" in line), ended)
        with run.lock:
            if run.inputs:
                run.next[name] = following
            run.tried[name] += following - first
            run.failures += found
            run.peak = max([run.peak, *(line["peak"] for line in lines if "peak" in line)])
            print(
                f"{spent() / 60:6.1f} min  {name:14}{first:>12} +{following - first:<6} {len(found)} failed", flush=True
            )
            for line in found:
                words = line["failure"].strip()
                print(f"    {name} {line['number']}: {words[-SHOWN:]}", flush=True)


def _batch(run: Run, name: str, first: int, count: int, folder: Path) -> tuple[list[dict[str, Any]], int]:
    """What the batch printed, and the number after the last input that it came to."""
    keep = str(run.keep) if run.keep else ""
    arguments = [name, str(first), str(count), str(run.seconds), str(folder), keep]
    with (folder / "out").open("w+", encoding="utf-8") as out, (folder / "err").open("w+", encoding="utf-8") as err:
        command = [sys.executable, "-m", "tests.fuzzing.batch", *arguments]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        reason = _wait(process, folder / "at")
        out.seek(0)
        err.seek(0)
        lines = [json.loads(line) for line in out if line.startswith("{")]
        last = err.read()[-2000:]
    if process.returncode and not (folder / "at").exists():
        raise SystemExit(f"A batch could not begin.\n{last}")
    at = int(text) if (text := _text(folder / "at")) else first
    if process.returncode and not run.stopped:
        failure = f"{reason or f'the batch ended with {process.returncode}'}\n{last}"
        lines.append({"reader": name, "number": at, "failure": failure})
        if run.keep is not None and (folder / "input").exists():
            note(name, at, failure, folder / "input", run.keep)
    return lines, at + 1


def _wait(process: subprocess.Popen[bytes], at: Path) -> str:
    """Wait for the end of the batch, and end it where one input takes far too long; the reason, if so."""
    seen, since = "", time.monotonic()
    while True:
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            text = _text(at)
            if text != seen:
                seen, since = text, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                process.kill()
                process.wait()
                return f"killed after {PATIENCE} s"
        else:
            return ""


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def main(arguments: list[str] | None = None) -> int:
    """Run until the minutes are over, and say what failed."""
    parser = argparse.ArgumentParser("python -m tests.fuzzing", description="Fuzzes all that is read.")
    parser.add_argument("--minutes", type=float, default=10, help="of CPU, over all jobs (10)")
    parser.add_argument("--inputs", type=int, default=0, help="so many of each reader, in place of minutes")
    parser.add_argument("--jobs", type=int, default=1, help="batches at once (1)")
    parser.add_argument("--seed", type=int, default=0, help="the first number (0)")
    parser.add_argument("--batch", type=float, default=30, help="seconds of CPU of a batch (30)")
    parser.add_argument("--only", default=",".join(READERS), help=f"some of {', '.join(READERS)}")
    parser.add_argument("--keep", type=Path, help="folder for inputs that fail")
    given = parser.parse_args(arguments)
    names = tuple(given.only.split(","))
    for name in set(names) - set(READERS):
        parser.error(f"{name} is no reader; there are {', '.join(READERS)}")
    numbers = dict.fromkeys(names, given.seed)
    run = Run(names, given.minutes, given.inputs, given.batch, given.keep, numbers)
    with ThreadPoolExecutor(given.jobs) as pool:
        jobs = [pool.submit(work, run) for _ in range(1 if given.inputs else given.jobs)]
        try:
            for job in jobs:
                job.result()
        except KeyboardInterrupt:
            run.stopped = True
    return _summary(run)


def _summary(run: Run) -> int:
    print(f"\n{sum(run.tried.values())} inputs, {spent() / 60:.1f} minutes of CPU, {run.peak} MB at most")
    for name in run.names:
        failed = [line["number"] for line in run.failures if line["reader"] == name]
        shown = ", ".join(map(str, failed[:10])) + (" …" if len(failed) > 10 else "")
        print(f"  {name:14}{run.tried[name]:>8} inputs, {len(failed)} failed{': ' if failed else ''}{shown}")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
