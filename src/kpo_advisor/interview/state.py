"""Where an interview stands: what is known, what was passed over, and what is on the table."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import filterfalse
from typing import TYPE_CHECKING

from kpo_advisor.certainty.pivots import pivots
from kpo_advisor.interview.options import Options
from kpo_advisor.interview.slots import Clash, Slot
from kpo_advisor.model.conditions import questions_in
from kpo_advisor.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kpo_advisor.interview.outlook import Outlook
    from kpo_advisor.model.profile import Activity
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook


class Phase(StrEnum):
    """What a line of input is about."""

    TITLE = "title"
    QUESTION = "question"
    CLASH = "clash"
    OFFER = "offer"
    REVIEW = "review"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What it takes, beside the answers, to go on with an interview where it was left; as in Interview."""

    at: Slot | None = None
    queue: tuple[Slot, ...] = ()
    skipped: frozenset[Slot] = frozenset()
    differing: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    goes_on: bool = False
    declined: Mapping[str, int] = field(default_factory=dict)
    nears_end: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    """The whole state; two with the same answers make the same profile.

    An answer None is asked and not known. `differing` are the questions that the parts answer apart.
    `skipped` places are left unasked until somebody goes to them. `accepted` combinations stand. `queue` is
    asked before anything else. `at` is on the table; `trail` holds what was on it before, to go back,
    and `asked` the questions in the order in which they first were. `given` is the profile that it began with, for
    what no question is about, which is handed on as it came; its answers are those that all parts had in common.
    `goes_on`: the end was offered and declined; `declined` maps what was first to the number of conditions on which
    it was. `nears_end`: there were few conditions when last they were looked for. `outlook` is what follows from the
    answers, and `phase` what follows from all of it.
    """

    options: Options
    outlook: Outlook = field(compare=False)
    given: Profile = field(default=Profile(""))
    title: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[Activity, ...] = ()
    differing: frozenset[str] = frozenset()
    skipped: frozenset[Slot] = frozenset()
    accepted: frozenset[str] = frozenset()
    queue: tuple[Slot, ...] = ()
    trail: tuple[Slot, ...] = ()
    asked: tuple[str, ...] = ()
    at: Slot | None = None
    section: str | None = None
    goes_on: bool = False
    declined: Mapping[str, int] = field(default_factory=dict)
    nears_end: bool = field(default=False, compare=False)
    phase: Phase = Phase.TITLE

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook whose questionnaire is gone through."""
        return self.options.rulebook

    def places(self) -> Iterator[Slot]:
        """Every place there is, in the order of the questionnaire, whether it is asked or not."""
        for id, question in self.rulebook.questions.items():
            if id in self.differing and self.parts:
                yield from (Slot(id, part) for part in range(len(self.parts)))
            elif not (question.whole and self.parts):
                yield Slot(id)

    def answered(self, place: Slot) -> bool:
        """Whether there is an answer, unknown among them; a part has the common one where it has none of its own."""
        own = place.part is not None and place.question in self.parts[place.part].answers
        return own or place.question in self.answers

    def is_dealt_with(self, place: Slot) -> bool:
        """Whether a place is answered, or skipped."""
        return self.answered(place) or place in self.skipped

    def answer(self, place: Slot) -> Answer:
        """The answer of a place; None where it is unknown or not asked."""
        common = self.answers.get(place.question)
        return common if place.part is None else self.parts[place.part].answers.get(place.question, common)

    def gates(self, place: Slot) -> list[Slot]:
        """The places of the questions that decide whether this one applies."""
        looked_at = questions_in(self.rulebook.questions[place.question].only_if)
        return [gate for gate in self.places() if gate.question in looked_at and gate.part in (None, place.part)]

    def clashes(self) -> tuple[Clash, ...]:
        """The contradictions that are not accepted."""
        return tuple(clash for clash in self.outlook.clashes if clash.combination not in self.accepted)

    def left(self) -> list[Slot]:
        """What may still be asked: without an answer, applying or perhaps, and not skipped."""
        return list(filterfalse(self.is_dealt_with, self.outlook.open))

    def can_end(self) -> bool:
        """Whether nothing that is left to ask can change the first place; what was skipped is not left."""
        return self.outlook.stop is not None or self.outlook.stakes.keys().isdisjoint(self.left())

    @property
    def is_conditional(self) -> bool:
        """Whether the end is offered on conditions, and not for good."""
        return self.phase is Phase.OFFER and self.outlook.on_conditions is not None and not self.can_end()

    def last_on_table(self, place: Slot) -> int:
        """When a place was last on the table, to compare with others; -1 where it never was."""
        return self.trail.index(place) if place in self.trail else -1

    def can_matter(self, place: Slot) -> bool:
        """Whether the answer may still change the first place; False is proved."""
        return self.outlook.stop is None and place in self.outlook.stakes

    def not_ruled_out(self, places: Iterable[Slot]) -> list[Slot]:
        """The places whose answer may change the first place together with some way to answer the rest.

        Left out is what is proved not to; what is not decided within the bound stays.
        """
        given = list(places)
        questions = list(dict.fromkeys(place.question for place in given))
        pivotal = pivots(self.outlook.examined, questions)
        return [place for place in given if pivotal[place.question] is not False]


def profile_of(interview: Interview) -> Profile:
    """The profile that the answers make, in the order of the questionnaire.

    What was common to the parts before is so again for those that still answer alike. Scenarios say nothing of parts
    that are no more.
    """
    order = list(interview.rulebook.questions)

    def in_order(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        return {id: answers[id] for id in order if id in answers}

    def own(part: Activity) -> Mapping[str, Answer]:
        return {id: answer for id, answer in part.answers.items() if id not in common or answer != common[id]}

    common = {id: answer for id, answer in interview.given.answers.items() if _is_answered_by_all(interview, id)}
    titles = {part.title for part in interview.parts}
    return replace(
        interview.given,
        title=interview.title or "untitled",
        answers=in_order({**common, **interview.answers}),
        notes={id: interview.notes[id] for id in order if id in interview.notes},
        weights=dict(interview.weights),
        activities=tuple(replace(part, answers=in_order(own(part))) for part in interview.parts),
        scenarios=tuple(scenario.within(titles) for scenario in interview.given.scenarios),
    )


def _is_answered_by_all(interview: Interview, question: str) -> bool:
    """Whether each part, of which there are some, has an answer of its own and there is none in common."""
    answered = [question in part.answers for part in interview.parts]
    return bool(answered) and all(answered) and question not in interview.answers
