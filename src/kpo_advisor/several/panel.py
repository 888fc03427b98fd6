"""Several people's profiles of one piece of work against each other: where they differ, and whether that matters."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpo_advisor.certainty.examined import examine
from kpo_advisor.model.questions import is_plain
from kpo_advisor.portable.condition_words import answer_label
from kpo_advisor.several.combinations import Combinations, Firsts
from kpo_advisor.several.disagreeing import Disagreeing
from kpo_advisor.several.joining import known
from kpo_advisor.several.merging import merged
from kpo_advisor.several.voices import activities_of, opinions, voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.assessment import Certainty
    from kpo_advisor.model.profile import Profile, Said
    from kpo_advisor.model.questions import Answer, Narrowed, Plain, Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.voices import Voice

SCHEMA = "kpo-advisor/panel/1"


@dataclass(frozen=True, slots=True)
class PanelResult:
    """What stands first by some answers: the fields are those of a recommendation.

    `person` None: by all of theirs together, where a difference is the set of what was said. `answered` counts the
    questions with a plain answer, in some activity at least. `standing` is that of what stands first; None where
    nothing does.
    """

    person: str | None
    date: str | None
    file: str | None
    answered: int
    recommended: str | None
    first: tuple[str, ...]
    possible: tuple[str, ...]
    certainty: Certainty
    standing: str | None


@dataclass(frozen=True, slots=True)
class Stand:
    """An answer to a question, and the people who gave it, with the notes of those who say why.

    `then` is what may stand first if it is right, whatever is right elsewhere; None of a difference that cannot
    decide that, and where there is none. `then_in` is the same of each activity whose own first it can decide.
    """

    answer: Answer
    label: str
    people: tuple[str, ...]
    notes: Mapping[str, str]
    then: Firsts | None = None
    then_in: Mapping[str, Firsts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PanelQuestion:
    """One question and who says what; `activity` None: of the common answers.

    `unsure` are people whose answer is not settled and may be one of these, `not_known` those who were asked and do
    not know, `silent` those who were not asked. `decides`: whether it can
    decide what stands first; false where they do not differ, None where that is not decided within the bound. `moves`
    are the activities of which it can decide so what stands first in them, each with the same.
    """

    question: str
    label: str
    activity: str | None
    who_knows: tuple[str, ...]
    positions: tuple[Stand, ...]
    unsure: tuple[str, ...]
    not_known: tuple[str, ...]
    silent: tuple[str, ...]
    decides: bool | None = False
    moves: Mapping[str, bool | None] = field(default_factory=dict)

    @property
    def differs(self) -> bool:
        """Whether people who know an answer give different ones."""
        return len(self.positions) > 1


@dataclass(frozen=True, slots=True)
class Panel:
    """Several people's answers: each by itself, all together, and question by question.

    `firsts` is what may stand first on what is known, whoever is right where they differ, and `firsts_in` the same of
    each activity; `matters`: whether that hangs on who is right, of all the work or of an activity. `told` says what of
    the profiles was left aside.
    """

    schema: str
    title: str
    matters: bool | None
    firsts: Firsts
    firsts_in: Mapping[str, Firsts]
    people: tuple[PanelResult, ...]
    together: PanelResult
    topics: tuple[PanelQuestion, ...]
    told: tuple[str, ...]

    @property
    def differences(self) -> tuple[PanelQuestion, ...]:
        """The questions on which they differ."""
        return tuple(topic for topic in self.topics if topic.differs)


def panel(profiles: Sequence[Profile], rulebook: Rulebook) -> Panel:
    """Hold several people's profiles of one piece of work against each other. Raises what `merged` raises, and
    Disagreement where the engine does not confirm what the solver found."""
    voices = voices_of(profiles)
    together = merged(profiles, rulebook)
    people = tuple(_verdict(voice.profile, rulebook, voice) for voice in voices)
    all_of_them = _verdict(together.profile, rulebook)
    topics = list(_topics(voices, rulebook))
    at = [number for number, topic in enumerate(topics) if topic.differs]
    options = [Disagreeing(topics[number].activity, topics[number].question, _answers(topics[number])) for number in at]
    found = Combinations(rulebook, together.profile, options)
    result = (found.overall[None], {title: found.overall[part] for title, part in found.parts.items()})
    decided = dict(zip(at, _decided(found, [topics[number] for number in at]), strict=True))
    told = tuple(decided.get(number, topic) for number, topic in enumerate(topics))
    return Panel(SCHEMA, together.profile.title, _matters(told), *result, people, all_of_them, told, together.told)


def _matters(topics: Sequence[PanelQuestion]) -> bool | None:
    found = [decides for topic in topics for decides in (topic.decides, *topic.moves.values())]
    return True if True in found else None if None in found else False


def _decided(found: Combinations, topics: Sequence[PanelQuestion]) -> Iterator[PanelQuestion]:
    """The differences with what they can decide, and what each answer to them would."""
    deciding = found.deciding()
    moving = {title: found.deciding(part) for title, part in found.parts.items()}
    for place, topic in enumerate(topics):
        moves = {title: decides[place] for title, decides in moving.items() if decides[place] is not False}
        stands = []
        for option, stand in enumerate(topic.positions):
            then = found.firsts_with(place, option) if deciding[place] is not False else None
            then_in = {title: found.firsts_with(place, option, found.parts[title]) for title in moves}
            stands.append(replace(stand, then=then, then_in=then_in))
        yield replace(topic, decides=deciding[place], moves=moves, positions=tuple(stands))


def _verdict(profile: Profile, rulebook: Rulebook, voice: Voice | None = None) -> PanelResult:
    found = examine(profile, rulebook)
    plain = {id for piece in found.pieces for id, answer in piece.answers.items() if is_plain(answer)}
    person, file = (None, None) if voice is None else (voice.person, voice.file)
    main = found.main
    standing = main[main.first[0]].standing.word if main.first else None
    result = (main.recommended, main.first, main.possible, main.certainty, standing)
    return PanelResult(person, profile.date, file, len(plain), *result)


def _topics(voices: Sequence[Voice], rulebook: Rulebook) -> Iterator[PanelQuestion]:
    """The questions that somebody was asked: those of all the work, then those of each activity."""
    for activity in (None, *(activity.title for activity in activities_of(voices))):
        for id, said in opinions(voices, rulebook, activity).items():
            question = rulebook.questions[id]
            answers = known(said)
            stands = [_stand(question, answer, _people(said, answer), voices) for answer in answers]
            asked = {one.person for one in said}
            yield PanelQuestion(
                id,
                question.label,
                activity,
                tuple(person.label for person in question.who_knows),
                tuple(stands),
                tuple(one.person for one in said if one.answer is not None and one.answer not in answers),
                _people(said, None),
                tuple(voice.person for voice in voices if voice.person not in asked),
            )


def _stand(question: Question, answer: Answer, people: Sequence[str], voices: Sequence[Voice]) -> Stand:
    notes = {voice.person: voice.profile.notes.get(question.id, "") for voice in voices if voice.person in people}
    told = {person: note for person, note in notes.items() if note}
    return Stand(answer, answer_label(question, answer), tuple(people), told)


def _people(said: Iterable[Said], answer: Answer) -> tuple[str, ...]:
    return tuple(one.person for one in said if one.answer == answer)


def _answers(topic: PanelQuestion) -> tuple[Plain | Narrowed, ...]:
    return tuple(stand.answer for stand in topic.positions if stand.answer is not None)
