"""An alternative of the main decision that can never be first.

## What it checks

Some complete profile puts each alternative of the main decision first, alone or in a tie, under the rulebook's own
weights. It is proved. The message names the fewest others of which one always comes before it; the witness is a
complete profile in which the alternative stands as well as it can.

## Why it matters

An alternative that cannot win is an empty offer: it is ranked, explained and never recommended. Mostly its reasons are
one level too low everywhere, or a bar is wider than it was meant to be.

## Bad

```yaml
alternatives:
  bpo: { title: BPO, means: An outside provider runs rule-bound work. }
  kpo: { title: KPO, means: An outside provider does expert work. }   # no rule favours it
```

## Good

```yaml
- id: expert-judgement
  when: { work_nature: judgement-only }
  favours: { kpo: strong }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.unused import never_first
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO204", "alternative-never-first", Severity.ERROR, "meaning"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the alternatives."""
    for proved in never_first(book.proofs):
        why = "it is excluded in every profile"
        if proved.behind:
            why = f"{listed(proved.behind)}{': one of these' if len(proved.behind) > 1 else ''} always comes before it"
        message = f"No complete profile puts {proved.alternative} first: {why}."
        hint = "Give it reasons that can outweigh the others', or loosen what bars it."
        others = [(book.alternatives[id].key(), f"{id} comes before it") for id in proved.behind]
        yield Remark(book.alternatives[proved.alternative].key(), message, hint, others, proved.witness)
