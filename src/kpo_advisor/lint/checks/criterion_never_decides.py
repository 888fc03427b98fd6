"""A criterion that can never change what is first.

## What it checks

For each criterion of each ranked decision there is a profile, answered in full or in part, in which something else
comes first without the criterion, under the rulebook's own weights. It is proved, over all ways in which earlier
decisions may come out; that a result is sure with fewer answers is no change of it. The witness is a complete profile
in which a rule of the criterion fires.

## Why it matters

A criterion that never decides gives weight to nothing: its points are printed and explained, and count for no result.
Mostly all its rules rate the alternatives alike, or its weight is too small to turn anything.

## Bad

```yaml
- id: all-alike
  criterion: cost
  when: { cost_gap: large }
  favours: { bpo: clear, kpo: clear, in-house: clear }
```

## Good

```yaml
- id: providers-are-cheaper
  criterion: cost
  when: { cost_gap: large }
  favours: { bpo: clear, kpo: clear }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.unused import idle_criteria

CODE, SLUG, SEVERITY, FAMILY = "KPO206", "criterion-never-decides", Severity.WARNING, "meaning"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the criteria."""
    for idle in idle_criteria(book.proofs):
        none = "" if idle.rules else " No rule weighs on it."
        message = f"Without the criterion {idle.criterion} the same would come first in every profile.{none}"
        hint = "Write rules that weigh on it, raise its weight, or delete it."
        yield Remark(book.criteria[idle.criterion].key(), message, hint, witness=idle.witness)
