"""What a rule requires, and nobody is named to see to it.

## What it checks

A rule that `requires` something has an `owner`, one of the rulebook's people.

## Why it matters

A report hands out what must be in place as a checklist. What belongs to nobody is done by nobody.

## Bad

```yaml
- id: own-what-is-produced
  requires: Have everything produced for you assigned to you.
```

## Good

```yaml
- id: own-what-is-produced
  requires: Have everything produced for you assigned to you.
  owner: counsel
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO312", "without-owner", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at what is required."""
    people = ", ".join(book.rulebook.people)
    for id, place in book.rules.items():
        if place.shape.requires and not place.shape.owner:
            hint = f"Add owner: {people}." if people else "List people in questions.yaml, and add owner."
            yield Remark(place.at("requires"), f"Nobody sees to what the rule {id} requires.", hint)
