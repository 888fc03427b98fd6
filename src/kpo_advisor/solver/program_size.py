"""How large the program of a rulebook will be, told from its questions, conditions and rules before it is laid out."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Compare, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Kind
from kpo_advisor.solver.rankings import effects_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Decision
    from kpo_advisor.solver.rankings import RankingEffect

MOST_ATOMS = 1_000_000
"""Atoms of a program about a profile or about two rulebooks."""


def is_too_large(atoms: int) -> bool:
    """Whether a program of so many atoms would be too large to be reasoned with."""
    return atoms > MOST_ATOMS


@lru_cache(maxsize=16)
def extent_of(rulebook: Rulebook, further: tuple[Condition, ...] = ()) -> int:
    """The extent of a rulebook with all its decisions, and of further conditions."""
    conditions = (*_stated(rulebook), *further)
    return extent(rulebook.questions, conditions, effects_of(rulebook.rules, rulebook.ranked), rulebook.ranked)


def extent(
    questions: Mapping[str, Question],
    conditions: Iterable[Condition],
    effects: Iterable[Sequence[RankingEffect]],
    ranked: Iterable[Decision],
) -> int:
    """About how many atoms, or parts of what is summed up, the program has for one piece of work; seldom fewer.

    `effects` are those of each rule.
    """
    nodes = _nodes(conditions)
    choices = _choices(questions, nodes)
    asked = sum(10 + _of_choice(question) * choices[id] for id, question in questions.items())
    told = sum(_of_node(condition) for condition in nodes)
    done = sum(_of_effects(found) for found in effects)
    pairs = sum(len(decision.alternatives) ** 2 * (8 + 12 * len(decision.criteria)) for decision in ranked)
    return (asked + told + done + pairs) // 2


def _nodes(conditions: Iterable[Condition]) -> dict[Condition, None]:
    """Every condition, and every condition within one, once."""
    found: dict[Condition, None] = {}
    waiting = list(conditions)
    while waiting:
        condition = waiting.pop()
        if condition not in found:
            found[condition] = None
            match condition:
                case Every(parts) | Some(parts):
                    waiting.extend(parts)
                case Not(part):
                    waiting.append(part)
    return found


def _stated(rulebook: Rulebook) -> Iterator[Condition]:
    for rule in rulebook.rules:
        yield from rule.conditions
    yield from (question.only_if for question in rulebook.questions.values() if question.only_if is not None)
    yield from (combination.when for combination in rulebook.incompatible)
    yield from (law.when for law in rulebook.laws)
    yield from (decision.when for decision in rulebook.decisions)
    yield from rulebook.terms.values()


def _choices(questions: Mapping[str, Question], nodes: Mapping[Condition, None]) -> dict[str, int]:
    """For each question the choices in the program; of a number the constants it is compared with, and the gaps."""
    marks = {(test.question, test.constant) for test in nodes if isinstance(test, Compare)}
    cells = Counter(question for question, _ in marks)
    return {
        id: 2 * cells[id] + 1 if question.kind is Kind.NUMBER else len(question.choice_ids)
        for id, question in questions.items()
    }


def _of_choice(question: Question) -> int:
    return 6 + len(question.exclusive) + (4 if question.kind is Kind.NUMBER else 0)


def _of_node(condition: Condition) -> int:
    match condition:
        case OneOf(_, named) | NoneOf(_, named):
            return 5 + 4 * len(named)  # the fact, and the rule that it is laid out as
        case Every(parts) | Some(parts):
            return 4 + 2 * len(parts)
    return 7


def _of_effects(effects: Sequence[RankingEffect]) -> int:
    return 6 + sum(4 if criterion else 2 for _, criterion, _, _ in effects)
