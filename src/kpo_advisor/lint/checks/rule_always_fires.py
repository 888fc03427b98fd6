"""A weighing rule that fires whatever is answered.

## What it checks

Every rule that favours, opposes, holds back or excludes has a complete profile in which it does not fire. It is proved;
the witness is the plainest profile in which the rule fires. Rules that only print may always hold.

## Why it matters

A rule that always fires says nothing about the work: it only shifts an alternative for everybody. Mostly its `when` was
forgotten, or names all choices of a question. Where it is meant, for breaking ties say, suppress the finding with that
reason.

## Bad

```yaml
- id: steady-load
  when: { demand_pattern: [steady, growing, varying] }   # all there are
  favours: { in-house: slight }
```

## Good

```yaml
- id: steady-load
  when: { demand_pattern: [steady, growing] }
  favours: { in-house: slight }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.rules import always_firing

CODE, SLUG, SEVERITY, FAMILY = "KPO202", "rule-always-fires", Severity.WARNING, "meaning"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the rules."""
    for proved in always_firing(book.proofs):
        message = f"The rule {proved.rule} fires in every complete profile, so it is the same for every piece of work."
        hint = "Say under `when` or `unless` what it hangs on, or delete it."
        yield Remark(book.rules[proved.rule].key(), message, hint, witness=proved.witness)
