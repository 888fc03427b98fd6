"""Old ids: what questions and choices were called in earlier versions of a rulebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Question

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
    """

    renamed: Mapping[str, str]
    choices: Mapping[Chosen, Chosen]
    successors: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, questions: Mapping[str, Question]) -> OldIds:
        """The old ids that the questions and their choices list."""
        renamed = {old: question.id for question in questions.values() for old in question.formerly}
        choices: dict[Chosen, Chosen] = {}
        for question in questions.values():
            for choice in question.choices:
                choices |= dict.fromkeys(choice.formerly, (question.id, choice.id))
        successors = {old: {now: None} for old, now in renamed.items()}
        for (old, _), (now, _) in choices.items():
            if old not in questions:
                successors.setdefault(old, {})[now] = None
        return cls(renamed, choices, {old: tuple(found) for old, found in successors.items()})

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.renamed or self.choices)

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
        if choice is None:
            asked = " and ".join(self.successors.get(question, ()))
            return f'"{question}" is an old id; the question is {asked} now.' if asked else None
        now = self.now(question, choice)
        if now is None or now == (self.renamed.get(question, question), choice):
            return None
        where = "" if now[0] == self.renamed.get(question, question) else f" of {now[0]}"
        return f'"{choice}" of {question} is an old id; the choice is {now[1]}{where} now.'
