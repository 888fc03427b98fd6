"""The choices of a question: with their definitions where a screen holds them, else by their groups, or by a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kpo_advisor.text.lines import NO_BREAK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kpo_advisor.model.questions import Choice, Question

_WORD = re.compile(r"[^\W_]+")


def defined(question: Question) -> Iterator[Line]:
    """Every choice on a line of its own, with what it means."""
    told = {choice.id: told_once(choice.label, choice.means) for choice in question.choices}
    for at, id in enumerate(question.choice_ids, start=1):
        yield Line(told.get(id, id), f"  {at:>2}  ")


def told_once(label: str, means: str) -> str:
    """`label: what it means`; what it means alone where that begins with the label, or is as good as the label."""
    name, begun = label.removeprefix("the "), means.removeprefix("the ")
    is_same = begun.casefold().startswith(name.casefold()) and not begun[len(name) : len(name) + 1].isalnum()
    return f"{label}{begun[len(name) :]}" if is_same else f"{label}: {means}"


def grouped(question: Question) -> Iterator[Line]:
    """The choices by label alone, those of a group in one paragraph; those in none come last."""
    groups: dict[str, list[str]] = {}
    for at, choice in enumerate(question.choices, start=1):
        groups.setdefault(choice.group or "", []).append(f"{at} {choice.label}".replace(" ", NO_BREAK, 1))
    for group in sorted(groups, key=lambda group: not group):
        yield Line(f"{f'{group}: ' if group else ''}{' · '.join(groups[group])}", "   ")


def narrowed(question: Question, words: str) -> list[Choice]:
    """The choices that a few words are about: each begins a word of the label, the group, the definition or an example.

    Those whose label or group have all the words come alone where there are any.
    """
    wanted = _WORD.findall(words.casefold())
    if not wanted:
        return []
    by_name = [choice for choice in question.choices if _has(wanted, choice.label, choice.group)]
    return by_name or [choice for choice in question.choices if _has(wanted, *_said(choice))]


def meant(question: Question, choices: Sequence[Choice]) -> Iterator[Line]:
    """Some choices with their definitions and examples, under their numbers."""
    numbers = {id: at for at, id in enumerate(question.choice_ids, start=1)}
    for choice in choices:
        yield Line(told_once(choice.label, choice.explained), f"  {numbers[choice.id]:>2}  ")


def _said(choice: Choice) -> tuple[str | None, ...]:
    return choice.label, choice.group, choice.id, choice.means, choice.example, *choice.also


def _has(wanted: Sequence[str], *texts: str | None) -> bool:
    words = _WORD.findall(" ".join(filter(None, texts)).casefold())
    return all(any(word.startswith(begin) for word in words) for begin in wanted)


def a_word(question: Question) -> str:
    """A word by which choices can be asked for: the longest of the first label that says something."""
    label = next(choice.label for choice in question.choices if choice.id not in question.exclusive)
    return max(_WORD.findall(label.casefold()), key=len, default="1")
