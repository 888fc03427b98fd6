"""A question, a choice or a rule that has no label of its own.

## What it checks

Every question and every choice has a `label`, and so has every rule that requires something, says what stays with the
client, excludes or holds back. No other question, choice of the same question, or such rule has the same.

## Why it matters

Reports and tables name questions and answers by their labels. Without one they print the id with blanks in it, which
reads as what it is: a word for whoever writes rules. A rule without one fills the page for a client with its whole
sentence, where others take half a line. Two that are called alike cannot be told apart.

## Bad

```yaml
- id: sop_test
  kind: scale
  choices:
    needs-expert: { means: for less than a quarter of the hours }
```

## Good

```yaml
- id: sop_test
  label: Could a newcomer do it
  kind: scale
  choices:
    needs-expert: { label: needs an expert, means: for less than a quarter of the hours }
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kpo_advisor.rulebooks.location import Location
    from kpo_advisor.rulebooks.shapes import RuleShape

CODE, SLUG, SEVERITY, FAMILY = "KPO311", "no-own-label", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the labels, or at the ids of what has none."""
    yield from _unclear("question", book.questions)
    for id, question in book.questions.items():
        choices = {str(place.path[-1]): place for place in question.records("choices")}
        yield from _unclear(f"choice of {id}", choices)
    named = {id: place for id, place in book.rules.items() if _is_on_the_page(place.shape)}
    yield from _unclear("rule", named)


def _is_on_the_page(rule: RuleShape) -> bool:
    return bool(rule.requires or rule.keeps or rule.excludes or rule.holds_back)


def _unclear(what: str, places: Mapping[str, Location]) -> Iterator[Remark]:
    taken: dict[str, str] = {}
    for id, place in places.items():
        label = place.shape.label
        if label is None:
            yield Remark(place.key(), f"{id}, a {what}, has no label.", "Name it in a few words, as a report would.")
        elif label.casefold() in taken:
            other = taken[label.casefold()]
            message = f"{id}, a {what}, has the label of {other}."
            yield Remark(place.at("label"), message, "Name each so that they can be told apart.")
        else:
            taken[label.casefold()] = id
