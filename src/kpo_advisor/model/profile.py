"""A work profile: the answers about one piece of work, what else may be so, and what is expected of a case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kpo_advisor.model.questions import is_plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kpo_advisor.model.finding import Finding
    from kpo_advisor.model.questions import Answer, Plain


def plain_answers(answers: Mapping[str, Answer]) -> dict[str, Plain]:
    """The answers that are neither unknown nor narrowed."""
    return {id: answer for id, answer in answers.items() if is_plain(answer)}


@dataclass(frozen=True, slots=True)
class Said:
    """What one person answered to a question; `date` as `2026-03-05`, None where it is not told."""

    person: str
    answer: Answer
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One piece of work inside a profile: its share (a whole number, at least 1) and answers of its own.

    `said`, by question, is who said what where several people answered.
    """

    title: str
    share: int
    answers: Mapping[str, Answer]
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What else may be so: answers and weights in place of the profile's, under a name of the client's own.

    `activities` are answers by the title of an activity of the profile, in place of that activity's own.
    """

    name: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    activities: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """How people are told of it: its name, with spaces for the hyphens of one that has no spaces."""
        return self.name if " " in self.name else self.name.replace("-", " ")

    def within(self, titles: Collection[str]) -> Scenario:
        """The scenario without what it says of other activities than these."""
        return replace(self, activities={title: self.activities[title] for title in self.activities if title in titles})


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a worked case states: first place, what may also stand first, bars, and what must be mentioned."""

    recommended: str | None = None
    acceptable: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    certainty: str | None = None
    fails: str | None = None
    unreachable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """Answers about one piece of work.

    A question that maps to None was asked and is unknown; one that is missing was not asked.
    `weights` replace the rulebook's for some criteria. `person` is who gave the answers, and `date` when; `said`, by
    question, is who said what where several people answered: the answers alone count. `file` is where it was read, as
    it was given; None where it was made otherwise. `outdated` are warnings of old ids by which answers were given. Two
    profiles that say the same are equal wherever they stand.
    """

    title: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, int] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()
    expect: Expectation | None = None
    scenarios: tuple[Scenario, ...] = ()
    person: str | None = None
    date: str | None = None
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    file: str | None = field(default=None, compare=False)
    outdated: tuple[Finding, ...] = field(default=(), compare=False)

    def answers_of(self, activity: Activity) -> Mapping[str, Answer]:
        """The common answers with those of the activity over them."""
        return {**self.answers, **activity.answers}

    def under(self, scenario: Scenario) -> Profile:
        """The profile as it would be: the scenario's answers in place of its own, and nothing else changed.

        An answer that an activity has of its own stays, unless the scenario gives another for that activity.
        """
        activities = tuple(
            replace(activity, answers={**activity.answers, **scenario.activities.get(activity.title, {})})
            for activity in self.activities
        )
        return replace(
            self,
            answers={**self.answers, **scenario.answers},
            weights={**self.weights, **scenario.weights},
            activities=activities,
            scenarios=(),
        )
