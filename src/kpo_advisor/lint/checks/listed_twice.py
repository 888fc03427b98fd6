"""An id that stands twice in one list.

## What it checks

No list of ids of a rule, law, fact or contradiction names the same thing twice: `cites`, `excludes`, `holds_back`,
`for`, `from`, `see`, `treated_by`, and what a law is about.

## Why it matters

The second one changes nothing, so it was most often meant to be another.

## Bad

```yaml
cites: [d1-peaks, d1-hours, d1-peaks]
```

## Good

```yaml
cites: [d1-peaks, d1-hours]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.model.rulebook import LAW_KINDS
from kpo_advisor.portable.tree import Listing, Scalar
from kpo_advisor.text.phrases import quoted

if TYPE_CHECKING:
    from kpo_advisor.rulebooks.location import Location

CODE, SLUG, SEVERITY, FAMILY = "KPO104", "listed-twice", Severity.WARNING, "references"

_LISTS = {
    "rules": ("cites", "excludes", "holds_back", "for"),
    "laws": ("cites", *LAW_KINDS),
    "facts": ("from", "see"),
    "contradictions": ("treated_by",),
}


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the second mention."""
    for kind, keys in _LISTS.items():
        for place in getattr(book, kind).values():
            for key in keys:
                yield from _twice(place.at(key), key)


def _twice(place: Location, key: str) -> Remarks:
    node = place.node
    if not isinstance(node, Listing) or not node.path or node.path[-1] != key:
        return
    ids = [item.text if isinstance(item, Scalar) else "" for item in node.items]
    for position, id in enumerate(ids):
        if id in ids[:position]:
            first = (place.at(ids.index(id)), "the first time")
            yield Remark(place.at(position), f"{quoted(id)} stands in this list already.", "Delete it.", [first])
