"""The choices of a question as people name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.interview.typed.line import Refused, number_in
from kpo_advisor.interview.typed.matching import beginning_so, meant
from kpo_advisor.model.questions import NO, YES, Kind
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import folded, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Question

_YES = frozenset(("y", YES, "true", "yeah", "yep"))
_NO = frozenset(("n", NO, "false", "nope"))


def choices_meant(question: Question, text: str) -> tuple[str, ...]:
    """The choices that a number, a name, another word for one, or a beginning or word of these can mean.

    No is also the one choice that stands alone where several can be ticked: `none of these`.
    """
    ids = question.choice_ids
    number = number_in(text, len(ids))
    if number:
        return (ids[number - 1],)
    word = folded(text)
    if question.kind is Kind.YES_NO:
        return (YES,) if word in _YES else (NO,) if word in _NO else ()
    found = _by_name(question, text)
    if not found and word in _NO and len(question.exclusive) == 1:
        return tuple(question.exclusive)
    return found or (_by_name(question, word[4:]) if word.startswith("the-") else ())


def _by_name(question: Question, text: str) -> tuple[str, ...]:
    """The choices with that id or label, or another word for it, else those of which one of these begins so."""
    same = question.also_called(text)
    found = (same,) if same is not None else meant(_labels(question), text)
    if found:
        return found
    also = _also(question)
    return tuple(dict.fromkeys(also[word] for word in beginning_so({word: word for word in also}, text)))


def is_named_outright(question: Question, text: str) -> bool:
    """Whether a text is the number, the id or the label of a choice."""
    found = choices_meant(question, text)
    if len(found) != 1 or question.kind is Kind.YES_NO:
        return len(found) == 1
    (id,) = found
    return text.isdigit() or folded(text) in (folded(id), folded(question.label_of(id)))


def no_choice(question: Question, line: str, name: str) -> Refused:
    """Why a name in a line means no choice, or more than one."""
    fitting = choices_meant(question, name)
    if fitting:
        return Refused((f"{quoted(name)} fits several of them; give one by its number.",), fitting=fitting)
    several = ", several as 1,3" if question.kind is Kind.MULTI else ""
    reason = (
        f"{quoted(name)} is no choice here; give a number from 1 to {len(question.choice_ids)} or a name{several}. "
        "? is for help, u is for not known."
    )
    labels = _labels(question)
    also = {word: labels[id] for word, id in _also(question).items()}
    like = nearest(name, [*labels, *labels.values(), *also])
    if like is None:
        return Refused((reason,))
    label = labels.get(like) or also.get(like, like)
    return Refused((reason, f'Did you mean "{label}"?'), instead=line.replace(name, label, 1))


def _labels(question: Question) -> Mapping[str, str]:
    return {id: question.label_of(id) for id in question.choice_ids}


def _also(question: Question) -> dict[str, str]:
    """The choices by the other words for them."""
    return {word: choice.id for choice in question.choices for word in choice.also}
