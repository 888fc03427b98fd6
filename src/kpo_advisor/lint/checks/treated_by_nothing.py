"""A contradiction that is said to be treated by something that does not exist.

## What it checks

Every id under `treated_by` in contradictions.yaml is the id of a rule, term, question, fact, decision, criterion,
alternative, option or topic, or of a combination of answers that cannot both hold. A rule that an overlay switches
off exists no longer.

## Why it matters

The list of contradictions shows that each disagreement between the documents was settled, and where. An id that leads
nowhere, often of a rule that was renamed, makes that claim empty.

## Bad

```yaml
contradictions:
  - id: X01
    topic: Peaks
    one_side: Providers take peaks.
    treatment: Only where the work is counted.
    treated_by: [peaks-suit-bqo]
```

## Good

```yaml
contradictions:
  - id: X01
    topic: Peaks
    one_side: Providers take peaks.
    treatment: Only where the work is counted.
    treated_by: [peaks-suit-bpo]
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.text.phrases import quoted
from kpo_advisor.text.suggest import did_you_mean

CODE, SLUG, SEVERITY, FAMILY = "KPO101", "treated-by-nothing", Severity.WARNING, "references"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids that lead nowhere."""
    parts = (book.terms, book.questions, book.facts, book.decisions, book.criteria, book.alternatives)
    known = set(book.rulebook.rule_by_id).union(book.incompatible, *parts)
    for contradiction in book.contradictions.values():
        for position, id in enumerate(contradiction.shape.treated_by):
            if id not in known:
                message = f"{quoted(id)} is no rule, term, question, fact or part of a decision."
                yield Remark(contradiction.at("treated_by", position), message, did_you_mean(id, known))
