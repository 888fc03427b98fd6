"""A rulebook that switches off a rule or a law of its own.

## What it checks

What stands under `switch_off` is a rule of a rulebook that this one extends, and what stands under `switch_off_laws` is
a law of one. (That it exists at all, reading checks.)

## Why it matters

Switching off is for what belongs to somebody else. A rule or law of one's own that is not wanted is deleted: left in,
it looks to a reader as if it counted.

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

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook, Places

CODE, SLUG, SEVERITY, FAMILY = "KPO105", "switches-off-own-rule", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids under switch_off and switch_off_laws."""
    yield from _own("rule", book.switch_off, book.rules)
    yield from _own("law", book.switch_off_laws, book.laws)


def _own(what: str, switched_off: Places, there: Places) -> Remarks:
    for id, place in switched_off.items():
        own = there.get(id)  # none of a rule that is no more
        if own and own.part.layer == place.part.layer:
            message = f"The {what} {id} is this rulebook's own."
            yield Remark(place.key(), message, f"Delete the {what} instead.", [(own.key(), f"the {what}")])
