"""A criterion about the nature of the work that is silent about a home, such as in-house.

## What it checks

A criterion of the axis `nature` of the first decision whose rules favour some homes (alternatives that are not made of
others) names every home in at least one of its rules, under `favours` or `opposes`.

## Why it matters

Own staff can do either kind of work. If the rules about the kind of work credit only providers, the provider beats
in-house wherever the kind of work is clear, and the question whether to use a provider at all is never asked.

## Bad

```yaml
criterion: kind-of-work
rules:
  - id: rule-work
    when: { work_nature: rules-only }
    favours: { bpo: clear }
  - id: expert-work
    when: { work_nature: judgement-only }
    favours: { kpo: clear }
```

## Good

```yaml
criterion: kind-of-work
rules:
  - id: rule-work
    when: { work_nature: rules-only }
    favours: { bpo: clear, in-house: clear }
  - id: expert-work
    when: { work_nature: judgement-only }
    favours: { kpo: clear, in-house: clear }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

CODE, SLUG, SEVERITY, FAMILY = "KPO306", "nature-without-a-home", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the criterion, with the first rule that favours another home."""
    main = book.rulebook.main
    homes = [alternative.id for alternative in main.alternatives if not alternative.made_of]
    for criterion in main.criteria:
        rules = [rule for rule in book.rulebook.rules if rule.criterion == criterion.id]
        named = {id for rule in rules for id, _ in (*rule.favours, *rule.opposes)}
        favouring = [rule for rule in rules if rule.favours]
        if criterion.axis != "nature" or not favouring:
            continue
        other = (book.rules[favouring[0].id].key(), "a rule that favours another home")
        for home in homes:
            if home not in named:
                message = f"The rules of {criterion.id} favour other homes and never say how {home} stands."
                hint = f"Name {home} under favours or opposes where a rule is about what it can or cannot do."
                yield Remark(book.criteria[criterion.id].key(), message, hint, [other])
