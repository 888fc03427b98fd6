"""An option or a topic that no rule names.

## What it checks

Every option of a decision of kind `suggestions` is suggested by a rule, and every topic of a decision of kind `topics`
has a rule that prints or rates under it.

## Why it matters

The reader of the rulebook believes that the advisor can say it, and it never will.

## Bad

```yaml
decision: pricing
title: How to pay
kind: suggestions
options:
  fixed-price: { title: Fixed price, means: one price for the whole }
  per-case: { title: Per case, means: a price for each case }
```

with no rule that suggests `per-case`.

## Good

```yaml
rules:
  - id: countable-work-is-paid-per-case
    when: { volume: steady }
    suggests: { pricing: [per-case] }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO106", "idle-option", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the options and topics."""
    rules = book.rulebook.rules
    named = {option for rule in rules for _, option in rule.suggests}
    named |= {printed.topic for rule in rules for printed in rule.printed}
    for decision in book.rulebook.decisions:
        what = "suggests the option" if decision.options else "prints under the topic"
        for offer in () if decision.alternatives else decision.offers:
            if offer.id not in named:
                yield Remark(book.alternatives[offer.id].key(), f"No rule {what} {offer.id}.")
