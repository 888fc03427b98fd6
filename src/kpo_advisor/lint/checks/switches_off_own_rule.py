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

from typing import TYPE_CHECKING

from kpo_advisor.lint.check import finding, related
from kpo_advisor.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.lint.located_rulebook import LocatedRulebook
    from kpo_advisor.model.finding import Finding

CODE, SLUG, SEVERITY, FAMILY = "KPO105", "switches-off-own-rule", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Iterator[Finding]:
    """Findings at the ids under switch_off."""
    for id, place in book.switch_off.items():
        rule = book.rules[id]
        if rule.layer == place.layer:
            message = f"The rule {id} is this rulebook's own."
            where = related(rule.key(), "the rule")
            yield finding(SLUG, SEVERITY, place.key(), message, hint="Delete the rule instead.", related=(where,))
