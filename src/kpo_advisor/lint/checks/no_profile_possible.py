"""Combinations of answers that leave no profile at all.

## What it checks

Some way to answer all questions that apply meets none of the combinations under `incompatible`. It is proved. Where
there is none, the other proofs are not asked: everything holds of no profile.

## Why it matters

Whoever answers every question would be told of a contradiction, whatever the answers are, and what the interview proves
over all completions would be worthless.

## Bad

```yaml
incompatible:
  - id: paid-or-not
    when: { paid: [yes, no] }
    because: It cannot be.
```

## Good

```yaml
incompatible:
  - id: paid-and-free
    when: { paid: yes, price: none }
    because: What is paid for has a price.
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.unused import clashing_combinations
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO210", "no-profile-possible", Severity.ERROR, "meaning"


def check(book: LocatedRulebook) -> Remarks:
    """A remark at the first of the combinations that leave no profile."""
    ids = clashing_combinations(book.proofs)
    if ids:
        which = f"one of the combinations {listed(ids)}" if len(ids) > 1 else f"the combination {ids[0]}"
        message = f"No complete profile is possible: {which} always holds."
        first, *others = (book.incompatible[id].key() for id in ids)
        beside = [(place, "one of the combinations") for place in others]
        yield Remark(first, message, "Narrow a combination to answers that cannot both be given.", beside)
