"""Random complete profiles that hang together: most bars open, no answers that contradict each other.

Uniform answers would meet a hard bar nearly every time and say little about the rest.
"""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from kpo_advisor.engine.assess import assess
from kpo_advisor.engine.program import program_of
from kpo_advisor.model.assessment import Status
from kpo_advisor.model.conditions import Compare, Every, Not, OneOf, Some, tests
from kpo_advisor.model.questions import Kind
from kpo_advisor.model.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.model.assessment import Assessment
    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Answer, Question
    from kpo_advisor.model.rulebook import Law, Rulebook

Answers = dict[str, "Answer"]
SELDOM = 8
"""How much rarer a choice is that bars something than one that does not."""
ATTEMPTS = 200


class Profiles:
    """Complete profiles for one rulebook, from one seed; the same seed gives the same profiles."""

    def __init__(self, rulebook: Rulebook, seed: int) -> None:
        self.rulebook = replace(
            rulebook, rules=(*rulebook.rules, *(Rule(_name(law), law.when) for law in rulebook.laws))
        )
        self.program = program_of(self.rulebook)
        self.random = random.Random(seed)
        barring = {
            (test.question, choice)
            for rule in rulebook.rules
            if rule.excludes or rule.holds_back
            for test in tests(rule.when)
            if isinstance(test, OneOf)
            for choice in test.choices
        }
        self.weights = {
            id: [1 if (id, choice) in barring else SELDOM for choice in question.choice_ids]
            for id, question in rulebook.questions.items()
        }
        constants: dict[str, set[Fraction]] = {}
        for rule in rulebook.rules:
            for test in tests(rule.when):
                if isinstance(test, Compare):
                    constants.setdefault(test.question, set()).add(test.constant)
        steps = [Fraction(-1, 2), Fraction(0), Fraction(1, 2), Fraction(3)]
        self.numbers = {
            id: sorted({each + step for each in found for step in steps}) for id, found in constants.items()
        }

    def reseed(self, seed: int) -> None:
        """Start again from a seed, so that a law is tried on the same profiles whatever was tried before."""
        self.random.seed(seed)

    def where(self, law: Law, count: int) -> Iterator[tuple[Answers, Assessment]]:
        """So many complete profiles in which the premise of a law holds, with what the engine says of them."""
        for _ in range(count):
            for _attempt in range(ATTEMPTS):
                answers = {id: self.answer(id) for id in self.rulebook.questions}
                self.force(law.when, answers)
                found = self.meets(law, answers)
                if found is not None:
                    yield answers, found
                    break
            else:
                raise AssertionError(f"found no profile for the premise of {law.id}")

    def meets(self, law: Law, answers: Answers) -> Assessment | None:
        """The assessment, where the premise holds and nothing contradicts itself."""
        found = assess(self.program, answers)
        holds = found.statuses.get(_name(law)) is Status.FIRES and not found.violated
        return found if holds else None

    def answer(self, id: str) -> Answer:
        """A random answer to a question."""
        question = self.rulebook.questions[id]
        if question.kind is Kind.NUMBER:
            return self.random.choice(self.numbers.get(id, [Fraction(1)]))
        if question.kind is not Kind.MULTI:
            return self.random.choices(question.choice_ids, self.weights[id])[0]
        return self._ticks(question, set())

    def _ticks(self, question: Question, wanted: set[str]) -> Answer:
        most = question.maximum_choices or 3
        ticked = set(wanted)
        for _ in range(self.random.randint(1, most)):
            ticked.add(self.random.choices(question.choice_ids, self.weights[question.id])[0])
        alone = ticked & question.exclusive
        if alone and len(ticked) > 1:
            ticked = alone if alone & wanted else ticked - alone
        kept = sorted(ticked, key=lambda each: each not in wanted)[:most] if question.maximum_choices else ticked
        return tuple(each for each in question.choice_ids if each in kept)

    def force(self, condition: Condition, answers: Answers) -> None:
        """Change answers towards a condition; what is not met by this is met by trying again."""
        match condition:
            case OneOf(id, choices):
                self._choose(id, choices, answers)
            case Every(parts):
                self._force_all(parts, answers)
            case Some(parts, count):
                for part in self.random.sample(parts, count):
                    self.force(part, answers)
            case Not(OneOf(id, choices)) if self.rulebook.questions[id].kind is not Kind.MULTI:
                others = frozenset(self.rulebook.questions[id].choice_ids) - choices
                if others and answers.get(id) in choices:
                    answers[id] = self.random.choice(sorted(others))
            case _:
                pass

    def _choose(self, id: str, choices: frozenset[str], answers: Answers) -> None:
        question = self.rulebook.questions[id]
        if question.only_if is not None:
            self.force(question.only_if, answers)
        choice = self.random.choice(sorted(choices))
        answers[id] = self._ticks(question, {choice}) if question.kind is Kind.MULTI else choice

    def _force_all(self, parts: tuple[Condition, ...], answers: Answers) -> None:
        """All parts; several on the ticks of one question would undo each other, so these are ticked together."""
        wanted: dict[str, set[str]] = {}
        for part in parts:
            self.force(part, answers)
            if isinstance(part, OneOf) and self.rulebook.questions[part.question].kind is Kind.MULTI:
                wanted.setdefault(part.question, set()).add(self.random.choice(sorted(part.choices)))
        for id, ticks in wanted.items():
            answers[id] = self._ticks(self.rulebook.questions[id], ticks)


def _name(law: Law) -> str:
    return f"law/{law.id}"
