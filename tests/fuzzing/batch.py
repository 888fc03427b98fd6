"""One batch of inputs in this process: which readers there are, and what of each input is noted.

Started by `python -m tests.fuzzing`, which reads the JSON lines that this prints: one for each failure, and at
last one with how far it came. The number in the file `at` tells which input a batch died of.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzzing import corpus, portfolios, profiles, revisions, rulebooks
from tests.fuzzing.places import emptied, kept
from tests.fuzzing.trial import Trial, cpu, judge

if TYPE_CHECKING:
    from collections.abc import Callable

READERS: dict[str, Callable[[random.Random, Path], Trial]] = {
    "profiles": profiles.profile,
    "expectations": profiles.expectation,
    "numbers": profiles.number,
    "settings": profiles.setting,
    "drafts": profiles.saved_draft,
    "tables": portfolios.table,
    "lines": portfolios.json_lines,
    "rulebooks": rulebooks.rulebook,
    "overlays": rulebooks.overlay,
    "lint": rulebooks.linted,
    "proofs": rulebooks.proved,
    "folders": rulebooks.looked_through,
    "configuration": rulebooks.configured,
    "revisions": revisions.named,
    "trees": revisions.tree,
}

MEMORY = 200 << 20
"""Bytes that a process may hold at most while it reads."""
HIGHEST = 2 << 30
"""Bytes of addresses, past which there is no more memory: the machine is to stay usable."""
AT_MOST = 60
"""Seconds of CPU after which an input is given up."""
HANGS = 120
"""Seconds by the clock after which an input is given up: it waits for something."""


class GivenUp(BaseException):
    """An input takes too long; nothing that catches exceptions is to catch this."""


def make(reader: str, number: int, folder: Path) -> Trial:
    """The input of that number, put into the emptied folder."""
    return READERS[reader](random.Random(f"{reader} {number}"), emptied(folder))


def run(reader: str, first: int, count: int, seconds: float, work: Path, keep: Path | None) -> dict[str, Any]:
    """Try inputs from the first number on, until so many or so many seconds of CPU are through."""
    corpus.words()
    if reader == "drafts":
        corpus.drafts()
    corpus.packaged()
    start, number = cpu(), first
    while number < first + count and cpu() - start < seconds:
        (work / "at").write_text(str(number), encoding="utf-8")
        failure = _failure(reader, number, work / "input")
        is_full = _peak() > MEMORY
        if failure is None and is_full:
            failure = f"held {_peak() >> 20} MB"
        if failure is not None:
            note(reader, number, failure, work / "input", keep)
        number += 1
        if is_full:  # the mark stays: a new process has to go on
            break
    return {"next": number, "peak": _peak() >> 20}


def note(reader: str, number: int, failure: str, folder: Path, keep: Path | None) -> None:
    """Print the failure, and keep the input that it came from."""
    print(json.dumps({"reader": reader, "number": number, "failure": failure}), flush=True)
    if keep is not None:
        place = keep / f"{reader}-{number}"
        if folder.exists() and not place.exists():
            kept(folder, place)
            (place / "failure.txt").write_text(failure, encoding="utf-8", errors="backslashreplace")


def _failure(reader: str, number: int, folder: Path) -> str | None:
    """What is wrong with how the input is read, or None."""
    try:
        _set_alarms(AT_MOST, HANGS)
        trial = make(reader, number, folder)
        _forget_peak()
        judge(trial)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever a reader raises is what is looked for
        return "".join(traceback.format_exception(error, limit=-12))[-6000:]
    finally:
        _set_alarms(0, 0)
    return None


def _set_alarms(seconds: float, by_the_clock: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, by_the_clock)


def _give_up(number: int, _: object) -> None:
    what = "CPU" if number == signal.SIGPROF else "waiting"
    raise GivenUp(f"given up after {AT_MOST if what == 'CPU' else HANGS} s of {what}")


def _forget_peak() -> None:
    """What making an input took is not what reading it takes; where it cannot be forgotten, it counts."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak() -> int:
    """The most bytes that this process held since what came before was forgotten."""
    try:
        with Path("/proc/self/status").open(encoding="ascii") as status:
            return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << (0 if sys.platform == "darwin" else 10)


def main(reader: str, first: str, count: str, seconds: str, work: str, keep: str) -> None:
    """Run a batch and print how it ended."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    os.environ.update({"KPO_ADVISOR_CACHE": "", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"})
    signal.signal(signal.SIGPROF, _give_up)
    signal.signal(signal.SIGALRM, _give_up)
    resource.setrlimit(resource.RLIMIT_AS, (HIGHEST, HIGHEST))
    print(json.dumps(run(reader, int(first), int(count), float(seconds), Path(work), Path(keep) if keep else None)))


if __name__ == "__main__":
    main(*sys.argv[1:])
