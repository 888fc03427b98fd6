"""A rule that weighs, rests on inferred facts alone, and does not say so.

## What it checks

A rule that favours, opposes, excludes or holds back, and whose cited facts all have the basis `inferred`, says under
`inferred` why it stands nevertheless.

## Why it matters

A citation looks like evidence. Where no document says what the rule says, the reader must be told that the
conclusion is the rulebook's own.

## Bad

```yaml
facts:
  - { id: i-peaks, says: Peaks suit providers., basis: inferred, reason: It follows from hours. }
rules:
  - id: peaks-suit-bpo
    favours: { bpo: slight }
    because: Peaks suit providers.
    cites: [i-peaks]
```

## Good

```yaml
rules:
  - id: peaks-suit-bpo
    favours: { bpo: slight }
    because: Peaks suit providers.
    cites: [i-peaks]
    inferred: The documents speak of hours; that peaks follow is our conclusion.
```
"""

from __future__ import annotations

from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.finding import Severity

CODE, SLUG, SEVERITY, FAMILY = "KPO309", "rests-on-inferred-facts", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at cites, with the first of the facts."""
    facts = book.rulebook.facts
    for rule in book.rulebook.rules:
        if rule.weighs and not rule.inferred and all(facts[id].basis != "document" for id in rule.cites):
            message = f"The rule {rule.id} weighs, and no document says what it cites."
            first = (book.facts[rule.cites[0]].key(), "an inferred fact")
            yield Remark(book.rules[rule.id].at("cites"), message, "Say why under inferred.", [first])
