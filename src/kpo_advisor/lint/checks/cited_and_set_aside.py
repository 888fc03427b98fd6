"""A fact that a rule cites and that is set aside.

## What it checks

A fact with `set_aside`, which says why no rule cites it, is cited by no rule.

## Why it matters

One of the two is wrong: the reason, or the citation.

## Bad

```yaml
facts:
  - id: d1-peaks
    says: Peaks are handed over.
    basis: document
    set_aside: The questionnaire asks for no volumes.
rules:
  - id: peaks-suit-bpo
    cites: [d1-peaks]
```

## Good

```yaml
facts:
  - id: d1-peaks
    says: Peaks are handed over.
    basis: document
rules:
  - id: peaks-suit-bpo
    cites: [d1-peaks]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

if TYPE_CHECKING:
    from kpo_advisor.rulebooks.location import Location

CODE, SLUG, SEVERITY, FAMILY = "KPO302", "cited-and-set-aside", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at set_aside, with the first rule that cites the fact."""
    citing: dict[str, Location] = {}
    for rule in book.rulebook.rules:
        for position, id in enumerate(rule.cites):
            citing.setdefault(id, book.rules[rule.id].at("cites", position))
    for id, place in book.facts.items():
        if place.shape.set_aside and id in citing:
            message = f"The fact {id} is set aside, and a rule cites it."
            yield Remark(place.at("set_aside"), message, "Drop one of them.", [(citing[id], "cited here")])
