"""One answer that says what several people said: the same where they agree, else the set of what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.model.questions import Among, Between, Kind, PerhapsTicked, admits, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from kpo_advisor.model.profile import Said
    from kpo_advisor.model.questions import Answer, Narrowed, Plain, Question


def known(said: Iterable[Said]) -> tuple[Plain | Narrowed, ...]:
    """The different answers that are known, plain or narrowed, in the order in which they were given.

    A narrowed one within which another lies says no more than that other: whoever is not sure leaves it to who is.
    """
    given = dict.fromkeys(one.answer for one in said if one.answer is not None)
    return tuple(answer for answer in given if not any(is_within(other, answer) for other in given if other != answer))


def is_within(answer: Answer, wide: Answer) -> bool:
    """Whether all that may be so by one answer, plain or narrowed, may be so by another that is narrowed."""
    match wide, answer:
        case Among(choices), Among(others):
            return set(others) <= set(choices)
        case Between(low, high), Between(least, most):
            return low <= least and most <= high
        case PerhapsTicked(ticked, perhaps), PerhapsTicked(sure, others):
            return set(ticked) <= set(sure) and {*sure, *others} <= {*ticked, *perhaps}
    return is_plain(answer) and not is_plain(wide) and admits(wide, answer)


def joined(question: Question, answers: Sequence[Plain | Narrowed]) -> Answer:
    """The narrowest answer that admits all that these do; None where there are none.

    Choices are one of those that were named, and a number lies from the least to the most. Of ticks, those that all
    have are ticked, and the others perhaps.
    """
    if len(answers) < 2:
        return next(iter(answers), None)
    if question.kind is Kind.NUMBER:
        ends = [end for answer in answers for end in _ends(answer)]
        return Between(min(ends), max(ends))
    if question.kind is Kind.MULTI:
        return _ticks(question, answers)
    named = {choice for answer in answers for choice in _choices(answer)}
    return Among(question.in_order(named))


def _ends(answer: Answer) -> tuple[Fraction, ...]:
    if isinstance(answer, Between):
        return answer.low, answer.high
    assert not isinstance(answer, str | tuple | Among | PerhapsTicked | None)  # it is a number's
    return (answer,)


def _choices(answer: Answer) -> tuple[str, ...]:
    return answer.choices if isinstance(answer, Among) else (str(answer),)


def _ticks(question: Question, answers: Sequence[Plain | Narrowed]) -> tuple[str, ...] | PerhapsTicked:
    parts = list(map(_ticked_and_perhaps, answers))
    common = set.intersection(*(set(ticked) for ticked, _ in parts))
    named = {choice for ticked, perhaps in parts for choice in (*ticked, *perhaps)}
    sure, others = question.in_order(common), question.in_order(named - common)
    return PerhapsTicked(sure, others) if others else sure


def _ticked_and_perhaps(answer: Answer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if isinstance(answer, PerhapsTicked):
        return answer.ticked, answer.perhaps
    assert isinstance(answer, tuple)  # it is one of several choices
    return answer, ()
