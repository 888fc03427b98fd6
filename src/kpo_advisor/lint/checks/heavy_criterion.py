"""A criterion that holds more than half of the weight.

## What it checks

In a decision with three criteria or more, none weighs more than all others together. With two, one always weighs at
least half, so they are left alone. The weights that an overlay sets count.

## Why it matters

Such a criterion decides alone wherever it speaks, whatever the others say. That is a bar in disguise: if it is meant,
write it as `excludes` or `holds_back`, which says so and can name a cure.

## Bad

```yaml
criteria:
  kind-of-work: { title: Kind of work, axis: nature, weight: 30, rationale: Every document names it. }
  cost: { title: Cost, axis: sourcing, weight: 2, rationale: Two documents name it. }
  demand: { title: Demand, axis: sourcing, weight: 1, rationale: One document names it. }
```

## Good

```yaml
criteria:
  kind-of-work: { title: Kind of work, axis: nature, weight: 3, rationale: Every document names it. }
  cost: { title: Cost, axis: sourcing, weight: 2, rationale: Two documents name it. }
  demand: { title: Demand, axis: sourcing, weight: 1, rationale: One document names it. }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO303", "heavy-criterion", Severity.WARNING, "evidence"

FEWEST = 3
"""With fewer criteria, one that weighs more than the others is nothing to remark."""


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the weight, in the overlay that set it if one did."""
    for decision in book.rulebook.decisions:
        total = sum(criterion.weight for criterion in decision.criteria)
        for criterion in decision.criteria:
            if len(decision.criteria) >= FEWEST and 2 * criterion.weight > total:
                place = book.weights.get(criterion.id, book.criteria[criterion.id])
                message = f"{criterion.id} weighs {criterion.weight} of {total}, more than all other criteria together."
                hint = "Lower it, or write what it decides as excludes or holds_back."
                yield Remark(place.at("weight"), message, hint)
