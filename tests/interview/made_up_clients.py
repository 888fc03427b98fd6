"""Made-up clients for whole interviews: what each has in mind, what it says of it, and how the rest may turn out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine
from kpo_advisor.certainty.stop import Proof
from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.interview.slots import Clash, Slot
from kpo_advisor.interview.state import profile_of
from kpo_advisor.model.questions import Among, Between, Kind, PerhapsTicked, admits
from tests.interview.conditions_kept import keeps
from tests.proofs.coherent_profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.certainty.examined import Examined
    from kpo_advisor.interview.state import Interview
    from kpo_advisor.model.questions import Answer, Plain
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.sensitivity import Proviso

UNKNOWN = 0.08
NARROWED = 0.15
ATTEMPTS = 100
MOST_PARTS, MOST_APART = 4, 6


@dataclass(frozen=True, slots=True)
class Client:
    """A coherent complete set of answers for the whole work, or for each of its parts, which differ in those `apart`.

    Of an answer in `told` the client says only that, a set that holds it.
    """

    minds: tuple[Mapping[str, Answer], ...]
    apart: frozenset[str] = frozenset()
    told: Mapping[Slot, Answer] = field(default_factory=dict)

    def says(self, place: Slot) -> Answer:
        """What the client answers there."""
        return self.told[place] if place in self.told else self.minds[place.part or 0].get(place.question)


class Clients:
    """Made-up clients from one seed."""

    def __init__(self, rulebook: Rulebook, seed: int) -> None:
        self.rulebook = rulebook
        self.program = program_of(rulebook)
        self.random = random.Random(seed)
        self.profiles = Profiles(rulebook, seed)

    def mind(self) -> dict[str, Answer]:
        """A coherent complete set of answers."""
        return self._coherent({}, self.rulebook.questions)

    def of_one_piece(self) -> Client:
        """A client who knows one answer to each question."""
        return Client((self.mind(),))

    def in_parts(self) -> Client:
        """A client whose work has two parts or more that differ, and who says sets where it has not settled for one."""
        common = self.mind()
        ids = [id for id, question in self.rulebook.questions.items() if not question.whole]
        apart = self.random.sample(ids, self.random.randint(1, MOST_APART))
        minds = tuple(self._coherent(common, apart) for _ in range(self.random.randint(2, MOST_PARTS)))
        places = [Slot(id, at if id in apart else None) for id in ids for at in range(len(minds))]
        drawn = [place for place in dict.fromkeys(places) if self.random.random() < NARROWED]
        told = {place: self.set_with(minds[place.part or 0][place.question], place.question) for place in drawn}
        return Client(minds, frozenset(apart), told)

    def _coherent(self, common: Mapping[str, Answer], drawn: Iterable[str]) -> dict[str, Answer]:
        while True:
            answers = {**common, **{id: self.profiles.answer(id) for id in drawn}}
            if not assess(self.program, answers).violated:
                return answers

    def set_with(self, answer: Answer, id: str) -> Answer:
        """A set of answers to a question that holds this one; the answer itself where there is no such set."""
        question = self.rulebook.questions[id]
        others = [choice for choice in question.choice_ids if choice not in {answer, *question.exclusive}]
        match answer:
            case Fraction():
                low, high = sorted((answer, self._number(id)))
                return Between(low, high) if low < high else answer
            case str() if question.kind is not Kind.YES_NO and others:
                chosen = {answer, *self.random.sample(others, self.random.randint(1, min(2, len(others))))}
                return Among(tuple(filter(chosen.__contains__, question.choice_ids)))
            case tuple() if answer and question.exclusive.isdisjoint(answer):
                perhaps = {self.random.choice(others), self.random.choice(answer)}
                ticked = tuple(choice for choice in answer if choice not in perhaps)
                left = tuple(filter(perhaps.__contains__, question.choice_ids))
                return PerhapsTicked(ticked, left) if ticked or len(left) > 1 else answer
        return answer

    def _number(self, id: str) -> Fraction:
        found = self.profiles.answer(id)
        assert isinstance(found, Fraction)
        return found

    def finished(self, stopped: Interview, conditions: Sequence[Proviso] = ()) -> Examined | None:
        """The work with the rest answered at random, unknown at times; None where nothing coherent was found.

        The answers keep the conditions, and what was said stays true.
        """
        stop = stopped.outlook.stop
        unknown_too = bool(conditions) or (stop is not None and stop.proof is Proof.NOTHING)
        places = [place for place in stopped.outlook.open if unknown_too or not _is_unknown(stopped, place)]
        for _ in range(ATTEMPTS):
            found = stopped
            for place in places:
                found = _with(found, place, self._rest(stopped, place, _conditions_of(stopped, place, conditions)))
            examined = examine(profile_of(found), self.rulebook)
            if not examined.undecided and _clashes(examined) <= set(stopped.outlook.clashes):
                return examined
        return None

    def _rest(self, stopped: Interview, place: Slot, conditions: Sequence[Proviso]) -> Answer:
        """What a place may come to after what was said of it."""
        said = stopped.answer(place)
        if not conditions and self.random.random() < UNKNOWN:
            return said
        return self.within(said, place.question, conditions)

    def within(self, said: Answer, id: str, conditions: Sequence[Proviso] = ()) -> Plain:
        """A plain answer to a question that what was said of it admits, and that keeps the conditions."""
        while True:
            answer = self._drawn(said, id)
            if admits(said, answer) and all(keeps(answer, condition) for condition in conditions):
                return answer

    def _drawn(self, said: Answer, id: str) -> Plain:
        match said:
            case Among(choices):
                return self.random.choice(choices)
            case Between(low, high):
                return self.random.choice([low, high, (low + high) / 2])
            case PerhapsTicked(ticked, perhaps):
                chosen = {*ticked, *self.random.sample(perhaps, self.random.randint(not ticked, len(perhaps)))}
                return tuple(filter(chosen.__contains__, self.rulebook.questions[id].choice_ids))
        drawn = self.profiles.answer(id)
        assert isinstance(drawn, str | Fraction | tuple)
        return drawn


def _conditions_of(interview: Interview, place: Slot, conditions: Sequence[Proviso]) -> list[Proviso]:
    """The conditions that are about a place; one that names no activities is about the whole work."""
    title = None if place.part is None else interview.parts[place.part].title
    return [
        condition
        for condition in conditions
        if condition.question == place.question and (title is None or title in (condition.activities or (title,)))
    ]


def _is_unknown(interview: Interview, place: Slot) -> bool:
    return interview.answered(place) and interview.answer(place) is None


def _clashes(examined: Examined) -> set[Clash]:
    in_parts = bool(examined.profile.activities)
    return {
        Clash(combination, at if in_parts else None)
        for at, piece in enumerate(examined.pieces)
        for combination in piece.assessment.violated
    }


def _with(interview: Interview, place: Slot, answer: Answer) -> Interview:
    if place.part is None:
        return replace(interview, answers={**interview.answers, place.question: answer})
    parts = list(interview.parts)
    part = parts[place.part]
    parts[place.part] = replace(part, answers={**part.answers, place.question: answer})
    return replace(interview, parts=tuple(parts))
