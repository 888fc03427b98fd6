"""Whole interviews with made-up clients: a certified stop is never wrong, whatever the rest would have been.

A client has a coherent complete profile in mind, does not know some of it, and leaves some questions
out. The interview is led until it offers to stop; then the rest is answered at random, several times
over, and the first place must be the one that was certified. So it is at an offer to stop on conditions, as long as
the rest keeps them; the page must name the same ones, and the client goes on. They are looked for in every twentieth
interview of the long run, which also compares the orders:

    python -m tests.interview.simulated 10000
"""

# ruff: noqa: T201 - a command of its own prints what it counted

from __future__ import annotations

import operator
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stop import Proof
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.interview import moves
from kpo_advisor.interview.foresight import looked_ahead
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.state import Phase, profile_of
from tests.proofs.coherent_profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Proviso

CASES = Path(__file__).parents[2] / "examples" / "cases"
UNKNOWN, SKIPPED = 0.08, 0.04
FINISHES = 3
ATTEMPTS = 100
EVERY = 20
"""Of so many interviews of the long run one is offered its end on conditions: looking for them takes most of it."""
COMPARED = {"at least": operator.ge, "above": operator.gt, "at most": operator.le, "below": operator.lt}


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

    def finished(self, stopped: Interview, conditions: Sequence[Proviso] = ()) -> Interview | None:
        """The interview with the rest answered at random, unknown at times; None where nothing coherent was found.

        The answers keep the conditions.
        """
        stop, kept = stopped.outlook.stop, {proviso.question: proviso for proviso in conditions}
        unknown_too = bool(conditions) or (stop is not None and stop.proof is Proof.NOTHING)
        for _ in range(ATTEMPTS):
            found = stopped
            for place in stopped.outlook.open:
                if stopped.answered(place) and not unknown_too:
                    continue
                if place.question in kept:
                    answer = self.kept(kept[place.question])
                else:
                    answer = None if self.random.random() < UNKNOWN else self.profiles.answer(place.question)
                found = _with(found, place, answer)
            undecided = examine(profile_of(found), self.rulebook).undecided
            violated = assess(program_of(self.rulebook), found.answers).violated
            if not undecided and set(violated) <= {each.combination for each in stopped.outlook.clashes}:
                return found
        return None

    def kept(self, condition: Proviso) -> Answer:
        """An answer that keeps a condition."""
        while not keeps(answer := self.profiles.answer(condition.question), condition):
            pass
        return answer


def keeps(answer: Answer, condition: Proviso) -> bool:
    """Whether a plain answer is what a question must come to."""
    match answer:
        case str():
            return answer in condition.choices
        case tuple():
            return condition.excluded == tuple(id for id in condition.excluded if id not in answer)
        case Fraction():
            return any(is_within(answer, words) for words in condition.choices)
    return False


def is_within(number: Fraction, words: str) -> bool:
    """Whether a number lies in a range that is told as in `above 2 and at most 5`."""
    for bound in words.split(" and "):
        *comparison, mark = bound.split()
        if comparison and not COMPARED[" ".join(comparison)](number, Fraction(mark)):
            return False
        if not comparison and number != Fraction(mark):
            return False
    return True


def _with(interview: Interview, place: Slot, answer: Answer) -> Interview:
    return replace(interview, answers={**interview.answers, place.question: answer})


def led(
    options: Options,
    mind: Mapping[str, Answer],
    clients: Clients | None,
    tally: Tally,
    at_conditions: Callable[[Interview], None] | None = None,
) -> Interview:
    """An interview until it offers to stop or has no more questions; without `clients`, nothing is left out.

    `at_conditions` is called where the end is offered on conditions, which is declined; without, none are looked for.
    """
    interview = moves.titled(moves.begin(options), "A made-up piece of work")
    while interview.phase in (Phase.QUESTION, Phase.CLASH) or interview.is_conditional:
        if at_conditions is not None and interview.phase is Phase.QUESTION:
            interview = looked_ahead(interview)
        if at_conditions is not None and interview.is_conditional:
            at_conditions(interview)
            interview = moves.declined(interview)
            continue
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


def check_conditions(offered: Interview, clients: Clients, tally: Tally) -> None:
    """However the rest is answered within the conditions, what was named comes first; the page names the same."""
    stop = offered.outlook.on_conditions
    assert stop is not None
    told = conditions_of(examine(profile_of(offered), clients.rulebook))
    assert told is not None
    assert told.provisos == stop.provisos, dict(offered.answers)
    tally.seen["on conditions"] += 1
    for _ in range(FINISHES):
        found = clients.finished(offered, stop.provisos)
        if found is None:
            tally.seen["no coherent rest found"] += 1
            return
        tally.seen["finished on conditions"] += 1
        main = examine(profile_of(found), clients.rulebook).main
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
        at_conditions = partial(check_conditions, clients=clients, tally=tally) if number % EVERY == 0 else None
        check_stop(led(options, clients.mind(), clients, tally, at_conditions), clients, tally)
        if (number + 1) % 500 == 0:
            print(f"{number + 1} interviews: {tally.told()}", flush=True)
    print(f"{interviews} interviews, no certified stop was wrong: {tally.told()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
