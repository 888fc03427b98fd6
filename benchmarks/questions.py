"""How many questions an interview asks until the first place is certain, or certain on a few conditions.

    python -m benchmarks.questions [CLIENTS [RULES [CASES]]]

The interview is led as the command leads it: once for each of so many made-up clients, who answer all that they are
asked, and once for each profile in a folder of worked cases, where what a case does not answer is unknown. Counted
are the questions up to a proof (where there is none, up to the last one that may change the first place), and those up
to the first offer to end on conditions, which is declined. Questions on the field, the region and the data are not
counted: whatever is first, the report needs them. Last are a few clients whose work has six parts, and forty.

The times are those from an answer to the next question or to an offer, and of looking for conditions while a question
is read, in time of the processor. They depend on the machine; the counts do not.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kpo_advisor import load_profile, load_rulebook
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.interview import moves
from kpo_advisor.interview.foresight import MOST_CONDITIONS, looked_ahead
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.state import Phase, Whereabouts
from kpo_advisor.model.profile import Activity, Profile
from tests.proofs.coherent_profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kpo_advisor.interview.slots import Slot
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

CASES = Path(__file__).parents[1] / "examples" / "cases"
CLIENTS = 60
IN_PARTS = {6: 5, 40: 1}
"""By the number of parts that the work has, how many clients."""
APART = 4
"""Questions that parts answer each for itself."""

NOT_COUNTED = frozenset({"work_area", "client_region", "data_types"})
LIMITS = "limits"

TICKS_OF_LIMITS = (0.6, 0.3, 0.1)
"""How many clients have none of the limits, one and two of them."""
NONE_OF_OTHERS = 0.4
"""How many clients tick the choice that stands alone, such as none, of another question that has one."""


class Clients:
    """Made-up clients from one seed: complete profiles without contradictions, as people are.

    Most have none of the limits, and choices that bar something are rare.
    """

    def __init__(self, rulebook: Rulebook, seed: int) -> None:
        self.rulebook = rulebook
        self.random = random.Random(seed)
        self.profiles = Profiles(rulebook, seed)

    def profile(self) -> Profile:
        """The next client."""
        return Profile("A made-up piece of work", self._answers({}, self.rulebook.questions))

    def in_parts(self, count: int) -> Profile:
        """The next client whose work has so many parts, which answer a few questions each for itself."""
        ids = [id for id, question in self.rulebook.questions.items() if not question.whole]
        apart, given = self.random.sample(ids, APART), self.profile().answers
        common = {id: given[id] for id in ids if id not in apart}
        parts = (Activity(f"Part {at + 1}", 1, self._answers(common, apart)) for at in range(count))
        return Profile("Made-up work in parts", common, activities=tuple(parts))

    def _answers(self, common: dict[str, Answer], ids: Iterable[str]) -> dict[str, Answer]:
        """Answers to some questions, without contradictions beside the common ones."""
        while True:
            drawn = {id: self._answer(id) for id in ids}
            if not assess(program_of(self.rulebook), {**common, **drawn}).violated:
                return drawn

    def _answer(self, id: str) -> Answer:
        question = self.rulebook.questions[id]
        alone = tuple(choice for choice in question.choice_ids if choice in question.exclusive)
        others = [choice for choice in question.choice_ids if choice not in question.exclusive]
        if id == LIMITS:
            (count,) = self.random.choices(range(len(TICKS_OF_LIMITS)), TICKS_OF_LIMITS)
            ticked = self.random.sample(others, count)
            return tuple(filter(ticked.__contains__, others)) or alone
        if alone and self.random.random() < NONE_OF_OTHERS:
            return alone[:1]
        return self.profiles.answer(id)


@dataclass
class Walk:
    """One interview: the questions up to its `end` and to an `offer`, None where none was made, and the times.

    `steps` end with a question, `offers` with an offer on conditions, `searches` are made while a question is read.
    """

    end: int = 0
    offer: int | None = None
    conditions: int = 0
    is_certain: bool = False
    steps: list[float] = field(default_factory=list)
    offers: list[float] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)

    @property
    def sooner(self) -> int:
        """The questions to the end or the offer, whichever is first."""
        return self.end if self.offer is None else min(self.end, self.offer)


def walk(rulebook: Rulebook, client: Profile) -> Walk:
    """Lead an interview with somebody who answers as a profile does, until it offers to stop or nothing is left."""
    differing = frozenset[str]().union(*(part.answers for part in client.activities))
    parts = tuple(Activity(part.title, part.share, {}) for part in client.activities)
    start = Profile(client.title, weights=client.weights, activities=parts)
    interview = moves.begin(Options(rulebook), start, Whereabouts(differing=differing))
    found = Walk()
    while interview.phase in (Phase.QUESTION, Phase.CLASH) or interview.is_conditional:
        stop = interview.outlook.on_conditions
        if interview.is_conditional and stop is not None:
            found.offer, found.conditions = found.end, len(stop.provisos)
            interview = moves.declined(interview)
            continue
        if interview.phase is Phase.CLASH:
            clash = interview.clashes()[0]
            interview = moves.accepted(interview, clash, min(interview.outlook.clashes[clash]), "so it is")
            continue
        if found.offer is None:
            began = time.process_time()
            interview = looked_ahead(interview)
            found.searches.append(time.process_time() - began)
        place = moves.on_table(interview)
        began = time.process_time()
        interview = moves.answered(interview, _said(client, place))
        (found.offers if interview.is_conditional else found.steps).append(time.process_time() - began)
        found.end += place.question not in NOT_COUNTED
    found.is_certain = interview.outlook.stop is not None
    return found


def _said(client: Profile, place: Slot) -> Answer:
    common = client.answers.get(place.question)
    return common if place.part is None else client.activities[place.part].answers.get(place.question, common)


def told(name: str, walks: Sequence[Walk]) -> Iterator[str]:
    """What came of some interviews, in lines."""
    offered = [found for found in walks if found.offer is not None and found.offer < found.end]
    proved = sum(found.is_certain for found in walks)
    of_conditions = [sum(found.conditions == count for found in offered) for count in range(1, MOST_CONDITIONS + 1)]
    yield f"{name}: {len(walks)} interviews"
    yield f"  questions to a proof, or to the last that may matter   {_mean(found.end for found in walks)}"
    yield f"  … to a proof or an offer, whichever is first           {_mean(found.sooner for found in walks)}"
    yield f"  … to the offer, where one came first                   {_mean(found.sooner for found in offered)}"
    yield (
        f"  {len(offered)} had an offer first, on 1 to {MOST_CONDITIONS} conditions: {of_conditions}; "
        f"{proved} come to a proof, {len(walks) - proved} to none"
    )
    yield f"  ms to the next question                                {_times(found.steps for found in walks)}"
    yield f"  ms to an offer on conditions                           {_times(found.offers for found in walks)}"
    yield f"  ms of looking ahead, while a question is read          {_times(found.searches for found in walks)}"


def _mean(counts: Iterable[int]) -> str:
    all_counts = sorted(counts)
    if not all_counts:
        return "—"
    return f"mean {statistics.mean(all_counts):.1f}, {all_counts[0]} to {all_counts[-1]}"


def _times(kinds: Iterable[list[float]]) -> str:
    times = sorted(1000 * seconds for kind in kinds for seconds in kind)
    if not times:
        return "—"
    median, most = statistics.median(times), times[-1]
    return f"median {median:.0f}, 95 of 100 within {times[len(times) * 95 // 100]:.0f}, most {most:.0f}"


def main(clients: int, rulebook: Rulebook, cases: Path) -> None:
    """Lead all interviews, and print what came of them."""
    drawn = Clients(rulebook, 1)
    print("\n".join(told("made-up clients", [walk(rulebook, drawn.profile()) for _ in range(clients)])), flush=True)
    walks: dict[bool, list[Walk]] = {False: [], True: []}
    for path in sorted(cases.glob("*.yaml")):
        profile = load_profile(path, rulebook)
        walks[bool(profile.activities)].append(walk(rulebook, profile))
    print("\n".join(told("worked cases of one piece", walks[False])))
    print("\n".join(told("worked cases in activities", walks[True])), flush=True)
    for parts, count in IN_PARTS.items():
        found = [walk(rulebook, drawn.in_parts(parts)) for _ in range(count)]
        print("\n".join(told(f"made-up clients, {parts} parts", found)), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [] | [_] | [_, _] | [_, _, _] as given if not given or given[0].isdecimal():
            main(
                int(given[0]) if given else CLIENTS,
                load_rulebook(given[1] if len(given) > 1 else None),
                Path(given[2]) if len(given) > 2 else CASES,
            )
        case _:
            sys.exit(__doc__)
