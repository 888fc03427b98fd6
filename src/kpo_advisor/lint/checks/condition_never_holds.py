"""A condition that can never hold, or a rule that can never fire.

## What it checks

The `when` of every rule, term, combination of answers, decision and law, the `unless` of every rule and the `only_if`
of every question hold in at least one complete profile. An `unless` holds in one in which the rule's `when` holds, so
that it can lift the rule, and does not hold in all of them, so that the rule can fire. It is proved: what does not
apply and what cannot hold together is taken into account, and the message names the parts that clash. A rule that
fires only for now, until an answer is known that lifts it, does fire. What a condition finds decided earlier is taken
to come out in any way, so a clash with a result is not found.

## Why it matters

Such a condition looks like a rule that guards something, and guards nothing. Mostly a choice was mistaken for another,
`all` for `any`, or a question was tested that does not apply when the rest holds.

## Bad

```yaml
- id: signature-is-at-hand
  when: { limits: none, signatory: have }   # signatory is asked only where a licence is needed to sign
  favours: { kpo: slight }
```

## Good

```yaml
- id: signature-is-at-hand
  when: { limits: licensed-signer, signatory: have }
  favours: { kpo: slight }
```
"""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.portable.condition_words import in_words
from kpo_advisor.proofs.conditions import always_lifted, impossible_conditions
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from kpo_advisor.proofs.conditions import Impossible
    from kpo_advisor.rulebooks.location import Location

CODE, SLUG, SEVERITY, FAMILY = "KPO201", "condition-never-holds", Severity.ERROR, "meaning"

LONGEST = 160
"""Characters of one condition in a message; the whole of it stands in the file."""


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the conditions."""
    for impossible in impossible_conditions(book.proofs):
        deletable = "`unless`" if impossible.key == "unless" else "what depends on it"
        hint = f"Correct the condition, or delete {deletable}."
        yield Remark(_place(book, impossible), _message(book, impossible), hint)
    for lifted in always_lifted(book.proofs):
        message = f"The rule {lifted.rule} never fires: its `unless` holds whenever its `when` does."
        hint = "Let `unless` ask for something else, or delete the rule."
        yield Remark(book.rules[lifted.rule].at("unless"), message, hint, witness=lifted.witness)


def _place(book: LocatedRulebook, impossible: Impossible) -> Location:
    places = {
        "rule": book.rules,
        "term": book.terms,
        "question": book.questions,
        "incompatible": book.incompatible,
        "decision": book.decisions,
        "law": book.laws,
    }
    return places[impossible.kind][impossible.id].at(impossible.key)


def _message(book: LocatedRulebook, impossible: Impossible) -> str:
    clash = (in_words(part, book.rulebook.questions) for part in impossible.clash)
    parts = [shorten(words, LONGEST, placeholder=" …") for words in clash]
    why = f"there is no profile in which {parts[0]}"
    if len(parts) > 1:
        why = f"{'; '.join(parts)}: these never hold together"
    if impossible.ruled_out_by:
        why += f", since {listed(impossible.ruled_out_by)} cannot hold"
    kind = "combination" if impossible.kind == "incompatible" else impossible.kind
    what = f"`{impossible.key}` of the {kind} {impossible.id}"
    if impossible.against_when:
        return f"{what} never holds while its `when` does, so nothing lifts the rule. {why[0].upper()}{why[1:]}."
    return f"{what} can never hold: {why}."
