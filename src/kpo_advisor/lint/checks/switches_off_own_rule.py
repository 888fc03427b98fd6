"""A rulebook that switches off a rule of its own.

## What it checks

What stands under `switch_off` is a rule of a rulebook that this one extends. (That it exists at all, reading checks.)

## Why it matters

Switching off is for rules that belong to somebody else. A rule of one's own that is not wanted is deleted: left in, it
looks to a reader as if it counted.

## Bad

```yaml
# rulebook.yaml of the overlay, which also holds the rule house-rule
switch_off:
  house-rule: No longer our policy.
```

## Good

```yaml
switch_off:
  peaks-suit-bpo: Our peaks are handled by temporary staff.
```
"""

from __future__ import annotations

from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.finding import Severity

CODE, SLUG, SEVERITY, FAMILY = "KPO105", "switches-off-own-rule", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids under switch_off."""
    for id, place in book.switch_off.items():
        rule = book.rules[id]
        if rule.part.layer == place.part.layer:
            message = f"The rule {id} is this rulebook's own."
            yield Remark(place.key(), message, "Delete the rule instead.", [(rule.key(), "the rule")])
