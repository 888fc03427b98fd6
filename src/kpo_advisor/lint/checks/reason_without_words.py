"""A reason, cure or rationale that says nothing.

## What it checks

The `rationale` of weights, the `because`, `cure` and `inferred` of rules, the `reason` and `set_aside` of facts, the
`treatment` of contradictions, and the reasons under `switch_off` and `switch_off_laws`, hold a letter or a digit, and
are no placeholder such as TODO or tbd.

## Why it matters

A weight without a rationale is a number that somebody liked; a rule that is inferred for no stated reason cannot be
defended before a client.

## Bad

```yaml
weights:
  cost: { weight: 6, rationale: TODO }
```

## Good

```yaml
weights:
  cost: { weight: 6, rationale: The sponsor has to save this year. }
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.text.phrases import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kpo_advisor.rulebooks.location import Location

CODE, SLUG, SEVERITY, FAMILY = "KPO308", "reason-without-words", Severity.WARNING, "evidence"

_REASONS = {
    "rules": ("because", "cure", "inferred"),
    "facts": ("reason", "set_aside"),
    "criteria": ("rationale",),
    "weights": ("rationale",),
    "contradictions": ("treatment",),
    "laws": ("inferred",),
    "incompatible": ("because",),
}


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the texts."""
    for place, text in _reasons(book):
        if says_nothing(text):
            yield Remark(place, "This gives no reason.", "Say why, in one sentence.")


def _reasons(book: LocatedRulebook) -> Iterator[tuple[Location, str]]:
    for kind, keys in _REASONS.items():
        for place in getattr(book, kind).values():
            for key in keys:
                yield from place.texts(key)
    for taken in (book.switch_off, book.switch_off_laws):
        yield from ((place, place.shape) for place in taken.values())
