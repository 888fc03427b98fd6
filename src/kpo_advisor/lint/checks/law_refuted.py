"""A law that does not hold.

## What it checks

Every law of `laws.yaml` holds for every complete profile of one piece of work that meets its `when`, under the
rulebook's own weights. It is proved or refuted; the witness is a small complete profile that breaks the law. A law
on a result that hangs on more than answers, bars and the main decision is not decided, and then nothing is found.

Of an overlay, a law that the rulebook it extends upholds is told with the fewest changes without which it would hold:
rules that the overlay adds or switches off, weights, and combinations that cannot hold. That none fewer would do is
proved; of several such sets, the first is told.

## Why it matters

Laws say what must never happen, whatever is answered and whoever changes the rules. A refuted one means that a rule was
lost or reaches too far, or that the law claims more than the rules ever held. An overlay that means to break a law
switches it off with a reason, under `switch_off_laws`.

## Bad

```yaml
# No rule holds back or excludes kpo without a reviewer.
- id: nobody-to-review-never-leads-to-kpo
  says: Without anybody to review, the work never goes to KPO.
  when: { review_capability: none }
  never_first: [kpo]
```

## Good

```yaml
# With a rule that excludes kpo when { review_capability: none }:
- id: nobody-to-review-never-leads-to-kpo
  says: Without anybody to review, the work never goes to KPO.
  when: { review_capability: none }
  never_first: [kpo]
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpo_advisor.errors import Severity
from kpo_advisor.lint.check import Remark, Remarks
from kpo_advisor.lint.located_rulebook import LocatedRulebook
from kpo_advisor.lint.what_overlays_change import changes_of
from kpo_advisor.model.profile import Profile
from kpo_advisor.portable.condition_words import answer_in_words
from kpo_advisor.proofs.laws import BOUND, prove
from kpo_advisor.proofs.overlay_changes import ChangeKind, refuting
from kpo_advisor.proofs.proofs import Left
from kpo_advisor.solver.effort import Effort
from kpo_advisor.text.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kpo_advisor.model.questions import Answer
    from kpo_advisor.model.rulebook import Law
    from kpo_advisor.proofs.laws import Ruling
    from kpo_advisor.proofs.overlay_changes import OverlayChange
    from kpo_advisor.rulebooks.location import Location

CODE, SLUG, SEVERITY, FAMILY = "KPO207", "law-refuted", Severity.ERROR, "meaning"

NAMES = {
    ChangeKind.ADDED: "the rule {}",
    ChangeKind.SWITCHED_OFF: "switching off {}",
    ChangeKind.WEIGHT: "the weight of {}",
    ChangeKind.COMBINATION: "the combination {}",
}


def check(book: LocatedRulebook) -> Remarks:
    """Remarks at the ids of the laws."""
    about = book.proofs
    refuted = []
    for law in book.rulebook.laws if about.any_profile_at_all else ():
        ruling = prove(book.rulebook, law, about.effort, examples=False)
        if ruling.remark == BOUND:
            about.left[Left.LAW] += 1
        if ruling.holds is False:
            if law.kind == "can_be_first":  # what cannot be first is told by what can
                ruling = prove(book.rulebook, law, about.effort)
            refuted.append((law, ruling))
    # Only now: other rulebooks are laid out for it, which would push out the programs that are shared.
    changes = changes_of(book) if refuted else {}
    effort = Effort(book.effort, times=about.effort.times)
    for law, ruling in refuted:
        culprits = refuting(book.rulebook, law, ruling, changes, effort)
        witness = None if ruling.witness is None else Profile(f"Breaks the law {law.id}", ruling.witness)
        told = ("does not hold.", law.says, _how(law, ruling), _because_of(culprits, changes))
        message = " ".join(filter(None, (f"The law {law.id}", *told)))
        hint = "Correct the rules, or limit the law by its `when` to what is meant."
        if culprits is not None and book.laws[law.id].part.layer < book.top:
            hint = f"{hint} A law of an extended rulebook can be switched off with a reason."
        related = [(changes[change], f"without {_named(change)} it would hold") for change in culprits or ()]
        yield Remark(book.laws[law.id].key(), message, hint, related, witness)


def _because_of(culprits: tuple[OverlayChange, ...] | None, changes: Mapping[OverlayChange, Location]) -> str:
    """What of the overlay refutes the law, with where it stands; nothing where the overlay does not."""
    if culprits is None:
        return ""
    if not culprits:
        return "The overlay refutes it; which part of it does was not decided within the bound on effort."
    told = [f"{_named(culprit)} ({_where(changes[culprit])})" for culprit in culprits]
    return f"It would hold without {listed(told)}."


def _named(change: OverlayChange) -> str:
    return NAMES[change.kind].format(change.id)


def _where(place: Location) -> str:
    span = place.node.span
    return f"{place.file}:{span.start.line}" if span else place.file


def _how(law: Law, ruling: Ruling) -> str:
    """What refutes the law, where the witness does not say it by itself."""
    if law.kind == "can_be_first":
        missing = [id for id in law.subjects if id not in ruling.examples]
        return f"No profile puts {listed(missing)} first."
    if law.kind == "unmoved_by":
        turned = [f"{id} is {_said(answer)}" for id, answer in ruling.changed.items()]
        return f"The witness gets another first place where {listed(turned)}."
    return ""


def _said(answer: Answer) -> str:
    return " and ".join(answer) if isinstance(answer, tuple) else answer_in_words(answer)
