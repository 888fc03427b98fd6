"""Two choices of one question with the same definition.

## What it checks

No two choices of a question have the same `means`, upper and lower case and spaces aside.

## Why it matters

Whoever answers cannot tell which of the two to take, and rules may treat them differently.

## Bad

```yaml
choices:
  some: { means: "somebody checks, at times" }
  strong: { means: "somebody checks, at times" }
```

## Good

```yaml
choices:
  some: { means: "somebody checks, at times" }
  strong: { means: a named person with hours for it }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO305", "choices-alike", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the later one of the two."""
    for id, question in book.questions.items():
        seen: dict[str, str] = {}
        for choice, shape in question.shape.choices.items():
            first = seen.setdefault(" ".join(shape.means.casefold().split()), choice)
            if first != choice:
                message = f"{choice} has the same definition as {first}, in {id}."
                other = (question.at("choices", first, "means"), first)
                yield Remark(question.at("choices", choice, "means"), message, related=[other])
