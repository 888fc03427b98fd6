"""Whole interviews with made-up clients: a certified stop is never wrong, whatever the rest would have been.

A client has a coherent complete profile in mind, does not know some of it, and leaves some questions out; of a fifth as
many the work is in parts, and some answers are sets. The interview is led until it offers to stop; then the rest is
answered at random, several times over, and the first place must be the one that was certified. So it is at an offer to
stop on conditions, as long as the rest keeps them; the page must name the same ones, and the client goes on. They are
looked for in every fiftieth interview of the long run, which also compares the orders:

    python -m tests.interview.simulated [INTERVIEWS [SEED]]
"""

# ruff: noqa: T201 - a command of its own prints what it counted

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.certainty.conditions.search import conditions_of
from kpo_advisor.certainty.examined import examine
from kpo_advisor.interview import moves, parts
from kpo_advisor.interview.foresight import looked_ahead
from kpo_advisor.interview.options import Options, Order, StopWhen
from kpo_advisor.interview.state import Phase, profile_of
from tests.interview.made_up_clients import UNKNOWN, Client, Clients

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from random import Random

    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Proviso

CASES = Path(__file__).parents[2] / "examples" / "cases"
SKIPPED = 0.04
FINISHES = 3
TOLD_EVERY = 500
EVERY = 50
"""Of so many interviews of the long run one is offered its end on conditions: looking for them takes most of it."""


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


def led(
    options: Options,
    client: Client,
    tally: Tally,
    skipping: Random | None = None,
    at_conditions: Callable[[Interview], None] | None = None,
) -> Interview:
    """An interview until it offers to stop or has no more questions.

    With `skipping` the client does not know some answers and leaves some questions out. Work in parts is parted at
    the first question, and its answers are set apart at once or when the first of them is asked. `at_conditions` is
    called where the end is offered on conditions, which is declined; without, none are looked for.
    """
    interview = begun(options, client)
    while interview.phase in (Phase.QUESTION, Phase.CLASH) or interview.is_conditional:
        if at_conditions is not None and interview.phase is Phase.QUESTION:
            interview = looked_ahead(interview)
        if at_conditions is not None and interview.is_conditional:
            at_conditions(interview)
            interview = moves.declined(interview)
            continue
        began = time.perf_counter()
        interview = _gone_on(interview, client, skipping)
        tally.milliseconds.append(1000 * (time.perf_counter() - began))
    tally.asked.append(len(interview.trail))
    tally.seen[interview.outlook.stop.proof.value if interview.outlook.stop else "not certain"] += 1
    return interview


def begun(options: Options, client: Client) -> Interview:
    """The interview at its first question, in the parts that the client's work has."""
    interview = moves.titled(moves.begin(options), "A made-up piece of work")
    if len(client.minds) > 1:
        titles = [f"Part {at + 1}" for at in range(len(client.minds))]
        interview = parts.parted(interview, titles, range(1, len(titles) + 1))
    return interview


def _gone_on(interview: Interview, client: Client, skipping: Random | None) -> Interview:
    """One step: a contradiction stands, a question is set apart, left out or answered."""
    if interview.phase is Phase.CLASH:
        clash = interview.clashes()[0]
        return moves.accepted(interview, clash, min(interview.outlook.clashes[clash]), "so it is")
    place = moves.on_table(interview)
    if place.question in client.apart - interview.differing:
        return parts.set_apart(interview, {place.question})
    chance = skipping.random() if skipping is not None else 1
    if chance < SKIPPED:
        return moves.skipped(interview)
    return moves.answered(interview, None if chance < SKIPPED + UNKNOWN else client.says(place))


def check_stop(stopped: Interview, clients: Clients, tally: Tally) -> None:
    """However the rest is answered, the certified first stays first."""
    if stopped.outlook.stop is not None:
        _check(stopped, stopped.outlook.stop.alternative, clients, tally, "finished")


def check_conditions(offered: Interview, clients: Clients, tally: Tally) -> None:
    """However the rest is answered within the conditions, what was named comes first; the page names the same."""
    stop = offered.outlook.on_conditions
    assert stop is not None
    told = conditions_of(examine(profile_of(offered), clients.rulebook))
    assert told is not None
    assert told.provisos == stop.provisos, dict(offered.answers)
    tally.seen["on conditions"] += 1
    _check(offered, stop.alternative, clients, tally, "finished on conditions", stop.provisos)


def _check(
    stopped: Interview,
    first: str,
    clients: Clients,
    tally: Tally,
    name: str,
    conditions: Sequence[Proviso] = (),
) -> None:
    for _ in range(FINISHES):
        found = clients.finished(stopped, conditions)
        if found is None:
            tally.seen["no coherent rest found"] += 1
            return
        tally.seen[name] += 1
        assert found.main.recommended == first, found.profile


def worked_cases(rulebook: Rulebook) -> dict[str, Mapping[str, Answer]]:
    """The answers of the worked cases of one piece, by the names of their files."""
    found = {}
    for path in sorted(CASES.glob("*.yaml")):
        profile = load_profile(path, rulebook)
        if not profile.activities:
            found[path.stem] = profile.answers
    return found


def compared(rulebook: Rulebook, interviews: int) -> None:
    """Lead the worked cases and so many coherent profiles in each order, and print what came of them."""
    for order in Order:
        options = Options(rulebook, order, StopWhen.CERTAIN)
        cases, coherent = Tally(), Tally()
        for mind in worked_cases(rulebook).values():
            led(options, Client((mind,)), cases)
        print(f"worked cases, {order}: {cases.told()}", flush=True)
        clients = Clients(rulebook, 1)
        for _ in range(interviews):
            led(options, clients.of_one_piece(), coherent)
        print(f"coherent profiles, {order}: {coherent.told()}", flush=True)


def checked(name: str, clients: Clients, drawn: Callable[[], Client], interviews: int) -> None:
    """Lead so many interviews, end each at random after its stop, and print what came of them."""
    tally, options = Tally(), Options(clients.rulebook)
    for number in range(interviews):
        at_conditions = partial(check_conditions, clients=clients, tally=tally) if number % EVERY == 0 else None
        check_stop(led(options, drawn(), tally, clients.random, at_conditions), clients, tally)
        if (number + 1) % TOLD_EVERY == 0:
            print(f"{number + 1} {name}: {tally.told()}", flush=True)
    print(f"{interviews} {name}, no certified stop was wrong: {tally.told()}", flush=True)


def main(interviews: int, seed: int) -> None:
    """Compare the orders, and check the stops of so many interviews on one piece and of a fifth as many in parts."""
    rulebook = load_rulebook()
    compared(rulebook, min(interviews, 500))
    clients = Clients(rulebook, seed)
    checked("interviews", clients, clients.of_one_piece, interviews)
    checked("interviews in parts", clients, clients.in_parts, interviews // 5)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [] | [_] | [_, _] as given if all(map(str.isdecimal, given)):
            main(*map(int, given), *(1000, 2)[len(given) :])
        case _:
            sys.exit(__doc__)
