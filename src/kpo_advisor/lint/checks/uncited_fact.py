"""A fact that no rule cites and that is not set aside.

## What it checks

Every fact is cited by a rule, or says under `set_aside` why no rule cites it. Rules that an overlay switches off
count as citing: somebody has looked at the fact.

## Why it matters

A fact that nothing uses was read and then forgotten. Nobody can tell whether the rulebook says what the document
says, or leaves out what did not fit.

## Bad

```yaml
facts:
  - id: d1-night-shifts
    says: Providers work while you sleep.
    basis: document
```

## Good

```yaml
facts:
  - id: d1-night-shifts
    says: Providers work while you sleep.
    basis: document
    set_aside: Place is decided by time_need, which no fact of this document bears on.
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO301", "uncited-fact", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the facts."""
    cited = {id for rule in book.rules.values() for id in rule.shape.cites}
    for id, place in book.facts.items():
        if id not in cited and not place.shape.set_aside:
            message = f"No rule cites the fact {id}, and it is not set aside."
            yield Remark(place.key(), message, "Cite it in a rule, or say under set_aside why none does.")
