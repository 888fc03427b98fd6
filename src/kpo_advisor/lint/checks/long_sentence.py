"""A sentence of a rule that is too long to be read in a terminal.

## What it checks

`because`, `cure`, `requires`, `keeps`, `advises` and `shows` have at most 180 characters, each text by itself where
they differ by alternative.

## Why it matters

They are printed one under another. At 80 columns, 180 characters are three lines; what is longer is not read. Most
often two reasons stand in one sentence, and two rules would say which of them holds.

## Bad

```yaml
because: >-
  Nobody on your side could catch errors in expert work before it is used, and what is more, the provider has no
  interest in looking for them, so that they would come to light only when a customer complains.
```

## Good

```yaml
because: Nobody on your side could catch errors in expert work before it is used.
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO307", "long-sentence", Severity.WARNING, "evidence"

LONGEST = 180
"""Characters: three lines of a terminal with 80 columns, less what stands before the text."""

_KEYS = ("because", "cure", "requires", "keeps", "advises", "shows")


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the sentences."""
    for place in book.rules.values():
        for key in _KEYS:
            for at, text in place.texts(key):
                if len(text) > LONGEST:
                    message = f"This has {len(text)} characters; {LONGEST} are read in a terminal."
                    yield Remark(at, message, "Say one thing, or make two rules of it.")
