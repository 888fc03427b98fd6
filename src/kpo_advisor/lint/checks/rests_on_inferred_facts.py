"""A rule that rests on inferred facts alone, and does not say so.

## What it checks

A rule whose cited facts all have the basis `inferred` says under `inferred` why it stands nevertheless, whatever it
does: weigh, bar, print, suggest or withhold. Where `inferred` differs by alternative, it says so for each that the rule
bears on: those that it weighs or bars and, of what it prints, those under `for`, or all.

## Why it matters

A citation looks like evidence. Where no document says what the rule says, the reader must be told that the
conclusion is the rulebook's own, and why.

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

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.rules import ByAlternative
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO309", "rests-on-inferred-facts", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at cites with the first of the facts, or at inferred with what it leaves out."""
    facts = book.rulebook.facts
    for rule in book.rulebook.rules:
        if any(facts[id].basis == "document" for id in rule.cites):
            continue
        place = book.rules[rule.id]
        if isinstance(rule.inferred, ByAlternative):
            given = dict(rule.inferred.texts)
            left = [id for id in rule.bears_on(book.rulebook.main.alternatives) if id not in given]
            if left:
                message = f"No document says what the rule {rule.id} says of {listed(left)}."
                yield Remark(place.at("inferred"), message, "Say why of each alternative, or once for all.")
        elif not rule.inferred:
            message = f"No document says what the rule {rule.id} cites."
            first = (book.facts[rule.cites[0]].key(), "an inferred fact")
            yield Remark(place.at("cites"), message, "Say why under inferred.", [first])
