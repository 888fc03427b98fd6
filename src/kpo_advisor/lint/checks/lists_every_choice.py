"""A test that names every choice of its question.

## What it checks

No test of a condition takes every answer that its question has: no list holds all of its choices, and no `at_least`
or `at_most` begins or ends with all of the scale.

## Why it matters

Such a test looks as if it told answers apart, and only waits for one. A choice that is added later is then left out,
and of what perhaps holds it says the same as of what does. `answered: QUESTION` says what is meant.

## Bad

```yaml
- id: providers-were-looked-for
  when: { fitting_provider: [found, likely, none-found] }
  advises: Keep what the search for a provider found with the papers of the decision.
```

## Good

```yaml
- id: providers-were-looked-for
  when: { answered: fitting_provider }
  advises: Keep what the search for a provider found with the papers of the decision.
```
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.questions import Kind
from kpo_advisor.portable.tree import Listing, Scalar, Table, yes_no_text
from kpo_advisor.rulebooks.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.model.questions import Question
    from kpo_advisor.portable.tree import Node

CODE, SLUG, SEVERITY, FAMILY = "KPO212", "lists-every-choice", Severity.WARNING, "meaning"

_CONDITIONS = ("when", "unless", "only_if")


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the tests."""
    records = (book.rules, book.terms, book.questions, book.incompatible, book.decisions, book.laws)
    for record in chain.from_iterable(places.values() for places in records):
        for question, node in _tests(_conditions(record), book.rulebook.questions):
            if _takes_all(question, node):
                message = f"This takes every answer to {question.id}, so that it only waits for one."
                hint = f"Write `answered: {question.id}`, or name the choices that are meant."
                yield Remark(Location(record.part, node.path), message, hint)


def _conditions(record: Location) -> Iterator[Node]:
    node = record.node
    if isinstance(node, Table):
        yield from (entry.value for entry in node.entries if entry.key.text in _CONDITIONS)


def _tests(conditions: Iterator[Node], questions: Mapping[str, Question]) -> Iterator[tuple[Question, Node]]:
    """The tests in conditions, each with the question that it is on; those of terms stand where the terms do."""
    waiting = list(conditions)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Listing):
            waiting += node.items
        for entry in node.entries if isinstance(node, Table) else ():
            question = questions.get(entry.key.text)
            if question is not None:
                yield question, entry.value
            elif entry.key.text != "decided":
                waiting.append(entry.value)


def _takes_all(question: Question, node: Node) -> bool:
    choices = question.choice_ids
    if isinstance(node, Table):
        ends = {"at_least": choices[:1], "at_most": choices[-1:]} if question.kind is Kind.SCALE else {}
        told = [(_words(entry.value), ends.get(entry.key.text)) for entry in node.entries]
        return bool(told) and all(words == end for words, end in told)
    return bool(choices) and set(choices) <= set(_words(node))


def _words(node: Node) -> tuple[str, ...]:
    items = node.items if isinstance(node, Listing) else (node,)
    return tuple(yes_no_text(item) or item.text for item in items if isinstance(item, Scalar))
