"""Whether profiles are of one piece of work by several people: what they share agrees."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.model.finding import Finding, UnreadableInput
from kpo_advisor.several.voices import MOST_PEOPLE, activities_of
from kpo_advisor.text.phrases import composed, listed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.several.voices import Voice


def check(voices: Sequence[Voice], rulebook: Rulebook) -> None:
    """Raises UnreadableInput with all that does not go together.

    One person is behind one profile; those that list activities list the same ones with the same shares; and no two
    give one criterion different weights.
    """
    found = [*_people(voices), *_activities(voices), *_weights(voices, rulebook)]
    if found:
        raise UnreadableInput(found)


def _people(voices: Sequence[Voice]) -> Iterator[Finding]:
    if len(voices) > MOST_PEOPLE:
        message = f"These are profiles of {len(voices)} people; at most {MOST_PEOPLE} are taken at once."
        yield _fault(voices[MOST_PEOPLE], "too-many", message)
    first: dict[str, Voice] = {}
    for voice in voices:
        before = first.setdefault(composed(voice.person), voice)
        if before is not voice:
            message = f"{quoted(voice.person)} gave the answers of {before.file} already."
            yield _fault(voice, "duplicate-person", message, "Say in each file who it is: person: …")


def _activities(voices: Sequence[Voice]) -> Iterator[Finding]:
    listing = [voice for voice in voices if voice.profile.activities]
    titles = [activity.title for activity in activities_of(voices)]
    wanted = {composed(title) for title in titles}
    for voice in listing[1:]:
        own = {composed(activity.title): activity.title for activity in voice.profile.activities}
        unknown = [title for key, title in own.items() if key not in wanted]
        missing = [title for title in titles if composed(title) not in own]
        for title in unknown:
            message = f"{quoted(title)} is no activity of {listing[0].file}; there are {listed(titles)}."
            yield _fault(voice, "unknown-activity", message, did_you_mean(title, missing))
        if missing and not unknown:
            verb = "is" if len(missing) == 1 else "are"
            message = f"Of the activities in {listing[0].file}, {listed(missing)} {verb} missing."
            yield _fault(voice, "missing-activity", message, "List the same activities, or none.")
        elif not unknown:
            yield from _shares(listing[0], voice)


def _shares(first: Voice, voice: Voice) -> Iterator[Finding]:
    """Shares that are not the same part of the whole."""
    totals = [sum(activity.share for activity in side.profile.activities) for side in (first, voice)]
    for activity in first.profile.activities:
        other = voice.activity(activity.title)
        if other is not None and Fraction(activity.share, totals[0]) != Fraction(other.share, totals[1]):
            message = (
                f"The share of {quoted(activity.title)} is {other.share} of {totals[1]}, "
                f"and {activity.share} of {totals[0]} in {first.file}."
            )
            yield _fault(voice, "other-share", message, "Agree on the shares first.")


def _weights(voices: Sequence[Voice], rulebook: Rulebook) -> Iterator[Finding]:
    titles = rulebook.criterion_titles()
    first: dict[str, Voice] = {}
    for voice in voices:
        for id, weight in voice.profile.weights.items():
            before = first.setdefault(id, voice)
            other = before.profile.weights[id]
            if other != weight:
                message = f"The weight of {quoted(titles[id])} is {weight}, and {other} in {before.file}."
                yield _fault(voice, "other-weight", message, "Agree on the weights first.")


def _fault(voice: Voice, slug: str, message: str, hint: str | None = None) -> Finding:
    return Finding(slug, Severity.ERROR, voice.file, None, message, hint)
