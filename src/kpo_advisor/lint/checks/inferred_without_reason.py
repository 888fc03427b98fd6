"""An inferred fact that says neither why nor from what.

## What it checks

A fact of the basis `inferred` has a `reason`, or names under `from` the facts it starts from.

## Why it matters

No document can be opened to see whether it is right; the way it was come by is all there is to check.

## Bad

```yaml
facts:
  - { id: i-peaks, says: Peaks suit providers., basis: inferred }
```

## Good

```yaml
facts:
  - { id: i-peaks, says: Peaks suit providers., basis: inferred, from: [d1-hours] }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO310", "inferred-without-reason", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the basis."""
    for id, place in book.facts.items():
        shape = place.shape
        if shape.basis == "inferred" and not shape.reason and not shape.starts_from:
            message = f"The fact {id} is inferred, and does not say why or from what."
            yield Remark(place.at("basis"), message, "Add reason, or from with the facts.")
