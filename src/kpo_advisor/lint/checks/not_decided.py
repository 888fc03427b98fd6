"""Something that the checks by proof could not decide within the bound on effort.

## What it checks

One finding a rulebook says how much of what the other checks of this family asked was neither proved nor refuted: a
single proof had too many cases, all proofs together took too many steps, or the rulebook is too large to be laid out
for them. Steps are counted and not timed, so it is the same finding everywhere. `--effort`, or `effort` in
`[tool.kpo-advisor.lint]`, raises the bounds: it is in millions of steps, 100 where nothing is said. It is told whatever
is selected, unless it is ignored by its own code or name.

## Why it matters

A check that could not look everywhere must not look like one that found nothing. Nothing is claimed of what is not
decided; other findings are proved all the same.

## Bad

```yaml
# Of forty ticks, twenty there and twenty-one not: to see that it cannot be, a proof goes through most combinations.
- id: half-and-half
  when:
    all:
      - at_least_n: { count: 20, of: [{ tasks: typing }, { tasks: sorting }, …] }
      - at_least_n: { count: 21, of: [{ not: { tasks: typing } }, { not: { tasks: sorting } }, …] }
```

## Good

```yaml
- id: half-and-half
  when: { spread: even }     # one question about what the ticks were counted for
```
"""

from __future__ import annotations

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.proofs.proofs import Left
from kpo_advisor.solver.effort import MOST_EFFORT
from kpo_advisor.text.phrases import listed

CODE, SLUG, SEVERITY, FAMILY = "KPO211", "not-decided", Severity.WARNING, "meaning"

TOLD = {
    Left.EVERYTHING: ("the rulebook is too large for any of it", ""),
    Left.PROFILE: ("whether any profile is possible", ""),
    Left.CONDITION: ("whether a condition can hold", "whether {} conditions can hold"),
    Left.LIFTED: ("whether a rule can fire", "whether {} rules can fire"),
    Left.FIRING: ("whether a rule always fires", "whether {} rules always fire"),
    Left.COVERED: ("whether a rule changes anything", "whether {} rules change anything"),
    Left.OPPOSING: ("whether a rule can fire with one against it", "whether {} rules can fire with ones against them"),
    Left.FIRST: ("whether an alternative can be first", "whether {} alternatives can be first"),
    Left.QUESTION: ("whether a question changes anything", "whether {} questions change anything"),
    Left.CRITERION: ("whether a criterion decides", "whether {} criteria decide"),
    Left.EXCLUDED: ("whether a profile excludes everything", ""),
    Left.LAW: ("whether a law holds", "whether {} laws hold"),
}


def check(book: LocatedRulebook) -> Remarks:
    """A remark at the name of the rulebook, about what the checks before it have asked."""
    left = book.proofs.left
    told = [_told(what, left[what]) for what in filter(left.get, Left)]
    if told:
        message = f"Not decided within the bound on effort: {listed(told)}."
        yield Remark(book.layers["rulebook"][-1].at("name"), message, _hint(book.effort))


def _hint(effort: int) -> str:
    simpler = "make the conditions and the rulebook simpler."
    if effort >= MOST_EFFORT:
        return simpler.capitalize()
    return f"Raise the bound, as by `--effort {min(10 * effort, MOST_EFFORT)}`, or {simpler}"


def _told(what: Left, count: int) -> str:
    one, many = TOLD[what]
    return one if count == 1 or not many else many.format(count)
