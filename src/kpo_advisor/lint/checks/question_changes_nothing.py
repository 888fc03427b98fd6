"""A question that nothing uses, or whose answer changes nothing.

## What it checks

The answer to every question makes some rule fire or not fire, of any kind, is looked at by a decision or a combination
of answers, or decides whether such a question is asked. Where rules look at the question, it is proved that no two
profiles, answered in full or in part, that differ in this answer alone make any of these rules fire once and not
twice. Laws, and terms that no rule uses, are no use of a question; that a result stays provisional while nobody has
answered is none either.

## Why it matters

Every question costs the time of somebody who has to find the answer, and raises the hope that it counts.

## Bad

```yaml
- id: favourite_colour
  kind: choice
  ask: Which colour should the report have?    # no rule looks at it
```

## Good

```yaml
- id: report_language
  kind: choice
  ask: In which language must the report be written?
  # and a rule: when: { report_language: local } …
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.unused import idle_questions
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO205", "question-changes-nothing", Severity.WARNING, "meaning"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the questions."""
    for idle in idle_questions(book.proofs):
        message = f"Nothing that is used looks at the question {idle.question}."
        if idle.rules:
            looking = f"{listed(idle.rules)} {'looks' if len(idle.rules) == 1 else 'look'} at it in vain."
            message = f"The answer to {idle.question} changes nothing: no rule fires by it. {looking}"
        others = [(book.rules[id].key(), f"{id} does the same whatever the answer") for id in idle.rules]
        hint = "Write the rule that the question was meant for, or delete the question."
        yield Remark(book.questions[idle.question].key(), message, hint, others)
