"""How many profiles one core ranks a second: first alone, all decisions, with certainty; and whether memory is flat.

    python -m benchmarks.portfolio [PROFILES]

Made-up clients, as in `benchmarks.questions`, each with a share of the answers left open that is drawn anew: from
none to all. Beside the rates stands how many are certain, so that one sees what was proved. Rates are by the time of
the processor, and depend on the machine; the ratio of ranking with certainty to ranking is the figure to look at. Then
the first ACTIVITIES of them are recommended as the activities of one profile. Last, as many others are ranked, and the
memory is told that is held on top after a tenth of them and after all.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.questions import Clients
from kpo_advisor import Ranker, load_rulebook, recommend
from kpo_advisor.model.profile import Activity, Profile

if TYPE_CHECKING:
    from kpo_advisor.model.rulebook import Rulebook

ACTIVITIES = 200


def portfolio(rulebook: Rulebook, count: int, seed: int = 1) -> list[Profile]:
    """So many profiles, the same whenever they are made."""
    clients, drawn = Clients(rulebook, seed), random.Random(seed)
    found = []
    for _ in range(count):
        profile, share = clients.profile(), drawn.random()
        answers = {id: answer for id, answer in profile.answers.items() if drawn.random() >= share}
        found.append(replace(profile, answers=answers))
    return found


def rate(ranker: Ranker, profiles: list[Profile]) -> tuple[float, int]:
    """Profiles a second, and how many of them are certain."""
    ranker.rank(profiles[0])  # what is made once for all is not counted
    start = time.process_time()
    certain = sum(ranker.rank(profile).main.winner is not None for profile in profiles)
    return len(profiles) / (time.process_time() - start), certain


def memory(rulebook: Rulebook, profiles: list[Profile]) -> list[int]:
    """The bytes that ranking holds after a tenth of the profiles, and after all of them."""
    tracemalloc.start()
    ranker, held = Ranker(rulebook, with_certainty=False), []
    for part in (profiles[: len(profiles) // 10], profiles[len(profiles) // 10 :]):
        for profile in part:
            ranker.rank(profile)
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return held


def main(count: int) -> None:
    """Measure and print."""
    rulebook = load_rulebook()
    profiles = portfolio(rulebook, count)
    rankers = {
        "main only": Ranker(rulebook, with_certainty=False, main_only=True),
        "ranked": Ranker(rulebook, with_certainty=False),
        "proved": Ranker(rulebook),
    }
    rates = {name: rate(ranker, profiles) for name, ranker in rankers.items()}
    for name, (a_second, certain) in rates.items():
        print(f"{name:12}{a_second:>8.0f} profiles a second{certain:>8} of {count} certain")
    print(f"proving takes {rates['ranked'][0] / rates['proved'][0]:.1f} times as long")
    parts = [Activity(f"part {at}", 1, profile.answers) for at, profile in enumerate(profiles[:ACTIVITIES])]
    start = time.process_time()
    recommend(Profile("All of them", activities=tuple(parts)), rulebook)
    print(f"{len(parts)} of them as the activities of one: {time.process_time() - start:.1f} s")
    held = memory(rulebook, portfolio(rulebook, count, seed=2))
    print(f"memory held on top: {held[0] / 1e6:.1f} MB after a tenth of others, {held[1] / 1e6:.1f} MB after all")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main(1000)
        case [count] if count.isdecimal() and int(count) >= 10:
            main(int(count))
        case _:
            sys.exit(__doc__)
