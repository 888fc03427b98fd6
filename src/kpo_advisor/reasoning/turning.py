"""For an open question, the answers that by themselves would change what is first on what is known now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kpo_advisor.engine.activities import assess_profile
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.recommendation import Turn
from kpo_advisor.reasoning.encoding import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.assessment import DecisionResult
    from kpo_advisor.model.profile import Profile
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Rulebook


def turns(rulebook: Rulebook, profile: Profile, question: str, main: DecisionResult) -> tuple[Turn, ...]:
    """The answers to one open question, all else as it is known now, with which another stands first.

    Of a multi question every single tick is tried, of a number one answer of each range that no rule tells
    apart. Of activities, the answer is given wherever the question is open.
    """
    program = program_of(rulebook)
    found = []
    for answer in _answers(rulebook, rulebook.questions[question]):
        first = assess_profile(program, _answered(profile, question, answer), ranks_only=True).main.first
        if first != main.first:
            found.append(Turn(answer, first))
    return tuple(found)


def _answers(rulebook: Rulebook, question: Question) -> Iterator[Answer]:
    if question.kind is Kind.NUMBER:
        yield from encoding_of(rulebook).cells[question.id].samples.values()
    else:
        for choice in question.choice_ids:
            yield (choice,) if question.kind is Kind.MULTI else choice


def _answered(profile: Profile, question: str, answer: Answer) -> Profile:
    common = profile.answers if profile.answers.get(question) is not None else {**profile.answers, question: answer}
    activities = tuple(
        replace(each, answers={**each.answers, question: answer}) if _is_unknown(each.answers, question) else each
        for each in profile.activities
    )
    return replace(profile, answers=common, activities=activities)


def _is_unknown(answers: Mapping[str, Answer], question: str) -> bool:
    return question in answers and answers[question] is None
