"""Several people's profiles of one piece of work as one profile, in which a difference is the set of what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from kpo_advisor.model.profile import Activity, Profile
from kpo_advisor.several.joining import joined, known
from kpo_advisor.several.matching import check
from kpo_advisor.several.voices import activities_of, opinions, voices_of
from kpo_advisor.text.phrases import composed, listed, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.voices import Voice


@dataclass(frozen=True, slots=True)
class Merged:
    """The one profile, and in sentences what of the others did not go into it."""

    profile: Profile
    told: tuple[str, ...]


def merged(profiles: Sequence[Profile], rulebook: Rulebook) -> Merged:
    """One profile of several: the answers on which all agree, and of others the set of what was said.

    Whoever does not know an answer, or was not asked, leaves it to those who do. What the profile says of who said
    what is kept under `said`. Notes stand beside each other, each with its person; titles and what only one profile
    needs, cases and scenarios, are taken from the first, or left out, and told. Of one profile the
    person and the date stay.
    Raises UnreadableInput with every reason for which they are no profiles of one piece of work by several people.
    """
    voices = voices_of(profiles)
    check(voices, rulebook)
    told: list[str] = []
    profile = Profile(
        title=_title(voices, told),
        answers=_answers(voices, rulebook),
        notes=_notes(voices, rulebook),
        weights=_weights(voices, rulebook),
        activities=tuple(_activities(voices, rulebook)),
        said=opinions(voices, rulebook, as_told=True),
    )
    if len(profiles) == 1:
        profile = replace(profile, person=profiles[0].person, date=profiles[0].date)
    told += _left_out(voices, rulebook)
    return Merged(profile, tuple(told))


def _answers(voices: Sequence[Voice], rulebook: Rulebook, activity: str | None = None) -> dict[str, Answer]:
    said = opinions(voices, rulebook, activity)
    return {id: joined(rulebook.questions[id], known(given)) for id, given in said.items()}


def _activities(voices: Sequence[Voice], rulebook: Rulebook) -> Iterator[Activity]:
    for activity in activities_of(voices):
        answers = _answers(voices, rulebook, activity.title)
        said = opinions(voices, rulebook, activity.title, as_told=True)
        yield Activity(activity.title, activity.share, answers, said)


def _notes(voices: Sequence[Voice], rulebook: Rulebook) -> dict[str, str]:
    """The notes on each question; where there are several, each with its person."""
    found: dict[str, str] = {}
    for id in rulebook.questions:
        notes = {voice.person: voice.profile.notes[id] for voice in voices if id in voice.profile.notes}
        texts = dict.fromkeys(notes.values())
        if notes:
            told = texts if len(texts) == 1 else [f"{person}: {note}" for person, note in notes.items()]
            found[id] = "\n".join(told)
    return found


def _weights(voices: Sequence[Voice], rulebook: Rulebook) -> dict[str, int]:
    """The weights that somebody gives; nobody gives another."""
    given: Mapping[str, int] = {id: weight for voice in voices for id, weight in voice.profile.weights.items()}
    return {id: given[id] for id in rulebook.criterion_titles() if id in given}


def _title(voices: Sequence[Voice], told: list[str]) -> str:
    """The first title that was given, and not taken from the name of a file."""
    given = [voice.profile.title for voice in voices if voice.profile.title != PurePath(voice.file).stem.strip()]
    titles = {composed(title): title for title in reversed(given)}
    if len(titles) > 1:
        others = [quoted(title) for title in titles.values() if title != given[0]]
        told.append(f"The title is {quoted(given[0])}; others call the work {listed(others)}.")
    return given[0] if given else voices[0].profile.title


def _left_out(voices: Sequence[Voice], rulebook: Rulebook) -> Iterator[str]:
    """What is not merged."""
    for key in ("expect", "scenarios"):
        files = [voice.file for voice in voices if getattr(voice.profile, key)]
        if files:
            yield f"Left out is {key} of {listed(files)}: it is about these answers alone."
    for voice in voices:
        sides: list[Profile | Activity] = [voice.profile, *voice.profile.activities]
        alone = dict.fromkeys(id for side in sides for id in side.said if id not in side.answers)
        labels = [quoted(question.label) for id, question in rulebook.questions.items() if id in alone]
        if labels:
            yield f"Left out is what {voice.file} says was said to {listed(labels)}: no answer stands beside it."
