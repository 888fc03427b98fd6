"""A question, choice, alternative or term whose definition says nothing.

## What it checks

`ask` of questions, and `means` of choices, alternatives, options and terms, say something: they hold a letter or a
digit, and are no placeholder such as TODO or tbd. (That they are there at all, reading checks.)

## Why it matters

Two people who answer the same questionnaire about the same work must come to the same answers. Without a definition by
what one can observe, they guess.

## Bad

```yaml
choices:
  none: { means: TODO }
  some: { means: "…" }
```

## Good

```yaml
choices:
  none: { means: nobody; you would hear of it from outside }
  some: { means: somebody, when there is time }
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

CODE, SLUG, SEVERITY, FAMILY = "KPO304", "undefined", Severity.WARNING, "evidence"


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the texts."""
    for what, place, text in _definitions(book):
        if says_nothing(text):
            yield Remark(place, f"The definition of {what} says nothing.", "Define it by what one can observe.")


def _definitions(book: LocatedRulebook) -> Iterator[tuple[str, Location, str]]:
    for id, question in book.questions.items():
        yield f"the question {id}", question.at("ask"), question.shape.ask
        for choice, shape in question.shape.choices.items():
            yield f"{choice}, a choice of {id},", question.at("choices", choice, "means"), shape.means
    for id, place in (*book.terms.items(), *book.alternatives.items()):
        if hasattr(place.shape, "means"):  # topics have none
            yield id, place.at("means"), place.shape.means
