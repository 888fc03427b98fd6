"""Old ids: what questions and choices were called in earlier versions of a rulebook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kpo_advisor.model.questions import Followed, Question

OLD_ID = "old-id"
"""The slug of the warning that an id is an old one."""

Chosen = tuple[str, str]
"""A question and one of its choices."""


@dataclass(frozen=True, slots=True)
class OldIds:
    """What took the place of questions and choices that are no more.

    `renamed` has today's question by the old id of a question that was renamed, `choices` today's choice by an old
    one, `successors` the questions that ask today what an old question asked: one where it was renamed, several where
    its choices went to different ones. An old question whose choices all went elsewhere is in `successors` alone.
    `no_tick` are choices of old questions that others became ticks of; they themselves became none, and an exclusive
    choice lists them. `retired` has why nothing took the place of a question. `followed` has the choices after which
    alone an old question was asked, by the ids that they had then.
    """

    renamed: Mapping[str, str]
    choices: Mapping[Chosen, Chosen]
    successors: Mapping[str, tuple[str, ...]]
    no_tick: frozenset[Chosen] = frozenset()
    retired: Mapping[str, str] = field(default_factory=dict)
    followed: Mapping[str, tuple[Chosen, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        questions: Mapping[str, Question],
        retired: Mapping[str, str] | None = None,
        followed: Iterable[Followed] = (),
    ) -> OldIds:
        """The old ids that the questions and their choices list, with what a questionnaire says of old questions."""
        renamed = {old: question.id for question in questions.values() for old in question.formerly}
        choices: dict[Chosen, Chosen] = {}
        for question in questions.values():
            for choice in question.choices:
                choices |= dict.fromkeys(choice.formerly, (question.id, choice.id))
        successors = {old: {now: None} for old, now in renamed.items()}
        for (old, _), (now, _) in choices.items():
            if old not in questions:
                successors.setdefault(old, {})[now] = None
        now_asked = {old: tuple(found) for old, found in successors.items()}
        after = {old.question: old.after for old in followed}
        ids = cls(renamed, choices, now_asked, retired=retired or {}, followed=after)
        return replace(ids, no_tick=frozenset(chain.from_iterable(map(ids._became_no_tick, questions.values()))))

    def _became_no_tick(self, question: Question) -> Iterator[Chosen]:
        """Choices that an exclusive choice lists, of old questions whose other choices became ticks beside it."""
        ticks = frozenset(question.choice_ids) - question.exclusive
        for choice in question.choices:
            if choice.id in question.exclusive:
                yield from (chosen for chosen in choice.formerly if self.ticks(chosen[0], question.id) & ticks)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.renamed or self.choices or self.retired)

    def became_ticks(self, question: str) -> tuple[str, ...]:
        """The old questions, but for those that the question itself was, of which it has choices."""
        return tuple(old for old, now in self.successors.items() if question in now and old not in self.renamed)

    def ticks(self, old: str, question: str) -> frozenset[str]:
        """The choices of a question that took the place of choices of an old one."""
        return frozenset(now[1] for (asked, _), now in self.choices.items() if asked == old and now[0] == question)

    def named(self, question: str, text: str, word: str | None) -> str:
        """The choice that a text names; `word`, the yes or no that it is a spelling of, where that is an old id."""
        return word if word and self.told(question, word) else text

    def now(self, question: str, choice: str) -> Chosen | None:
        """Today's question and choice for a choice of a question, whatever their age; None where there is none.

        A choice that took no other's place keeps its id.
        """
        current = self.renamed.get(question, question)
        moved = self.choices.get((question, choice)) or self.choices.get((current, choice))
        if moved is None and current in self.successors:
            return None
        return moved or (current, choice)

    def told(self, question: str, choice: str | None = None) -> str | None:
        """That a question, or a choice of one, is an old id, with what took its place; None where it is none."""
        if choice is None and question in self.retired:
            return f'"{question}" is an old id, and nothing took its place: {self.retired[question]}'
        if choice is None:
            asked = " and ".join(self.successors.get(question, ()))
            return f'"{question}" is an old id; the question is {asked} now.' if asked else None
        now = self.now(question, choice)
        if now is None or now == (self.renamed.get(question, question), choice):
            return None
        if (question, choice) in self.no_tick:
            return f'"{choice}" of {question} is an old id; no tick of {now[0]} comes from it.'
        where = "" if now[0] == self.renamed.get(question, question) else f" of {now[0]}"
        return f'"{choice}" of {question} is an old id; the choice is {now[1]}{where} now.'
