"""Looking up what was typed: all that it stands for, or what may have been meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpo_advisor.errors import KpoAdvisorError
from kpo_advisor.lookup.things import Thing, choice_of, things_in
from kpo_advisor.lookup.uses import uses_of
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kpo_advisor.lookup.uses import Use
    from kpo_advisor.model.rulebook import Rulebook

SCHEMA = "kpo-advisor/show/1"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked up, and what uses it; `asked` is what was typed for it."""

    asked: str
    thing: Thing
    uses: tuple[Use, ...]


def look_up(rulebook: Rulebook, asked: Sequence[str]) -> tuple[Found, ...]:
    """All that the words stand for, in their order, each word once; a mark may stand in its brackets.

    Raises KpoAdvisorError with all words that stand for nothing, and what each may have meant.
    """
    known = things_in(rulebook)
    words = dict.fromkeys(word.strip("[]") or word for word in asked)
    things = {word: _things(rulebook, known, word) for word in words}
    unknown = [word for word, found in things.items() if not found]
    if unknown:
        raise KpoAdvisorError(" ".join(_refused(rulebook, known, word) for word in unknown))
    return tuple(Found(word, thing, uses_of(rulebook, thing)) for word, found in things.items() for thing in found)


def _things(rulebook: Rulebook, known: Mapping[str, tuple[Thing, ...]], word: str) -> tuple[Thing, ...]:
    choice = choice_of(rulebook, word)
    return (*known.get(word, ()), *((choice,) if choice else ()))


def _refused(rulebook: Rulebook, known: Iterable[str], word: str) -> str:
    question, sign, choice = word.replace("=", ".", 1).partition(".")
    old = rulebook.old_ids.told(question, choice if sign else None)
    if old is not None:
        return old
    if sign and question in rulebook.questions:
        known = [f"{question}.{id}" for id in rulebook.questions[question].choice_ids]
        hint = did_you_mean(f"{question}.{choice}", known) or f"There are {', '.join(known)}."
        return f"{question} has no choice {quoted(choice)}. {hint}"
    return f"Nothing has the id {quoted(word)}. {did_you_mean(word, known) or ''}".strip()
