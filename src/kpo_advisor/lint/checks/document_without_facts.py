"""A document of which the rulebook holds no fact.

## What it checks

Every file of facts holds at least one.

## Why it matters

The document is listed among the sources of the rulebook, and nothing in the rulebook comes from it.

## Bad

```yaml
document: { id: d9, title: Annual survey, publisher: A firm, date: "2025" }
facts: []
```

## Good

```yaml
document: { id: d9, title: Annual survey, publisher: A firm, date: "2025" }
facts:
  - { id: d9-peaks, says: Peaks are handed over., basis: document }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO103", "document-without-facts", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the documents."""
    for id, place in book.documents.items():
        if not place.part.shape.facts:
            yield Remark(place.key(), f"The document {id} has no fact.", "Write down what it says, or delete the file.")
