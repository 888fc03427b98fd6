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

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.portable.tree import scalars

CODE, SLUG, SEVERITY, FAMILY = "KPO102", "unused-term", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the terms."""
    # What stands under any key `term`; no other key of a rulebook has that name.
    values = (value for document in book.layers.documents for value in scalars(document.root))
    used = {value.text for value in values if "term" in value.path}
    for id, place in book.terms.items():
        if id not in used:
            yield Remark(place.key(), f"No condition uses the term {id}.", "Use it or delete it.")
