"""A question with a condition that no words say.

## What it checks

A question that has `only_if` has `asked_if` too.

## Why it matters

While the questions that a condition looks at are open, an interview says for which case to answer. Without words it
can only list labels and choices, which a client has to take apart.

## Bad

```yaml
- id: signatory
  only_if: { limits: licensed-signer }
```

## Good

```yaml
- id: signatory
  only_if: { limits: licensed-signer }
  asked_if: a licensed person has to sign or supervise the work
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO313", "condition-without-words", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the conditions."""
    for id, place in book.questions.items():
        if place.shape.only_if is not None and place.shape.asked_if is None:
            hint = 'Add asked_if: a clause that goes on from "asked if", in a client\'s words.'
            yield Remark(place.at("only_if"), f"No words say when the question {id} is asked.", hint)
