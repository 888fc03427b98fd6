"""Two rules of one criterion that pull the same alternative both ways.

## What it checks

Information, off unless selected. It lists the pairs of rules of one criterion that can fire in one complete profile,
one favouring an alternative that the other opposes, each with such a profile. Rules that look at earlier results
are left out.

## Why it matters

The two reasons take points from each other, and both are printed. That is often right: work can have two sides. It can
also be one fact told twice, or a condition that reaches too far.

## Bad

```yaml
- id: expert-work-suits-kpo
  when: { skill_level: { at_least: domain-expert } }
  favours: { kpo: clear }
- id: licence-speaks-against-kpo
  when: { skill_level: credentialed }
  opposes: { kpo: clear }
```

## Good

```yaml
- id: expert-work-suits-kpo
  when: { skill_level: domain-expert }
  favours: { kpo: clear }
- id: licence-speaks-against-kpo
  when: { skill_level: credentialed }
  opposes: { kpo: clear }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.rules import opposing_rules
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO208", "rules-pull-both-ways", Severity.INFO, "meaning"
DEFAULT = False


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the favouring rules."""
    for pair in opposing_rules(book.proofs):
        them = "them" if len(pair.alternatives) > 1 else "it"
        favours = f"{pair.favouring} favours {listed(pair.alternatives)}"
        message = f"On {pair.criterion}, {favours} and {pair.opposing} opposes {them} in one profile."
        other = (book.rules[pair.opposing].key(), f"{pair.opposing} pulls the other way")
        hint = "Nothing has to be done where both reasons are real."
        yield Remark(book.rules[pair.favouring].key(), message, hint, [other], pair.witness)
