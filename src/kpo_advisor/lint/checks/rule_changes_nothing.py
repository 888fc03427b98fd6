"""A weighing rule that changes no rating and no standing in any profile.

## What it checks

For every rule that can fire and favours, opposes, holds back or excludes there is a profile, answered in full or in
part, that comes out otherwise without the rule: in the strength of a criterion's reasons for or against an alternative,
in a standing, or in the homes left for a part of a composite. That a result is sure with fewer answers is no change of
it. It is proved. The message names rules that cover the rule: for each of its effects the fewest of which one, at least
as strong, fires whenever the rule does. The witness is a complete profile in which the rule fires, where there is one.

## Why it matters

Evidence of one criterion never adds up, so the weaker of two rules that fire together is silent. A rule that always is
gives the reader of the rulebook a false idea of what decides, and a change to it does nothing.

## Bad

```yaml
- id: expert-needed
  when: { skill_level: { at_least: domain-expert } }
  favours: { kpo: clear }
- id: credential-needed              # whenever it fires, expert-needed does as well, and is as strong
  when: { skill_level: credentialed }
  favours: { kpo: clear }
```

## Good

```yaml
- id: expert-needed
  when: { skill_level: { at_least: domain-expert } }
  favours: { kpo: clear }
- id: credential-needed
  when: { skill_level: credentialed }
  favours: { kpo: strong }
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.rules import covered_rules
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO203", "rule-changes-nothing", Severity.WARNING, "meaning"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the rules."""
    for covered in covered_rules(book.proofs):
        does = "does" if len(covered.by) == 1 else "do"
        by = f": {listed(covered.by)} {does} the same or more whenever it fires" if covered.by else ""
        message = f"The rule {covered.rule} changes no rating and no standing in any profile{by}."
        others = [(book.rules[id].key(), f"{id} covers it") for id in covered.by]
        hint = "Delete it and move its citations to what covers it, or give it an effect or a condition of its own."
        yield Remark(book.rules[covered.rule].key(), message, hint, others, covered.witness)
