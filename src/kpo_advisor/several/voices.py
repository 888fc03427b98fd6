"""What several people say of one piece of work, each in a profile: to which question, who, what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Said
from kpo_advisor.several.joining import joined, known
from kpo_advisor.text.phrases import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.profile import Activity, Profile
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook

MOST_PEOPLE = 12
"""People whose answers are held against each other."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One person's profile; `person` is who gave the answers, by the name of the file where the profile does not say.

    `file` is how messages call the profile.
    """

    person: str
    profile: Profile
    file: str

    def said(self, answer: Answer) -> Said:
        """That this person gave an answer."""
        return Said(self.person, answer, self.profile.date)

    def activity(self, title: str) -> Activity | None:
        """The activity of this title; None where this profile does not list it."""
        found = (activity for activity in self.profile.activities if composed(activity.title) == composed(title))
        return next(found, None)


def voices_of(profiles: Iterable[Profile]) -> tuple[Voice, ...]:
    """The people behind profiles, in their order."""
    found = []
    for number, profile in enumerate(profiles, start=1):
        file = profile.file or f"profile {number}"
        found.append(Voice(profile.person or PurePath(file).stem.strip() or file, profile, file))
    return tuple(found)


def activities_of(voices: Iterable[Voice]) -> tuple[Activity, ...]:
    """The activities of the first profile that lists any; all that list some list the same."""
    return next((voice.profile.activities for voice in voices if voice.profile.activities), ())


def opinions(
    voices: Sequence[Voice], rulebook: Rulebook, activity: str | None = None, *, as_told: bool = False
) -> dict[str, tuple[Said, ...]]:
    """Who says what, by question in the order of the questionnaire: of the common answers, or of an activity.

    Of an activity these are the questions that somebody answers for it by itself; who does not, says of it what they
    say of all the work. A profile that says itself who said what counts as these people where its answer is made of
    what they said, and not settled since; `as_told`: in any case. Of who answers too, that alone counts. Who is told
    of by several profiles counts once; where these tell different answers, with the set of them.
    """
    held = [_held(voice, activity, rulebook, as_told=as_told) for voice in voices]
    asked = [_own(voice, activity) for voice in voices]
    found: dict[str, tuple[Said, ...]] = {}
    for id in rulebook.questions:
        if any(id in own for own in asked):
            given = [(voice, said) for voice, answers in zip(voices, held, strict=True) for said in answers.get(id, ())]
            themselves = {composed(voice.person) for voice, said in given if said.person == voice.person}
            told = (
                said for voice, said in given if voice.person == said.person or composed(said.person) not in themselves
            )
            found[id] = tuple(_one_each(told, rulebook.questions[id]))
    return found


def _one_each(told: Iterable[Said], question: Question) -> Iterator[Said]:
    """What each person says, once, in the order in which they come; the date is the last that is told."""
    by_person: dict[str, list[Said]] = {}
    for one in told:
        by_person.setdefault(composed(one.person), []).append(one)
    for given in by_person.values():
        date = max((one.date for one in given if one.date is not None), default=None)
        yield Said(given[0].person, joined(question, known(given)), date)


def _own(voice: Voice, title: str | None) -> Mapping[str, Answer]:
    if title is None:
        return voice.profile.answers
    activity = voice.activity(title)
    return {} if activity is None else activity.answers


def _held(voice: Voice, title: str | None, rulebook: Rulebook, *, as_told: bool) -> dict[str, tuple[Said, ...]]:
    """What one person says, with the common answers under those of the activity."""
    activity = None if title is None else voice.activity(title)
    found: dict[str, tuple[Said, ...]] = {}
    for level in (voice.profile, activity):
        if level is not None:
            for id, answer in level.answers.items():
                told = level.said.get(id, ())
                counts = as_told or (id in rulebook.questions and joined(rulebook.questions[id], known(told)) == answer)
                found[id] = told if told and counts else (voice.said(answer),)
    return found
