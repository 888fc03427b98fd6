"""Whole interviews with made-up clients: a certified stop is never wrong, whatever the rest would have been.

A client has a coherent complete profile in mind, does not know some of it, and leaves some questions
out. The interview is led until it offers to stop; then the rest is answered at random, several times
over, and the first place must be the one that was certified. The long run, which also compares the orders:

    python -m tests.interview.simulated 10000
"""

# ruff: noqa: T201 - a command of its own prints what it counted

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stop import Proof
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.interview import moves
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.state import Phase, profile_of
from tests.proofs.coherent_profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

CASES = Path(__file__).parents[2] / "examples" / "cases"
UNKNOWN, SKIPPED = 0.08, 0.04
FINISHES = 3
ATTEMPTS = 100


@dataclass
class Tally:
    """What was seen, so that no run is empty by chance."""

    asked: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """The questions asked until the stop and the times from answer to question, in a line."""
        asked, times = sorted(self.asked), sorted(self.milliseconds)
        return (
            f"asked {statistics.mean(asked):.1f} ({asked[0]} to {asked[-1]}); ms to the next question: "
            f"median {statistics.median(times):.0f}, 99 of 100 under {times[len(times) * 99 // 100]:.0f}, "
            f"most {times[-1]:.0f}; {dict(sorted(self.seen.items()))}"
        )


class Clients:
    """Made-up clients from one seed."""

    def __init__(self, rulebook: Rulebook, seed: int) -> None:
        self.rulebook = rulebook
        self.random = random.Random(seed)
        self.profiles = Profiles(rulebook, seed)

    def mind(self) -> dict[str, Answer]:
        """A coherent complete set of answers."""
        while True:
            answers = {id: self.profiles.answer(id) for id in self.rulebook.questions}
            if not assess(program_of(self.rulebook), answers).violated:
                return answers

    def finished(self, stopped: Interview) -> Interview | None:
        """The interview with the rest answered at random, unknown at times; None where nothing coherent was found."""
        unknown_too = stopped.outlook.stop is not None and stopped.outlook.stop.proof is Proof.NOTHING
        for _ in range(ATTEMPTS):
            found = stopped
            for place in stopped.outlook.open:
                if stopped.answered(place) and not unknown_too:
                    continue
                answer = None if self.random.random() < UNKNOWN else self.profiles.answer(place.question)
                found = _with(found, place, answer)
            undecided = examine(profile_of(found), self.rulebook).undecided
            violated = assess(program_of(self.rulebook), found.answers).violated
            if not undecided and set(violated) <= {each.combination for each in stopped.outlook.clashes}:
                return found
        return None


def _with(interview: Interview, place: Slot, answer: Answer) -> Interview:
    return replace(interview, answers={**interview.answers, place.question: answer})


def led(options: Options, mind: Mapping[str, Answer], clients: Clients | None, tally: Tally) -> Interview:
    """An interview until it offers to stop or has no more questions; without `clients`, nothing is left out."""
    interview = moves.titled(moves.begin(options), "A made-up piece of work")
    while interview.phase in (Phase.QUESTION, Phase.CLASH):
        began = time.perf_counter()
        if interview.phase is Phase.CLASH:
            clash = interview.clashes()[0]
            interview = moves.accepted(interview, clash, min(interview.outlook.clashes[clash]), "so it is")
            continue
        place = interview.at
        assert place is not None
        chance = clients.random.random() if clients is not None else 1
        if chance < SKIPPED:
            interview = moves.skipped(interview)
        else:
            unknown = chance < SKIPPED + UNKNOWN
            interview = moves.answered(interview, None if unknown else mind.get(place.question))
        tally.milliseconds.append(1000 * (time.perf_counter() - began))
    tally.asked.append(len(interview.trail))
    tally.seen[interview.outlook.stop.proof.value if interview.outlook.stop else "not certain"] += 1
    return interview


def check_stop(stopped: Interview, clients: Clients, tally: Tally) -> None:
    """However the rest is answered, the certified first stays first."""
    stop = stopped.outlook.stop
    if stop is None:
        return
    for _ in range(FINISHES):
        found = clients.finished(stopped)
        if found is None:
            tally.seen["no coherent rest found"] += 1
            return
        main = examine(profile_of(found), clients.rulebook).main
        tally.seen["finished"] += 1
        assert main.recommended == stop.alternative, (dict(found.answers), stop)


def worked_cases(rulebook: Rulebook) -> dict[str, Mapping[str, Answer]]:
    """The answers of the worked cases of one piece, by the names of their files."""
    found = {}
    for path in sorted(CASES.glob("*.yaml")):
        profile = load_profile(path, rulebook)
        if not profile.activities:
            found[path.stem] = profile.answers
    return found


def main(interviews: int) -> None:
    """Lead so many interviews, and print what came of them."""
    rulebook = load_rulebook()
    for order in Order:
        options = Options(rulebook, order, StopWhen.CERTAIN)
        cases = Tally()
        for mind in worked_cases(rulebook).values():
            led(options, mind, None, cases)
        print(f"worked cases, {order}: {cases.told()}", flush=True)
        clients, coherent = Clients(rulebook, 1), Tally()
        for _ in range(min(interviews, 500)):
            led(options, clients.mind(), None, coherent)
        print(f"coherent profiles, {order}: {coherent.told()}", flush=True)
    clients, tally = Clients(rulebook, 2), Tally()
    options = Options(rulebook)
    for number in range(interviews):
        check_stop(led(options, clients.mind(), clients, tally), clients, tally)
        if (number + 1) % 500 == 0:
            print(f"{number + 1} interviews: {tally.told()}", flush=True)
    print(f"{interviews} interviews, no certified stop was wrong: {tally.told()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
