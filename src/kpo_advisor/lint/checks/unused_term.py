"""A term that no condition uses.

## What it checks

Every term of terms.yaml is used, under `term`, by a condition of a rule, a question, a law, a decision or another term.

## Why it matters

A term that nothing uses is read by people and changes nothing. Often a rule that should use it was misspelt as a
condition of its own, and the two drift apart.

## Bad

```yaml
terms:
  - id: rule-work
    means: the work follows rules
    when: { work_nature: rules-only }
```

with no `term: rule-work` anywhere.

## Good

```yaml
rules:
  - id: rule-work-suits-bpo
    when: { term: rule-work }
    favours: { bpo: clear }
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.lint.check import finding
from kpo_advisor.model.finding import Severity
from kpo_advisor.portable.tree import Listing, Table, scalars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.lint.located_rulebook import LocatedRulebook
    from kpo_advisor.model.finding import Finding
    from kpo_advisor.portable.tree import Node

CODE, SLUG, SEVERITY, FAMILY = "KPO102", "unused-term", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Iterator[Finding]:
    """Findings at the ids of the terms."""
    used = {id for document in book.layers.documents for id in _terms_used(document.root)}
    for id, place in book.terms.items():
        if id not in used:
            yield finding(SLUG, SEVERITY, place.key(), f"No condition uses the term {id}.", hint="Use it or delete it.")


def _terms_used(root: Node) -> Iterator[str]:
    """What stands under any key `term`; no other key of a rulebook has that name."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Listing):
            waiting.extend(node.items)
        elif isinstance(node, Table):
            waiting.extend(entry.value for entry in node.entries)
            for value in (entry.value for entry in node.entries if entry.key.text == "term"):
                yield from (word.text for word in scalars(value))
