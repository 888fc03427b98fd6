"""What two profiles of the same work say differently: answers, by activity where it lists some, and weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.text.phrases import composed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Stated:
    """What a profile says to a question: an answer, None for asked and not known; `given` false: nothing."""

    given: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that differs; `activity` None: a common one. An activity that says nothing has the common one.

    `label` is the question's.
    """

    activity: str | None
    question: str
    label: str
    before: Stated
    after: Stated


@dataclass(frozen=True, slots=True)
class WeightChange:
    """One criterion's weight that differs."""

    criterion: str
    title: str
    before: int
    after: int


def answers_between(before: Profile, after: Profile, rulebook: Rulebook) -> Iterator[AnswerChange]:
    """The answers that differ, in the order of the questionnaire: the common ones, then those of activities.

    Activities are the same where their titles are; one that only one of both lists has no answers to set against.
    """
    pairs: list[tuple[str | None, Mapping[str, Answer], Mapping[str, Answer]]] = [(None, before.answers, after.answers)]
    earlier = {composed(activity.title): activity.answers for activity in before.activities}
    for one in after.activities:
        if composed(one.title) in earlier:
            pairs.append((one.title, earlier[composed(one.title)], one.answers))
    for activity, first, second in pairs:
        for id in rulebook.questions:
            said, instead = Stated(id in first, first.get(id)), Stated(id in second, second.get(id))
            if said != instead:
                yield AnswerChange(activity, id, rulebook.questions[id].label, said, instead)


def weights_between(before: Profile, after: Profile, rulebook: Rulebook) -> Iterator[WeightChange]:
    """The weights that differ, in the order of the criteria."""
    for decision in rulebook.decisions:
        weights, others = (decision.weights(profile.weights) for profile in (before, after))
        for criterion, weight, instead in zip(decision.criteria, weights, others, strict=True):
            if weight != instead:
                yield WeightChange(criterion.id, criterion.title, weight, instead)
