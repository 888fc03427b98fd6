"""How long it takes to rank one profile in memory, and whether memory stays flat.

    python benchmarks/ranking.py PROFILE [ROUNDS]

Within one run: the ranking of the main decision with reasons and bounds, that of all decisions, the same with the
rules that only print, and the whole recommendation but for its conditions of certainty; each against reading
the profile's own text as JSON once, which every service would have to do. The memory held after the rounds is
compared with that after the first tenth of them. Times depend on the machine; the ratios are the figures to
look at.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING

from kpo_advisor import load_profile, load_rulebook, recommend
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import Depth, program_of

if TYPE_CHECKING:
    from collections.abc import Callable


def median_of(action: Callable[[], object], rounds: int) -> float:
    """The median of the times of single calls, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print a small table."""
    path = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    rulebook = load_rulebook()
    profile = load_profile(path, rulebook)
    program = program_of(rulebook)
    text = json.dumps({id: str(answer) for id, answer in profile.answers.items()})
    weighing = sum(rule.weighs for rule in rulebook.rules)
    on_main = sum(Depth.MAIN.reaches(rule, rulebook.main) for rule in rulebook.rules)
    actions: dict[str, tuple[Callable[[], object], int]] = {
        "read the answers as JSON": (lambda: json.loads(text), rounds),
        f"rank homes ({on_main} rules)": (lambda: assess(program, profile.answers, depth=Depth.MAIN), rounds),
        f"rank ({weighing} rules)": (lambda: assess(program, profile.answers, depth=Depth.RANKINGS), rounds),
        f"assess ({len(rulebook.rules)} rules)": (lambda: assess(program, profile.answers), rounds),
        "recommend": (lambda: recommend(profile, rulebook, with_conditions=False), max(20, rounds // 20)),
    }
    taken = {name: median_of(action, times) for name, (action, times) in actions.items()}
    unit = taken["read the answers as JSON"]
    for name, seconds in taken.items():
        print(f"{name:28}{seconds * 1e6:>10.0f} µs{seconds / unit:>10.1f}")
    tracemalloc.start()
    held = []
    for share in (1, 9):
        for _ in range(share * rounds // 10):
            assess(program, profile.answers, depth=Depth.RANKINGS)
        held.append(tracemalloc.get_traced_memory()[0])
    print(f"memory held after all rounds, against the first tenth: {held[1] / max(1, held[0]):.2f}")


if __name__ == "__main__":
    main()
