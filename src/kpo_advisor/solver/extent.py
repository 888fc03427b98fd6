"""How large the program of a rulebook will be, told from its questions, conditions and rules before it is laid out."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from kpo_advisor.model.conditions import Compare, Every, NoneOf, Not, OneOf, Some
from kpo_advisor.model.questions import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.conditions import Condition
    from kpo_advisor.model.questions import Question
    from kpo_advisor.model.rulebook import Rulebook
    from kpo_advisor.model.rules import Rule


MOST_ATOMS = 1_000_000
"""Atoms of a program about a profile or about two rulebooks."""


def is_too_large(rulebook: Rulebook, pieces: int = 1) -> bool:
    """Whether the program for so many pieces of work would be too large to be reasoned with."""
    return extent_of(rulebook) * pieces > MOST_ATOMS


@lru_cache(maxsize=16)
def extent_of(rulebook: Rulebook) -> int:
    """About how many atoms, or parts of what is summed up, the program has for one piece of work; seldom fewer."""
    nodes = _nodes(rulebook)
    choices = _choices(rulebook, nodes)
    asked = sum(10 + _of_choice(each) * choices[id] for id, each in rulebook.questions.items())
    told = sum(_of_node(each) for each in nodes)
    effects = sum(_of_effects(each) for each in rulebook.rules)
    pairs = sum(len(each.alternatives) ** 2 * (8 + 12 * len(each.criteria)) for each in rulebook.ranked)
    return (asked + told + effects + pairs) // 2


def _nodes(rulebook: Rulebook) -> dict[Condition, None]:
    """Every condition, and every condition within one, once."""
    found: dict[Condition, None] = {}
    waiting = list(_stated(rulebook))
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
    yield from (each.only_if for each in rulebook.questions.values() if each.only_if is not None)
    yield from (each.when for each in rulebook.incompatible)
    yield from (each.when for each in rulebook.laws)
    yield from (each.when for each in rulebook.decisions)
    yield from rulebook.terms.values()


def _choices(rulebook: Rulebook, nodes: Mapping[Condition, None]) -> dict[str, int]:
    """For each question the choices in the program; of a number the constants it is compared with, and the gaps."""
    marks = {(each.question, each.constant) for each in nodes if isinstance(each, Compare)}
    cells = Counter(question for question, _ in marks)
    return {
        id: 2 * cells[id] + 1 if each.kind is Kind.NUMBER else len(each.choice_ids)
        for id, each in rulebook.questions.items()
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


def _of_effects(rule: Rule) -> int:
    steps = sum(strength for _, strength in (*rule.favours, *rule.opposes))
    return 6 + 4 * steps + 2 * (len(rule.excludes) + len(rule.holds_back))
