"""Answers that come back on sheets, put in the place of what a profile left open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.model.profile import Said
from kpo_advisor.text.phrases import composed, listed, quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.profile import Activity, Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook

Filled = TypeVar("Filled", "Profile", "Activity")

Place = tuple[str | None, str]
"""The title of an activity, as titles are compared, or None for the whole, and a question."""


def filled_in(profile: Profile, sheets: Sequence[Profile], rulebook: Rulebook) -> Profile:
    """The profile with the answers of sheets in place of its own, who gave them, and their notes below its own.

    Where a sheet says unknown, what is known elsewhere stays: nobody's not knowing
    takes an answer away. Activities are found by their titles. Raises KpoAdvisorError, with all that is amiss, where
    two sheets answer a question differently, or answer for an activity that the profile does not list.
    """
    faults = [*_strangers(profile, sheets), *_differences(sheets, rulebook)]
    if faults:
        raise KpoAdvisorError("\n".join(faults))
    filled = profile
    for sheet in sheets:
        own = {composed(activity.title): activity for activity in sheet.activities}
        activities = tuple(
            _with(activity, own[composed(activity.title)], sheet, rulebook)
            if composed(activity.title) in own
            else activity
            for activity in filled.activities
        )
        filled = replace(_with(filled, sheet, sheet, rulebook), activities=activities)
    outdated = (warning for sheet in sheets for warning in sheet.outdated)
    return replace(filled, notes=_notes(profile.notes, sheets), outdated=(*profile.outdated, *outdated))


def left_out(sheets: Sequence[Profile]) -> Iterator[str]:
    """In sentences, what stands on sheets and goes into no profile."""
    for key in ("weights", "scenarios", "expect", "said"):
        files = [
            _file(sheet) for sheet in sheets if any(getattr(part, key, None) for part in (sheet, *sheet.activities))
        ]
        if files:
            yield f"Left out is {key} of {listed(files)}: a sheet gives its own answers and notes alone."


def _with(before: Filled, given: Profile | Activity, sheet: Profile, rulebook: Rulebook) -> Filled:
    """A profile or an activity with the answers that a sheet gives for it, and that its person gave them."""
    said = {} if sheet.person is None else {id: _said(before, sheet, id, given.answers[id]) for id in given.answers}
    return replace(before, answers=_over(before.answers, given.answers, rulebook), said={**before.said, **said})


def _said(before: Profile | Activity, sheet: Profile, question: str, answer: Answer) -> tuple[Said, ...]:
    """Who said what to a question: others as before, and the person of the sheet as there."""
    others = (one for one in before.said.get(question, ()) if composed(one.person) != composed(sheet.person or ""))
    return (*others, Said(sheet.person or "", answer, sheet.date))


def _notes(before: Mapping[str, str], sheets: Sequence[Profile]) -> dict[str, str]:
    """The notes with those of sheets below them, each once, and with whose it is where there is another."""
    found = dict(before)
    for id in dict.fromkeys(id for sheet in sheets for id in sheet.notes):
        given = [(sheet.person, sheet.notes[id]) for sheet in sheets if id in sheet.notes]
        is_alone = id not in before and len({note for _, note in given}) == 1
        for person, note in given:
            told = note if person is None or is_alone else f"{person}: {note}"
            found[id] = _below(found.get(id), told, note)
    return found


def _below(before: str | None, told: str, note: str) -> str:
    """A note below those that stand there; not where it does already, with whose it is or without."""
    if before is None:
        return told
    stands = any(f"\n{text}\n" in f"\n{before}\n" for text in (told, note))
    return before if stands else f"{before}\n{told}"


def _over(before: Mapping[str, Answer], given: Mapping[str, Answer], rulebook: Rulebook) -> dict[str, Answer]:
    """The answers with those of a sheet over them, in the order of the questionnaire."""
    answers = {**before, **{id: answer for id, answer in given.items() if answer is not None or id not in before}}
    return {id: answers[id] for id in rulebook.questions if id in answers}


def _strangers(profile: Profile, sheets: Iterable[Profile]) -> list[str]:
    """What is said of activities that the profile does not list."""
    titles = [activity.title for activity in profile.activities]
    known = {*map(composed, titles)}
    faults = []
    for sheet in sheets:
        for activity in sheet.activities:
            if activity.answers and composed(activity.title) not in known:
                hint = did_you_mean(activity.title, titles) or "It has to list it too, under the same title."
                faults.append(
                    f"{_file(sheet)} answers for {quoted(activity.title)}, which the profile does not list. {hint}"
                )
    return faults


def _differences(sheets: Iterable[Profile], rulebook: Rulebook) -> list[str]:
    """What is said of questions that two sheets answer differently."""
    found: dict[Place, tuple[Answer, Profile]] = {}
    faults: dict[tuple[str, str], dict[str, None]] = {}
    for sheet in sheets:
        for place, answer in _answers(sheet).items():
            before, other = found.setdefault(place, (answer, sheet))
            if before != answer:
                label = quoted(rulebook.questions[place[1]].label)
                faults.setdefault((_file(other), _file(sheet)), {})[label] = None
    return [
        f"{one} and {other} answer {listed([*labels])} differently. Take one of them, or set them side by side with "
        "kpo-advisor panel."
        for (one, other), labels in faults.items()
    ]


def _answers(sheet: Profile) -> dict[Place, Answer]:
    """The answers of a sheet by where they are given, but for what is unknown."""
    parts: list[tuple[str | None, Mapping[str, Answer]]] = [(None, sheet.answers)]
    parts += [(composed(activity.title), activity.answers) for activity in sheet.activities]
    return {(title, id): answer for title, given in parts for id, answer in given.items() if answer is not None}


def _file(sheet: Profile) -> str:
    return sheet.file or quoted(sheet.title)
