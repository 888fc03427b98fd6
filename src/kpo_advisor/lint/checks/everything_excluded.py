"""A profile in which everything is excluded.

## What it checks

Information, off unless selected. It shows a complete profile in which every alternative of the main decision is
excluded, if there is one.

## Why it matters

Such a profile gets no recommendation, only the list of bars and of what would lift them. That may be the honest answer;
it should not come as a surprise.

## Bad

```yaml
- id: nobody-outside
  when: { limits: own-people-only }
  excludes: [bpo, kpo]
- id: nobody-inside
  when: { hiring_barriers: headcount-limited }
  excludes: [in-house]
```

## Good

```yaml
- id: nobody-outside
  when: { limits: own-people-only }
  excludes: [bpo, kpo]
- id: nobody-inside
  when: { hiring_barriers: headcount-limited }
  holds_back: [in-house]
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.unused import everything_excluded

CODE, SLUG, SEVERITY, FAMILY = "KPO209", "everything-excluded", Severity.INFO, "meaning"
DEFAULT = False


def check(book: LocatedRulebook) -> Remarks:
    """A remark at the main decision."""
    witness = everything_excluded(book.proofs)
    if witness is not None:
        message = "A profile leaves nothing to recommend: every alternative of the main decision is excluded."
        hint = "Hold back instead of excluding where something must be done all the same, and give every bar a cure."
        yield Remark(book.decisions[book.rulebook.main.id].at("decision"), message, hint, witness=witness)
